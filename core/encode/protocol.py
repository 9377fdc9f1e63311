"""What every encoder can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from core.progress import SILENT, Progress

Vectors = npt.NDArray[np.float32]


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors that lie near each other where the texts mean the same."""

    @property
    def name(self) -> str:
        """What a person calls it: "built-in", or the folder's name."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Unit vectors, float32 (texts, dimension); a row of zeros where a text has nothing to embed.

        The same text gets the same vector whatever stands beside it. Raises `ModelError`.
        """


@runtime_checkable
class AdditiveEncoder(Encoder, Protocol):
    """An encoder whose vector of a text is the sum of its parts' vectors, made unit."""

    def sums(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """The sums before they are made unit, float32 (texts, dimension)."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of words in some texts.

    `rows` float32 (kinds, dimension) are the unit vectors of the kinds of pieces and `weights` float32
    (kinds,) what each counts; text i holds the pieces `ids[starts[i]:starts[i + 1]]` (int64), numbers of
    rows.
    """

    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    rows: Vectors
    weights: Vectors

    def taken(self, texts: Sequence[int]) -> "Pieces":
        """The pieces of some of the texts, in this order, and of their kinds those that stand there."""
        places = np.asarray(texts, np.int64)
        sizes = (self.starts[1:] - self.starts[:-1])[places]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        ids = np.repeat(self.starts[:-1][places] - starts[:-1], sizes) + np.arange(starts[-1])
        kinds, ids = np.unique(self.ids[ids], return_inverse=True)
        return Pieces(ids, starts, self.rows[kinds], self.weights[kinds])


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Texts as an encoder reads them: `vectors` float32 (texts, dimension), whose sum over a run of texts is
    the vector of the run, and the pieces of their words, None where the encoder does not tell them."""

    vectors: Vectors
    pieces: Pieces | None

    def taken(self, texts: Sequence[int]) -> "Encoded":
        """Some of the texts, in this order."""
        pieces = None if self.pieces is None else self.pieces.taken(texts)
        return Encoded(self.vectors[np.asarray(texts, np.int64)], pieces)


@runtime_checkable
class ReadingEncoder(Encoder, Protocol):
    """An encoder that tells the pieces of words it cuts texts into."""

    def read(self, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
        """The texts' rows and their pieces."""
