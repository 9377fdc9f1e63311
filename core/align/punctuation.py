"""Punctuation of segments: the marks they begin and end with, and counts of questions, exclamations and
quotes."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

_QUOTES = "\"'»«”“„’‘‹›」』「『〉《》〈＂"
_CLOSING = _QUOTES + ")]}）】］｝"
_ENDS: dict[str, int] = {
    mark: kind
    for kind, marks_ in enumerate(
        (".。．।॥։።۔", "?？؟⸮", "!！", "…", ":：", ";；;؛", ",，、،", "-–—―"), start=1
    )
    for mark in marks_
}
_OTHER = 9
ENDS = 20
"""Kinds of ends: ten marks, without and with a closing quotation mark."""
STARTS = 10
"""Kinds of beginnings."""
_BULLETS = "-–—―•·*‣◦"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The punctuation of each segment of a side.

    (n,) each: the kind of its `end` and of its `start` (int); the numbers of question, exclamation and
    quotation marks, whether it is `wordless` (has no letter), and the log of the number of segments with the
    same text (float32).
    """

    end: NDArray[np.int64]
    start: NDArray[np.int64]
    questions: NDArray[np.float32]
    shouts: NDArray[np.float32]
    quotes: NDArray[np.float32]
    wordless: NDArray[np.float32]
    repeats: NDArray[np.float32]

    @property
    def common(self) -> NDArray[np.bool_]:
        """A mask of the segments that cannot be anchors: those without a letter and those that occur several
        times."""
        return np.logical_or(self.wordless > 0, self.repeats > 0)


def marks(texts: Sequence[str]) -> Marks:
    """Return the punctuation of each text."""
    counts = [_counts(text) for text in texts]
    table = np.array(counts, np.float32).reshape(-1, 4)
    often = Counter(texts)
    return Marks(
        np.array([_end(text) for text in texts], np.int64),
        np.array([_start(text) for text in texts], np.int64),
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3],
        np.log([often[text] for text in texts]).astype(np.float32),
    )


def _counts(text: str) -> tuple[int, int, int, bool]:
    questions = sum(map(text.count, "?？؟"))
    shouts = sum(map(text.count, "!！"))
    quotes = sum(map(text.count, '"»«”“„「『」』'))
    return questions, shouts, quotes, not any(map(str.isalpha, text))


def _end(text: str) -> int:
    text = text.rstrip().rstrip(_UNSEEN).rstrip()
    bare = text.rstrip(_CLOSING + " \u00a0")
    quoted = 10 * (len(bare) < len(text) and text[-1] in _QUOTES)
    if bare.endswith(".."):
        return _ENDS["…"] + quoted
    last = bare[-1:]
    if last.isalnum() or (
        last and unicodedata.category(last).startswith("M")
    ):  # a vowel sign can end a word, too
        return quoted
    return _ENDS.get(last, _OTHER) + quoted


def _start(text: str) -> int:
    text = text.lstrip().lstrip(_UNSEEN).lstrip()
    return _first(text[0]) if text else 0


@cache
def _first(letter: str) -> int:
    if letter in _QUOTES:
        return 1
    if letter in _BULLETS:
        return 2
    kind = unicodedata.category(letter)
    if kind.startswith("N"):
        return 3
    if kind.startswith("P"):
        return 4
    return {"Lu": 6, "Lt": 6, "Ll": 7, "Lo": 8, "Lm": 8}.get(kind, 5)
