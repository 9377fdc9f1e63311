"""Segmentation of a document into a side: each block is cut in one of three ways."""

import re
from enum import StrEnum

from core.model import BlockKind, Document, Segment, Side, Span
from core.model.blank import trimmed
from core.model.message import message
from core.progress import SILENT, Progress
from core.segment import sentences
from core.segment.segmenter import Segmenter

SEGMENTERS: tuple[Segmenter, ...] = (sentences.Sentences(),)
"""The first one is used."""


class Segmentation(StrEnum):
    """The kind of a segment: a sentence, a line of the file, or a paragraph."""

    AUTO = "auto"
    LINES = "lines"
    PARAGRAPHS = "paragraphs"


_WHOLE = frozenset({BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.CUE})
"""Blocks that are one segment even if they contain a full stop: "3. Results", "approx. 5 kg", subtitles."""
_LINE_END = re.compile(r"\r\n|\r|\n")


def segment(text: str, language: str) -> list[Span]:
    """Return the sentences of a text as spans, without white space at their edges or letters between them."""
    return SEGMENTERS[0].segment(text, language)


def cut(
    document: Document,
    how: Segmentation,
    progress: Progress = SILENT,
    segmenter: Segmenter | None = None,
) -> Side:
    """Return a document as a side: its visible text cut, block by block. The first segmenter is the default.

    Segments are numbered from 0; blocks of white space alone have none.

    `LINES` makes a segment of each line of each block, even of empty ones; the other ways make no empty
    segment.
    """
    segmenter = segmenter or SEGMENTERS[0]
    segments: list[Segment] = []
    for at, block in enumerate(document.blocks):
        progress(at, len(document.blocks), message("Segmenting"))
        for start, end in _spans(document.visible(at), block.kind, how, document.language, segmenter):
            segments.append(Segment(len(segments), at, start, end))
    by = segmenter.name if how is Segmentation.AUTO else str(how)
    return Side(document, tuple(segments), by, len(segments))


def _spans(text: str, kind: BlockKind, how: Segmentation, language: str, segmenter: Segmenter) -> list[Span]:
    if how is Segmentation.LINES:
        return _lines(text)
    if how is Segmentation.PARAGRAPHS or kind in _WHOLE:
        whole = trimmed(text, 0, len(text))
        return [whole] if whole else []
    return segmenter.segment(text, language)


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for end in _LINE_END.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    spans.append((start, len(text)))
    return spans
