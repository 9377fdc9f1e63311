"""Estimates of how these two documents translate each other, from their anchors, before any bead is scored.

Nothing here is learnt from other texts: the ratio of lengths and its variance, the similarity of translations
and of random pairs to the encoder, and the marks that correspond.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.anchors import Anchors
from core.align.punctuation import ENDS, STARTS
from core.align.reading import OPENINGS, SideFeatures

_CLOSE = 8  # most segments, on either side, between anchors that measure the ratio of lengths
_MANY = 20  # such stretches that are enough to trust them
_SPREAD = 3.4  # prior variance per letter (Gale and Church 1993: 6.8 for one side's letters)
_TRUST = 20.0  # anchors that weigh as much as the prior
_MEDIAN = 0.455  # median of a chi-squared variable with one degree of freedom
_ALIKE = 0.6  # prior probability that a mark corresponds to itself
_FEW = 5  # anchors that weigh as much as the highest cosines
_MOST = 3.0  # cap on the mutual information of a pair of marks, in nats


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Parameters of the model that are estimated from the two documents.

    `ratio`: source letters that a target letter is worth; `spread`: variance of a length per letter, both in
    letters halfway between the languages. `strangers`: mean cosine of segments drawn at random; `contrast`:
    how far the cosine of anchors lies above it. `ends`, `starts`, `openings`: (kinds, kinds) float32, in
    nats, how much more likely than by chance two kinds of marks, or of blocks, correspond (pointwise mutual
    information). `borders`: 0 to 1, how far the sides agree on where blocks begin. `anchored`: anchors per
    segment of the shorter side.
    """

    ratio: float
    spread: float
    strangers: float
    contrast: float
    ends: NDArray[np.float32]
    starts: NDArray[np.float32]
    openings: NDArray[np.float32]
    borders: float
    anchored: float


def estimate(source: SideFeatures, target: SideFeatures, anchors: Anchors, best: float) -> Estimates:
    """Return the estimates. `best` is the mean of both sides' highest cosines."""
    ratio = _ratio(source.sizes, target.sizes, anchors)
    strangers, contrast = _likeness(source, target, anchors, best)
    first, second = anchors[:, 0], anchors[:, 1]
    return Estimates(
        ratio,
        _spread(source.sizes[first] / ratio**0.5, target.sizes[second] * ratio**0.5),
        strangers,
        contrast,
        _correspondence(source.marks.end, target.marks.end, anchors, ENDS),
        _correspondence(source.marks.start, target.marks.start, anchors, STARTS),
        _correspondence(source.opening, target.opening, anchors, OPENINGS),
        _agreement(source.opening[first] > 0, target.opening[second] > 0),
        len(anchors) / max(min(len(source), len(target)), 1),
    )


def _ratio(source: NDArray[np.float64], target: NDArray[np.float64], anchors: Anchors) -> float:
    """Return the ratio of lengths, measured between anchors that are close together.

    That way, text that only one side has does not count. Where there are too few such anchors, the ratio of
    the whole texts is returned.
    """
    steps = np.diff(anchors, axis=0)
    close = (steps <= _CLOSE).all(axis=1)
    if close.sum() < _MANY:
        return float(max(source.sum(), 1) / max(target.sum(), 1))
    totals = [
        np.diff(np.concatenate(([0.0], np.cumsum(sizes)))[anchors[:, side]])[close].sum()
        for side, sizes in enumerate((source, target))
    ]
    return float(max(totals[0], 1) / max(totals[1], 1))


def _spread(source: NDArray[np.float64], target: NDArray[np.float64]) -> float:
    """Return the variance of a length per letter, from the median, shrunk towards the prior where anchors are
    few."""
    if not len(source):
        return _SPREAD
    found = float(np.median((source - target) ** 2 / (source + target + 1))) / _MEDIAN
    return (found * len(source) + _SPREAD * _TRUST) / (len(source) + _TRUST)


def _likeness(
    source: SideFeatures, target: SideFeatures, anchors: Anchors, best: float
) -> tuple[float, float]:
    strangers = float(source.vectors.mean(axis=0) @ target.vectors.mean(axis=0))  # the mean over all pairs
    found = (source.vectors[anchors[:, 0]] * target.vectors[anchors[:, 1]]).sum(axis=1)
    good = (float(found.sum()) + _FEW * best) / (len(found) + _FEW)
    return strangers, max(good - strangers, 0.05)


def _correspondence(
    source: NDArray[np.int64], target: NDArray[np.int64], anchors: Anchors, kinds: int
) -> NDArray[np.float32]:
    """Return the mutual information of kinds of marks, counted over the anchors.

    The prior is that a kind corresponds to itself, or to any other by chance.
    """
    shares = [(np.bincount(side, minlength=kinds) + 0.1) for side in (source, target)]
    first, second = (counts / counts.sum() for counts in shares)
    joint = _ALIKE * np.diag(np.sqrt(first * second)) + (1 - _ALIKE) * np.outer(first, second)
    joint *= _TRUST / joint.sum()
    np.add.at(joint, (source[anchors[:, 0]], target[anchors[:, 1]]), 1.0)
    joint /= joint.sum()
    chance = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    out: NDArray[np.float32] = np.clip(np.log(joint / chance), -_MOST, _MOST).astype(np.float32)
    return out


def _agreement(source: NDArray[np.bool_], target: NDArray[np.bool_]) -> float:
    """Return the correlation of two marks over the anchors (Matthews 1975), 0 where it is negative or
    undefined."""
    if len(source) < 2 or source.all() or target.all() or not (source.any() and target.any()):
        return 0.0
    found = float(np.corrcoef(source, target)[0, 1]) * len(source) / (len(source) + _TRUST)
    return max(found, 0.0)
