"""Segmenters, which cut a document into segments. `SEGMENTERS` is their table; the first one is used.

A new segmenter is one module with a `segment(text, language) -> spans`, and one line in `SEGMENTERS`.
"""

from core.model import Span
from core.segment.cut import SEGMENTERS, Segmentation, cut, segment
from core.segment.rule_file import SUFFIXES, RuleFile, segmenter_of, warnings_of
from core.segment.segmenter import Segmenter
from core.segment.split_points import SplitPoint, split_points

__all__ = [
    "SEGMENTERS",
    "SUFFIXES",
    "RuleFile",
    "Segmentation",
    "Segmenter",
    "Span",
    "SplitPoint",
    "cut",
    "segment",
    "segmenter_of",
    "split_points",
    "warnings_of",
]
