"""In which order rows deserve a look: how likely each is wrong, and how right the whole is by that.

Confidence says how likely a row's segments belong together; what its texts and its neighbours tell against
it raises the odds. The figures are those of a logistic model over 11,900 rows with manual alignments, beside
the log odds of confidence; what these have no case of is estimated, and says so.
"""

from dataclasses import dataclass
from math import exp, log

from core.model import Bead, Bitext
from core.review.doubts.reasons import ReasonKind, Usual, reasons

DOUBT = 0.05
"""The risk from which on a row stands in the queue."""
_MARKED = 0.95  # of a row that a person marked as doubtful
_LEAST = 1e-4  # odds beyond say no more
_MORE = {
    ReasonKind.NUMBERS: 1.1,
    ReasonKind.LENGTH: 0.4,
    ReasonKind.ALONE: 2.5,
    ReasonKind.CROSSED: 2.0,  # an estimate
}
_BESIDE_MERGE = 0.6  # a lone row next to one of several segments a side
_BESIDE_LONE = 1.8  # one of several segments a side next to a lone row
_MISWRITTEN = {
    ReasonKind.FALSE_NUMBER: 0.6,
    ReasonKind.NUMBERS: 0.06,
}  # of the text, not the pairing; estimates


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the review is: rows that a person decided, all rows, and the share that is likely right."""

    reviewed: int
    rows: int
    right: float


def risk(bitext: Bitext, row: int, known: Usual | None) -> float:
    """How likely (0 to 1) a row is wrong; 0 where a person decided. `known` is what `usual` gives."""
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
    """What the neighbours of a row tell against it: a segment left alone may belong to a merge next to it."""
    bead = bitext.beads[row]
    if bead.moved is not None:
        return 0.0
    near = (bitext.beads[at] for at in (row - 1, row + 1) if 0 <= at < len(bitext.beads))
    if not (bead.source and bead.target):
        return _BESIDE_MERGE if any(map(_several, near)) else 0.0
    alone = any(not (other.source and other.target) and other.moved is None for other in near)
    return _BESIDE_LONE if alone and _several(bead) else 0.0


def _several(bead: Bead) -> bool:
    return bool(bead.source and bead.target) and len(bead.source) + len(bead.target) > 2
