"""The protocols that encoders implement."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from core.progress import SILENT, Progress
from core.vectors import Encoded, Vectors


@runtime_checkable
class Encoder(Protocol):
    """An encoder of texts to vectors that lie near each other where the texts mean the same."""

    @property
    def name(self) -> str:
        """The name that users know: "built-in", or the folder's name."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit vectors, float32 (texts, dimension); a zero row where a text has nothing to embed.

        The same text gets the same vector whatever texts are beside it. Raises `ModelError`.
        """


@runtime_checkable
class PieceEncoder(Encoder, Protocol):
    """An encoder that also gives the subword pieces it cuts texts into."""

    def encode_with_pieces(self, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
        """Return the unit vectors that `encode` returns, and the pieces of the texts."""
