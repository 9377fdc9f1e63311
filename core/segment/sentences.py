"""Sentences by the rules of a language, the segmenter of Diglot."""

from core.model import Span
from core.segment.engine import sentence_starts
from core.segment.rules import Rules, rules_for
from core.segment.spans import between

_VERSION = 1
"""Counts the changes of the engine or of its files that cut texts otherwise than before."""


class Sentences:
    """Sentences by the rules of their language, or of one file for all languages."""

    def __init__(self, rules: Rules | None = None) -> None:
        self._rules = rules
        self.name = f"rules of {rules.name}" if rules else f"sentences {_VERSION}"

    def segment(self, text: str, language: str) -> list[Span]:
        """Return sentences as spans in characters, without blanks at their edges or letters between them."""
        rules = rules_for(language) if self._rules is None else self._rules
        return between(text, sentence_starts(text, rules))
