"""Sentences by sentencex, with a guard around it and a few cures for what it is known to miss."""

import re
from collections.abc import Iterator
from importlib.metadata import version

from core.segment.spans import Span, between

_WINDOW = 4000
"""sentencex takes quadratic time over Chinese and Japanese text, so it sees this many characters at once."""

_SPACE = re.compile(r"\s")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Sentencex:
    """The rules of sentencex, for about 300 languages."""

    def __init__(self) -> None:
        self.name = f"sentencex {version('sentencex')}"

    def segment(self, text: str, language: str) -> list[Span]:
        """Sentences as spans in characters: no white space at their edges, nothing else between them."""
        return between(text, _cuts(text, language or "und"))


def _cuts(text: str, language: str) -> Iterator[int]:
    """Where a sentence starts, ascending. Linear in the text."""
    plain = _SURROGATE.sub("x", _SPACE.sub(" ", text))
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _windowed(plain, start, blank.start(), language)
        yield blank.end()
        start = blank.end()
    yield from _windowed(plain, start, len(text), language)


def _windowed(plain: str, start: int, end: int, language: str) -> Iterator[int]:
    """The starts of sentences between `start` and `end`: all but a window's last sentence are certain."""
    while end - start > _WINDOW:
        starts = _starts(plain[start : start + _WINDOW], language)
        for at in starts:
            yield start + at
        # Where a window holds no whole sentence, the sentence goes on: no cut where the window ends.
        start += starts[-1] if starts else _WINDOW
    for at in _starts(plain[start:end], language):
        yield start + at


def _starts(piece: str, language: str) -> list[int]:
    """Where sentences after the first start in a piece of text."""
    import sentencex

    try:
        found = sentencex.get_sentence_boundaries(language, piece)
    except BaseException as panic:
        # Rust panics arrive as a BaseException that cannot be imported. Uncut text can be split by hand.
        if type(panic).__name__ != "PanicException":
            raise
        return []
    return [boundary["start_index"] for boundary in found if boundary["start_index"] > 0]
