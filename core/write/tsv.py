"""Tab-separated text: a header line, then one unit per line, in UTF-8 without a byte order mark.

Columns: the texts (headed by their language tags), confidence, status, note. Tabs and line breaks inside a
text become a space and nothing is quoted, so that a line is always a unit and a tab always a boundary.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from core.model.message import message
from core.write.options import yes_or_no
from core.write.report import Report, blank_pairs, illegal_characters
from core.write.unit import Units

# Characters that some programs take for the end of a field or line; other white space belongs to the text.
_BOUNDARIES = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class TsvOptions:
    """The optional columns and lines of a table."""

    header: bool = yes_or_no(message("Header line with the languages"), True)
    facts: bool = yes_or_no(message("Columns for confidence, status and note"), True)


class Tsv:
    """The writer of `.tsv` files."""

    id = "tsv"
    title = message("Table with tabs (TSV)")
    suffix = ".tsv"
    options = TsvOptions()
    needs_all_pairs = False

    def write(self, units: Units, options: TsvOptions, file: BinaryIO) -> Report:
        """Write the units, without those that have no text at all."""
        if options.header:
            file.write(_line(*units.languages, *(("confidence", "status", "note") if options.facts else ())))
        written = skipped = dropped = 0
        for unit in units:
            dropped += unit.dropped
            if unit.blank:
                skipped += 1
                continue
            written += 1
            facts = (f"{unit.confidence:.4f}", unit.status.value, unit.note) if options.facts else ()
            file.write(_line(*unit.texts, *facts))
        warnings = (*blank_pairs(skipped), *illegal_characters(dropped))
        return Report(written, skipped, dropped, warnings)

    def count(self, units: Units) -> int:
        """Return the number of units that have any text."""
        return sum(not unit.blank for unit in units)


def _line(*fields: str) -> bytes:
    return ("\t".join(map(in_a_cell, fields)) + "\n").encode("utf-8")


def in_a_cell(text: str) -> str:
    """Return a text that ends neither its line nor its column: such characters become a space."""
    return _BOUNDARIES.sub(" ", text).strip(" ")
