"""Ladders: one bead per line, `[0, 1]:[0]:0.9700`, the numbers being positions of segments, counted from 0.

The format is vecalign's; the third field is the confidence from 0 to 1, 1 if the user decided. Every segment
is in a ladder exactly once, so a ladder holds all beads whatever was selected.
"""

from typing import BinaryIO

from core.errors import CannotWrite
from core.model.message import message
from core.write.options import NoOptions
from core.write.report import Report
from core.write.unit import Units


class Ladder:
    """The writer of `.ladder` files."""

    id = "ladder"
    title = message("Ladder (segment numbers)")
    suffix = ".ladder"
    options = NoOptions()
    needs_all_pairs = True

    def write(self, units: Units, options: NoOptions, file: BinaryIO) -> Report:
        """Write one line per unit. Raises `CannotWrite` for more than two texts."""
        if len(units.texts) != 2:
            raise CannotWrite(
                message("A ladder holds the segments of two texts, not of {count}.", count=len(units.texts)),
                remedy=message("Export each translation to a ladder of its own."),
            )
        written = 0
        for unit in units:
            source, target = (list(variant.segments) for variant in unit.variants)
            file.write(f"{source}:{target}:{unit.confidence:.4f}\n".encode("ascii"))
            written += 1
        return Report(written)

    def count(self, units: Units) -> int:
        """Return the number of all units."""
        return sum(1 for _ in units)
