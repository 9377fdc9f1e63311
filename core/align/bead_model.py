"""The log-linear model over a corridor: scores of beads and of skipped segments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.align.anchors import Anchors
from core.align.corridor import Corridor
from core.align.coverage import Coverage, CoverageTable
from core.align.features import Cells, SidePair, bead_features, skip_features
from core.align.options import shapes
from core.align.reading import SideFeatures
from core.align.run_products import RunProducts, run_products
from core.align.weights import Features

FORBIDDEN = -1e30
"""The score of an impossible bead; finite, so that its sums and differences remain numbers."""

_CELLS = 100_000  # cells scored at once


@dataclass(frozen=True, slots=True, eq=False)
class SkipScores:
    """Scores of skipping a segment: `source` (n,) and `target` (m,) float64; `opening` is added once per run
    of skipped segments."""

    source: NDArray[np.float64]
    target: NDArray[np.float64]
    opening: float

    def turned(self) -> "SkipScores":
        """Return the scores with both documents read from the end."""
        return SkipScores(self.source[::-1], self.target[::-1], self.opening)


@dataclass(frozen=True, slots=True, eq=False)
class BeadModel:
    """Two sides, the weights and the largest number of segments in a bead; every path takes the pairs of
    `separators`."""

    readings: tuple[SideFeatures, SideFeatures]
    pair: SidePair
    weights: Features
    reach: int
    tables: tuple[CoverageTable, CoverageTable] | None = None
    separators: Anchors | None = None

    def open(self, corridor: Corridor) -> Corridor:
        """Return the corridor without the cells that no path through the separators visits."""
        return corridor if self.separators is None else corridor.through(self.separators)

    def beads(self, corridor: Corridor) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield stretches of the corridor's rows: the number of the first row, and scores (reach - 1, reach -
        1, cells).

        The score of the bead of shape (a, b) that ends in a cell is at [a - 1, b - 1].
        """
        starts = corridor.starts()
        top = 0
        while top < len(starts) - 1:
            bottom = int(np.searchsorted(starts, starts[top] + _CELLS, side="right")) - 1
            bottom = max(min(bottom, len(starts) - 1), top + 1)
            yield top, self._scores(self.cells(corridor, top, bottom))
            top = bottom

    def cells(self, corridor: Corridor, top: int, bottom: int) -> Cells:
        """Return the cells of some rows with the evidence that the features need."""
        rows, columns = corridor.cells(top, bottom)
        first, second = self.readings

        def products(one: NDArray[np.float32], other: NDArray[np.float32]) -> RunProducts:
            return run_products(one, other, corridor, top, bottom, self.reach - 1)

        def shared(name: str) -> RunProducts | None:
            one, other = getattr(first, name), getattr(second, name)
            return products(one.rows, other.rows) if one.mass.any() and other.mass.any() else None

        return Cells(
            rows,
            columns,
            self.pair.estimates.ends[self.pair.source.end[rows], self.pair.target.end[columns]],
            products(first.vectors, second.vectors),
            shared("numbers"),
            shared("cognates"),
            Coverage(*self.tables, rows, columns) if self.tables else None,
        )

    def _scores(self, cells: Cells) -> NDArray[np.float32]:
        widest = self.reach - 1
        out = np.full((widest, widest, len(cells.rows)), FORBIDDEN, np.float32)
        for a, b in shapes(self.reach):
            total = out[a - 1, b - 1]
            total[:] = 0
            for name, values in bead_features(self.pair, cells, a, b):
                weight = self.weights.get(name, 0.0)
                if weight:
                    total += np.float32(weight) * values
            total[~self.whole(cells, a, b)] = FORBIDDEN
        return out

    def part(self, source: tuple[int, int], target: tuple[int, int]) -> "BeadModel":
        """Return the model of a stretch of both sides; it keeps the estimates made from the whole."""
        pair = replace(
            self.pair, source=self.pair.source.part(*source), target=self.pair.target.part(*target)
        )
        parts = self.readings[0].part(*source), self.readings[1].part(*target)
        return replace(self, readings=parts, pair=pair, tables=None, separators=None)

    def whole(self, cells: Cells, a: int, b: int) -> NDArray[np.bool_]:
        """Return a mask of the cells in which a bead of this shape may end."""
        found: NDArray[np.bool_] = (
            self.pair.source.whole[a - 1, cells.rows] & self.pair.target.whole[b - 1, cells.columns]
        )
        return found

    def skip_scores(self) -> SkipScores:
        """Return the scores of skipping each segment."""
        sums = []
        for side in (self.pair.source, self.pair.target):
            total = np.zeros(len(side.best))
            for name, values in skip_features(self.pair, side):
                total += self.weights.get(name, 0.0) * values
            sums.append(total)
        return SkipScores(sums[0], sums[1], self.weights.get("alone first", 0.0))
