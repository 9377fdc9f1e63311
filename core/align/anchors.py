"""Anchors: segments that are each other's nearest neighbours, in a chain that ascends on both sides.

They are found without a window around the diagonal, so a missing chapter or an added preface costs nothing;
those without supporters nearby are dropped, and the heaviest chain of the others is kept.
"""

from bisect import bisect_left
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SIGHT = 12  # rows in which an anchor's neighbours count as its support
_DRIFT = 8  # how far a supporter may lie off the diagonal
_SUPPORT = 2  # fewest supporters of an anchor

Anchors = NDArray[np.int64]
"""(k, 2): source and target segments that translate each other, ascending on both sides."""


def chain(
    forward: NDArray[np.int64], backward: NDArray[np.int64], weights: NDArray[np.floating[Any]]
) -> Anchors:
    """Return the anchors among nearest neighbours.

    `forward` (n,) is each source segment's nearest target segment, `backward` (m,) the reverse, `weights`
    (n,) how good the forward pair is; pairs with a weight of 0 or less are not anchors.
    """
    rows = np.flatnonzero((backward[forward] == np.arange(len(forward))) & (weights > 0))
    pairs = _supported(np.stack([rows, forward[rows]], axis=1))
    return pairs[heaviest(pairs[:, 0], pairs[:, 1], weights[pairs[:, 0]])]


def _supported(pairs: Anchors) -> Anchors:
    """Return the pairs with enough others nearby on nearly the same diagonal."""
    support = np.zeros(len(pairs), np.int64)
    for step in range(1, _SIGHT + 1):
        if step >= len(pairs):
            break
        move = pairs[step:] - pairs[:-step]
        near = (move[:, 0] <= _SIGHT) & (np.abs(move[:, 1] - move[:, 0]) <= _DRIFT)
        support[step:] += near
        support[:-step] += near
    return pairs[support >= _SUPPORT]


def heaviest(
    rows: NDArray[np.int64], columns: NDArray[np.int64], weights: NDArray[np.floating[Any]]
) -> NDArray[np.int64]:
    """Return the numbers of the pairs in the heaviest chain that strictly ascends on both sides, in O(k log
    k)."""
    ends: list[int] = []  # columns in ascending order, with ascending best weights of a chain ending there
    best: list[float] = []
    last: list[int] = []
    before = [-1] * len(rows)
    order = np.lexsort((-columns, rows))  # the last column of a row first, so that no chain takes two
    for at, column, weight in zip(
        order.tolist(), columns[order].tolist(), weights[order].tolist(), strict=True
    ):
        place = bisect_left(ends, column)
        total = weight + (best[place - 1] if place else 0.0)
        before[at] = last[place - 1] if place else -1
        stop = place
        while stop < len(ends) and best[stop] <= total:
            stop += 1
        if stop == place and place < len(ends) and ends[place] == column:
            continue  # the chain that already ends in this column is heavier
        ends[place:stop], best[place:stop], last[place:stop] = [column], [total], [at]
    kept = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return np.array(kept[::-1], np.int64)
