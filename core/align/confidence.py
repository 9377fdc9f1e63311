"""The probability that exactly this bead is right.

Forward–backward over the lattice of the search (Baum et al. 1970, as Moore 2002 uses it for beads): an
alignment weighs exp(score), and a bead's confidence is the share of the weight of all alignments that
contain it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.align.corridor import Corridor, Step
from core.align.lattice import Sums, sums, turned
from core.align.scores import Lone
from core.progress import SILENT, Progress

_log_sum: Any = np.logaddexp.reduce  # numpy 2.5 types no reduction to a number


def confidences(
    found: NDArray[np.float32],
    lone: Lone,
    corridor: Corridor,
    steps: Sequence[Step],
    progress: Progress = SILENT,
) -> NDArray[np.float64]:
    """(steps,) float64 in 0 to 1: the posterior probability of each step of a path through the corridor.

    `found` (widest, widest, cells) float32 are the scores of the beads that end in the corridor's cells.
    """
    before = sums([(0, found)], lone, corridor, True, progress, "Weighing forwards")
    after = sums(
        [(0, turned(found, corridor))],
        lone.turned(),
        corridor.turned(),
        False,
        progress,
        "Weighing backwards",
    ).turned()
    starts = corridor.starts()
    offsets = starts[:-1] - corridor.left
    sizes = np.array(steps, np.int64).reshape(-1, 2)
    ends = np.cumsum(sizes, axis=0)
    logs = np.empty(len(steps))
    paired = np.flatnonzero(sizes.all(axis=1))
    begins = ends[paired] - sizes[paired]
    places = offsets[ends[paired, 0]] + ends[paired, 1]
    logs[paired] = (
        _every(before, offsets[begins[:, 0]] + begins[:, 1])
        + found[sizes[paired, 0] - 1, sizes[paired, 1] - 1, places]
        + _every(after, places)
    )
    for at in np.flatnonzero(sizes[:, 1] == 0).tolist():  # left alone at whatever place of the other side
        cells = slice(starts[ends[at, 0]], starts[ends[at, 0] + 1])
        onward = np.logaddexp(after.paired[cells], after.target[cells])
        onward = np.logaddexp(onward, after.source[cells] - lone.opening)  # a run opens only once
        logs[at] = _log_sum(before.source[cells] + onward)
    for at in np.flatnonzero(sizes[:, 0] == 0).tolist():
        rows = _rows(corridor, int(ends[at, 1]))
        cells = offsets[rows] + ends[at, 1]
        onward = np.logaddexp(after.paired[cells], after.target[cells] - lone.opening)
        logs[at] = _log_sum(before.target[cells] + onward)
    total = _every(before, np.array([starts[-1] - 1]))
    out: NDArray[np.float64] = np.exp(np.minimum(logs - total, 0))
    return out


def _every(part: Sums, cells: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sums over all ways, however they arrive in these cells."""
    total: NDArray[np.float64] = np.logaddexp(
        np.logaddexp(part.paired[cells], part.source[cells]), part.target[cells]
    )
    return total


def _rows(corridor: Corridor, column: int) -> NDArray[np.int64]:
    """The rows of cells that the corridor has in a column."""
    return np.arange(
        np.searchsorted(corridor.right, column, side="right"),
        np.searchsorted(corridor.left, column, side="right"),
    )
