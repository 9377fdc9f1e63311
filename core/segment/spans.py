"""Spans of segments in a text, which they tile except for white space between them."""

from collections.abc import Iterable

from core.model import Span


def between(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return the stretches of `text` between ascending `cuts`, without the white space at their edges.

    Stretches of white space alone are left out. However wrong the cuts, the spans are in order and only white
    space is between them.
    """
    spans = []
    start = 0
    for cut in (*cuts, len(text)):
        if cut <= start:
            continue
        if span := trimmed(text, start, cut):
            spans.append(span)
        start = cut
    return spans


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the range `start` to `end` without the white space at both edges; None if nothing is left."""
    stretch = text[start:end]
    letters = stretch.strip()
    if not letters:
        return None
    at = start + len(stretch) - len(stretch.lstrip())
    return at, at + len(letters)
