"""How likely it is that two lines translate each other.

A log-linear model of what speaks for a pair. Its weights were fitted on pairs hidden among other lines, those
of Tatoeba's test and of the aligner's development sets, for the built-in encoder
(`benchmarks.mine_weights`). How many lines have a translation at all differs from text to text by orders
of magnitude, and with it the probability of every pair; so that share is found in the texts at hand, by the
expectation–maximisation of Saerens, Latinne and Decaestecker 2002 (Neural Computation 14).
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

_SURE = 3.0  # the margin from which pairs are trusted to tell how much longer one language is
_MANY = 20  # such pairs that are enough
_LONGEST = 2.0  # beyond this a log ratio of lengths says no more
_NUMBERS = 3.0  # nor does a fourth number
_ROUNDS = 100
_LEAST = 0.1  # a probability below which no pair is worth having, whatever the others are
_DIGITS = re.compile(r"\d{1,18}")  # Python refuses to read thousands of digits as a number


def evidence(found: Candidates, source: Sequence[str], target: Sequence[str]) -> Floats:
    """(pairs, features) float64: what the pairs of these texts have of each of `FEATURES`.

    `margin`, in the units of `Candidates`; `lead`, how much of it is left beside the best rival of either
    line; `length`, the log ratio of lengths, less what is usual in these texts, absolute; `numbers` that
    only one of the lines has, at most 3; 1.
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
    """(pairs,) float64: each margin less the highest other one of the same line, or 0 where there is none."""
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
    """The runs of digits in a text, in the numerals of any script: "1,024" gives 1 and 24."""
    return frozenset(int(run) for run in _DIGITS.findall(unicodedata.normalize("NFKC", text)))


def probabilities(log_odds: Floats) -> Floats:
    """(pairs,) float64: log odds where half of all pairs are right, as probabilities in these texts.

    The pairs have to be such that each line stands in one of them at most.
    """
    share = 0.5
    for _ in range(_ROUNDS):
        found = _logistic(log_odds + np.log(share / (1 - share)))
        before, share = share, float(np.clip(found.mean(), 1e-6, 1 - 1e-6)) if len(found) else share
        if abs(share - before) < 1e-6:
            break
    return _logistic(log_odds + np.log(share / (1 - share)))


def best_threshold(probability: Floats) -> float:
    """The least probability of the pairs to keep, so that their expected F1 is highest.

    Takes probabilities in falling order. Of the n likeliest pairs the sum of their probabilities is right,
    and the sum of all is what there is to find. Never below 0.1.
    """
    if not len(probability):
        return 1.0
    right = np.cumsum(probability)
    expected = right / (np.arange(1, len(right) + 1) + right[-1])
    return max(float(probability[expected.argmax()]), _LEAST)


def _logistic(values: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-np.clip(values, -500, 500)))
    return out
