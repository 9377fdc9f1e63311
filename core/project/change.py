"""Changes that a session reports, so that each view can decide what to redraw."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from core.model import SIDES, Bitext, Patch, Segment, SideName


class ChangeKind(StrEnum):
    """The kind of thing that changed."""

    ROWS = "rows"  # the segments of rows, or the number of rows
    TEXT = "text"  # a segment's letters
    STRIKES = "strikes"  # the hidden letters of a document
    JUDGEMENT = "judgement"  # confidence, status, note, bookmark or link
    DOCUMENT = "document"  # a document's name or language
    SIDES = "sides"  # the sides were swapped: everything


@dataclass(frozen=True, slots=True)
class Change:
    """The effect of one `apply`, `undo` or `redo`.

    `patch` is what was applied (after an undo: the inverse). `first` and `last` are the affected rows as they
    are now, counted from 0; `last < first` if none of them is left. `kinds` is empty if nothing changed.
    """

    patch: Patch
    revision: int
    first: int
    last: int
    kinds: frozenset[ChangeKind]


def described(patch: Patch, after: Bitext, revision: int) -> Change:
    """Return the change that led to the bitext `after`."""
    if patch.swap:
        return Change(patch, revision, 0, len(after.beads) - 1, frozenset({ChangeKind.SIDES}))
    struck = [*_rows_of_strikes(patch, after)]
    rows = [*_rows_of_beads(patch), *_rows_of_texts(patch, after), *struck]
    first = min((start for start, _ in rows), default=0)
    last = max((stop for _, stop in rows), default=0) - 1
    kinds = {*_kinds(patch), *([ChangeKind.TEXT] if struck else [])}
    return Change(patch, revision, first, last, frozenset(kinds))


def _rows_of_beads(patch: Patch) -> Iterable[tuple[int, int]]:
    shift = 0
    for splice in patch.beads:
        start = splice.at + shift
        yield start, start + len(splice.after)
        shift += len(splice.after) - len(splice.before)


def _rows_of_texts(patch: Patch, after: Bitext) -> Iterable[tuple[int, int]]:
    for side in SIDES:
        ids = [segment.id for splice in patch.cuts(side) for segment in splice.after]
        yield from _rows_of_segments(after, side, ids)


def _rows_of_strikes(patch: Patch, after: Bitext) -> Iterable[tuple[int, int]]:
    """Yield the rows of each block with other strikes: a text can change while its boundaries stay."""
    for side in SIDES:
        for hiding in patch.strikes(side):
            for block in {strike.block for strike in (*hiding.before, *hiding.after)}:
                ids = [segment.id for segment in _of_block(after.side(side).segments, block)]
                yield from _rows_of_segments(after, side, ids)


def _of_block(segments: tuple[Segment, ...], block: int) -> tuple[Segment, ...]:
    by_block = attrgetter("block")
    return segments[bisect_left(segments, block, key=by_block) : bisect_right(segments, block, key=by_block)]


def _rows_of_segments(after: Bitext, side: SideName, ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    if ids:
        yield after.row_of(side, ids[0]), after.row_of(side, ids[-1]) + 1


def _kinds(patch: Patch) -> Iterable[ChangeKind]:
    for splice in patch.beads:
        pairs = [[(bead.source, bead.target) for bead in beads] for beads in (splice.before, splice.after)]
        yield ChangeKind.JUDGEMENT if pairs[0] == pairs[1] else ChangeKind.ROWS
    if patch.source or patch.target:
        yield ChangeKind.TEXT
    if patch.source_strikes or patch.target_strikes:
        yield ChangeKind.STRIKES
    if patch.properties:
        yield ChangeKind.DOCUMENT
