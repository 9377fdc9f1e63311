"""Strikes in paragraphs: hyphens and breaks at line ends, which part words, and lines that are no text."""

import re
from collections.abc import Iterator, Sequence

from core.model import Strike
from core.read.margin import is_unspaced
from core.read.paragraphs import Paragraph, line_pairs

HYPHEN, LINE_BREAK, INDENT = "hyphen", "line break", "indentation"
UNDERLINE, CUE_TIME = "underline", "cue time"

_ALWAYS = ("\u00ad", "¬")
_SOMETIMES = ("-", "\u2010")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_AT_END = re.compile(r"([^\W\d_]+)[-\u2010\u00ad¬]$")
_AT_START = re.compile(r"[^\W\d_]+")
# "Haus-" before these words stands for a compound: "Haus- und Hoftür".
_BETWEEN_COMPOUNDS = frozenset("und oder bzw sowie and or et ou en of och eller og e o y i a ja tai".split())


def joins(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> Iterator[Strike]:
    """Yield the strikes in the blocks of the paragraphs, whose texts are the lines joined by line feeds."""
    words: set[str] | None = None
    for number, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        if len(paragraph.lines) < 2:
            continue
        end = sum(len(line.text) + 1 for line in paragraph.lines[: paragraph.hidden])
        if end:
            yield Strike(number, 0, end, CUE_TIME)
        for before, after in line_pairs(paragraph):
            start = end + len(before.text.rstrip())
            end += len(before.text)
            stop = end + 1 + len(after.text) - len(after.text.lstrip())
            last, first = text[start - 1 : start], text[stop : stop + 1]
            end += 1
            if is_unspaced(last) and is_unspaced(first):
                yield Strike(number, start, stop, LINE_BREAK)
                continue
            if last in _ALWAYS and first.isalpha():
                yield Strike(number, start - 1, stop, HYPHEN)
                continue
            if last in _SOMETIMES and first.islower():
                words = _words(texts) if words is None else words
                if hidden := _hyphen(number, text, start, stop, words):
                    yield hidden
                    continue
            if end < stop:
                yield Strike(number, end, stop, INDENT)
        if paragraph.underlined:
            whole = len(text)
            yield Strike(number, whole - len(paragraph.lines[-1].text) - 1, whole, UNDERLINE)


def _words(texts: Sequence[str]) -> set[str]:
    return {found[0].casefold() for text in texts for found in _WORD.finditer(text)}


def _hyphen(number: int, text: str, start: int, stop: int, words: set[str]) -> Strike | None:
    before, after = _AT_END.search(text, max(0, start - 60), start), _AT_START.match(text, stop)
    if not before or not after or after[0] in _BETWEEN_COMPOUNDS:
        return None
    left, right = before[1].casefold(), after[0].casefold()
    if f"{left}-{right}" in words and left + right not in words:
        return Strike(number, start, stop, LINE_BREAK)
    return Strike(number, start - 1, stop, HYPHEN)
