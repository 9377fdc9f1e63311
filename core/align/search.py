"""The best way through the lattice of cells, exactly, and the sums over all ways that confidence needs.

Segments left alone between two two-sided beads stand in one order only, source before target: otherwise
one alignment would be many ways through the lattice, and its probability shared among them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.corridor import Corridor
from core.align.scores import FORBIDDEN, Scores
from core.progress import SILENT, Progress

Step = tuple[int, int]
"""A bead as the numbers of source and target segments it takes; (1, 0) and (0, 1) leave one alone."""

_CELLS = 60_000  # scored at once: small enough to stay in the processor's cache
_ALONE = 64  # added to a back-pointer: the cell is reached by leaving the target segment before it alone


def best_path(scores: Scores, corridor: Corridor, progress: Progress = SILENT) -> list[Step]:
    """The steps of highest total score from the first cell to the last."""
    shapes = scores.shapes
    starts = corridor.starts()
    back = np.zeros(starts[-1], np.int8)
    costs = np.concatenate(([0.0], np.cumsum(scores.target.skips)))
    ring = _Ring(scores)
    for i, low, high, found in _rows(scores, corridor, progress, "align"):
        ways = np.full((len(shapes) + 1, high - low), FORBIDDEN)
        ring.fill(ways[:-1], found, i, low, high)
        ways[-1] = ring.closed[low:high] - (scores.source.skips[i - 1] if i else 0)
        choice = ways.argmax(axis=0)
        closed = ways[choice, np.arange(high - low)]
        shifted = closed + costs[low:high]
        reached = np.maximum.accumulate(shifted)
        back[starts[i] : starts[i + 1]] = choice + np.where(reached > shifted, _ALONE, 0)
        ring.put(i, low, high, closed, reached - costs[low:high])
    return _walked(back, corridor, shapes)


def _walked(back: NDArray[np.int8], corridor: Corridor, shapes: tuple[Step, ...]) -> list[Step]:
    starts = corridor.starts()
    i, j = len(corridor.left) - 1, int(corridor.right[-1]) - 1
    steps: list[Step] = []
    target_may_be_alone = True
    while i or j:
        choice = int(back[starts[i] + j - corridor.left[i]])
        if choice >= _ALONE and target_may_be_alone:
            step = (0, 1)
        else:
            choice %= _ALONE
            step = shapes[choice] if choice < len(shapes) else (1, 0)
        target_may_be_alone = step != (1, 0)
        steps.append(step)
        i, j = i - step[0], j - step[1]
    return steps[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Logs of the weights, summed, of all ways from the first cell to each cell of the corridor.

    (cells,) float64, row by row: `every` of all ways, `limited` of those that do not end in the kind of
    lonely segment that stands last.
    """

    every: NDArray[np.float64]
    limited: NDArray[np.float64]


def sums(
    scores: Scores, corridor: Corridor, target_last: bool, temperature: float, progress: Progress = SILENT
) -> Sums:
    """Forward sums over the lattice, a bead weighing exp(score / temperature).

    Segments left alone between two-sided beads stand source first where `target_last`, else target first.
    """
    starts = corridor.starts()
    every, limited = np.empty(starts[-1]), np.empty(starts[-1])
    costs = np.concatenate(([0.0], np.cumsum(scores.target.skips))) / temperature
    ring = _Ring(scores)
    for i, low, high, found in _rows(scores, corridor, progress, "confidence"):
        ways = np.full((len(scores.shapes), high - low), FORBIDDEN)
        ring.fill(ways, found / np.float32(temperature), i, low, high)
        paired = _log_sum(ways)
        if i == 0:
            paired = np.logaddexp(paired, ring.closed[low:high])
        alone = ring.every(i - 1)[low:high] if not target_last else ring.closed[low:high]
        alone = alone - scores.source.skips[i - 1] / temperature if i else np.full(high - low, FORBIDDEN)
        if target_last:
            closed = np.logaddexp(paired, alone)
            full = np.logaddexp.accumulate(closed + costs[low:high]) - costs[low:high]
        else:
            closed = np.logaddexp.accumulate(paired + costs[low:high]) - costs[low:high]
            full = np.logaddexp(closed, alone)
        ring.put(i, low, high, closed, full)
        every[starts[i] : starts[i + 1]] = full
        limited[starts[i] : starts[i + 1]] = closed
    return Sums(every, limited)


class _Ring:
    """The last rows of values, so that a bead finds the cell where it began; FORBIDDEN outside."""

    def __init__(self, scores: Scores) -> None:
        self.shapes = scores.shapes
        self.depth = self.pad = scores.options.reach
        self.rows = np.full((self.depth, self.pad + len(scores.target) + 1), FORBIDDEN)
        self.closed = np.full(
            len(scores.target) + 1, FORBIDDEN
        )  # the last row, target not left alone at its end
        self.closed[0] = 0

    def every(self, row: int) -> NDArray[np.float64]:
        """A row's values."""
        return self.rows[row % self.depth, self.pad :]

    def fill(
        self, ways: NDArray[np.float64], found: NDArray[np.float32], row: int, low: int, high: int
    ) -> None:
        """Put into `ways` (shapes, high - low) the values of reaching each cell of the row by each shape."""
        for at, (a, b) in enumerate(self.shapes):
            if a <= row:
                before = self.rows[(row - a) % self.depth, self.pad - b + low : self.pad - b + high]
                np.add(before, found[at], out=ways[at])

    def put(
        self, row: int, low: int, high: int, closed: NDArray[np.float64], every: NDArray[np.float64]
    ) -> None:
        """Remember a row."""
        values = self.rows[row % self.depth]
        values[:] = FORBIDDEN
        values[self.pad + low : self.pad + high] = every
        self.closed[:] = FORBIDDEN
        self.closed[low:high] = closed


def _rows(
    scores: Scores, corridor: Corridor, progress: Progress, what: str
) -> Iterator[tuple[int, int, int, NDArray[np.float32]]]:
    """(row, first column, end column, scores (shapes, columns) of the beads that end there), row by row."""
    left, right = corridor.left.tolist(), corridor.right.tolist()
    count = len(left)
    top = 0
    while top < count:
        progress(top, count, what)
        bottom = top + 1
        while bottom < count and (bottom + 1 - top) * (right[bottom] - left[top]) <= _CELLS:
            bottom += 1
        block = scores.block(top, bottom, left[top], right[bottom - 1])
        for i in range(top, bottom):
            part = slice(left[i] - left[top], right[i] - left[top])
            yield i, left[i], right[i], block[:, i - top, part]
        top = bottom
    progress(count, count, what)


def _log_sum(ways: NDArray[np.float64]) -> NDArray[np.float64]:
    highest: NDArray[np.float64] = ways.max(axis=0)
    total: NDArray[np.float64] = highest + np.log(np.exp(ways - highest).sum(axis=0))
    return total
