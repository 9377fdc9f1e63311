"""Two sides and the beads between them, and the four laws that always hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
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


class BrokenLaw(ValueError):
    """A bitext breaks one of the four laws; `law` is its number."""

    def __init__(self, law: int, sentence: str) -> None:
        super().__init__(law, sentence)
        self.law = law
        self.sentence = sentence

    def __str__(self) -> str:
        return f"Law {self.law}: {self.sentence}"


def check(bitext: Bitext) -> None:
    """Raise `BrokenLaw` unless the laws of a bitext hold. Linear in its size.

    1. Nothing lost: read in bead order, the ids of each side are that side's segments, each once, in order.
    2. Faithful: in each block, segments, white space between them and strikes tile the text.
    3. Moved pairs are links: two one-sided beads, one a side, share each `moved` id.

    The fourth law, that a person's word stands, is about changes: `core.model.patch.apply` keeps it.
    """
    for name in SIDES:
        _nothing_lost(bitext, name)
        _faithful(bitext.side(name), name)
    _links_are_pairs(bitext)


def _nothing_lost(bitext: Bitext, name: SideName) -> None:
    ids = [segment.id for segment in bitext.side(name).segments]
    if len(set(ids)) != len(ids):
        raise BrokenLaw(1, f"a segment id stands twice in the {name}")
    if ids and max(ids) >= bitext.side(name).next_id:
        raise BrokenLaw(1, f"the {name} would give an id a second time")
    if [at for bead in bitext.beads for at in bead.ids(name)] != ids:
        raise BrokenLaw(1, f"the beads do not hold each segment of the {name} once, in document order")
    if not all(bead.source or bead.target for bead in bitext.beads):
        raise BrokenLaw(1, "a bead is empty on both sides")


def _faithful(side: Side, name: SideName) -> None:
    blocks = side.document.blocks
    covered: list[list[tuple[int, int]]] = [[] for _ in blocks]
    used = {strike.block for strike in side.document.strikes} | {segment.block for segment in side.segments}
    if not all(0 <= block < len(blocks) for block in used):
        raise BrokenLaw(2, f"a segment or a strike of the {name} is in a block that is not there")
    for strike in side.document.strikes:
        covered[strike.block].append((strike.start, strike.end))
    order = [(segment.block, segment.start, segment.end) for segment in side.segments]
    for before, after in pairwise(order):
        if before[0] > after[0] or (before[0] == after[0] and max(before[2], before[1] + 1) > after[1]):
            raise BrokenLaw(2, f"segments of the {name} overlap or stand out of order in block {after[0]}")
    for block, spans in groupby(order, key=lambda span: span[0]):
        covered[block].extend((start, end) for _, start, end in spans)
    for at, (block_, spans_) in enumerate(zip(blocks, covered, strict=True)):
        seen = 0
        for start, end in sorted(spans_):
            if not 0 <= start <= end <= len(block_.text):
                raise BrokenLaw(2, f"a segment of the {name} reaches outside block {at}")
            if start > seen and not block_.text[seen:start].isspace():
                raise BrokenLaw(2, f"letters of block {at} of the {name} are in no segment")
            seen = max(seen, end)
        if block_.text[seen:] and not block_.text[seen:].isspace():
            raise BrokenLaw(2, f"letters at the end of block {at} of the {name} are in no segment")


def _links_are_pairs(bitext: Bitext) -> None:
    linked = [bead for bead in bitext.beads if bead.moved is not None]
    if any(bead.source and bead.target for bead in linked):
        raise BrokenLaw(3, "a two-sided bead carries a link")
    for name in SIDES:
        counts = Counter(bead.moved for bead in linked if bead.ids(name))
        if any(count != 1 for count in counts.values()):
            raise BrokenLaw(3, f"a link is used twice on the {name}")
    if {bead.moved for bead in linked if bead.source} != {bead.moved for bead in linked if bead.target}:
        raise BrokenLaw(3, "a link has no partner on the other side")
