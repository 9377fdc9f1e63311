"""The runs of neighbouring segments of one side, and what is known of each before any pairing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.options import AlignOptions

_BLOCK = 256


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """The runs of a side of n segments, as tables of (widest, n + 1).

    Row a - 1 holds the runs of a segments, column i those that end before segment i. `scale` (float32): 1 /
    the length of the run's vector, 0 where it has none; `margin` (float32): half its mean cosine to its
    nearest segments of the other side; `size` (float32): log of its length; `whole` (bool): there is such a
    run and nothing stands in it that was left out. `vectors` (n, d) are the additive rows.
    """

    vectors: NDArray[np.float32]
    scale: NDArray[np.float32]
    margin: NDArray[np.float32]
    size: NDArray[np.float32]
    whole: NDArray[np.bool_]

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
        )


def spans(
    sizes: NDArray[np.float64],
    places: NDArray[np.int64],
    vectors: NDArray[np.float32],
    others: NDArray[np.float32],
    neighbours: NDArray[np.int64],
    options: AlignOptions,
) -> Spans:
    """The runs of one side.

    `sizes` (n,) are the lengths of its segments, `places` (n,) where they stand in the document, `vectors`
    (n, d) their additive rows; `others` (m, d) are the unit rows of the other side, `neighbours` (n, k) for
    each segment its nearest of these.
    """
    widest = options.reach - 1
    summed = [run_sums(vectors, width) for width in range(1, widest + 1)]
    scale = np.zeros((widest, len(sizes) + 1), np.float32)
    margin = np.zeros_like(scale)
    for row, sums in enumerate(summed):
        norms = np.linalg.norm(sums, axis=1)
        np.divide(1, norms, out=scale[row], where=norms > 0)
        margin[row] = (
            _margins(sums * scale[row][:, None], others, neighbours, row + 1, options.neighbours) / 2
        )
    whole = np.zeros(scale.shape, bool)
    totals = np.zeros(scale.shape)
    until = np.concatenate(([0.0], np.cumsum(sizes)))
    for width in range(1, min(widest, len(sizes)) + 1):
        totals[width - 1, width:] = until[width:] - until[:-width]
        whole[width - 1, width:] = places[width - 1 :] - places[: len(places) - width + 1] == width - 1
    return Spans(
        np.ascontiguousarray(vectors, np.float32),
        scale,
        margin,
        np.log(np.maximum(totals, 1)).astype(np.float32),
        whole,
    )


def run_sums(vectors: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """(n + 1, d) float32: the sums of `width` neighbouring rows, each where its run ends, zero before."""
    count = len(vectors)
    out = np.zeros((count + 1, vectors.shape[1]), np.float32)
    for back in range(width if width <= count else 0):
        out[width:] += vectors[width - 1 - back : count - back]
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
