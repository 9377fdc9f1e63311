"""Confidence of beads: the probability that exactly this bead is right.

Forward–backward over the lattice of the search (Baum et al. 1970, as Moore 2002 uses it for beads): an
alignment has the weight exp(score), and a bead's confidence is the share of the weight of all alignments that
contain it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.align.bead_model import SkipScores
from core.align.corridor import Corridor, Step
from core.align.lattice import Sums, sums, turned
from core.align.weights import Features
from core.model.message import message
from core.progress import SILENT, Progress

_LEAST = 1e-6  # probability; odds beyond are clipped
_LEAST_ANCHORED = 0.02

_log_sum: Any = np.logaddexp.reduce  # numpy 2.5 does not type reductions to a number


@dataclass(frozen=True, slots=True, eq=False)
class AllPaths:
    """All paths through a corridor.

    `found` (widest, widest, cells) float32 are the scores of the beads that end in its cells, `skips` those
    of skipped segments; `before` and `after` are the sums over the paths up to and from each cell. Row i of
    cells starts at `starts[i]`, and cell (i, j) has the index `offsets[i] + j`.
    """

    found: NDArray[np.float32]
    skips: SkipScores
    corridor: Corridor
    before: Sums
    after: Sums
    starts: NDArray[np.int64]
    offsets: NDArray[np.int64]


def all_paths(
    found: NDArray[np.float32], skips: SkipScores, corridor: Corridor, progress: Progress = SILENT
) -> AllPaths:
    """Return the sums over all paths through a corridor."""
    before = sums([(0, found)], skips, corridor, True, progress, message("Computing probabilities forwards"))
    back = turned(found, corridor)
    after = sums(
        [(0, back)],
        skips.turned(),
        corridor.turned(),
        False,
        progress,
        message("Computing probabilities backwards"),
    ).turned()
    starts = corridor.starts()
    return AllPaths(found, skips, corridor, before, after, starts, starts[:-1] - corridor.left)


def confidences(
    found: NDArray[np.float32],
    skips: SkipScores,
    corridor: Corridor,
    steps: Sequence[Step],
    progress: Progress = SILENT,
) -> NDArray[np.float64]:
    """Return the posterior probability of each step of a path through the corridor, (steps,) float64 in 0 to
    1."""
    return step_posteriors(all_paths(found, skips, corridor, progress), steps)


def calibrated(
    posteriors: NDArray[np.float64], steps: Sequence[Step], anchored: float, weights: Features
) -> NDArray[np.float64]:
    """Return posteriors calibrated by a logistic model of their log odds (Platt 1999).

    The model also knows which segments are skipped and how well the texts are `anchored`, since a lattice is
    sure of its best path even where no path is right. Weights without such a model leave the posteriors
    unchanged.
    """
    evidence = sureness(posteriors, steps, anchored)
    if not any(name in weights for name, _ in evidence):
        return posteriors
    odds = sum((weights.get(name, 0.0) * values for name, values in evidence), np.zeros(len(posteriors)))
    out: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return out


def sureness(
    posteriors: NDArray[np.float64], steps: Sequence[Step], anchored: float
) -> list[tuple[str, NDArray[np.float64]]]:
    """Return the features of the calibration with the names of their weights, (steps,) each."""
    inner = np.clip(posteriors, _LEAST, 1 - _LEAST)
    alone = np.array([0 in step for step in steps], np.float64)
    shortfall = np.log(min(anchored, 1) + _LEAST_ANCHORED)
    return [
        ("sure", np.ones(len(inner))),
        ("sure odds", np.log(inner / (1 - inner))),
        ("sure alone", alone),
        ("sure anchored", (1 - alone) * shortfall),
    ]


def step_posteriors(
    ways: AllPaths, steps: Sequence[Step], begin: tuple[int, int] = (0, 0)
) -> NDArray[np.float64]:
    """Return the posterior probability, (steps,) float64 in 0 to 1, of each step of a path that begins in a
    cell."""
    found, skips, corridor, before, after = ways.found, ways.skips, ways.corridor, ways.before, ways.after
    starts, offsets = ways.starts, ways.offsets
    sizes = np.array(steps, np.int64).reshape(-1, 2)
    ends = np.cumsum(sizes, axis=0) + np.array(begin)
    logs = np.empty(len(steps))
    paired = np.flatnonzero(sizes.all(axis=1))
    begins = ends[paired] - sizes[paired]
    places = offsets[ends[paired, 0]] + ends[paired, 1]
    logs[paired] = (
        _total(before, offsets[begins[:, 0]] + begins[:, 1])
        + found[sizes[paired, 0] - 1, sizes[paired, 1] - 1, places]
        + _total(after, places)
    )
    for at in np.flatnonzero(sizes[:, 1] == 0).tolist():  # skipped at any position of the other side
        cells = slice(starts[ends[at, 0]], starts[ends[at, 0] + 1])
        onward = np.logaddexp(after.paired[cells], after.target[cells])
        onward = np.logaddexp(onward, after.source[cells] - skips.opening)  # the opening of a run counts once
        logs[at] = _log_sum(before.source[cells] + onward)
    for at in np.flatnonzero(sizes[:, 0] == 0).tolist():
        rows = _rows(corridor, int(ends[at, 1]))
        cells = offsets[rows] + ends[at, 1]
        onward = np.logaddexp(after.paired[cells], after.target[cells] - skips.opening)
        logs[at] = _log_sum(before.target[cells] + onward)
    total = _total(before, np.array([starts[-1] - 1]))
    out: NDArray[np.float64] = np.exp(np.minimum(logs - total, 0))
    return out


def joint_posterior(ways: AllPaths, steps: Sequence[Step], begin: tuple[int, int]) -> float:
    """Return the posterior probability, 0 to 1, that all steps of a stretch of a path are right together."""
    starts, offsets = ways.starts, ways.offsets
    opening, before, after = ways.skips.opening, ways.before, ways.after
    end = begin[0] + sum(a for a, _ in steps), begin[1] + sum(b for _, b in steps)
    first, last = offsets[begin[0]] + begin[1], offsets[end[0]] + end[1]
    # the opening of a run counts once, also where the run begins or ends outside the stretch
    arrive = [before.paired[first], before.source[first], before.target[first]]
    if not steps[0][1]:
        arrive = [before.paired[first], before.source[first] - opening]
    elif not steps[0][0]:
        arrive[2] -= opening
    leave = [after.paired[last], after.source[last], after.target[last]]
    if not steps[-1][1]:
        leave[1] -= opening
    elif not steps[-1][0]:
        leave = [after.paired[last], after.target[last] - opening]
    log = _log_sum(arrive) + path_score(ways, steps, begin) + _log_sum(leave)
    return float(np.exp(min(log - _total(before, starts[-1:] - 1)[0], 0)))


def path_score(ways: AllPaths, steps: Sequence[Step], begin: tuple[int, int]) -> float:
    """Return the score of a stretch of a path from the cell `begin` on.

    Between two-sided beads, skipped segments may come in any order.
    """
    offsets = ways.offsets
    (i, j), total = begin, 0.0
    open_ = [False, False]
    for a, b in steps:
        i, j = i + a, j + b
        if a and b:
            total += float(ways.found[a - 1, b - 1, offsets[i] + j])
            open_ = [False, False]
        else:
            price = ways.skips.source[i - 1] if a else ways.skips.target[j - 1]
            total += float(price) + (0.0 if open_[bool(b)] else ways.skips.opening)
            open_[bool(b)] = True
    return total


def _total(part: Sums, cells: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the sums over all paths, in whatever state they arrive in these cells."""
    total: NDArray[np.float64] = np.logaddexp(
        np.logaddexp(part.paired[cells], part.source[cells]), part.target[cells]
    )
    return total


def _rows(corridor: Corridor, column: int) -> NDArray[np.int64]:
    """Return the rows of cells that the corridor has in a column."""
    return np.arange(
        np.searchsorted(corridor.right, column, side="right"),
        np.searchsorted(corridor.left, column, side="right"),
    )
