"""How well runs of segments fit together: the score of every bead that ends in a rectangle of cells.

A cell (i, j) is the place before source segment i and target segment j; a bead of shape (a, b) that ends
there holds source segments i - a to i - 1 and target segments j - b to j - 1. Vectors are additive, so
every bead's cosine comes from the dot products of its segments.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.options import AlignOptions, shapes
from core.align.spans import Spans, run_sums

FORBIDDEN = -1e30
"""The score of what may not be; finite, so that sums and differences of it stay numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Two sides' runs, and the log of what one target letter is worth in source letters."""

    source: Spans
    target: Spans
    ratio: float
    options: AlignOptions

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """The shapes of two-sided beads, in the order of the scores' first axis."""
        return shapes(self.options.reach)

    def turned(self) -> "Scores":
        """The same scores, both documents read from the end."""
        return Scores(self.source.turned(), self.target.turned(), self.ratio, self.options)

    def block(self, top: int, bottom: int, left: int, right: int) -> NDArray[np.float32]:
        """(shapes, bottom - top, right - left) float32: the beads that end in cells of this rectangle."""
        rows, columns = np.arange(top, bottom)[:, None], np.arange(left, right)[None, :]
        out = np.empty((len(self.shapes), bottom - top, right - left), np.float32)
        dots = self._dots(top, bottom, left, right)
        for at, (a, b) in enumerate(self.shapes):
            out[at] = self._values(a, b, dots[a, b], rows, columns)
        return out

    def beads(self, sizes: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float32]:
        """(k,) float32: the scores of the beads of these shapes (k, 2) that end in these cells (k, 2)."""
        out = np.empty(len(sizes), np.float32)
        for a, b in np.unique(sizes, axis=0).tolist():
            which = np.flatnonzero((sizes == (a, b)).all(axis=1))
            rows, columns = ends[which, 0], ends[which, 1]
            sources = run_sums(self.source.vectors, a)[rows]
            dots = np.einsum("ij,ij->i", sources, run_sums(self.target.vectors, b)[columns])
            out[which] = self._values(a, b, dots, rows, columns)
        return out

    def _values(
        self, a: int, b: int, dots: NDArray[np.float32], rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """The scores of beads of shape (a, b) that end in rows and columns that broadcast to `dots`."""
        source, target, options = self.source, self.target, self.options
        score = dots * source.scale[a - 1, rows]
        score *= target.scale[b - 1, columns]
        score -= source.margin[a - 1, rows]
        score -= target.margin[b - 1, columns] - np.float32(options.base)
        longer = np.abs(source.size[a - 1, rows] - (target.size[b - 1, columns] + np.float32(self.ratio)))
        score -= np.float32(options.length) * longer
        score *= np.float32((a + b) / 2)
        score -= np.float32(options.merge * (a + b - 2))
        whole = source.whole[a - 1, rows] & target.whole[b - 1, columns]
        return score if whole.all() else np.where(whole, score, np.float32(FORBIDDEN))

    def _dots(
        self, top: int, bottom: int, left: int, right: int
    ) -> dict[tuple[int, int], NDArray[np.float32]]:
        """For each shape (bottom - top, right - left): the dot products of the runs that end there."""
        widest = self.options.reach - 1
        single = (
            _rows(self.source.vectors, top - widest, bottom - 1)
            @ _rows(self.target.vectors, left - widest, right - 1).T
        )
        height, width = bottom - top, right - left
        out: dict[tuple[int, int], NDArray[np.float32]] = {}
        across = np.zeros((height + widest - 1, width), np.float32)
        for b in range(1, widest + 1):
            across = across + single[:, widest - b : widest - b + width]
            total = np.zeros((height, width), np.float32)
            for a in range(1, self.options.reach - b + 1):
                total = total + across[widest - a : widest - a + height]
                out[a, b] = total
        return out


def _rows(vectors: NDArray[np.float32], start: int, end: int) -> NDArray[np.float32]:
    """Rows start to end of the vectors, zero rows where these lie outside."""
    inside = vectors[max(start, 0) : max(end, 0)]
    before = min(max(-start, 0), end - start)
    after = end - start - before - len(inside)
    return inside if not before and not after else np.pad(inside, ((before, after), (0, 0)))
