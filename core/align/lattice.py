"""The best path through the lattice of cells, exactly, and the sums over all paths that confidence needs.

A path arrives in a cell in one of three states: by a two-sided bead, by skipping a source segment, or by
skipping a target segment. Omissions come in blocks, so the first of a run costs more than the others. Between
two two-sided beads, skipped segments come in one order only, source first: otherwise one alignment would be
many paths through the lattice, and its probability would be divided among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.bead_model import FORBIDDEN, SkipScores
from core.align.corridor import Corridor, Step
from core.model.message import Message, message
from core.progress import SILENT, Progress

_WEIGHING = message("Computing probabilities")

Row = NDArray[np.float64]
Stretches = Iterable[tuple[int, NDArray[np.float32]]]
"""Rows of a corridor: the number of the first, and scores (widest, widest, cells) of the beads that end
there."""

# A back-pointer holds the shape of the best two-sided bead that ends in its cell, and these flags.
_SHAPE, _SOURCE, _MORE_SOURCE, _TARGET, _MORE_TARGET = 63, 64, 128, 256, 512


def best_path(
    beads: Stretches, skips: SkipScores, corridor: Corridor, progress: Progress = SILENT
) -> list[Step]:
    """Return the steps of the highest total score from the first cell to the last."""
    starts = corridor.starts().tolist()
    back = np.zeros(starts[-1], np.uint16)
    until = np.concatenate(([0.0], np.cumsum(skips.target)))
    ring, opening = None, skips.opening
    for i, low, high, found in _rows(beads, corridor, progress, message("Aligning")):
        ring = ring or _Ring(len(found), corridor)
        ways = ring.ways(found, i, low, high)
        choice = ways.argmax(axis=0)
        paired = ways[choice, np.arange(high - low)]
        price = skips.source[i - 1] if i else FORBIDDEN
        opened, longer = ring.paired[low:high] + (opening + price), ring.source[low:high] + price
        source = np.maximum(opened, longer)
        closed = np.maximum(paired, source)
        slope = until[low:high]
        reached = np.maximum.accumulate(closed - slope)
        target = np.full(high - low, FORBIDDEN)
        target[1:] = (reached[:-1] + slope[1:]) + opening
        marks = _SOURCE * (source > paired) + _MORE_SOURCE * (longer > opened) + _TARGET * (target > closed)
        marks[1:] += _MORE_TARGET * (reached > closed - slope)[:-1]
        back[starts[i] : starts[i + 1]] = choice + marks
        ring.put(i, low, high, paired, source, np.maximum(closed, target))
    return _trace_back(back, corridor, ring.widest if ring else 1)


def _trace_back(back: NDArray[np.uint16], corridor: Corridor, widest: int) -> list[Step]:
    """Return the steps that the back-pointers record, in order."""
    offsets = (corridor.starts()[:-1] - corridor.left).tolist()
    i, j = len(corridor.left) - 1, int(corridor.right[-1]) - 1
    steps: list[Step] = []
    state = "any"  # in which the path arrives in this cell, as far as the step out of it determines
    while i or j:
        pointer = int(back[offsets[i] + j])
        if state == "any":
            state = "target" if pointer & _TARGET else "closed"
        if state == "closed":
            state = "source" if pointer & _SOURCE else "paired"
        if state == "target":
            step, state = (0, 1), "target" if pointer & _MORE_TARGET else "closed"
        elif state == "source":
            step, state = (1, 0), "source" if pointer & _MORE_SOURCE else "paired"
        else:
            a, b = divmod(pointer & _SHAPE, widest)
            step, state = (a + 1, b + 1), "any"
        steps.append(step)
        i, j = i - step[0], j - step[1]
    return steps[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Logs of the summed weights of all paths from the first cell to each cell, by the state in which they
    arrive.

    (cells,) float64 each, row by row of the corridor: by a two-sided bead (or at the start), by skipping a
    source segment, by skipping a target segment.
    """

    paired: NDArray[np.float64]
    source: NDArray[np.float64]
    target: NDArray[np.float64]

    def turned(self) -> "Sums":
        """Return the same sums for the corridor read from the end."""
        return Sums(self.paired[::-1], self.source[::-1], self.target[::-1])


def sums(
    beads: Stretches,
    skips: SkipScores,
    corridor: Corridor,
    source_first: bool,
    progress: Progress = SILENT,
    what: Message = _WEIGHING,
) -> Sums:
    """Return the sums over the lattice, in which an alignment has the weight exp(score).

    Between two-sided beads, skipped segments come source first or target first, as `source_first` says.
    """
    starts = corridor.starts().tolist()
    out = Sums(*(np.empty(starts[-1]) for _ in range(3)))
    until = np.concatenate(([0.0], np.cumsum(skips.target)))
    ring, opening = None, skips.opening
    for i, low, high, found in _rows(beads, corridor, progress, what):
        ring = ring or _Ring(len(found), corridor)
        paired = _log_sum(ring.ways(found, i, low, high))
        price = skips.source[i - 1] if i else FORBIDDEN
        before = ring.paired[low:high]
        if not source_first:
            before = np.logaddexp(before, ring.target[low:high])
        source = np.logaddexp(before + (opening + price), ring.source[low:high] + price)
        closed = np.logaddexp(paired, source) if source_first else paired
        slope = until[low:high]
        target = np.full(high - low, FORBIDDEN)
        target[1:] = (np.logaddexp.accumulate(closed - slope)[:-1] + slope[1:]) + opening
        every = np.logaddexp(np.logaddexp(paired, source), target)
        ring.put(i, low, high, paired, source, every, target)
        row = slice(starts[i], starts[i + 1])
        out.paired[row], out.source[row], out.target[row] = paired, source, target
    return out


class _Ring:
    """A ring buffer of the last rows of values, so that a bead finds the cell where it began; FORBIDDEN
    elsewhere.

    Each row is written twice, so that the rows before any row are contiguous.
    """

    def __init__(self, widest: int, corridor: Corridor) -> None:
        self.widest = widest
        self.columns = widest + int(corridor.right[-1])
        self.rows = np.full((2 * widest, self.columns), FORBIDDEN)
        self.ranges = [(0, 0)] * widest
        self.paired, self.source, self.target = np.full((3, int(corridor.right[-1])), FORBIDDEN)

    def ways(self, found: NDArray[np.float32], row: int, low: int, high: int) -> Row:
        """Return the scores of reaching each cell of the row by each shape of bead, (shapes, high - low)."""
        widest, width = self.widest, high - low
        above = (row - 1) % widest + widest
        # before[a, b, k] is rows[above - a, widest + low - 1 - b + k]. It never reads outside: `above` is at
        # least `widest` and a and b are below it, so the rows lie in 1 to 2 * widest - 1 and the columns in
        # low to widest + high - 2. (A sliding_window_view, reversed in both axes, made here once per row.)
        down, right = self.rows.strides
        before: Row = np.ndarray(
            (widest, widest, width),
            np.float64,
            self.rows,
            down * above + right * (widest + low - 1),
            (-down, -right, right),
        )
        ways: Row = (before + found).reshape(widest * widest, width)
        if row == 0:
            ways[0, 0] = 0  # where every path begins
        return ways

    def put(
        self, row: int, low: int, high: int, paired: Row, source: Row, every: Row, target: Row | None = None
    ) -> None:
        """Store a row."""
        at = row % self.widest
        begun, ended = self.ranges[at]
        self.ranges[at] = low, high
        for place in (at, at + self.widest):
            self.rows[place, self.widest + begun : self.widest + ended] = FORBIDDEN
            self.rows[place, self.widest + low : self.widest + high] = every
        # corridors ascend: no later row reaches left of this one, and right of it nothing has been stored
        for kept, new in ((self.paired, paired), (self.source, source), (self.target, target)):
            if new is not None:
                kept[low:high] = new


def _rows(
    beads: Stretches, corridor: Corridor, progress: Progress, what: Message
) -> Iterable[tuple[int, int, int, NDArray[np.float32]]]:
    """Yield (row, first column, end column, scores of the beads that end there) for each row."""
    left, right = corridor.left.tolist(), corridor.right.tolist()
    for top, found in beads:
        begun = 0
        for i in range(top, len(left)):
            ended = begun + right[i] - left[i]
            if ended > found.shape[2]:
                break
            yield i, left[i], right[i], found[:, :, begun:ended]
            begun = ended
        progress(i, len(left), what)
    progress(len(left), len(left), what)


def _log_sum(ways: NDArray[np.float64]) -> NDArray[np.float64]:
    highest: NDArray[np.float64] = ways.max(axis=0)
    total: NDArray[np.float64] = highest + np.log(np.exp(ways - highest).sum(axis=0))
    return total


def turned(found: NDArray[np.float32], corridor: Corridor) -> NDArray[np.float32]:
    """Return the scores of all beads of a corridor with both documents read from the end."""
    starts = corridor.starts()
    offsets = starts[:-1] - corridor.left
    rows, columns = corridor.cells(0, len(corridor.left))
    out = np.full(found.shape, FORBIDDEN, np.float32)
    last = len(corridor.left) - 1
    for a in range(1, len(found) + 1):
        below = np.minimum(rows + a, last)
        for b in range(1, len(found) + 1):
            inside = (
                (rows + a <= last)
                & (columns + b >= corridor.left[below])
                & (columns + b < corridor.right[below])
            )
            places = offsets[below[inside]] + columns[inside] + b
            out[a - 1, b - 1, np.flatnonzero(inside)] = found[a - 1, b - 1, places]
    return out[:, :, ::-1]
