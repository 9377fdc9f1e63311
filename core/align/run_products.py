"""Dot products of the runs that end in the cells of a corridor, from those of their segments."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.align.corridor import Corridor

_ROWS = 64  # source segments whose products are computed at once


@dataclass(frozen=True, slots=True, eq=False)
class RunProducts:
    """Dot products for the cells of some rows of a corridor.

    `until` holds cumulative sums of the segments' products, row by row; `places[d]` is the index of the
    product of source segment i - 1 - d and target segment j - 1, for each cell (i, j).
    """

    until: NDArray[np.float64]
    places: NDArray[np.int64]
    _cached: dict[tuple[int, int], NDArray[np.float32]] = field(default_factory=dict)

    def rows(self, back: int, b: int) -> NDArray[np.float32]:
        """Return the products, (cells,), of source segment i - 1 - `back` with the b target segments before
        j."""
        ends = self.places[back]
        found: NDArray[np.float32] = (self.until[ends + 1] - self.until[ends + 1 - b]).astype(np.float32)
        return found

    def beads(self, a: int, b: int) -> NDArray[np.float32]:
        """Return the products, (cells,), of the two sides of the beads of shape (a, b)."""
        if (a, b) not in self._cached:
            last = self.rows(a - 1, b)
            self._cached[a, b] = last if a == 1 else self.beads(a - 1, b) + last
        return self._cached[a, b]


def run_products(
    source: NDArray[np.float32],
    target: NDArray[np.float32],
    corridor: Corridor,
    top: int,
    bottom: int,
    widest: int,
) -> RunProducts:
    """Return the products for rows `top` to `bottom`, for beads of up to `widest` segments a side.

    Time and memory are proportional to the corridor's cells times the dimension.
    """
    count, across = len(source), len(target)
    segments = np.arange(max(top - widest, 0), max(bottom - 1, 0))
    behind = np.minimum(segments + widest, count)
    low = np.maximum(corridor.left[np.minimum(segments + 1, count)] - widest, 0)
    high = np.clip(corridor.right[behind] - 1, 0, across)
    high = np.maximum(high, low)
    starts = np.concatenate(([0], np.cumsum(high - low)))
    products = _products(source[segments], target, low, high)
    until = np.concatenate((np.zeros(widest + 1), np.cumsum(products, dtype=np.float64)))
    rows, columns = corridor.cells(top, bottom)
    places = np.empty((widest, len(rows)), np.int64)
    offsets = starts[:-1] - low + widest
    for back in range(widest):
        inside = rows - 1 - back - (segments[0] if len(segments) else 0)
        fits = (inside >= 0) & (columns > 0) & (rows - 1 - back >= 0)
        found = offsets[np.where(fits, inside, 0)] + columns - 1 if len(segments) else np.zeros_like(rows)
        places[back] = np.where(fits, found, widest - 1)
    return RunProducts(until, places)


def _products(
    rows: NDArray[np.float32], target: NDArray[np.float32], low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the products of each row with the target segments `low` to `high` of that row, end to end, then
    a 0."""
    starts = np.concatenate(([0], np.cumsum(high - low)))
    out = np.zeros(starts[-1] + 1, np.float32)
    for at in range(0, len(rows), _ROWS):
        part = slice(at, at + _ROWS)
        left, right = int(low[part].min()), int(high[part].max())
        if right <= left:
            continue
        block = rows[part] @ target[left:right].T
        columns = np.arange(left, right)
        inside = (columns >= low[part, None]) & (columns < high[part, None])
        out[starts[at] : starts[min(at + _ROWS, len(rows))]] = block[inside]
    return out
