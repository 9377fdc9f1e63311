"""Gale and Church 1993, “A Program for Aligning Sentences in Bilingual Corpora”, over lengths in characters.

A bead costs -log P(match) P(delta | match). The priors of its shape are those of the paper's table 5; delta
(section 3.2) compares the lengths of both sides, in standard deviations at a variance of 6.8 per character.
The paper assumes one target character per source character; here the ratio of the whole texts takes its
place, since one Chinese character corresponds to three or four letters.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.lib.peers.monotone import Floats, best_path
from core.evaluation import LadderBead

PRIORS = {(1, 1): 0.89, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
ALONE = 0.0099
VARIANCE = 6.8

# erfc by Abramowitz and Stegun 7.1.26, as the paper's own program computes the normal distribution
_POINT = 0.3275911
_TERMS = np.array((1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0), np.float32)


def gale_church(source: Sequence[str], target: Sequence[str]) -> list[LadderBead]:
    """Align two texts of one segment per line by their lengths alone."""
    sizes = [np.array([len(text.strip()) for text in side], np.float32) for side in (source, target)]
    ratio = max(float(sizes[1].sum()), 1.0) / max(float(sizes[0].sum()), 1.0)
    none = np.zeros(1, np.float32)
    return best_path(
        list(PRIORS),
        _scores(sizes[0], sizes[1], ratio),
        np.log(ALONE) + match(sizes[0], none, ratio),
        np.log(ALONE) + match(none, sizes[1], ratio),
    )


def _scores(source: Floats, target: Floats, ratio: float) -> Iterator[Floats]:
    ends = [np.concatenate(([0], np.cumsum(side, dtype=np.float64))) for side in (source, target)]
    for i in range(1, len(source) + 1):
        table = np.full((len(PRIORS), len(target) + 1), -np.inf, np.float32)
        for row, ((a, b), prior) in zip(table, PRIORS.items(), strict=True):
            if a <= i and b <= len(target):
                here, there = ends[0][i] - ends[0][i - a], ends[1][b:] - ends[1][:-b]
                row[b:] = np.log(prior) + match(here, there.astype(np.float32), ratio)
        yield table


def match(source: Floats, target: Floats, ratio: float) -> Floats:
    """Return log P(delta | match) of lengths in characters; `ratio` is that of target to source characters.

    The probability that a standard normal variable is at least as far from 0 as delta, on either side.
    """
    mean = np.maximum((source + target / np.float32(ratio)) / 2, 1)
    far = np.abs(target / np.float32(ratio) - source) / np.sqrt(mean * np.float32(2 * VARIANCE))
    part = 1 / (1 + np.float32(_POINT) * far)
    found: NDArray[np.float32] = np.log(np.polyval(_TERMS, part)) - far * far
    return found
