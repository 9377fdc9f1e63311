"""Two sides and the beads between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.model.side import Side

SideName = Literal["source", "target"]
SIDES: tuple[SideName, SideName] = ("source", "target")


class Status(StrEnum):
    """A person's judgement of a bead."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of the source and segments of the target that translate each other.

    `source` and `target` are segment ids, one of them possibly empty, never both. `confidence` (0 to 1) is
    the probability that exactly this bead is right, None once a person made it. `moved` is the id of a link
    that two one-sided beads share when their texts translate each other from different places.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float | None = None
    status: Status = Status.OPEN
    note: str = ""
    bookmark: bool = False
    moved: int | None = None

    def ids(self, side: SideName) -> tuple[int, ...]:
        """The segment ids of one side."""
        return self.source if side == "source" else self.target

    def __reduce__(self) -> tuple[type["Bead"], tuple[object, ...]]:
        judged = self.status, self.note, self.bookmark, self.moved
        return Bead, (self.source, self.target, self.confidence, *judged)  # as in Segment

    @property
    def certainty(self) -> float:
        """The confidence as exports write it: 1 where a person decided."""
        return 1.0 if self.confidence is None or self.status is Status.ACCEPTED else self.confidence


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two sides and their beads, in the order of the table."""

    source: Side
    target: Side
    beads: tuple[Bead, ...]

    def side(self, name: SideName) -> Side:
        """The side of that name."""
        return self.source if name == "source" else self.target

    def row_of(self, name: SideName, segment_id: int) -> int:
        """The index of the bead that holds a segment of one side, found by halving. Raises KeyError."""
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
        """The beads as exports and measures see them: a moved pair is one two-sided bead, at its source."""
        partners = {bead.moved: bead for bead in self.beads if bead.moved is not None and bead.target}
        for bead in self.beads:
            if bead.moved is None:
                yield bead
            elif bead.source:
                yield joined(bead, partners[bead.moved])


def joined(source: Bead, target: Bead) -> Bead:
    """The one pair that two linked one-sided beads stand for; it is accepted once both are."""
    known = [bead.confidence for bead in (source, target) if bead.confidence is not None]
    statuses = {source.status, target.status}
    return Bead(
        source.source,
        target.target,
        min(known) if known else None,
        source.status if len(statuses) == 1 else Status.OPEN,
        "\n".join(note for note in (source.note, target.note) if note),
        source.bookmark or target.bookmark,
        source.moved,
    )
