"""A toy format of exports: one JSON value a line. It shares its suffix with another format."""

import json
from dataclasses import dataclass
from typing import BinaryIO

from core.model import Bitext
from core.model.message import message
from core.write import Report, Units
from core.write.options import one_of, yes_or_no
from core.write.report import blank_pairs, illegal_characters
from tests.conformance.exports.found import Found


@dataclass(frozen=True, slots=True)
class ToyOptions:
    """The layout of a line."""

    layout: str = one_of(message("Layout"), {"list": message("As lists"), "text": message("As text")}, "list")
    languages: bool = yes_or_no(message("Line of languages"), False)


class Toy:
    """The writer of toys."""

    id = "toy"
    title = message("Toy lines")
    suffix = ".tsv"
    options = ToyOptions()
    needs_all_pairs = False

    def write(self, units: Units, options: ToyOptions, file: BinaryIO) -> Report:
        """Write the units that have any text."""
        if options.languages:
            file.write(json.dumps(units.languages).encode() + b"\n")
        written = skipped = dropped = 0
        for unit in units:
            dropped += unit.dropped
            if unit.blank:
                skipped += 1
                continue
            written += 1
            value = [*unit.texts, f"{unit.confidence:.4f}"]
            line = value if options.layout == "list" else " | ".join(value)
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        return Report(written, skipped, dropped, (*blank_pairs(skipped), *illegal_characters(dropped)))

    def count(self, units: Units) -> int:
        """Return the number of units that have any text."""
        return sum(not unit.blank for unit in units)


def pairs(data: bytes, bitext: Bitext) -> list[Found]:
    """Return the pairs in a toy file, read independently."""
    return [Found(*json.loads(line)) for line in data.decode().split("\n")[:-1]]
