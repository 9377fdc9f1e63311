"""Tab-separated text: a header line, then a pair a line, in UTF-8 without a byte order mark.

Columns: source, target (headed by their language tags), confidence, status, note. Tabs and line breaks inside
a text become a space and nothing is quoted, so that a line is always a pair and a tab always a border.
"""

import re
from typing import BinaryIO

from core.model import Bitext
from core.write.selection import Choice, Report, blank_pairs, illegal_characters
from core.write.texts import languages, legal, rows

# What some program takes for the border of a field or a line; all other white space is the text's own.
_BORDERS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Tsv:
    """Writes `.tsv` files."""

    name = "tab-separated text"
    suffix = ".tsv"

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        """The chosen pairs; one without any text on either side is skipped."""
        file.write(_line(*languages(bitext), "confidence", "status", "note"))
        written = skipped = dropped = 0
        for row in rows(bitext, choice):
            note, lost = legal(row.pair.note)
            dropped += row.dropped + lost
            if row.blank:
                skipped += 1
                continue
            written += 1
            confidence = f"{row.pair.certainty:.4f}"
            file.write(_line(row.source, row.target, confidence, row.pair.status.value, note))
        warnings = (*blank_pairs(skipped), *illegal_characters(dropped))
        return Report(written, skipped, dropped, warnings)

    def count(self, bitext: Bitext, choice: Choice) -> int:
        """The chosen pairs that have any text."""
        return sum(1 for row in rows(bitext, choice) if not row.blank)


def _line(*fields: str) -> bytes:
    return ("\t".join(map(in_a_cell, fields)) + "\n").encode("utf-8")


def in_a_cell(text: str) -> str:
    """A text that ends neither its line nor its column: such letters in it become a space."""
    return _BORDERS.sub(" ", text).strip(" ")
