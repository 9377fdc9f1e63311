"""Spans of segments in a text, which they tile except for blanks between them."""

from collections.abc import Iterable

from core.model import Span
from core.model.blank import trimmed


def between(text: str, cuts: Iterable[int]) -> list[Span]:
    """Return the stretches of `text` between ascending `cuts`, without the blanks at their edges.

    Blank stretches are left out. However wrong the cuts, the spans are in order and only blanks are between
    them.
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
