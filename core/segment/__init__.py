"""Segmenters, which cut a document into segments. `SEGMENTERS` is their table; the first one is used.

A new segmenter is one module with a `segment(text, language) -> spans`, and one line in `SEGMENTERS`.
"""

from core.model import Span
from core.segment.cut import SEGMENTERS, Segmentation, Segmenter, cut, segment

__all__ = ["SEGMENTERS", "Segmentation", "Segmenter", "Span", "cut", "segment"]
