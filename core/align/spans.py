"""The runs of neighbouring segments of one side, and what is known of each before any pairing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.lengths import lengths
from core.align.options import AlignOptions

_BLOCK = 256


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The runs of a side of n segments, as tables of (widest, n + 1).

    Row a - 1 holds the runs of a segments, column i those that end before segment i. `scale` (float32): 1 /
    the length of the run's vector, 0 where it has none; `margin` (float32): half its mean cosine to its
    nearest segments of the other side; `size` (float32): log of its length; `whole` (bool): there is such a
    run and no segment in it is empty. `vectors` (n, d) are the additive rows, `skips` (n,) float64 what
    leaving each segment alone costs.
    """

    vectors: NDArray[np.float32]
    scale: NDArray[np.float32]
    margin: NDArray[np.float32]
    size: NDArray[np.float32]
    whole: NDArray[np.bool_]
    skips: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.vectors)

    def turned(self) -> "Spans":
        """The same runs, read from the end of the document."""
        return Spans(
            self.vectors[::-1],
            _turned(self.scale),
            _turned(self.margin),
            _turned(self.size),
            _turned(self.whole),
            self.skips[::-1],
        )


def spans(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    others: NDArray[np.float32],
    neighbours: NDArray[np.int64],
    options: AlignOptions,
) -> Spans:
    """The runs of one side.

    `vectors` (n, d) are its additive rows, `others` (m, d) the unit rows of the other side, `neighbours`
    (n, k) for each segment its nearest of these.
    """
    widest = options.reach - 1
    empty = np.array([not text.strip() for text in texts], bool)
    summed = [run_sums(vectors, width) for width in range(1, widest + 1)]
    scale = np.zeros((widest, len(texts) + 1), np.float32)
    margin = np.zeros_like(scale)
    for row, sums in enumerate(summed):
        norms = np.linalg.norm(sums, axis=1)
        np.divide(1, norms, out=scale[row], where=norms > 0)
        margin[row] = (
            _margins(sums * scale[row][:, None], others, neighbours, row + 1, options.neighbours) / 2
        )
    size = np.stack([_run_totals(lengths(texts), width) for width in range(1, widest + 1)])
    blanks = np.stack([_run_totals(empty, width) for width in range(1, widest + 1)])
    there = np.arange(len(texts) + 1)[None, :] >= np.arange(1, widest + 1)[:, None]
    return Spans(
        np.ascontiguousarray(vectors, np.float32),
        scale,
        margin,
        np.log(np.maximum(size, 1)).astype(np.float32),
        there & (blanks == 0),
        np.where(empty, 0, options.skip),
    )


def run_sums(vectors: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """(n + 1, d) float32: the sums of `width` neighbouring rows, each where its run ends, zero before."""
    count = len(vectors)
    out = np.zeros((count + 1, vectors.shape[1]), np.float32)
    for back in range(width if width <= count else 0):
        out[width:] += vectors[width - 1 - back : count - back]
    return out


def _run_totals(values: NDArray[np.float64] | NDArray[np.bool_], width: int) -> NDArray[np.float64]:
    totals = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    out = np.zeros_like(totals)
    out[width:] = totals[width:] - totals[: max(len(totals) - width, 0)]
    return out


def _margins(
    runs: NDArray[np.float32],
    others: NDArray[np.float32],
    neighbours: NDArray[np.int64],
    width: int,
    count: int,
) -> NDArray[np.float32]:
    """(n + 1,) float32: the mean cosine of each run to its nearest, sought among those of its segments."""
    out = np.zeros(len(runs), np.float32)
    if not neighbours.shape[1]:
        return out
    for start in range(width, len(runs), _BLOCK):
        ends = np.arange(start, min(start + _BLOCK, len(runs)))
        inside = ends[:, None] - np.arange(1, width + 1)[None, :]
        candidates = np.sort(neighbours[inside].reshape(len(ends), -1), axis=1)
        cosines = np.matmul(others[candidates], runs[ends][:, :, None])[:, :, 0]
        cosines[:, 1:][candidates[:, 1:] == candidates[:, :-1]] = -1  # a neighbour of two counts once
        kept = min(count, neighbours.shape[1])
        out[ends] = np.partition(cosines, cosines.shape[1] - kept, axis=1)[:, -kept:].mean(axis=1)
    return out


def _turned(table: NDArray) -> NDArray:  # type: ignore[type-arg]
    out = np.zeros_like(table)
    for row in range(len(table)):
        out[row, row + 1 :] = table[row, row + 1 :][::-1]
    return out
