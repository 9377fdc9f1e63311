"""Comparison with a second alignment of the same texts.

another bitext ──matching──▶ Comparison ──differences──▶ Difference ──take_theirs──▶ Patch

A comparison holds the beads of the other alignment as segments of ours, so that differences can be found anew
after any change, for a few rows or for all.
"""

from core.review.comparing.comparison import Comparison, Pair, Unplaced, swapped
from core.review.comparing.differences import Difference, Outcome, differences, outcome, rows_of
from core.review.comparing.matching import compare
from core.review.comparing.take import take_theirs

__all__ = [
    "Comparison",
    "Difference",
    "Outcome",
    "Pair",
    "Unplaced",
    "compare",
    "differences",
    "outcome",
    "rows_of",
    "swapped",
    "take_theirs",
]
