"""Coverage of a run's words by the other run: evidence on whether its first and last segments belong to it.

For each piece, the best cosine among the pieces of the other run (the late interaction of ColBERT, Khattab
and Zaharia 2020, in both directions), in standard deviations above the best cosine in a random segment.
"""

from dataclasses import dataclass

import numpy as np

from core.align.piece_stats import PieceStatistics
from core.vectors import Indices, Vectors

_LOWEST, _HIGHEST = -1.0, 6.0  # limits to which deviations are clipped
_TOGETHER = 8  # segments whose products are computed at once
_COSINES = 1 << 25  # cosines of pieces computed at once: segments may be chapters


@dataclass(frozen=True, slots=True, eq=False)
class CoverageTable:
    """The coverage of each segment of a side by runs of the other.

    Segment s has values for runs that lie within segments `low[s]` to `low[s] + width[s]`: the sum over its
    pieces for the run of b from segment f on is `values[base[s] + (b - 1) * width[s] + f - low[s]]`; for
    other runs the lowest coverage is assumed. `mass` (n,) is the weight of a segment's pieces.
    """

    low: Indices
    width: Indices
    base: Indices
    values: Vectors
    mass: Vectors

    def at(self, segments: Indices, first: Indices, b: int) -> Vectors:
        """Return the sums for some segments and the runs of b segments from `first` on, (k,)."""
        place = first - self.low[segments]
        covered = (place >= 0) & (place + b <= self.width[segments])
        index = self.base[segments] + (b - 1) * self.width[segments] + place
        found = self.values[np.where(covered, index, 0)]
        return np.where(covered, found, self.mass[segments] * np.float32(_LOWEST))


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Both sides' tables, for the cells at some rows and columns."""

    source: CoverageTable
    target: CoverageTable
    rows: Indices
    columns: Indices

    def beads(self, a: int, b: int) -> tuple[tuple[Vectors, Vectors], list[Vectors]]:
        """Return the mean coverage of each side of the beads of shape (a, b).

        With it come the coverages of the first and last segment of each side that has several.
        """
        first, rims = _side(self.source, self.rows, a, self.columns - b, b)
        second, others = _side(self.target, self.columns, b, self.rows - a, a)
        return (first, second), [*rims, *others]


def _side(
    table: CoverageTable, ends: Indices, a: int, first: Indices, b: int
) -> tuple[Vectors, list[Vectors]]:
    sums, masses = [], []
    for back in range(1, a + 1):
        segments = np.maximum(ends - back, 0)
        sums.append(table.at(segments, first, b))
        masses.append(table.mass[segments])
    mean: Vectors = np.sum(sums, axis=0) / np.sum(masses, axis=0)
    return mean, [sums[at] / masses[at] for at in (0, -1)] if a > 1 else []


def tables(
    source: PieceStatistics, target: PieceStatistics, low: Indices, high: Indices, widest: int
) -> tuple[CoverageTable, CoverageTable]:
    """Return the tables of both sides.

    Source segment s is compared with target segments low[s] up to, not including, high[s]; both ascend.
    """
    segments = np.arange(len(target.starts) - 1)
    return (
        _table(source, target, low, high, widest),
        _table(
            target,
            source,
            np.searchsorted(high, segments, side="right"),
            np.searchsorted(low, segments, side="right"),
            widest,
        ),
    )


def _table(
    pieces: PieceStatistics, others: PieceStatistics, low: Indices, high: Indices, widest: int
) -> CoverageTable:
    """Return the table of one side.

    Segments are taken in groups of neighbours: one matrix product of all their pieces with those of a common
    window of the other side is much faster than a product per segment. The best cosine in a run of b segments
    is the higher of those in its first b - 1 and its last segment, so each width follows from the one before,
    and no run is compared twice.
    """
    starts, other_starts = pieces.starts, others.starts
    count = len(starts) - 1
    # the 0 at the end lets reduceat take a last segment without pieces; empty segments get a wrong value
    mass = np.add.reduceat(np.append(pieces.weights[pieces.ids], 0), starts)[:-1]
    mass = np.where(np.diff(starts) > 0, mass, 0).astype(np.float32)
    lows, widths = low.copy(), np.maximum(high - low, 0)
    for top in range(0, count, _TOGETHER):  # one window for a group of neighbours
        part = slice(top, top + _TOGETHER)
        begin, end = int(low[part].min()), int(high[part].max())
        lows[part], widths[part] = begin, max(end - begin, 0)
    base = np.concatenate(([0], np.cumsum(widths * widest)))[:-1]
    values = np.zeros(int((widths * widest).sum()) + 1, np.float32)  # one more, so that index 0 exists
    for top in range(0, count, _TOGETHER):
        bottom = min(top + _TOGETHER, count)
        begin, width = int(lows[top]), int(widths[top])
        ids = pieces.ids[starts[top] : starts[bottom]]
        there = others.ids[other_starts[begin] : other_starts[begin + width]]
        block = values[base[top] : base[top] + (bottom - top) * width * widest]
        block = block.reshape(bottom - top, widest, width)
        block[:] = _LOWEST * mass[top:bottom, None, None]
        # reduceat needs a piece in each stretch, so segments without pieces keep -inf, the lowest coverage
        full = np.flatnonzero(np.diff(other_starts[begin : begin + width + 1]))
        if not len(ids) or not len(full):
            continue
        best = np.full((len(ids), width), -np.inf, np.float32)
        best[:, full] = _best(
            pieces.rows[ids], others.rows[there], other_starts[begin + full] - other_starts[begin]
        )
        best = np.clip((best - pieces.mean[ids, None]) / pieces.spread[ids, None], _LOWEST, _HIGHEST)
        # sums over the pieces of each segment, as a matrix product with one row of weights per segment
        weights = np.zeros((bottom - top, len(ids)), np.float32)
        owner = np.repeat(np.arange(bottom - top), np.diff(starts[top : bottom + 1]))
        weights[owner, np.arange(len(ids))] = pieces.weights[ids]
        run = best  # best cosines of the runs of one segment, then of two, …
        for b in range(1, min(widest, width) + 1):
            if b > 1:
                run = np.maximum(run[:, :-1], best[:, b - 1 :])
            block[:, b - 1, : run.shape[1]] = weights @ run
    return CoverageTable(lows, widths, base, values, mass + np.float32(1e-6))


def _best(pieces: Vectors, others: Vectors, bounds: Indices) -> Vectors:
    """Return the highest cosine of each piece with the other pieces between bounds, (pieces, runs)."""
    out = np.empty((len(pieces), len(bounds)), np.float32)
    at_once = _COSINES // len(others) + 1
    for top in range(0, len(pieces), at_once):
        part = slice(top, top + at_once)
        out[part] = np.maximum.reduceat(pieces[part] @ others.T, bounds, axis=1)
    return out
