"""Texts as exported files show them: segments joined, lines unwrapped, forbidden characters removed."""

import re
from itertools import pairwise

from core.model import Segment, Side

# Characters that XML 1.0 and spreadsheets forbid: controls, lone surrogates, two non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Only plain blanks belong to a line break; other white space (an ideographic indent) is part of the text.
_LINE_BREAK = re.compile("[ \t]*[\n\r\x85\u2028\u2029][ \t\n\r\x85\u2028\u2029]*")

# Chinese and Japanese put nothing between sentences; Thai, Lao, Khmer, Burmese and Tibetan put a space
# there, but like the former two they put none where a line is merely wrapped.
_NO_SPACE_AFTER_SENTENCES = frozenset(["zh", "cmn", "yue", "wuu", "hak", "nan", "lzh", "ja", "ojp"])
_NO_SPACE_AFTER_WORDS = _NO_SPACE_AFTER_SENTENCES | frozenset(["th", "lo", "km", "my", "bo", "dz"])


def side_text(side: Side, ids: tuple[int, ...]) -> tuple[str, int]:
    """Return the text of neighbouring segments as one line, and the number of characters dropped from it.

    Two segments are joined as in their document: by nothing or by a space. If the document has a line break
    between them, or if they come from different blocks, they are joined like sentences of their language.
    """
    language = _primary(side.document.language)
    parts: list[tuple[Segment, str]] = []
    dropped = 0
    for id_ in ids:
        text, lost = legal(side.text(id_))
        dropped += lost
        if line := _unwrapped(text, language):
            parts.append((side.segment(id_), line))
    if not parts:
        return "", dropped
    line = parts[0][1]
    for (before, _), (after, text) in pairwise(parts):
        line += _gap(side, before, after, line, text) + text
    return line, dropped


def legal(text: str) -> tuple[str, int]:
    """Return a text without the characters that XML and spreadsheets forbid, and the number of those."""
    return _ILLEGAL.subn("", text)


def _unwrapped(text: str, language: str) -> str:
    def joint(wrap: re.Match[str]) -> str:
        return _glue(text[: wrap.start()], text[wrap.end() :], language in _NO_SPACE_AFTER_WORDS)

    return _LINE_BREAK.sub(joint, text.strip())


def _gap(side: Side, before: Segment, after: Segment, left: str, right: str) -> str:
    if before.block == after.block and side.position(after.id) == side.position(before.id) + 1:
        gap = side.document.visible(before.block)[before.end : after.start]
        if not gap:
            return ""
        if gap.isspace() and not _LINE_BREAK.search(gap):
            return " "
    return _glue(left, right, _primary(side.document.language) in _NO_SPACE_AFTER_SENTENCES)


def _glue(left: str, right: str, tight: bool) -> str:
    if not (left and right):
        return ""
    return "" if tight and not (_latin(left[-1]) or _latin(right[0])) else " "


def _latin(letter: str) -> bool:
    """Return whether a letter belongs to a script with spaces, like an English name in a Chinese text."""
    return letter < "\u0530" and not letter.isdigit()


def _primary(language: str) -> str:
    return language.split("-")[0].lower()
