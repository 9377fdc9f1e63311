"""The words of a text, as people see them: what is hovered, linked and lit.

Scripts written with spaces have their words between borders; a French elision is a word of its own ("l'" and
"homme"), an English ending is none ("John's"). Where no spaces are written nobody sees where a word ends, and
whoever asks says how such a run is cut.
"""

from collections.abc import Callable, Sequence

import regex

from core.model import Span

Cut = Callable[[str], Sequence[str]]
"""A run of letters of a script written without spaces to its words, which joined are the run."""

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々〆"
_LETTER = r"[\p{L}\p{M}\u00ad]"
_WORD = regex.compile(
    rf"(?V1)(?P<run>[{_LETTER}&&[{_UNSPACED}]]+)"
    r"|\p{N}+(?:[.,'’\u00a0\u202f ]\p{N}{3}(?!\p{N})|[.,]\p{N}+)*"
    rf"|[{_LETTER}--[{_UNSPACED}]]+(?:['’](?:s|t|d|m|ll|re|ve)(?!{_LETTER}))?"
)
_RUN = regex.compile(rf"(?V1)[{_LETTER}&&[{_UNSPACED}]]{{2}}")


def unspaced(text: str) -> bool:
    """Whether some words of a text stand without a space between them, as far as its script tells."""
    return _RUN.search(text) is not None


def word_spans(text: str, cut: Cut = list) -> list[Span]:
    """The words of a text, in order. A run of letters without spaces is cut into single ones by default."""
    found: list[Span] = []
    for match in _WORD.finditer(text):
        start = match.start()
        for part in cut(match[0]) if match["run"] else (match[0],):
            found.append((start, start + len(part)))
            start += len(part)
    return found
