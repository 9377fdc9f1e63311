"""Confidence of beads that the aligner did not make, or that have changed since, such as those of another
program.

beads ─▶ their path through the lattice ─▶ all paths near it ─▶ the share that takes each bead ─▶ confidence
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from core.align.align import build_model, with_word_evidence
from core.align.confidence import calibrated, confidences
from core.align.corridor import Step
from core.align.options import AlignOptions
from core.align.reading import readings
from core.align.weights import Weights
from core.model import SIDES, Bead, Bitext
from core.progress import SILENT, Progress
from core.vectors import EncodedPair


def rescored(
    bitext: Bitext,
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
) -> tuple[Bead, ...]:
    """Return the beads of a bitext, each with the probability that it is right as its confidence.

    The other parameters are those of `align`. A moved pair gets the lower probability of its halves as
    one-sided beads, because the lattice has no crossings; a bead with more segments than the aligner makes is
    hardly ever right.
    """
    both = readings((bitext.source, bitext.target), encoded)
    sizes = _sizes(bitext, (both[0].places, both[1].places))
    if not (len(both[0]) and len(both[1])):
        return tuple(replace(bead, confidence=1.0) for bead in bitext.beads)
    model, _ = build_model(both, weights.coarse, options, progress)
    steps, owners = _steps(sizes, options.reach)
    model, corridor = with_word_evidence(replace(model, weights=weights.fine), steps)
    found = np.concatenate([scores for _, scores in model.beads(corridor)], axis=2)
    posteriors = confidences(found, model.skip_scores(), corridor, steps, progress)
    torn = np.array([0 in step and all(sizes[owner]) for step, owner in zip(steps, owners, strict=True)])
    posteriors[torn] = 0.0
    sure = calibrated(posteriors, steps, model.pair.estimates.anchored, weights.fine)
    least = np.ones(len(sizes))
    np.minimum.at(least, owners, sure)
    return _with_confidences(bitext.beads, least.tolist())


def _sizes(bitext: Bitext, places: Sequence[NDArray[np.int64]]) -> list[Step]:
    """Return the numbers of segments with text in each bead."""
    counts = []
    for kept, side in zip(places, SIDES, strict=True):
        until = list(accumulate((len(bead.ids(side)) for bead in bitext.beads), initial=0))
        counts.append(np.diff(np.searchsorted(kept, until)).tolist())
    return list(zip(*counts, strict=True))


def _steps(sizes: Sequence[Step], reach: int) -> tuple[list[Step], list[int]]:
    """Return the path of the beads in steps that the lattice has, and the index of the bead of each step.

    Skipped segments are taken one by one, and so are those of a bead that is too large.
    """
    steps: list[Step] = []
    owners: list[int] = []
    for at, (a, b) in enumerate(sizes):
        whole = a and b and a + b <= reach
        parts: list[Step] = [(a, b)] if whole else [(1, 0)] * a + [(0, 1)] * b
        steps += parts
        owners += [at] * len(parts)
    return steps, owners


def _with_confidences(beads: Sequence[Bead], sure: Sequence[float]) -> tuple[Bead, ...]:
    least: dict[int, float] = {}
    for bead, probability in zip(beads, sure, strict=True):
        if bead.moved is not None:
            least[bead.moved] = min(probability, least.get(bead.moved, 1.0))
    return tuple(
        replace(bead, confidence=probability if bead.moved is None else least[bead.moved])
        for bead, probability in zip(beads, sure, strict=True)
    )
