"""Subtitles in a plain text file: cues of a number, a time and lines of speech."""

import re
from collections.abc import Sequence

from core.model import BlockKind
from core.read.lines import Line
from core.read.paragraphs import Paragraph

_TIME = re.compile(
    r"\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{1,3}.*"
)
_FEWEST = 2


def cues(groups: Sequence[Sequence[Line]]) -> list[Paragraph] | None:
    """Return the cues of subtitles, one for each group of lines; None if the text is something else."""
    heads = [_head(group) for group in groups]
    timed = sum(head > 0 for head in heads)
    if timed < _FEWEST or timed * 2 < len(groups):
        return None
    return [
        Paragraph(BlockKind.CUE, tuple(group), hidden=head)
        for group, head in zip(groups, heads, strict=True)
        if head < len(group)
    ]


def _head(group: Sequence[Line]) -> int:
    """Return the number of lines before the speech: the time, and what stands before it."""
    for at, line in enumerate(group[:2]):
        if _TIME.fullmatch(line.text):
            return at + 1
    return 0
