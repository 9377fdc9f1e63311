"""The words of a text as readers see them, for hovering, linking and highlighting.

Scripts written with spaces have their words between boundaries; a French elision is a word of its own ("l'"
and "homme"), an English ending is not ("John's"). Where no spaces are written, word boundaries are invisible,
and the caller provides a function that cuts such a run.
"""

from collections.abc import Callable, Sequence

import regex

from core.language import UNSPACED
from core.model import Span

Cut = Callable[[str], Sequence[str]]
"""A function that cuts a run of letters of a script written without spaces into words; joined, they are the
run."""

_LETTER = r"[\p{L}\p{M}\u00ad]"
_WORD = regex.compile(
    rf"(?V1)(?P<run>[{_LETTER}&&[{UNSPACED}]]+)"
    r"|\p{N}+(?:[.,'’\u00a0\u202f ]\p{N}{3}(?!\p{N})|[.,]\p{N}+)*"
    rf"|[{_LETTER}--[{UNSPACED}]]+(?:['’](?:s|t|d|m|ll|re|ve)(?!{_LETTER}))?"
)
_RUN = regex.compile(rf"(?V1)[{_LETTER}&&[{UNSPACED}]]{{2}}")


def unspaced(text: str) -> bool:
    """Return whether some words of a text may have no space between them, judging by the script."""
    return _RUN.search(text) is not None


def word_spans(text: str, cut: Cut = list) -> list[Span]:
    """Return the words of a text, in order. A run of letters without spaces is cut into single letters by
    default."""
    found: list[Span] = []
    for match in _WORD.finditer(text):
        start = match.start()
        for part in cut(match[0]) if match["run"] else (match[0],):
            found.append((start, start + len(part)))
            start += len(part)
    return found
