"""Where the search looks: for each row of cells a range of columns, led by anchors.

Anchors are mutual nearest neighbours. They are found without any window around the diagonal, so a missing
chapter or an added preface costs nothing; those without neighbours that agree are dropped, and of the rest
the heaviest chain that ascends on both sides is kept.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FULL = 250_000  # cells below which every cell is searched
_MOST = 12_000_000  # cells between anchors, shared out by length; a gap with more gets a band through it
_AROUND = 40  # columns searched on both sides of the way between anchors
_SIGHT = 12  # rows in which an anchor's neighbours count as its support
_DRIFT = 8  # how far a supporter may stand off the diagonal
_SUPPORT = 2  # supporters that an anchor needs

Anchors = NDArray[np.int64]
"""(k, 2): source and target segments that translate each other, ascending on both sides."""


@dataclass(frozen=True, slots=True, eq=False)
class Corridor:
    """Row i of cells is searched from column `left[i]` up to, not including, `right[i]`.

    Both ascend, neighbouring rows overlap, the first row starts at 0 and the last ends behind the last
    column: so a way through always exists.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]

    def starts(self) -> NDArray[np.int64]:
        """(rows + 1,): where each row starts when the cells lie in one flat array."""
        return np.concatenate(([0], np.cumsum(self.right - self.left)))

    def turned(self) -> "Corridor":
        """The same cells, both documents read from the end."""
        columns = self.right[-1]
        return Corridor((columns - self.right)[::-1], (columns - self.left)[::-1])


def lay_corridor(source: int, target: int, anchors: Anchors) -> Corridor:
    """The cells to search between sides of so many segments: all if they are few, else those near anchors."""
    if (source + 1) * (target + 1) <= _FULL:
        return Corridor(np.zeros(source + 1, np.int64), np.full(source + 1, target + 1, np.int64))
    left = np.full(source + 1, target + 1, np.int64)
    right = np.zeros(source + 1, np.int64)
    corners = [(0, 0), *((int(i), int(j)) for i, j in anchors), (source, target)]
    for (top, low), (bottom, high) in pairwise(corners):
        rows = np.arange(top, bottom + 1)
        height, width = bottom - top, high - low
        share = int(_MOST * (height / source + width / target) / 2)
        if height * width <= share:
            lows, highs = np.full(len(rows), low), np.full(len(rows), high)
        else:
            middle = low + (rows - top) * width // height
            reach = share // (2 * height) + width // height + 1
            lows, highs = np.maximum(middle - reach, low), np.minimum(middle + reach, high)
        left[rows] = np.minimum(left[rows], lows - _AROUND)
        right[rows] = np.maximum(right[rows], highs + _AROUND + 1)
    left[0], right[-1] = 0, target + 1
    return Corridor(
        np.maximum.accumulate(np.clip(left, 0, target)),
        np.maximum.accumulate(np.clip(right, 1, target + 1)),
    )


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
        if stop == place and place < len(ends) and ends[place] == column:
            continue  # the chain that ends in this column already is heavier
        ends[place:stop], best[place:stop], last[place:stop] = [column], [weight], [at]
    kept = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(at)
        at = previous[at]
    return pairs[kept[::-1]].reshape(-1, 2)
