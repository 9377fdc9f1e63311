"""Two sides and the beads between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.model.bead import Bead, joined
from core.model.side import PAIRS, Side, SideName


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two sides and their beads, in the order of the table."""

    source: Side
    target: Side
    beads: tuple[Bead, ...]

    def side(self, name: SideName) -> Side:
        """Return the side with this name."""
        return self.source if name == "source" else self.target

    @property
    def of_pairs(self) -> bool:
        """True if the texts were read as pairs, such as a translation memory: a pair may stand anywhere."""
        return self.source.cut_by == self.target.cut_by == PAIRS

    def row_of(self, name: SideName, segment_id: int) -> int:
        """Return the index of the bead that holds a segment of one side, by binary search. Raises
        KeyError."""
        side, low, high = self.side(name), 0, len(self.beads)
        wanted = side.position(segment_id)
        while low < high:
            row = middle = (low + high) // 2
            while row < high and not self.beads[row].ids(name):
                row += 1
            ids = self.beads[row].ids(name) if row < high else ()
            if segment_id in ids:
                return row
            if ids and side.position(ids[0]) < wanted:
                low = row + 1
            else:
                high = middle
        raise KeyError(segment_id)

    def pairs(self) -> Iterator[Bead]:
        """Yield the beads as exports and scores see them: a moved pair is one two-sided bead, at
        its source."""
        partners = {bead.moved: bead for bead in self.beads if bead.moved is not None and bead.target}
        for bead in self.beads:
            if bead.moved is None:
                yield bead
            elif bead.source:
                yield joined(bead, partners[bead.moved])


def between_pins(bitext: Bitext, row: int) -> tuple[int, int]:
    """Return the range of rows around a row up to the next pinned ones; empty if it is pinned itself."""
    first = end = row
    while end < len(bitext.beads) and not bitext.beads[end].pinned:
        end += 1
    while row < end and first > 0 and not bitext.beads[first - 1].pinned:
        first -= 1
    return first, end
