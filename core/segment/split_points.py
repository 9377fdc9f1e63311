"""Borders of clauses within a sentence: where a segment may be split, as an offer and never a cut."""

import re
from dataclasses import dataclass

from core.segment import signs
from core.segment.rules import rules_for

_STRENGTHS = {
    ";": 3, "；": 3, "؛": 3, "·": 3, "—": 3, "–": 3, "…": 3, ".": 3, "!": 3, "?": 3,
    ":": 2, "：": 2, "፤": 2, "፣": 1, "၊": 1, ",": 1, "，": 1, "،": 1, "、": 0,
}  # fmt: skip
"""Marks after which a clause may begin, or before which one of dashes may, and how strong the border is."""

_BEFORE_CONJUNCTION = 1
"""The gain of a border before a conjunction."""

_SIGNS = "".join(_STRENGTHS)
_BORDER = re.compile(
    rf"(?P<sign>[{re.escape(_SIGNS)}])[{re.escape(signs.CLOSING_QUOTES + signs.CLOSING_BRACKETS)}]*"
    r"(?P<gap>\s+|(?<=[；：，、。！？…”」』]))(?=\S)"
)


@dataclass(frozen=True, slots=True, order=True)
class SplitPoint:
    """A place where a segment may be split: the offset of the second half, and how strong the border is, from
    0 (between the members of a list) to 4."""

    offset: int
    strength: int


def split_points(text: str, language: str) -> list[SplitPoint]:
    """Return the borders of clauses in a text, by offset; linear in the text.

    There are none inside words and numbers, nor at the edges.
    """
    conjunctions = rules_for(language).conjunctions
    found = []
    for border in _BORDER.finditer(text):
        if not text[: border.start()].strip():
            continue
        offset, strength = border.end(), _STRENGTHS[border["sign"]]
        if border["sign"] in "—–" and border["gap"] and text[border.start() - 1].isspace():
            offset = border.start()  # a dash between spaces begins the next clause
        rest = text[border.end() : border.end() + 24]
        word = rest.split(maxsplit=1)[0].strip("\"'“„«»(").lower() if rest.split() else ""
        if word in conjunctions or any(rest.startswith(each) for each in conjunctions if not each.isascii()):
            strength += _BEFORE_CONJUNCTION
        found.append(SplitPoint(offset, strength))
    return found
