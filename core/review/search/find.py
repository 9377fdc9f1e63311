"""Finding in both texts: one pattern for what is found, for what is marked and for what is replaced."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from core.model import SIDES, Bitext, SideName
from core.review.verbs.rows import NotPossible

Span = tuple[int, int]
Place = tuple[int, int, int, int]
"""Where something begins: its row, its side (0 or 1), its segment's position in that cell, a letter."""

_PATIENCE_S = 0.25  # for one text; a regular expression may take for ever
_LONGEST = 1_000  # letters of what is looked for
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々〆"
_WORD = rf"[\w--[{_UNSPACED}]]"
_BORDER = rf"(?:(?<!{_WORD})|(?!{_WORD}))"  # where spaces part no words, every letter stands at a border
_WRAP = r"(?:\n[ \t]*)?"
_REASONS = {  # the beginnings of what the package regex says
    "missing_)": "A bracket “(” is not closed.",
    "unbalanced_parenthesis": "A bracket “)” was never opened.",
    "unterminated_character_set": "A bracket “[” is not closed.",
    "nothing_to_repeat": "There is nothing to repeat before a sign of repetition.",
    "multiple_repeat": "Two signs of repetition follow each other.",
    "bad_escape": "What follows a backslash means nothing.",
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, and how. Letter case counts only where `match_case` says so."""

    text: str
    sides: tuple[SideName, ...] = SIDES
    regex: bool = False
    whole_word: bool = False
    match_case: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Letters `start` to `end` of a segment: its row, its side, and its position in that cell."""

    row: int
    side: SideName
    position: int
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Where it begins; places ascend in the order of reading."""
        return self.row, SIDES.index(self.side), self.position, self.start


def spans(text: str, sought: Sought) -> list[Span]:
    """Where `sought` stands in `text`: starts and ends, counted in characters, that do not overlap.

    Nothing is found for an empty text, and a hit has letters. Raises NotPossible for what is no regular
    expression, and for one that takes too long.
    """
    return [found.span() for found in matches(text, compiled(sought))]


def matches(text: str, pattern: Any) -> list[Any]:
    """The matches of a `compiled` pattern, with their groups, that have letters."""
    try:
        return [one for one in pattern.finditer(text, timeout=_PATIENCE_S) if one.end() > one.start()]
    except TimeoutError as error:
        raise NotPossible("This regular expression takes too long. Make it simpler.") from error


def hits_in(bitext: Bitext, row: int, sought: Sought) -> list[Hit]:
    """Every hit in a row, in the order of reading."""
    pattern = compiled(sought)
    return [
        Hit(row, side, position, *one.span())
        for side in SIDES
        if side in sought.sides
        for position, id_ in enumerate(bitext.beads[row].ids(side))
        for one in matches(bitext.side(side).text(id_), pattern)
    ]


def counts(bitext: Bitext, sought: Sought, rows: Iterable[int]) -> Iterator[int]:
    """How many hits one row after the other has, so that a window may pause."""
    pattern = compiled(sought)
    for row in rows:
        texts = (bitext.side(side).text(id_) for side in sought.sides for id_ in bitext.beads[row].ids(side))
        yield sum(len(matches(text, pattern)) for text in texts)


def onward(
    bitext: Bitext, sought: Sought, rows: Sequence[int], place: Place, step: int = 1
) -> Iterator[Hit | None]:
    """The nearest hit in `rows`, which ascend, after `place` (step 1) or before it (-1), around the end.

    None for each row that was looked at in vain; nothing more after the hit, or where there is none at all.
    """
    row = place[0]
    first = bisect_left(rows, row) if step > 0 else bisect_right(rows, row) - 1
    for turn in range(len(rows) + 1 if rows else 0):
        here = rows[(first + turn * step) % len(rows)]
        hits = hits_in(bitext, here, sought)
        if turn == 0 and here == row:
            hits = [hit for hit in hits if (hit.place > place if step > 0 else hit.place < place)]
        if hits:
            yield hits[0 if step > 0 else -1]
            return
        yield None


@lru_cache(maxsize=16)
def compiled(sought: Sought) -> Any:
    """The pattern of the package regex for what is looked for; nothing matches an empty text.

    Raises NotPossible where it is no regular expression.
    """
    import regex  # only those who look for something need it

    if not sought.text:
        return regex.compile("(?!)")
    if len(sought.text) > _LONGEST:
        raise NotPossible("This is too long to look for.")
    flags = regex.V1 | regex.DOTALL | (0 if sought.match_case else regex.IGNORECASE | regex.FULLCASE)
    try:
        regex.compile(sought.text if sought.regex else "", flags)  # its own places, to tell of what is wrong
        pattern = _with_wraps(sought.text) if sought.regex else _literally(sought.text)
        return regex.compile(rf"{_BORDER}(?:{pattern}){_BORDER}" if sought.whole_word else pattern, flags)
    except regex.error as error:
        raise NotPossible(f"This is no regular expression. {_wrong(error)}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise NotPossible("This regular expression is too large. Make it simpler.") from error


def _wrong(error: Any) -> str:
    said = error.msg.replace(" ", "_")
    where = f"Something is wrong at character {(error.pos or 0) + 1}."
    return next((told for reason, told in _REASONS.items() if said.startswith(reason)), where)


def _literally(text: str) -> str:
    """A pattern for these letters. A line that is merely wrapped does not part words."""
    if not text.strip():
        return r"\s" * len(text)
    before, after = (r"\s" if edge.isspace() else "" for edge in (text[0], text[-1]))
    return before + r"\s+".join(map(_tightly, text.split())) + after


def _tightly(piece: str) -> str:
    """A wrap may part letters of a script that sets no spaces."""
    import regex

    wraps = [_WRAP if min(pair) > "\u2e80" else "" for pair in pairwise(piece)]
    return "".join(regex.escape(letter) + wrap for letter, wrap in zip(piece, [*wraps, ""], strict=True))


def _with_wraps(pattern: str) -> str:
    """The same regular expression, but a space in it is also what a wrapped line has there."""
    out, at, depth = [], 0, 0
    while at < len(pattern):
        letter = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        depth += (letter == "[") - (letter == "]" and depth > 0)
        out.append(r"\s" if letter == " " and not depth else letter)
        at += len(letter)
    return "".join(out)
