"""The corridor of the search: for each row of cells a range of columns, guided by anchors or by a path."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.align.anchors import Anchors

Step = tuple[int, int]
"""A bead as the numbers of source and target segments it takes; (1, 0) and (0, 1) skip one."""

_FULL = 10_000  # cells up to which all are searched
_MOST = 4_000_000  # cells between anchors, shared out by length; a gap with more is searched in a band
_AROUND = 5  # columns searched on either side of the line between anchors
_ROWS = 2  # rows before and after a point of a path whose columns are searched too


@dataclass(frozen=True, slots=True, eq=False)
class Corridor:
    """A range of columns for each row of cells: from `left[i]` up to, not including, `right[i]`.

    Both ascend, neighbouring rows overlap, the first row starts at 0 and the last ends after the last column:
    so a path through always exists.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]

    def starts(self) -> NDArray[np.int64]:
        """Return the index, (rows + 1,), at which each row starts when the cells are laid out in one flat
        array."""
        return np.concatenate(([0], np.cumsum(self.right - self.left)))

    def cells(self, top: int, bottom: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows and columns of the cells of some rows, in the order of the flat array."""
        widths = self.right[top:bottom] - self.left[top:bottom]
        rows = np.repeat(np.arange(top, bottom), widths)
        begun = np.repeat(np.cumsum(widths) - widths, widths)
        return rows, np.arange(len(rows)) - begun + np.repeat(self.left[top:bottom], widths)

    def through(self, pairs: Anchors) -> "Corridor":
        """Return the cells that lie on a path which takes each of these pairs of segments as a bead.

        The pairs ascend, and the corridor has cells in their corners; next to them rows no longer overlap.
        """
        passed = np.searchsorted(pairs[:, 0], np.arange(len(self.left)), side="left")
        low = np.concatenate(([0], pairs[:, 1] + 1))[passed]
        high = np.append(pairs[:, 1] + 1, self.right[-1])[passed]
        return Corridor(np.maximum(self.left, low), np.minimum(self.right, high))

    def turned(self) -> "Corridor":
        """Return the same cells with both documents read from the end."""
        columns = self.right[-1]
        return Corridor((columns - self.right)[::-1], (columns - self.left)[::-1])


def lay_corridor(source: int, target: int, anchors: Anchors) -> Corridor:
    """Return the cells to search between sides of so many segments: all if there are few, otherwise those
    near anchors."""
    if (source + 1) * (target + 1) <= _FULL:
        return _whole(source, target)
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
        left[rows] = np.minimum(left[rows], lows)
        right[rows] = np.maximum(right[rows], highs + 1)
    return _closed(left, right, target, _AROUND)


def corridor_around(steps: Sequence[Step], around: int) -> Corridor:
    """Return the cells within so many columns, and a few rows, of a path."""
    ends = np.cumsum(np.array([(0, 0), *steps], np.int64), axis=0)
    source, target = ends[-1].tolist()
    if (source + 1) * (target + 1) <= _FULL:
        return _whole(source, target)
    left = np.full(source + 1, target + 1, np.int64)
    right = np.zeros(source + 1, np.int64)
    np.minimum.at(left, ends[:, 0], ends[:, 1])
    np.maximum.at(right, ends[:, 0], ends[:, 1] + 1)
    # no step ends in a row inside a bead: such rows take their neighbours' columns
    left = np.minimum.accumulate(left[::-1])[::-1]
    right = np.maximum.accumulate(right)
    return _closed(left, right, target, around)


def _whole(source: int, target: int) -> Corridor:
    return Corridor(np.zeros(source + 1, np.int64), np.full(source + 1, target + 1, np.int64))


def widened(corridor: Corridor, steps: Sequence[Step], around: int) -> Corridor | None:
    """Return the corridor with more room wherever the path comes near its edge, or None if it does so
    nowhere."""
    ends = np.cumsum(np.array([(0, 0), *steps], np.int64), axis=0)
    rows, columns = ends[:, 0], ends[:, 1]
    last = int(corridor.right[-1]) - 1
    low, high = corridor.left[rows], corridor.right[rows]
    near = ((columns - low < 2) & (low > 0)) | ((high - columns <= 2) & (high <= last))
    if not near.any():
        return None
    close = np.zeros(len(corridor.left), bool)
    for row in np.unique(rows[near]).tolist():
        close[max(row - around, 0) : row + around + 1] = True
    return _closed(corridor.left - around * close, corridor.right + around * close, last, 0)


def _closed(left: NDArray[np.int64], right: NDArray[np.int64], target: int, around: int) -> Corridor:
    """Return a corridor with so much room on either side, repaired so that a path through always exists."""
    for _ in range(_ROWS if around else 0):
        left[1:] = np.minimum(left[1:], left[:-1])
        right[:-1] = np.maximum(right[:-1], right[1:])
    left, right = left - around, right + around
    left[0], right[-1] = 0, target + 1
    left = np.minimum.accumulate(np.clip(left, 0, target)[::-1])[::-1]
    right = np.maximum.accumulate(np.clip(right, 1, target + 1))
    # neighbouring rows share a column
    left[1:] = np.minimum(left[1:], right[:-1] - 1)
    return Corridor(np.minimum.accumulate(left[::-1])[::-1], right)
