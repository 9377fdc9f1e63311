"""Sentences by the rules of a language, the segmenter of Diglot."""

from core.model import Span
from core.segment.engine import sentence_starts
from core.segment.rules import Rules, rules_for
from core.segment.spans import between

_VERSION = 1
"""Counts the changes of the engine or of its files that cut texts otherwise than before."""


class Sentences:
    """Sentences by the rules of their language, or of one file for all languages or for `only` one."""

    def __init__(self, rules: Rules | None = None, only: str = "") -> None:
        self._rules, self._only = rules, only
        self.name = f"rules of {rules.name}" if rules else f"sentences {_VERSION}"

    def segment(self, text: str, language: str) -> list[Span]:
        """Return sentences as spans in characters, without blanks at their edges or letters between them."""
        mine = self._rules if not self._only or language.split("-")[0] == self._only else None
        rules = rules_for(language) if mine is None else mine
        return between(text, sentence_starts(text, rules))
