"""Runs of neighbouring segments of one side, with the features computed before any pairing."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.align.reading import SideFeatures

RunTable = NDArray[np.float32]
"""(widest, n + 1): row a - 1 holds the runs of a segments, column i those that end before segment i."""

_FAINT = 1e-3  # a shorter sum of unit vectors has no direction: they cancel out


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The runs of a side of n segments.

    `scale`: 1 / the length of a run's vector, 0 where it has none; `size`: its letters; `whole` (bool):
    whether such a run exists and skips no segment without text; then the sum of each mark over its segments.
    `end` and `start` (n + 1,) are the kinds of the segment before and after a position, `opening` that of the
    segment after it. For each segment (n,): its highest cosine to the other side (`best`), the mean cosine to
    its nearest neighbours there (`around`), the log of its `letters`, and whether it is `mute`, that is, has
    a zero vector.
    """

    scale: RunTable
    size: RunTable
    whole: NDArray[np.bool_]
    questions: RunTable
    shouts: RunTable
    quotes: RunTable
    wordless: RunTable
    repeats: RunTable
    numbers: RunTable
    cognates: RunTable
    breaks: RunTable
    end: NDArray[np.int64]
    start: NDArray[np.int64]
    opening: NDArray[np.int64]
    best: NDArray[np.float32]
    around: NDArray[np.float32]
    letters: NDArray[np.float32]
    mute: NDArray[np.bool_]

    def part(self, first: int, end: int) -> "Runs":
        """Return the runs of the segments from `first` up to, not including, `end`.

        Values of runs that begin before `first` are arbitrary.
        """
        places, segments = slice(first, end + 1), slice(first, end)
        cut = {}
        for field in fields(self):
            values = getattr(self, field.name)
            of_segments = field.name in ("best", "around", "letters", "mute")
            cut[field.name] = values[..., segments if of_segments else places]
        return Runs(**cut)


def runs(side: SideFeatures, cosines: NDArray[np.float32], widest: int) -> Runs:
    """Return the runs of one side; `cosines` (n, k) are those of each segment to its nearest on the other
    side."""
    marks = side.marks
    return Runs(
        _scale(side.vectors, widest),
        _totals(side.sizes, widest),
        _whole(side.places, widest),
        _totals(marks.questions, widest),
        _totals(marks.shouts, widest),
        _totals(marks.quotes, widest),
        _totals(marks.wordless, widest),
        _totals(marks.repeats, widest),
        _totals(side.numbers.mass, widest),
        _totals(side.cognates.mass, widest),
        _breaks(side.opening > 0, widest),
        np.concatenate(([0], marks.end)),
        np.concatenate((marks.start, [0])),
        np.concatenate((side.opening, [0])),
        cosines[:, 0],
        cosines.mean(axis=1),
        np.log(np.maximum(side.sizes, 1)).astype(np.float32),
        np.logical_not(side.vectors.any(axis=1)),
    )


def _scale(vectors: NDArray[np.float32], widest: int) -> RunTable:
    """Return 1 / the length of the sum of each run's unit vectors."""
    count = len(vectors)
    out = np.zeros((widest, count + 1), np.float32)
    sums = vectors
    for width in range(1, min(widest, count) + 1):
        if width > 1:
            sums = sums[1:] + vectors[: count - width + 1]
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
        np.divide(1, lengths, out=out[width - 1, width:], where=lengths > _FAINT)
    return out


def _whole(places: NDArray[np.int64], widest: int) -> NDArray[np.bool_]:
    """Return a mask of the runs whose positions have no gap."""
    count = len(places)
    out = np.zeros((widest, count + 1), bool)
    for width in range(1, min(widest, count) + 1):
        out[width - 1, width:] = places[width - 1 :] - places[: count - width + 1] == width - 1
    return out


def _breaks(opens: NDArray[np.bool_], widest: int) -> RunTable:
    """Return the number of segments of each run, except its first, that open a block."""
    out = np.zeros((widest, len(opens) + 1), np.float32)
    inside = _totals(opens, widest)
    for width in range(2, min(widest, len(opens)) + 1):
        out[width - 1, width:] = inside[width - 2, width:]
    return out


def _totals(values: NDArray[Any], widest: int) -> RunTable:
    """Return the sums of a value over the segments of each run."""
    until = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    out = np.zeros((widest, len(until)), np.float32)
    for width in range(1, min(widest, len(values)) + 1):
        out[width - 1, width:] = until[width:] - until[:-width]
    return out
