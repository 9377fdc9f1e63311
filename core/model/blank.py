"""Text that shows nothing: white space, and signs without width that were left over from layout."""

import re

_BLANK = r"\s\u00ad\u200b\u2060\ufeff\x1a"
_ALSO_BLANK_ALONE = r"\u200c-\u200f\u202a-\u202e\u2066-\u2069"
"""Joiners and marks of direction: part of a text, but no text by themselves."""

_NOTHING = re.compile(rf"[{_BLANK}{_ALSO_BLANK_ALONE}]*")
_START = re.compile(rf"[{_BLANK}]*")
_END = re.compile(rf"[{_BLANK}]")


def is_blank(text: str) -> bool:
    """Return True if a text shows nothing; an empty text does not either."""
    return _NOTHING.fullmatch(text) is not None


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range `start` to `end` without the blanks at both edges; None if it shows nothing."""
    while end > start and _END.match(text, end - 1):
        end -= 1
    found = _START.match(text, start, end)
    first = found.end() if found else start
    return None if _NOTHING.fullmatch(text, first, end) else (first, end)
