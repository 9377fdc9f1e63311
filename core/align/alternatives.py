"""What a row would be if it were wrong: the best way through its neighbourhood that does not hold its bead.

rows ─windows─▶ stretches ─Model.part─▶ all ways through each ─best path but for one bead─▶ beads ─▶ Patch

A window is a row and a few on both sides up to the next pins; windows that overlap are scored together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

import numpy as np
from numpy.typing import NDArray

from core.align import as_beads, heard
from core.align.confidence import Ways, calibrated, each, score, together, weighed
from core.align.corridor import Corridor, Step
from core.align.lattice import best_path
from core.align.options import AlignOptions
from core.align.realign import Excerpt, Rows, excerpt, pinned, ready
from core.align.scores import FORBIDDEN, Lone, Model
from core.align.spoken import Words
from core.align.weights import Weights, load
from core.model import SIDES, Bead, Bitext, Patch, Side, Splice, Status
from core.progress import SILENT, Progress

_AROUND = 4  # rows on both sides that may change with a row
_BLANK = 12  # rows without text among them that are looked across
_NEVER = -1e4  # the price of what may not be left alone: prices are summed, and FORBIDDEN would drown them

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What else may stand in a row and next to it.

    `gain` is by how much the log of the odds rises by the patch, in nats, below 0 where the beads that stand
    there are likelier; `probability` (0 to 1) that all its new beads are right.
    """

    patch: Patch
    gain: float
    probability: float


def around(bitext: Bitext, rows: Sequence[int]) -> Excerpt:
    """What finding the alternatives to these rows, at least one, looks at."""
    reach = _AROUND + _BLANK
    return excerpt(bitext, (max(min(rows) - reach, 0), min(max(rows) + 1 + reach, len(bitext.beads))))


def alternatives(
    given: Excerpt,
    rows: Iterable[int],
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]],
    words: tuple[Words | None, Words | None] = (None, None),
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
    *,
    weights: Weights | None = None,
) -> dict[int, Alternative]:
    """For each of these rows of a bitext, all in the excerpt, the best way not to have its bead.

    Takes the rest as `realigned` does. A row that a person accepted or made, half of a moved passage, one
    without text and one that nothing may change with have no alternative. A note or a bookmark of the row
    stays with the first new one that holds any of its segments.
    """
    weights = weights or load("folder" if None in words else "built-in")
    known = ready(given, vectors, words, weights, options, progress)
    if known.model is None:
        return {}
    model = replace(known.model, weights=weights.beads)
    beads = given.beads[slice(*given.rows)]
    path = _Path(known.sides, beads, given.at, _ends(known, beads), options.reach)
    windows = {row: path.window(row) for row in sorted(row - given.at for row in rows) if path.open(row)}
    out: dict[int, Alternative] = {}
    for (low, high), inside in _stretches(windows):
        progress(low, len(beads), "Looking for alternatives")
        if 0 not in path.size(low, high):  # else all stand alone, and there is no other way
            stretch = path.stretch(model, low, high)
            for row in inside:
                progress(row, len(beads), "Looking for alternatives")
                other = stretch.without(row, *windows[row])
                if other is not None:
                    out[given.at + row] = other
    return out


def _ends(known: Rows, beads: Sequence[Bead]) -> list[Cell]:
    """The cell before each row, and the last: how many segments with text stand before it on both sides."""
    kept = []
    for places, side in zip(known.places, SIDES, strict=True):
        until = list(accumulate((len(bead.ids(side)) for bead in beads), initial=0))
        kept.append(np.searchsorted(places, until).tolist())
    return list(zip(*kept, strict=True))


def _stretches(windows: dict[int, tuple[int, int]]) -> list[tuple[tuple[int, int], list[int]]]:
    """The windows that overlap as one, and the rows whose windows they are."""
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
    """The beads of both sides as a way through the lattice, with the cells where they begin; `at` is the row
    of the first."""

    sides: tuple[Side, Side]
    beads: Sequence[Bead]
    at: int
    ends: Sequence[Cell]
    reach: int

    def open(self, row: int) -> bool:
        """Whether a row's bead may change, and is one that the model knows."""
        bead = self.beads[row]
        if bead.status is Status.ACCEPTED or bead.confidence is None or bead.moved is not None:
            return False
        a, b = self.size(row, row + 1)
        whole = 0 < a + b == len(bead.source) + len(bead.target)
        return whole and a + b <= (self.reach if a and b else 1)

    def size(self, low: int, high: int) -> Step:
        """How many segments with text some rows hold."""
        (i, j), (k, m) = self.ends[low], self.ends[high]
        return k - i, m - j

    def steps(self, low: int, high: int) -> list[Step]:
        """The way that some rows take."""
        sizes = (self.size(row, row + 1) for row in range(low, high))
        return [size for size in sizes if any(size)]

    def window(self, row: int) -> tuple[int, int]:
        """From and up to which row things may change with this one."""
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
        return ends[0], ends[1] + 1

    def _may_change(self, row: int) -> bool:
        """Whether nobody decided on it, and it is one that the model knows or one segment without text."""
        bead = self.beads[row]
        blank = len(bead.source) + len(bead.target) == 1 and not any(self.size(row, row + 1))
        return not pinned(bead) and (blank or self.open(row))

    def stretch(self, model: Model, low: int, high: int) -> "_Stretch":
        """All ways through some rows."""
        (i, j), (k, m) = self.ends[low], self.ends[high]
        part, corridor = heard(model.part((i, k), (j, m)), self.steps(low, high))
        found = np.concatenate([scores for _, scores in part.beads(corridor)], axis=2)
        return _Stretch(self, (i, j), part, weighed(found, part.lone(), corridor))


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Some rows of a path, which begin in the cell `origin`, and all ways through them."""

    path: _Path
    origin: Cell
    model: Model
    ways: Ways

    def without(self, row: int, low: int, high: int) -> Alternative | None:
        """The best way through a window that does not hold the bead of a row."""
        begin, end = self._cell(low), self._cell(high)
        steps = _best(self.ways, begin, end, self._cell(row), self.path.size(row, row + 1))
        gain = score(self.ways, steps, begin) - score(self.ways, self.path.steps(low, high), begin)
        before = tuple(self.path.beads[low:high])
        after = self._beads(low, high, steps)
        if _ids(before[row - low]) in map(_ids, after):
            return None  # there is no other way
        head = _alike(before, after)
        tail = _alike(before[head:][::-1], after[head:][::-1])
        first, last = self._cell(low + head), self._cell(high - tail)
        before, after = before[head : len(before) - tail], after[head : len(after) - tail]
        changed, cell = _between(steps, begin, first, last)
        splice = Splice(self.path.at + low + head, before, _kept(before, after))
        patch = Patch(f"Take the alternative for row {self.path.at + row + 1}", (splice,))
        return Alternative(patch, gain, together(self.ways, changed, cell))

    def _cell(self, row: int) -> Cell:
        (i, j), (top, left) = self.path.ends[row], self.origin
        return i - top, j - left

    def _beads(self, low: int, high: int, steps: Sequence[Step]) -> tuple[Bead, ...]:
        beads, sides, kept = self.path.beads[low:high], [], []
        for name, side in zip(SIDES, self.path.sides, strict=True):
            segments = tuple(side.segment(id_) for bead in beads for id_ in bead.ids(name))
            sides.append(replace(side, segments=segments))
            kept.append(np.flatnonzero([bool(side.text(segment.id).strip()) for segment in segments]))
        anchored, weights = self.model.pair.known.anchored, self.model.weights
        probabilities = calibrated(each(self.ways, steps, self._cell(low)), steps, anchored, weights)
        return as_beads(sides[0], sides[1], (kept[0], kept[1]), steps, probabilities)


def _best(ways: Ways, begin: Cell, end: Cell, at: Cell, step: Step) -> list[Step]:
    """The best way from one cell to another that does not take this step there."""
    (top, left), (bottom, right) = begin, end
    rows = slice(top, bottom + 1)
    part = Corridor(
        np.clip(ways.corridor.left[rows], left, right) - left,
        np.clip(ways.corridor.right[rows], left + 1, right + 1) - left,
    )
    here, there = part.cells(0, bottom - top + 1)
    offsets = ways.offsets
    found = ways.found[:, :, offsets[here + top] + there + left]
    source, target = ways.lone.source[top:bottom].copy(), ways.lone.target[left:right].copy()
    (i, j), (a, b) = (at[0] - top, at[1] - left), step
    if a and b:
        found[a - 1, b - 1, (here == i + a) & (there == j + b)] = FORBIDDEN
    elif a:
        source[i] = _NEVER
    else:
        target[j] = _NEVER
    return best_path([(0, found)], Lone(source, target, ways.lone.opening), part)


def _between(steps: Sequence[Step], begin: Cell, first: Cell, last: Cell) -> tuple[list[Step], Cell]:
    """The steps of a way from one of its cells to another, with the segments left alone next to them, and
    where they begin."""
    cells = [begin]
    for a, b in steps:
        cells.append((cells[-1][0] + a, cells[-1][1] + b))
    low, high = cells.index(first), cells.index(last)
    while low > 0 and 0 in steps[low - 1]:
        low -= 1
    while high < len(steps) and 0 in steps[high]:
        high += 1
    return list(steps[low:high]), cells[low]


def _alike(one: Sequence[Bead], other: Sequence[Bead]) -> int:
    """How many beads hold the same segments, from the first on."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda two: _ids(two[0]) == _ids(two[1]), pairs))


def _ids(bead: Bead) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return bead.source, bead.target


def _kept(before: Sequence[Bead], after: Sequence[Bead]) -> tuple[Bead, ...]:
    """The new beads, those that stood there before as they were, with what a person wrote to the old ones."""
    stood = {_ids(bead): bead for bead in before}
    out = [stood.get(_ids(bead), bead) for bead in after]
    for bead in before:
        if (bead.note or bead.bookmark) and bead not in out:
            heir = next(at for at, new in enumerate(out) if _share(bead, new))
            out[heir] = replace(out[heir], note=bead.note, bookmark=bead.bookmark)
    return tuple(out)


def _share(one: Bead, other: Bead) -> bool:
    return bool({*one.source} & {*other.source} or {*one.target} & {*other.target})
