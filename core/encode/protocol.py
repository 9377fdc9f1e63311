"""The protocols that encoders implement."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from core.progress import SILENT, Progress
from core.vectors import Encoded, Vectors


@runtime_checkable
class Encoder(Protocol):
    """An encoder of texts as vectors that are near each other if the texts have the same meaning."""

    @property
    def name(self) -> str:
        """The name shown to users: "built-in", or the folder's name."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit vectors, float32 (texts, dimension); zero for a text with nothing to embed.

        The vector of a text does not depend on the other texts. Raises `ModelError`.
        """


@runtime_checkable
class PieceEncoder(Encoder, Protocol):
    """An encoder that also returns the subword pieces into which it cuts texts."""

    def encode_with_pieces(self, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
        """Return the unit vectors that `encode` returns, and the pieces of the texts."""
