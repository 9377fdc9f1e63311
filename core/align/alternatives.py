"""Alternatives to a row: the best path through its neighbourhood that does not contain its bead.

rows ─windows─▶ stretches ─Model.part─▶ all paths through each ─best path but for one bead─▶ beads ─▶ Patch

A window is a row with a few on either side, up to the next pinned rows; overlapping windows are scored
together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

import numpy as np

from core.align.align import as_beads, with_word_evidence
from core.align.bead_model import FORBIDDEN, BeadModel, SkipScores
from core.align.confidence import (
    AllPaths,
    all_paths,
    calibrated,
    joint_posterior,
    path_score,
    step_posteriors,
)
from core.align.corridor import Corridor, Step
from core.align.lattice import best_path
from core.align.options import AlignOptions
from core.align.realign import Excerpt, PreparedRows, excerpt, prepare_rows
from core.align.weights import Weights
from core.model import SIDES, Bead, Bitext, IndexRange, Patch, Side, Splice
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import EncodedPair

_AROUND = 4  # rows on either side that may change with a row
_BLANK = 12  # most rows without text among them, which do not count
_NEVER = (
    -1e4
)  # the score of a segment that must not be skipped: scores are summed, and FORBIDDEN would swamp the others

_GUESSED = 0.5  # highest confidence of half of a moved passage that was parted, as where a verb parts one

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other beads for a row and its neighbours.

    `gain` is the change of the log odds by the patch, in nats, below 0 where the present beads are more
    likely; `probability` (0 to 1) that all its new beads are right.
    """

    patch: Patch
    gain: float
    probability: float


def around(bitext: Bitext, rows: Sequence[int]) -> Excerpt:
    """Return the excerpt needed to find the alternatives to these rows, of which there is at least one."""
    reach = _AROUND + _BLANK
    return excerpt(bitext, (max(min(rows) - reach, 0), min(max(rows) + 1 + reach, len(bitext.beads))))


def alternatives(
    given: Excerpt,
    rows: Iterable[int],
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
) -> dict[int, Alternative]:
    """Return for each of these rows of a bitext, all in the excerpt, the best alternative to its bead.

    The other parameters are those of `realigned`. A row that a user accepted or made, one without text and
    one with which nothing may change have no alternative; half of a moved passage has one if the other half
    is among the rows next to it. A note or bookmark of the row stays with the first new row that shares a
    segment with it.
    """
    prepared = prepare_rows(given, encoded, weights, options, progress)
    if prepared.model is None:
        return {}
    model = replace(prepared.model, weights=weights.fine)
    beads = given.beads[slice(*given.rows)]
    path = _Path(prepared.sides, beads, given.at, _ends(prepared, beads), options.reach, _crossed(beads))
    windows = {row: path.window(row) for row in sorted(row - given.at for row in rows) if path.open(row)}
    out: dict[int, Alternative] = {}
    for (low, high), inside in _stretches(windows):
        progress(low, len(beads), message("Looking for alternatives"))
        if 0 not in path.size(low, high):  # otherwise all are one-sided, and there is no other path
            stretch = path.stretch(model, low, high)
            for row in inside:
                progress(row, len(beads), message("Looking for alternatives"))
                other = stretch.without(row, *windows[row])
                if other is not None:
                    out[given.at + row] = other
    return out


def _ends(prepared: PreparedRows, beads: Sequence[Bead]) -> list[Cell]:
    """Return the cell before each row, and the last cell: the numbers of segments with text before it on both
    sides."""
    kept = []
    for places, side in zip(prepared.places, SIDES, strict=True):
        until = list(accumulate((len(bead.ids(side)) for bead in beads), initial=0))
        kept.append(np.searchsorted(places, until).tolist())
    return list(zip(*kept, strict=True))


def _crossed(beads: Sequence[Bead]) -> dict[int, int]:
    """Return the halves of passages that moved only a few rows, each with the row of the other half."""
    halves: dict[int, list[int]] = {}
    for row, bead in enumerate(beads):
        if bead.moved is not None:
            halves.setdefault(bead.moved, []).append(row)
    near = (rows for rows in halves.values() if len(rows) == 2 and rows[1] - rows[0] <= _AROUND)
    return {row: other for rows in near for row, other in (rows, rows[::-1])}


def _stretches(windows: dict[int, tuple[int, int]]) -> list[tuple[tuple[int, int], list[int]]]:
    """Return the windows with overlapping ones merged, each with the rows whose windows they are."""
    out: list[tuple[tuple[int, int], list[int]]] = []
    for row, (low, high) in windows.items():
        if out and low < out[-1][0][1]:
            (first, last), rows = out[-1]
            out[-1] = (first, max(last, high)), [*rows, row]
        else:
            out.append(((low, high), [row]))
    return out


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """The beads of both sides as a path through the lattice, with the cells where they begin.

    `at` is the row of the first bead; `crossed` are halves of moved passages that may be unlinked.
    """

    sides: tuple[Side, Side]
    beads: Sequence[Bead]
    at: int
    ends: Sequence[Cell]
    reach: int
    crossed: dict[int, int]

    def open(self, row: int) -> bool:
        """Return whether a row's bead may change and all its segments have text."""
        bead = self.beads[row]
        if bead.decided or (bead.linked and not self._may_cross(row)):
            return False
        return 0 < sum(self.size(row, row + 1)) == len(bead.source) + len(bead.target)

    def _may_cross(self, row: int) -> bool:
        """Return whether both halves of a moved passage, and all rows between them, may change."""
        first, last = sorted((row, self.crossed.get(row, -1)))
        return first >= 0 and all(
            self._free(bead) and (bead.moved is None or at in self.crossed)
            for at, bead in enumerate(self.beads[first : last + 1], first)
        )

    @staticmethod
    def _free(bead: Bead) -> bool:
        """Return whether a bead is free of any decision of the user, linked or not."""
        return not (bead.decided or bead.annotated)  # as `pinned`, except that a link may be dissolved

    def size(self, low: int, high: int) -> Step:
        """Return the numbers of segments with text in some rows."""
        (i, j), (k, m) = self.ends[low], self.ends[high]
        return k - i, m - j

    def steps(self, low: int, high: int) -> list[Step]:
        """Return the path through some rows in steps that the lattice has.

        Skipped segments are taken one by one, and so are those of a bead that is too large.
        """
        steps: list[Step] = []
        for row in range(low, high):
            a, b = self.size(row, row + 1)
            steps += [(a, b)] if a and b and a + b <= self.reach else [(1, 0)] * a + [(0, 1)] * b
        return steps

    def window(self, row: int) -> tuple[int, int]:
        """Return the range of rows that may change together with this one."""
        above, below = range(row - 1, -1, -1), range(row + 1, len(self.beads))
        ends = []
        for rows in (above, below):
            ends.append(row)
            seen = 0
            for at in takewhile(self._may_change, rows):
                seen += any(self.size(at, at + 1))
                if seen > _AROUND:
                    break
                ends[-1] = at
        return self._whole(ends[0], ends[1])

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """Return the window, enlarged to contain both halves of every moved passage in it."""
        others = [self.crossed[at] for at in range(first, last + 1) if at in self.crossed]
        low, high = min([first, *others]), max([last, *others])
        return (first, last + 1) if (low, high) == (first, last) else self._whole(low, high)

    def _may_change(self, row: int) -> bool:
        """Return whether a row is free, and either open or a single segment without text."""
        bead = self.beads[row]
        blank = len(bead.source) + len(bead.target) == 1 and not any(self.size(row, row + 1))
        return self._free(bead) and ((blank and bead.moved is None) or self.open(row))

    def stretch(self, model: BeadModel, low: int, high: int) -> "_Stretch":
        """Return all paths through some rows."""
        (i, j), (k, m) = self.ends[low], self.ends[high]
        part, corridor = with_word_evidence(model.part((i, k), (j, m)), self.steps(low, high))
        found = np.concatenate([scores for _, scores in part.beads(corridor)], axis=2)
        return _Stretch(self, (i, j), part, all_paths(found, part.skip_scores(), corridor))


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Some rows of a path, which begin in the cell `origin`, and all paths through them."""

    path: _Path
    origin: Cell
    model: BeadModel
    ways: AllPaths

    def without(self, row: int, low: int, high: int) -> Alternative | None:
        """Return the best path through a window without the bead of a row, as far as it affects the row."""
        begin, end = self._cell(low), self._cell(high)
        size, beads = self.path.size(row, row + 1), tuple(self.path.beads[low:high])
        steps = _best_without(self.ways, begin, end, self._cell(row), size, self.path.reach)
        way = self._beads(low, high, steps)
        if _ids(beads[row - low]) in map(_ids, way):
            return None  # there is no other path
        old, new = _smallest_change(beads, way, row - low)
        before, after = beads[slice(*old)], _with_notes(beads[slice(*old)], way[slice(*new)])
        head, tail = low + old[0], low + old[1]
        changed, cell = _between(steps, begin, self._cell(head), self._cell(tail))
        patch = Patch(
            message("Use the alternative for row {row}", row=self.path.at + row + 1),
            (Splice(self.path.at + head, before, after),),
        )
        inside = _between(steps, begin, self._cell(head), self._cell(tail), skips=False)[0]
        whole = [*self.path.steps(low, head), *inside, *self.path.steps(tail, high)]
        gain = path_score(self.ways, whole, begin) - path_score(self.ways, self.path.steps(low, high), begin)
        return Alternative(patch, gain, joint_posterior(self.ways, changed, cell))

    def _cell(self, row: int) -> Cell:
        (i, j), (top, left) = self.path.ends[row], self.origin
        return i - top, j - left

    def _beads(self, low: int, high: int, steps: Sequence[Step]) -> tuple[Bead, ...]:
        beads, sides, kept = self.path.beads[low:high], [], []
        for name, side in zip(SIDES, self.path.sides, strict=True):
            segments = tuple(side.segment(id_) for bead in beads for id_ in bead.ids(name))
            sides.append(replace(side, segments=segments))
            kept.append(np.flatnonzero([bool(side.text(segment.id).strip()) for segment in segments]))
        anchored, weights = self.model.pair.estimates.anchored, self.model.weights
        probabilities = calibrated(
            step_posteriors(self.ways, steps, self._cell(low)), steps, anchored, weights
        )
        return as_beads(sides[0], sides[1], (kept[0], kept[1]), steps, probabilities)


def _best_without(ways: AllPaths, begin: Cell, end: Cell, at: Cell, step: Step, reach: int) -> list[Step]:
    """Return the best path from one cell to another that does not take this step there.

    If the step has only one side, none of its segments is skipped.
    """
    (top, left), (bottom, right) = begin, end
    rows = slice(top, bottom + 1)
    part = Corridor(
        np.clip(ways.corridor.left[rows], left, right) - left,
        np.clip(ways.corridor.right[rows], left + 1, right + 1) - left,
    )
    here, there = part.cells(0, bottom - top + 1)
    offsets = ways.offsets
    found = ways.found[:, :, offsets[here + top] + there + left]
    source, target = ways.skips.source[top:bottom].copy(), ways.skips.target[left:right].copy()
    (i, j), (a, b) = (at[0] - top, at[1] - left), step
    if a and b and a + b <= reach:
        found[a - 1, b - 1, (here == i + a) & (there == j + b)] = FORBIDDEN
    elif not b:
        source[i : i + a] = _NEVER
    elif not a:
        target[j : j + b] = _NEVER
    return best_path([(0, found)], SkipScores(source, target, ways.skips.opening), part)


def _between(
    steps: Sequence[Step], begin: Cell, first: Cell, last: Cell, *, skips: bool = True
) -> tuple[list[Step], Cell]:
    """Return the steps of a path from one of its cells to another, with the skipped segments next to them,
    and the cell where they begin."""
    cells = [begin]
    for a, b in steps:
        cells.append((cells[-1][0] + a, cells[-1][1] + b))
    low, high = cells.index(first), cells.index(last)
    while skips and low > 0 and 0 in steps[low - 1]:
        low -= 1
    while skips and high < len(steps) and 0 in steps[high]:
        high += 1
    return list(steps[low:high]), cells[low]


def _smallest_change(before: Sequence[Bead], after: Sequence[Bead], at: int) -> tuple[IndexRange, IndexRange]:
    """Return the smallest change around bead `at`, as ranges of beads in both of two divisions of the same
    segments.

    These are the fewest beads around it that hold the same segments in both, with every passage counted as
    moved as a whole: other differences are unrelated to the row.
    """
    ends = _segments_before(before), _segments_before(after)
    places = {end: place for place, end in enumerate(ends[1])}
    cuts = [place for place, end in enumerate(ends[0]) if end in places]
    first, last = max(cut for cut in cuts if cut <= at), min(cut for cut in cuts if cut > at)
    links = [bead.moved for bead in before]
    inside = {link for link in links[first:last] if link is not None}
    tied = [place for place, link in enumerate(links) if link in inside]
    while tied and not first <= min(tied) <= max(tied) < last:
        first = max(cut for cut in cuts if cut <= min(first, *tied))
        last = min(cut for cut in cuts if cut > max(last - 1, *tied))
        inside = {link for link in links[first:last] if link is not None}
        tied = [place for place, link in enumerate(links) if link in inside]
    return (first, last), (places[ends[0][first]], places[ends[0][last]])


def _segments_before(beads: Sequence[Bead]) -> list[Cell]:
    """Return the numbers of segments of both sides before each bead, and the totals."""
    counts = [list(accumulate((len(bead.ids(side)) for bead in beads), initial=0)) for side in SIDES]
    return list(zip(*counts, strict=True))


def _ids(bead: Bead) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return bead.source, bead.target


def _with_notes(before: Sequence[Bead], after: Sequence[Bead]) -> tuple[Bead, ...]:
    """Return the new beads, with those that existed before unchanged, and with the user's notes on the old
    ones.

    Half of a moved passage whose other half is gone is no longer linked, and that it has no counterpart is
    a guess.
    """
    existing = {_ids(bead): bead for bead in before}
    out = [existing.get(_ids(bead), bead) for bead in after]
    links = Counter(bead.moved for bead in out)
    out = [_unlinked(bead) if bead.moved is not None and links[bead.moved] == 1 else bead for bead in out]
    for bead in before:
        if (bead.note or bead.bookmark) and bead not in out:
            holder = next(at for at, new in enumerate(out) if _share(bead, new))
            out[holder] = replace(out[holder], note=bead.note, bookmark=bead.bookmark)
    return tuple(out)


def _unlinked(bead: Bead) -> Bead:
    return replace(bead, moved=None, confidence=min(_GUESSED, bead.certainty))


def _share(one: Bead, other: Bead) -> bool:
    return bool({*one.source} & {*other.source} or {*one.target} & {*other.target})
