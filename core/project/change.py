"""What a session tells after a change, so that each view decides what to draw again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.model import SIDES, Bitext, Patch


class ChangeKind(StrEnum):
    """What sort of thing changed."""

    ROWS = "rows"  # which segments stand in which row, or how many rows there are
    TEXT = "text"  # a segment's letters
    STRIKES = "strikes"  # which letters of a document are hidden
    JUDGEMENT = "judgement"  # confidence, status, note, bookmark or link
    DOCUMENT = "document"  # a document's name or language
    SIDES = "sides"  # the sides were swapped: everything


@dataclass(frozen=True, slots=True)
class Change:
    """What one `apply`, `undo` or `redo` did.

    `patch` is what was applied (after an undo: the inverse). `first` and `last` are the touched rows as they
    stand now, counted from 0; `last < first` where no row is left of them. `kinds` is empty where nothing
    changed.
    """

    patch: Patch
    revision: int
    first: int
    last: int
    kinds: frozenset[ChangeKind]


def described(patch: Patch, after: Bitext, revision: int) -> Change:
    """The change that led to the bitext `after`."""
    if patch.swap:
        return Change(patch, revision, 0, len(after.beads) - 1, frozenset({ChangeKind.SIDES}))
    rows = [*_rows_of_beads(patch), *_rows_of_texts(patch, after)]
    first = min((start for start, _ in rows), default=0)
    last = max((stop for _, stop in rows), default=0) - 1
    return Change(patch, revision, first, last, frozenset(_kinds(patch)))


def _rows_of_beads(patch: Patch) -> Iterable[tuple[int, int]]:
    shift = 0
    for splice in patch.beads:
        start = splice.at + shift
        yield start, start + len(splice.after)
        shift += len(splice.after) - len(splice.before)


def _rows_of_texts(patch: Patch, after: Bitext) -> Iterable[tuple[int, int]]:
    for side in SIDES:
        ids = [segment.id for splice in patch.cuts(side) for segment in splice.after]
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
