"""Headings of both texts, their pairing, and the verb that pairs two of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile
from operator import attrgetter

from core.model import (
    SIDES,
    Bead,
    Bitext,
    BlockKind,
    IndexRange,
    Patch,
    Segment,
    Side,
    SideName,
    Splice,
    Status,
    apply,
)
from core.model.message import Message, message
from core.review.verbs.judgement import accept
from core.review.verbs.rows import NotPossible, hollow, rearranged, without_empty_rows

_BLOCK = attrgetter("block")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of one side: the id of its first segment, its row, its level from 1, and its text."""

    segment: int
    row: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Chapters:
    """Headings of both sides in document order; `pairs` are indices into `source` and `target`."""

    source: tuple[Heading, ...]
    target: tuple[Heading, ...]
    pairs: tuple[tuple[int, int], ...]

    def side(self, name: SideName) -> tuple[Heading, ...]:
        """Return the headings of one side."""
        return self.source if name == "source" else self.target

    def current(self, name: SideName, row: int) -> int:
        """Return the index of the heading that a row belongs to; -1 before the first one."""
        return bisect_right(self.side(name), row, key=lambda heading: heading.row) - 1


def chapters(bitext: Bitext) -> Chapters:
    """Return all headings, and the pairs that share a row or the two rows of a moved passage."""
    source, target = (tuple(_headings(bitext, name)) for name in SIDES)
    opposite: dict[tuple[str, int], list[int]] = {}
    for at, heading in enumerate(target):
        opposite.setdefault(_place(bitext, heading.row), []).append(at)
    pairs = []
    for place, group in groupby(range(len(source)), lambda at: _place(bitext, source[at].row)):
        mine, others = list(group), opposite.get(place, [])
        if others:  # a title and its subtitle may correspond to a single title
            longest = range(max(len(mine), len(others)))
            pairs += [(mine[min(at, len(mine) - 1)], others[min(at, len(others) - 1)]) for at in longest]
    return Chapters(source, target, tuple(pairs))


def heading_blocks(side: Side) -> tuple[int, ...]:
    """Return the indices of blocks that are headings and contain segments, ascending."""
    held = set(map(_BLOCK, side.segments))
    return tuple(
        number
        for number, block in enumerate(side.document.blocks)
        if block.kind is BlockKind.HEADING and number in held
    )


def heading_over(bitext: Bitext, name: SideName, row: int, blocks: Sequence[int]) -> str:
    """Return the text of the heading that a row belongs to, "" before the first one.

    `blocks` is the result of `heading_blocks`. Fast, while `chapters` reads all headings.
    """
    side = bitext.side(name)
    while row >= 0 and not bitext.beads[row].ids(name):
        row -= 1
    if row < 0:
        return ""
    here = side.segment(bitext.beads[row].ids(name)[-1]).block
    before = range(bisect_right(blocks, here) - 1, -1, -1)
    texts = (_text(side, _segments_of(side, blocks[at])) for at in before)
    return next((text for text in texts if text.strip()), "")


def pair_headings(bitext: Bitext, source: int, target: int) -> Patch:
    """The headings that hold these two segments become a row of their own, accepted.

    Of the rows between, what stands before either heading comes above it and what stands behind, below: a row
    that this cuts in two is left with a confidence of 0, to be realigned. Raises NotPossible where it would
    cut a row between them that a person accepted.
    """
    spans = _block_of(bitext.source, source), _block_of(bitext.target, target)
    mine, theirs = (
        tuple(segment.id for segment in bitext.side(name).segments[slice(*span)])
        for name, span in zip(SIDES, spans, strict=True)
    )
    held = {*mine}, {*theirs}
    holding = [
        at
        for at, bead in enumerate(bitext.beads)
        if not (held[0].isdisjoint(bead.source) and held[1].isdisjoint(bead.target))
    ]
    first, last = holding[0], holding[-1]
    if first == last and (bitext.beads[first].source, bitext.beads[first].target) == (mine, theirs):
        return replace(
            accept(bitext, (first,)), name=message("Pair the headings of {rows}", rows=_named(first, last))
        )
    above: list[Bead] = []
    below: list[Bead] = []
    for at in range(first, last + 1):
        bead = bitext.beads[at]
        before, behind = _parted(bitext, bead, spans)
        if bead.accepted and at not in holding and bead not in (before, behind):
            raise NotPossible(
                message(
                    "Row {row} is accepted and lies between the two headings. Clear its status first.",
                    row=at + 1,
                )
            )
        above.append(before)
        below.append(behind)
    made = without_empty_rows([*above, Bead(mine, theirs, status=Status.ACCEPTED), *below])
    return rearranged(
        bitext, message("Pair the headings of {rows}", rows=_named(first, last)), (first, last, made)
    )


def in_one(bitext: Bitext, first: Patch, second: Patch) -> Patch:
    """Combine two patches of rows into one step named after the first; the second was made for the result of
    the first."""
    before, after = bitext.beads, apply(apply(bitext, first), second).beads
    same = sum(1 for _ in takewhile(_alike, zip(before, after, strict=False)))
    most = min(len(before), len(after)) - same
    behind = sum(
        1 for _ in islice(takewhile(_alike, zip(reversed(before), reversed(after), strict=False)), most)
    )
    gone, come = before[same : len(before) - behind], after[same : len(after) - behind]
    return Patch(first.name, beads=(Splice(same, gone, come),) if gone or come else ())


def _alike(beads: tuple[Bead, Bead]) -> bool:
    return beads[0] == beads[1]


def _parted(bitext: Bitext, bead: Bead, spans: tuple[IndexRange, IndexRange]) -> tuple[Bead, Bead]:
    """Return the part of a row before the headings and the part after them; either may be empty."""
    cells = [[(bitext.side(name).position(id_), id_) for id_ in bead.ids(name)] for name in SIDES]
    source, target = (
        tuple(id_ for at, id_ in cell if at < span[0]) for cell, span in zip(cells, spans, strict=True)
    )
    above = Bead(source, target, 0.0)
    source, target = (
        tuple(id_ for at, id_ in cell if at >= span[1]) for cell, span in zip(cells, spans, strict=True)
    )
    below = Bead(source, target, 0.0)
    if (above.source, above.target) == (bead.source, bead.target):
        return bead, below
    if (below.source, below.target) == (bead.source, bead.target):
        return above, bead
    if hollow(above) and not hollow(below):
        return above, replace(below, note=bead.note, bookmark=bead.bookmark)
    return replace(above, note=bead.note, bookmark=bead.bookmark), below


def _headings(bitext: Bitext, name: SideName) -> Iterator[Heading]:
    side = bitext.side(name)
    for number in heading_blocks(side):
        parts = _segments_of(side, number)
        text = _text(side, parts)
        if text.strip():
            level = max(1, side.document.blocks[number].level)
            yield Heading(parts[0].id, bitext.row_of(name, parts[0].id), level, text)


def _segments_of(side: Side, block: int) -> tuple[Segment, ...]:
    first = bisect_left(side.segments, block, key=_BLOCK)
    return side.segments[first : bisect_right(side.segments, block, lo=first, key=_BLOCK)]


def _text(side: Side, segments: Sequence[Segment]) -> str:
    return " ".join(side.text(segment.id) for segment in segments)


def _place(bitext: Bitext, row: int) -> tuple[str, int]:
    link = bitext.beads[row].moved
    return ("row", row) if link is None else ("moved", link)


def _block_of(side: Side, segment_id: int) -> IndexRange:
    """Return the positions of the segments in the same block as the given one."""
    first = end = side.position(segment_id)
    block = side.segments[first].block
    while first and side.segments[first - 1].block == block:
        first -= 1
    while end < len(side.segments) and side.segments[end].block == block:
        end += 1
    return first, end


def _named(first: int, last: int) -> Message:
    return (
        message("row {row}", row=first + 1)
        if first == last
        else message("rows {first} and {last}", first=first + 1, last=last + 1)
    )
