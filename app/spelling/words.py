"""The words of a text that a dictionary can judge, as the lists of Hunspell understand words."""

from collections.abc import Iterator

import regex

from core.language import UNSPACED
from core.model import Span

_LETTERS = r"[\p{L}\p{M}\p{N}_\u00ad\u200c\u200d]+"
_WORD = regex.compile(rf"{_LETTERS}(?:['’ʼ״׳\-‐‑]{_LETTERS})*")
_ADDRESS = regex.compile(r"[\w.+-]+://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOT_JUDGED = regex.compile(rf"[\p{{N}}_{UNSPACED}]")


def spelling_words(text: str) -> Iterator[Span]:
    """Yield the place of each word that can be checked.

    Left out are numbers and everything with a digit in it, Internet addresses, and scripts that are written
    without spaces between words.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in _WORD.finditer(text):
        start, end = match.span()
        inside = any(first <= start < last for first, last in addresses)
        if not inside and not _NOT_JUDGED.search(match[0]):
            yield start, end
