"""Ladders: a bead a line, `[0, 1]:[0]:0.9700`, the numbers being positions of segments from 0.

The layout is vecalign's; the third field is our confidence from 0 to 1, 1 where a person decided. A ladder is
a whole: every segment stands in it exactly once, so it holds all beads whatever was chosen.
"""

from typing import BinaryIO

from core.model import Bitext
from core.write.selection import Choice, Report


class Ladder:
    """Writes `.ladder` files."""

    name = "ladder"
    suffix = ".ladder"

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        """One line a bead in source order; a moved pair is one line, at its source."""
        written = 0
        for pair in bitext.pairs():
            source = [bitext.source.position(id_) for id_ in pair.source]
            target = [bitext.target.position(id_) for id_ in pair.target]
            file.write(f"{source}:{target}:{pair.certainty:.4f}\n".encode("ascii"))
            written += 1
        partial = choice.which == "accepted" or choice.minimum > 0
        warnings = ("A ladder always holds every pair; the choice of pairs was not used.",) if partial else ()
        return Report(written, warnings=warnings)

    def count(self, bitext: Bitext, choice: Choice) -> int:
        """All pairs, whatever the choice."""
        return sum(1 for _ in bitext.pairs())
