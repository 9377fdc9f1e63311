"""The probability that exactly this bead is right.

Forward–backward over the lattice of the search (Baum et al. 1970, as Moore 2002 uses it for beads): an
alignment weighs exp(score / temperature), and a bead's confidence is the share of the weight of all
alignments that contain it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.align.corridor import Corridor
from core.align.scores import Scores
from core.align.search import Step, sums
from core.progress import SILENT, Progress


def confidences(
    scores: Scores, corridor: Corridor, steps: Sequence[Step], progress: Progress = SILENT
) -> NDArray[np.float64]:
    """(steps,) float64 in 0 to 1: the posterior probability of each step of a path through the corridor."""
    temperature = scores.options.temperature
    before = sums(scores, corridor, True, temperature, progress)
    after = sums(scores.turned(), corridor.turned(), False, temperature, progress)
    tails, limited_tails = after.every[::-1], after.limited[::-1]
    sizes = np.array(steps, np.int64).reshape(-1, 2)
    ends = np.cumsum(sizes, axis=0)
    cells = _Cells(corridor)
    paired = np.flatnonzero(sizes.all(axis=1))
    logs = np.empty(len(steps))
    logs[paired] = (
        before.every[cells.at(ends[paired] - sizes[paired])]
        + scores.beads(sizes[paired], ends[paired]) / temperature
        + tails[cells.at(ends[paired])]
    )
    for at in np.flatnonzero(sizes[:, 1] == 0).tolist():  # left alone at whatever place of the other side
        row = int(ends[at, 0])
        starts, stops = cells.down(row)
        ways = before.limited[starts] + tails[stops]
        logs[at] = np.logaddexp.reduce(ways) - scores.source.skips[row - 1] / temperature
    for at in np.flatnonzero(sizes[:, 0] == 0).tolist():
        column = int(ends[at, 1])
        starts, stops = cells.across(column)
        ways = before.every[starts] + limited_tails[stops]
        logs[at] = np.logaddexp.reduce(ways) - scores.target.skips[column - 1] / temperature
    out: NDArray[np.float64] = np.exp(np.minimum(logs - before.every[-1], 0))
    return out


class _Cells:
    """Where the cells of a corridor lie in a flat array."""

    def __init__(self, corridor: Corridor) -> None:
        self.left, self.right = corridor.left, corridor.right
        self.offsets = corridor.starts()[:-1] - corridor.left

    def at(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """The places of cells (k, 2)."""
        return self.offsets[cells[:, 0]] + cells[:, 1]

    def down(self, row: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All steps from the row above straight down into this one: the places they leave, and reach."""
        columns = np.arange(self.left[row], self.right[row - 1])
        return self.offsets[row - 1] + columns, self.offsets[row] + columns

    def across(self, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All steps from the column before into this one within a row: the places they leave, and reach."""
        rows = np.arange(
            np.searchsorted(self.right, column, side="right"),
            np.searchsorted(self.left, column - 1, side="right"),
        )
        places = self.offsets[rows] + column
        return places - 1, places
