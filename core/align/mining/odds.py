"""Probabilities that two lines translate each other.

A log-linear model. Its weights were fitted for the built-in encoder on pairs hidden among other lines, those
of Tatoeba's test set and of the aligner's development sets (`benchmarks.mine_weights`). The share of lines
that have a translation at all differs between texts by orders of magnitude, and with it the probability of
every pair; so that share is estimated from the texts at hand, by the expectation–maximisation of Saerens,
Latinne and Decaestecker 2002 (Neural Computation 14).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.align.mining.near import Candidates, Floats, Scoring
from core.text_length import lengths

FEATURES = ("margin", "lead", "length", "numbers", "constant")

WEIGHTS: Mapping[Scoring, tuple[float, ...]] = {
    Scoring.ABSOLUTE: (1.181, 1.034, -3.614, -1.123, -1.013),
    Scoring.DISTANCE: (1.405, 0.522, -3.998, -0.873, -2.491),
    Scoring.RATIO: (1.490, 0.317, -4.221, -0.781, -2.593),
}
"""The weight of each of `FEATURES` in the log odds of a pair where half of all pairs are right."""

_SURE = 3.0  # the margin from which pairs count for the usual ratio of lengths
_MANY = 20  # fewest such pairs to estimate it
_LONGEST = 2.0  # cap on the log ratio of lengths
_NUMBERS = 3.0  # cap on the number of mismatched numbers
_ROUNDS = 100
_LEAST = 0.1  # a probability below which no pair is worth keeping, whatever the others are
_DIGITS = re.compile(r"\d{1,18}")  # Python refuses to read thousands of digits as a number


def evidence(found: Candidates, source: Sequence[str], target: Sequence[str]) -> Floats:
    """Return the value of each of `FEATURES` for the pairs of these texts, (pairs, features) float64.

    `margin`, in the units of `Candidates`; `lead`, its distance from the best rival of either line; `length`,
    the absolute log ratio of lengths relative to the usual one in these texts; `numbers` that only one of the
    lines has, at most 3; 1.
    """
    sizes = lengths(source)[found.source], lengths(target)[found.target]
    ratio = np.log(np.maximum(sizes[0], 1)) - np.log(np.maximum(sizes[1], 1))
    sure = found.margin >= _SURE
    usual = float(np.median(ratio[sure])) if sure.sum() >= _MANY else 0.0
    columns = (
        found.margin,
        np.minimum(_lead(found.margin, found.source), _lead(found.margin, found.target)),
        np.minimum(np.abs(ratio - usual), _LONGEST),
        _numbers(found, source, target),
        np.ones(len(ratio)),
    )
    return np.stack(columns, axis=1)


def _lead(margin: Floats, lines: NDArray[np.int64]) -> Floats:
    """Return each margin minus the highest other margin of the same line, (pairs,) float64.

    A line's only margin is returned unchanged.
    """
    order = np.lexsort((-margin, lines))
    first = np.concatenate(([True], lines[order][1:] != lines[order][:-1]))
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(order))
    best = margin[order[starts]]
    second = np.where(ends - starts > 1, margin[order[np.minimum(starts + 1, len(order) - 1)]], 0.0)
    line = np.cumsum(first) - 1
    lead = margin[order] - np.where(first, second[line], best[line])
    out = np.empty(len(margin))
    out[order] = lead
    return out


def _numbers(found: Candidates, source: Sequence[str], target: Sequence[str]) -> Floats:
    there, here = ([_digits(text) for text in texts] for texts in (source, target))
    pairs = zip(found.source.tolist(), found.target.tolist(), strict=True)
    missed = np.fromiter((len(there[row] ^ here[column]) for row, column in pairs), np.float64)
    return np.minimum(missed, _NUMBERS)


def _digits(text: str) -> frozenset[int]:
    """Return the runs of digits in a text, in the numerals of any script: 1 and 24 for "1,024"."""
    return frozenset(int(run) for run in _DIGITS.findall(unicodedata.normalize("NFKC", text)))


def probabilities(log_odds: Floats) -> Floats:
    """Return log odds that assume that half of all pairs are right as probabilities in these texts, (pairs,)
    float64.

    Each line may be in at most one of the pairs.
    """
    share = 0.5
    for _ in range(_ROUNDS):
        found = _logistic(log_odds + np.log(share / (1 - share)))
        before, share = share, float(np.clip(found.mean(), 1e-6, 1 - 1e-6)) if len(found) else share
        if abs(share - before) < 1e-6:
            break
    return _logistic(log_odds + np.log(share / (1 - share)))


def best_threshold(probability: Floats) -> float:
    """Return the least probability of the pairs to keep, so that their expected F1 is highest.

    Takes probabilities in descending order. Of the n most likely pairs the sum of their probabilities is
    right, and the sum of all is the number of pairs to be found. Never below 0.1.
    """
    if not len(probability):
        return 1.0
    right = np.cumsum(probability)
    expected = right / (np.arange(1, len(right) + 1) + right[-1])
    return max(float(probability[expected.argmax()]), _LEAST)


def _logistic(values: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-np.clip(values, -500, 500)))
    return out
