"""The protocol of segmenters."""

from typing import Protocol

from core.model import Span


class Segmenter(Protocol):
    """A finder of the sentences in a text."""

    @property
    def name(self) -> str:
        """The name and version, as stored in `Side.cut_by`."""

    def segment(self, text: str, language: str) -> list[Span]:
        """Return sentences as spans in characters, with no blanks at their edges and nothing else between
        them."""
