"""The probability that exactly this bead is right.

Forward–backward over the lattice of the search (Baum et al. 1970, as Moore 2002 uses it for beads): an
alignment weighs exp(score), and a bead's confidence is the share of the weight of all alignments that
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

_LEAST = 1e-6  # probability; odds beyond say no more
_LEAST_ANCHORED = 0.02

_log_sum: Any = np.logaddexp.reduce  # numpy 2.5 types no reduction to a number


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """All ways through a corridor: what the beads that end in its cells score, `found` (widest, widest,
    cells) float32, what segments left alone do, and the sums over the ways `before` and `after` each cell.

    Row i of cells starts at `starts[i]`, and cell (i, j) is number `offsets[i] + j`.
    """

    found: NDArray[np.float32]
    skips: SkipScores
    corridor: Corridor
    before: Sums
    after: Sums
    starts: NDArray[np.int64]
    offsets: NDArray[np.int64]


def weighed(
    found: NDArray[np.float32], skips: SkipScores, corridor: Corridor, progress: Progress = SILENT
) -> Ways:
    """The sums over all ways."""
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
    return Ways(found, skips, corridor, before, after, starts, starts[:-1] - corridor.left)


def confidences(
    found: NDArray[np.float32],
    skips: SkipScores,
    corridor: Corridor,
    steps: Sequence[Step],
    progress: Progress = SILENT,
) -> NDArray[np.float64]:
    """(steps,) float64 in 0 to 1: the posterior probability of each step of a path through the corridor."""
    return each(weighed(found, skips, corridor, progress), steps)


def calibrated(
    posteriors: NDArray[np.float64], steps: Sequence[Step], anchored: float, weights: Features
) -> NDArray[np.float64]:
    """Posteriors as often right as they say: a logistic model of their log odds (Platt 1999).

    It knows besides which segments are left alone and how well the texts are `anchored`: a lattice is sure of
    its best way also where no way is right. Weights without a model leave the posteriors as they are.
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
    """What calibration looks at, by the names of its weights, (steps,) each."""
    inner = np.clip(posteriors, _LEAST, 1 - _LEAST)
    alone = np.array([0 in step for step in steps], np.float64)
    shortfall = np.log(min(anchored, 1) + _LEAST_ANCHORED)
    return [
        ("sure", np.ones(len(inner))),
        ("sure odds", np.log(inner / (1 - inner))),
        ("sure alone", alone),
        ("sure anchored", (1 - alone) * shortfall),
    ]


def each(ways: Ways, steps: Sequence[Step], begin: tuple[int, int] = (0, 0)) -> NDArray[np.float64]:
    """(steps,) float64 in 0 to 1: the posterior probability of each step of a path that begins in a cell."""
    found, skips, corridor, before, after = ways.found, ways.skips, ways.corridor, ways.before, ways.after
    starts, offsets = ways.starts, ways.offsets
    sizes = np.array(steps, np.int64).reshape(-1, 2)
    ends = np.cumsum(sizes, axis=0) + np.array(begin)
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
        onward = np.logaddexp(onward, after.source[cells] - skips.opening)  # a run opens only once
        logs[at] = _log_sum(before.source[cells] + onward)
    for at in np.flatnonzero(sizes[:, 0] == 0).tolist():
        rows = _rows(corridor, int(ends[at, 1]))
        cells = offsets[rows] + ends[at, 1]
        onward = np.logaddexp(after.paired[cells], after.target[cells] - skips.opening)
        logs[at] = _log_sum(before.target[cells] + onward)
    total = _every(before, np.array([starts[-1] - 1]))
    out: NDArray[np.float64] = np.exp(np.minimum(logs - total, 0))
    return out


def together(ways: Ways, steps: Sequence[Step], begin: tuple[int, int]) -> float:
    """The posterior probability, 0 to 1, that all steps of a stretch of a path are right together."""
    starts, offsets = ways.starts, ways.offsets
    opening, before, after = ways.skips.opening, ways.before, ways.after
    end = begin[0] + sum(a for a, _ in steps), begin[1] + sum(b for _, b in steps)
    first, last = offsets[begin[0]] + begin[1], offsets[end[0]] + end[1]
    # a run of segments left alone opens only once, also where it begins or ends outside the stretch
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
    log = _log_sum(arrive) + score(ways, steps, begin) + _log_sum(leave)
    return float(np.exp(min(log - _every(before, starts[-1:] - 1)[0], 0)))


def score(ways: Ways, steps: Sequence[Step], begin: tuple[int, int]) -> float:
    """What a stretch of a path from the cell `begin` on scores; between two-sided beads, segments left alone
    may stand in any order."""
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
