"""Subword pieces of both sides in a small common space, with their best cosines by chance."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.vectors import Indices, Pieces, unit

Values = NDArray[np.float32]

_DRAWN = 64  # random segments of the other side to compare with
_LEAST = 4  # fewest pieces of such a segment
_FLOOR = 0.02  # added to each standard deviation, so that none is near zero
_KINDS = 4096  # kinds compared at once,
_COSINES = 1 << 25  # or fewer, so that no more cosines than these are in memory
_AXES = 128  # dimensions of the common space of pieces


@dataclass(frozen=True, slots=True, eq=False)
class PieceStatistics:
    """The pieces of one side's segments that have text.

    Segment s holds the pieces `ids[starts[s]:starts[s + 1]]`, numbers of kinds. For each kind: its unit
    vector (`rows`), its weight (`weights`), and the `mean` and standard deviation (`spread`) of its best
    cosine to random segments of the other side.
    """

    ids: Indices
    starts: Indices
    rows: Values
    weights: Values
    mean: Values
    spread: Values

    def part(self, first: int, end: int) -> "PieceStatistics":
        """Return the segments from `first` up to, not including, `end`."""
        return replace(self, starts=self.starts[first : end + 1])

    def taken(self, segments: Indices) -> "PieceStatistics":
        """Return these segments, in this order."""
        sizes = np.diff(self.starts)[segments]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        ids = self.ids[np.repeat(self.starts[segments] - starts[:-1], sizes) + np.arange(starts[-1])]
        return replace(self, ids=ids, starts=starts)


def piece_statistics(
    pieces: tuple[Pieces, Pieces], places: tuple[Indices, Indices]
) -> tuple[PieceStatistics, PieceStatistics]:
    """Return the statistics of both sides' pieces, for the texts at `places`; other texts have no pieces."""
    axes = _axes(*pieces)
    rows = unit(pieces[0].rows @ axes), unit(pieces[1].rows @ axes)
    # segments without text have no pieces, so those of their neighbours lie side by side
    starts = [
        np.append(side.starts[kept], side.starts[-1]) for side, kept in zip(pieces, places, strict=True)
    ]
    first, second = (
        PieceStatistics(
            pieces[at].ids,
            starts[at],
            rows[at],
            pieces[at].weights,
            *_chance(rows[at], pieces[1 - at].ids, starts[1 - at], rows[1 - at]),
        )
        for at in (0, 1)
    )
    return first, second


def _axes(first: Pieces, second: Pieces) -> Values:
    """Return the directions in which the pieces of both sides differ most, (dimension, at most _AXES)."""
    spread = sum(each.rows.T @ each.rows for each in (first, second))
    _, axes = np.linalg.eigh(spread)
    return np.ascontiguousarray(axes[:, -_AXES:], np.float32)


def _chance(kinds: Values, ids: Indices, starts: Indices, rows: Values) -> tuple[Values, Values]:
    """Return the mean and standard deviation, (kinds,) each, of the best cosine to segments drawn
    at random."""
    sizes = np.diff(starts)
    fit = np.flatnonzero(sizes >= _LEAST)
    fit = fit if len(fit) else np.flatnonzero(sizes)
    if not len(fit):
        return np.zeros(len(kinds), np.float32), np.ones(len(kinds), np.float32)
    drawn = np.random.default_rng(0).choice(fit, _DRAWN, replace=len(fit) < _DRAWN)
    # each kind once per segment: a segment may be a chapter
    found = [np.unique(ids[starts[at] : starts[at + 1]]) for at in drawn]
    there, place = np.unique(np.concatenate(found), return_inverse=True)
    bounds = np.cumsum([0, *map(len, found[:-1])])
    mean, spread = np.empty((2, len(kinds)), np.float32)
    at_once = min(_KINDS, _COSINES // len(place) + 1)
    for top in range(0, len(kinds), at_once):
        part = slice(top, top + at_once)
        cosines = kinds[part] @ rows[there].T
        best = np.maximum.reduceat(cosines[:, place], bounds, axis=1)
        mean[part], spread[part] = best.mean(axis=1), best.std(axis=1) + _FLOOR
    return mean, spread
