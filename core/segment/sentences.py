"""Sentences by sentencex, guarded against its failures, with corrections of its known mistakes."""

import re
from collections.abc import Iterator
from importlib.metadata import version

from core.model import Span
from core.segment.cures import cured
from core.segment.spans import between

_WINDOW = 2000
"""sentencex takes quadratic time over Chinese and Japanese text, so it sees this many characters at once."""

_SPACE = re.compile(r"\s")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*+\n\s*+")


class Sentencex:
    """The rules of sentencex, for about 300 languages."""

    def __init__(self) -> None:
        self.name = f"sentencex {version('sentencex')}"

    def segment(self, text: str, language: str) -> list[Span]:
        """Return sentences as spans in characters, without white space at their edges or letters between
        them."""
        return [
            (start + first, start + last)
            for start, end in _parts(text)
            for first, last in _sentences(text[start:end], language or "und")
        ]


def _parts(text: str) -> Iterator[Span]:
    """Yield the stretches between blank lines, which no sentence crosses."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield start, blank.start()
        start = blank.end()
    yield start, len(text)


def _sentences(part: str, language: str) -> list[Span]:
    plain = _SURROGATE.sub(
        "x", _SPACE.sub(" ", part)
    )  # character for character, so that offsets stay the same
    return between(part, cured(part, plain, _cuts(plain, language), language))


def _cuts(plain: str, language: str) -> Iterator[int]:
    """Yield the positions where sentences start, ascending, in time linear in the text."""
    start = 0
    while len(plain) - start > _WINDOW:
        starts = _starts(plain[start : start + _WINDOW], language)
        for at in starts:  # all but the window's last sentence are certain, and that one is seen again
            yield start + at
        # If a window holds no whole sentence, the sentence goes on: no cut at the end of the window.
        start += starts[-1] if starts else _WINDOW
    for at in _starts(plain[start:], language):
        yield start + at


def _starts(piece: str, language: str) -> list[int]:
    """Return the positions where sentences after the first start in a piece of text."""
    import sentencex

    try:
        found = sentencex.get_sentence_boundaries(language, piece)
    except BaseException as panic:
        # Rust panics arrive as a BaseException that cannot be imported. Uncut text can be split by hand.
        if type(panic).__name__ != "PanicException":
            raise
        return []
    return [boundary["start_index"] for boundary in found if boundary["start_index"] > 0]
