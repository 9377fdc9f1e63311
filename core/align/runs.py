"""The runs of neighbouring segments of one side, and what is known of each before any pairing."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.align.reading import SideFeatures

RunTable = NDArray[np.float32]
"""(widest, n + 1): row a - 1 holds the runs of a segments, column i those that end before segment i."""

_FAINT = 1e-3  # a run of unit rows whose sum is shorter has no direction: its segments say opposite things


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The runs of a side of n segments.

    `scale`: 1 / the length of a run's vector, 0 where it has none; `size`: its letters; `whole` (bool): there
    is such a run and nothing stands in it that was left out; then how much it holds of each mark. `end` and
    `start` (n + 1,) are the kinds of the segment before and behind a place, `opening` likewise of the one
    behind. Of each segment (n,): its highest cosine to the other side (`best`) and the mean to its nearest
    (`around`), the log of its `letters`, and whether it is `mute`: nothing in it to embed.
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
        """The runs of the segments from `first` up to, not with, `end`; what begins before has any value."""
        places, segments = slice(first, end + 1), slice(first, end)
        cut = {}
        for field in fields(self):
            values = getattr(self, field.name)
            of_segments = field.name in ("best", "around", "letters", "mute")
            cut[field.name] = values[..., segments if of_segments else places]
        return Runs(**cut)


def runs(side: SideFeatures, cosines: NDArray[np.float32], widest: int) -> Runs:
    """The runs of one side; `cosines` (n, k) are those of each segment to its nearest of the other side."""
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
    """1 / the length of the sum of each run's unit rows."""
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
    """Where a run of places has no gap."""
    count = len(places)
    out = np.zeros((widest, count + 1), bool)
    for width in range(1, min(widest, count) + 1):
        out[width - 1, width:] = places[width - 1 :] - places[: count - width + 1] == width - 1
    return out


def _breaks(opens: NDArray[np.bool_], widest: int) -> RunTable:
    """How many segments of each run open a block, but for its first."""
    out = np.zeros((widest, len(opens) + 1), np.float32)
    inside = _totals(opens, widest)
    for width in range(2, min(widest, len(opens)) + 1):
        out[width - 1, width:] = inside[width - 2, width:]
    return out


def _totals(values: NDArray[Any], widest: int) -> RunTable:
    """The sums over runs of what each segment counts."""
    until = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    out = np.zeros((widest, len(until)), np.float32)
    for width in range(1, min(widest, len(values)) + 1):
        out[width - 1, width:] = until[width:] - until[:-width]
    return out
