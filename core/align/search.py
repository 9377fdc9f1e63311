"""The best way through the lattice of cells, exactly, and the sums over all ways that confidence needs.

A way arrives in a cell in one of three states: by a two-sided bead, by leaving a source segment alone, or by
leaving a target segment alone. Omissions come in blocks, so the first of a run costs more than the others.
Between two two-sided beads the segments left alone stand in one order only, source first: otherwise one
alignment would be many ways through the lattice, and its probability shared among them.
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

Row = NDArray[np.float64]

_CELLS = 60_000  # scored at once: small enough to stay in the processor's cache

# A back-pointer holds the shape of the best two-sided bead that ends in its cell, and these marks.
_SHAPE, _SOURCE, _MORE_SOURCE, _TARGET, _MORE_TARGET = 31, 32, 64, 128, 256


def best_path(scores: Scores, corridor: Corridor, progress: Progress = SILENT) -> list[Step]:
    """The steps of highest total score from the first cell to the last."""
    opening, more = scores.options.skip, scores.options.skip_more
    starts = corridor.starts()
    back = np.zeros(starts[-1], np.uint16)
    ring = _Ring(scores)
    for i, low, high, found in _rows(scores, corridor, progress, "Aligning"):
        ways = ring.ways(found, i, low, high)
        choice = ways.argmax(axis=0)
        paired = ways[choice, np.arange(high - low)]
        opened, longer = ring.paired[low:high] - opening, ring.source[low:high] - more
        source = np.maximum(opened, longer)
        closed = np.maximum(paired, source)
        slope = more * np.arange(low, high)
        reached = np.maximum.accumulate(closed + slope)
        target = np.full(high - low, FORBIDDEN)
        target[1:] = (reached - slope)[:-1] - opening
        marks = _SOURCE * (source > paired) + _MORE_SOURCE * (longer > opened) + _TARGET * (target > closed)
        marks[1:] += _MORE_TARGET * (reached > closed + slope)[:-1]
        back[starts[i] : starts[i + 1]] = choice + marks
        ring.put(i, low, high, paired, source, np.maximum(closed, target))
    return _walked(back, corridor, scores.shapes)


def _walked(back: NDArray[np.uint16], corridor: Corridor, shapes: tuple[Step, ...]) -> list[Step]:
    """The steps that the back-pointers tell, from the last cell to the first, turned round."""
    offsets = (corridor.starts()[:-1] - corridor.left).tolist()
    i, j = len(corridor.left) - 1, int(corridor.right[-1]) - 1
    steps: list[Step] = []
    state = "any"  # in which the way arrives in this cell, as far as the step out of it says
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
            step, state = shapes[pointer & _SHAPE], "any"
        steps.append(step)
        i, j = i - step[0], j - step[1]
    return steps[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Logs of the summed weights of all ways from the first cell to each cell, by how they arrive there.

    (cells,) float64 each, row by row of the corridor: by a two-sided bead (or not at all yet), by leaving a
    source segment alone, by leaving a target segment alone.
    """

    paired: NDArray[np.float64]
    source: NDArray[np.float64]
    target: NDArray[np.float64]

    def turned(self) -> "Sums":
        """The same sums for the corridor read from the end."""
        return Sums(self.paired[::-1], self.source[::-1], self.target[::-1])


def sums(
    scores: Scores,
    corridor: Corridor,
    source_first: bool,
    progress: Progress = SILENT,
    what: str = "Weighing",
) -> Sums:
    """The sums over the lattice, a bead weighing exp(score / temperature).

    Between two-sided beads the segments left alone stand source first, or target first.
    """
    temperature = scores.options.temperature
    opening, more = scores.options.skip / temperature, scores.options.skip_more / temperature
    starts = corridor.starts()
    out = Sums(*(np.empty(starts[-1]) for _ in range(3)))
    ring = _Ring(scores)
    for i, low, high, found in _rows(scores, corridor, progress, what):
        paired = _log_sum(ring.ways(found / np.float32(temperature), i, low, high))
        before = ring.paired if source_first else np.logaddexp(ring.paired, ring.target)
        source = np.logaddexp(before[low:high] - opening, ring.source[low:high] - more)
        closed = np.logaddexp(paired, source) if source_first else paired
        slope = more * np.arange(low, high)
        target = np.full(high - low, FORBIDDEN)
        target[1:] = (np.logaddexp.accumulate(closed + slope) - slope)[:-1] - opening
        ring.put(i, low, high, paired, source, _log_sum(np.stack([paired, source, target])), target)
        row = slice(starts[i], starts[i + 1])
        out.paired[row], out.source[row], out.target[row] = paired, source, target
    return out


class _Ring:
    """The last rows of values, so that a bead finds the cell where it began; FORBIDDEN elsewhere."""

    def __init__(self, scores: Scores) -> None:
        columns = len(scores.target) + 1
        self.shapes = scores.shapes
        self.depth = self.pad = scores.options.reach
        self.rows = np.full((self.depth, self.pad + columns), FORBIDDEN)
        self.paired, self.source, self.target = np.full((3, columns), FORBIDDEN)  # of the last row

    def ways(self, found: NDArray[np.float32], row: int, low: int, high: int) -> Row:
        """(shapes, high - low): the values of reaching each cell of the row by each shape of bead."""
        ways = np.full((len(self.shapes), high - low), FORBIDDEN)
        for at, (a, b) in enumerate(self.shapes):
            if a <= row:
                before = self.rows[(row - a) % self.depth, self.pad - b + low : self.pad - b + high]
                np.add(before, found[at], out=ways[at])
        if row == 0:
            ways[0, 0] = 0  # where every way begins
        return ways

    def put(
        self, row: int, low: int, high: int, paired: Row, source: Row, every: Row, target: Row | None = None
    ) -> None:
        """Remember a row."""
        values = self.rows[row % self.depth]
        for kept, new in ((values[self.pad :], every), (self.paired, paired), (self.source, source)):
            kept[:] = FORBIDDEN
            kept[low:high] = new
        if target is not None:
            self.target[:] = FORBIDDEN
            self.target[low:high] = target


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
