"""Texts as vectors: the value that encoders return and the aligner takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

_AT_ONCE = 1 << 14  # pieces of a text that are summed at once


def unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Return the rows scaled to length 1, float32; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(
        vectors, lengths, out=np.zeros(vectors.shape, np.float32), where=lengths > 0, dtype=np.float32
    )
    return scaled


def sums(rows: Vectors, ids: Indices, starts: Indices) -> Vectors:
    """Return the sum of the rows `ids[starts[i]:starts[i + 1]]` for each text i, (texts, dimension)."""
    totals = np.zeros((len(starts) - 1, rows.shape[1]), np.float32)
    for at in range(len(totals)):
        for start in range(starts[at], starts[at + 1], _AT_ONCE):
            totals[at] += rows.take(ids[start : min(start + _AT_ONCE, starts[at + 1])], axis=0).sum(axis=0)
    return totals


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The subword pieces of some texts.

    `rows` float32 (kinds, dimension) are the unit vectors of the different pieces and `weights` float32
    (kinds,) their lengths before they were made unit; text i consists of the pieces
    `ids[starts[i]:starts[i + 1]]` (int64), numbers of rows.
    """

    ids: Indices
    starts: Indices
    rows: Vectors
    weights: Vectors

    def sums(self) -> Vectors:
        """Return the sum of the weighted vectors of each text's pieces, float32 (texts, dimension)."""
        return sums(self.rows * self.weights[:, None], self.ids, self.starts)

    def taken(self, texts: Sequence[int]) -> "Pieces":
        """Return the pieces of some of the texts, in this order, with only the rows that these need."""
        places = np.asarray(texts, np.int64)
        sizes = (self.starts[1:] - self.starts[:-1])[places]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        ids = np.repeat(self.starts[:-1][places] - starts[:-1], sizes) + np.arange(starts[-1])
        kinds, ids = np.unique(self.ids[ids], return_inverse=True)
        return Pieces(ids, starts, self.rows[kinds], self.weights[kinds])


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts as an encoder represents them.

    `vectors` float32 (texts, dimension) are unit vectors, zero for a text with nothing to embed; `pieces` are
    the subword pieces of the texts, None if the encoder does not provide them.
    """

    vectors: Vectors
    pieces: Pieces | None = None

    def __len__(self) -> int:
        return len(self.vectors)

    def taken(self, texts: Sequence[int]) -> "Encoded":
        """Return some of the texts, in this order."""
        pieces = None if self.pieces is None else self.pieces.taken(texts)
        return Encoded(self.vectors[np.asarray(texts, np.int64)], pieces)

    def part(self, first: int, end: int) -> "Encoded":
        """Return the texts from `first` up to, not including, `end`, without their pieces."""
        return Encoded(self.vectors[first:end])


EncodedPair = tuple[Encoded, Encoded]
"""The segments of the source and of the target."""
