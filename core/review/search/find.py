"""Search in both texts: one pattern for finding, highlighting and replacing."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from core.language import UNSPACED
from core.model import SIDES, Bitext, SideName, Span
from core.model.message import Message, message
from core.review.verbs.rows import NotPossible

MatchStart = tuple[int, int, int, int]
"""Start of a match: row, side (0 or 1), position of the segment in its cell, character."""

_PATIENCE_S = 0.25  # seconds per text; a regular expression may never end
_LONGEST = 1_000  # longest query, in characters
_WORD = rf"[\w--[{UNSPACED}]]"
_BORDER = rf"(?:(?<!{_WORD})|(?!{_WORD}))"  # in scripts without spaces, every letter is at a word boundary
_WRAP = r"(?:\n[ \t]*)?"
_REASONS = {  # beginnings of the error messages of the package regex
    "missing_)": message("A bracket “(” is not closed."),
    "unbalanced_parenthesis": message("There is a closing bracket “)” without an opening one."),
    "unterminated_character_set": message("A bracket “[” is not closed."),
    "nothing_to_repeat": message("There is nothing before the repetition sign to repeat."),
    "multiple_repeat": message("There are two repetition signs in a row."),
    "bad_escape": message("A backslash is followed by a character that means nothing."),
}


@dataclass(frozen=True, slots=True)
class Sought:
    """A query and its options. Case matters only if `match_case` is set."""

    text: str
    sides: tuple[SideName, ...] = SIDES
    regex: bool = False
    whole_word: bool = False
    match_case: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A match: characters `start` to `end` of a segment, with its row, side and position in that cell."""

    row: int
    side: SideName
    position: int
    start: int
    end: int

    @property
    def place(self) -> MatchStart:
        """Start of the match; places ascend in reading order."""
        return self.row, SIDES.index(self.side), self.position, self.start


def spans(text: str, sought: Sought) -> list[Span]:
    """Return the non-overlapping matches of `sought` in `text` as starts and ends, in characters.

    An empty query finds nothing, and no match is empty. Raises NotPossible for an invalid regular expression
    and for one that takes too long.
    """
    return [found.span() for found in matches(text, compiled(sought))]


def matches(text: str, pattern: Any) -> list[Any]:
    """Return the non-empty matches of a `compiled` pattern, with their groups."""
    try:
        return [one for one in pattern.finditer(text, timeout=_PATIENCE_S) if one.end() > one.start()]
    except TimeoutError as error:
        raise NotPossible(message("This regular expression takes too long. Make it simpler.")) from error


def hits_in(bitext: Bitext, row: int, sought: Sought) -> list[Hit]:
    """Return all matches in a row, in reading order."""
    pattern = compiled(sought)
    return [
        Hit(row, side, position, *one.span())
        for side in SIDES
        if side in sought.sides
        for position, id_ in enumerate(bitext.beads[row].ids(side))
        for one in matches(bitext.side(side).text(id_), pattern)
    ]


def counts(bitext: Bitext, sought: Sought, rows: Iterable[int]) -> Iterator[int]:
    """Yield the number of matches of one row after another, so that a window can pause in between."""
    pattern = compiled(sought)
    for row in rows:
        texts = (bitext.side(side).text(id_) for side in sought.sides for id_ in bitext.beads[row].ids(side))
        yield sum(len(matches(text, pattern)) for text in texts)


def onward(
    bitext: Bitext,
    sought: Sought,
    rows: Sequence[int],
    place: MatchStart,
    step: int = 1,
    place_of: Callable[[int], int] | None = None,
) -> Iterator[Hit | None]:
    """Yield the nearest match in `rows` after `place` (step 1) or before it (-1), wrapping around the end.

    The rows ascend by `place_of`, which is their number if None. Yields None for each row searched without
    success, and nothing after the match, or if there is none at all.
    """
    row = place[0]
    at = row if place_of is None else place_of(row)
    first = bisect_left(rows, at, key=place_of) if step > 0 else bisect_right(rows, at, key=place_of) - 1
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
    """Return the pattern (package regex) for a query; it never matches an empty text.

    Raises NotPossible for an invalid regular expression.
    """
    import regex  # loaded at the first search

    if not sought.text:
        return regex.compile("(?!)")
    if len(sought.text) > _LONGEST:
        raise NotPossible(message("This text is too long to search for."))
    flags = regex.V1 | regex.DOTALL | (0 if sought.match_case else regex.IGNORECASE | regex.FULLCASE)
    try:
        regex.compile(
            sought.text if sought.regex else "", flags
        )  # so that errors refer to the user's own positions
        pattern = _with_wraps(sought.text) if sought.regex else _literally(sought.text)
        return regex.compile(rf"{_BORDER}(?:{pattern}){_BORDER}" if sought.whole_word else pattern, flags)
    except regex.error as error:
        raise NotPossible(
            message("This is not a valid regular expression. {reason}", reason=_wrong(error))
        ) from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise NotPossible(message("This regular expression is too large. Make it simpler.")) from error


def _wrong(error: Any) -> Message:
    said = error.msg.replace(" ", "_")
    where = message("Something is wrong at character {place}.", place=(error.pos or 0) + 1)
    return next((told for reason, told in _REASONS.items() if said.startswith(reason)), where)


def _literally(text: str) -> str:
    """Return a pattern for literal text. A line break from wrapping does not separate words."""
    if not text.strip():
        return r"\s" * len(text)
    before, after = (r"\s" if edge.isspace() else "" for edge in (text[0], text[-1]))
    return before + r"\s+".join(map(_tightly, text.split())) + after


def _tightly(piece: str) -> str:
    """Return a pattern that allows line breaks between letters of scripts without spaces."""
    import regex

    wraps = [_WRAP if min(pair) > "\u2e80" else "" for pair in pairwise(piece)]
    return "".join(regex.escape(letter) + wrap for letter, wrap in zip(piece, [*wraps, ""], strict=True))


def _with_wraps(pattern: str) -> str:
    """Return the same regular expression in which a space also matches a line break from wrapping."""
    out, at, depth = [], 0, 0
    while at < len(pattern):
        letter = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        depth += (letter == "[") - (letter == "]" and depth > 0)
        out.append(r"\s" if letter == " " and not depth else letter)
        at += len(letter)
    return "".join(out)
