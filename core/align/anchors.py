"""Anchors: segments that are each other's nearest, in a chain that ascends on both sides.

They are found without any window around the diagonal, so a missing chapter or an added preface costs
nothing; those without neighbours that agree are dropped, and of the rest the heaviest chain is kept.
"""

from bisect import bisect_left
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SIGHT = 12  # rows in which an anchor's neighbours count as its support
_DRIFT = 8  # how far a supporter may stand off the diagonal
_SUPPORT = 2  # supporters that an anchor needs

Anchors = NDArray[np.int64]
"""(k, 2): source and target segments that translate each other, ascending on both sides."""


def chain(
    forward: NDArray[np.int64], backward: NDArray[np.int64], weights: NDArray[np.floating[Any]]
) -> Anchors:
    """The anchors among nearest neighbours.

    `forward` (n,) is each source segment's nearest target segment, `backward` (m,) the reverse, `weights`
    (n,) how good the forward pair is; pairs of weight 0 or less are no anchors.
    """
    rows = np.flatnonzero((backward[forward] == np.arange(len(forward))) & (weights > 0))
    return _heaviest(_supported(np.stack([rows, forward[rows]], axis=1)), weights)


def _supported(pairs: Anchors) -> Anchors:
    """The pairs with enough others nearby on nearly the same diagonal."""
    support = np.zeros(len(pairs), np.int64)
    for step in range(1, _SIGHT + 1):
        if step >= len(pairs):
            break
        move = pairs[step:] - pairs[:-step]
        near = (move[:, 0] <= _SIGHT) & (np.abs(move[:, 1] - move[:, 0]) <= _DRIFT)
        support[step:] += near
        support[:-step] += near
    return pairs[support >= _SUPPORT]


def _heaviest(pairs: Anchors, weights: NDArray[np.floating[Any]]) -> Anchors:
    """The heaviest chain of pairs that strictly ascends on both sides, in O(k log k)."""
    ends: list[int] = []  # columns in ascending order, with ascending best weights of a chain ending there
    best: list[float] = []
    last: list[int] = []
    previous = [-1] * len(pairs)
    for at, (row, column) in enumerate(pairs.tolist()):
        place = bisect_left(ends, column)
        weight = float(weights[row]) + (best[place - 1] if place else 0.0)
        previous[at] = last[place - 1] if place else -1
        stop = place
        while stop < len(ends) and best[stop] <= weight:
            stop += 1
        ends[place:stop], best[place:stop], last[place:stop] = [column], [weight], [at]
    kept = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(at)
        at = previous[at]
    return pairs[kept[::-1]].reshape(-1, 2)
