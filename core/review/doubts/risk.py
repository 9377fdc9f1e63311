"""Risk of rows: the probability that each is wrong, by which the doubts are ordered.

Confidence is the probability that a row's segments belong together; evidence from its texts and its
neighbours raises the odds against it. The figures come from a logistic model over 11,900 rows with manual
alignments, next to the log odds of confidence; estimates for cases that the model has no data on are marked
as such.
"""

from math import exp, log

from core.model import Bead, Bitext
from core.review.doubts.reasons import ReasonKind, Usual, reasons

DOUBT = 0.05
"""Lowest risk of rows in the queue of doubts."""
_MARKED = 0.95  # risk of a row that a person marked as doubtful
_LEAST = 1e-4  # larger odds carry no more information
_MORE = {
    ReasonKind.NUMBERS: 1.1,
    ReasonKind.LENGTH: 0.4,
    ReasonKind.ALONE: 2.5,
    ReasonKind.CROSSED: 2.0,  # an estimate
}
_BESIDE_MERGE = 0.6  # a one-sided row next to a row with several segments on a side
_BESIDE_LONE = 1.8  # a row with several segments on a side next to a one-sided row
_MISWRITTEN = {
    ReasonKind.FALSE_NUMBER: 0.6,
    ReasonKind.NUMBERS: 0.06,
}  # errors of the text, not of the pairing; estimates


def risk(bitext: Bitext, row: int, known: Usual | None) -> float:
    """Return the probability (0 to 1) that a row is wrong; 0 if a person decided it. `known` is the result of
    `usual`."""
    bead = bitext.beads[row]
    if bead.doubtful:
        return _MARKED
    if bead.decided:
        return 0.0
    kinds = {reason.kind for reason in reasons(bitext, row, known)}
    sure = min(max(bead.certainty, _LEAST), 1 - _LEAST)
    odds = log((1 - sure) / sure) + sum(_MORE.get(kind, 0.0) for kind in kinds) + _beside(bitext, row)
    right = 1 / (1 + exp(odds))
    for kind in kinds:
        right *= 1 - _MISWRITTEN.get(kind, 0.0)
    return 1 - right


def _beside(bitext: Bitext, row: int) -> float:
    """Return the evidence of neighbours against a row: an unaligned segment may belong to a merged row next
    to it."""
    bead = bitext.beads[row]
    if bead.linked:
        return 0.0
    near = (bitext.beads[at] for at in (row - 1, row + 1) if 0 <= at < len(bitext.beads))
    if bead.one_sided:
        return _BESIDE_MERGE if any(map(_several, near)) else 0.0
    alone = any(other.one_sided and not other.linked for other in near)
    return _BESIDE_LONE if alone and _several(bead) else 0.0


def _several(bead: Bead) -> bool:
    return bool(bead.source and bead.target) and len(bead.source) + len(bead.target) > 2
