"""What every encoder can do."""

from collections.abc import Sequence
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
