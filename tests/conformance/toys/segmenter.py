"""A toy segmenter, which cuts as Diglot's own does under a name of its own."""

from core.model import Span
from core.segment.sentences import Sentences


class Toy:
    """The segmenter of toys."""

    name = "toy 1"

    def segment(self, text: str, language: str) -> list[Span]:
        """Return the sentences of a text as spans."""
        return Sentences().segment(text, language)
