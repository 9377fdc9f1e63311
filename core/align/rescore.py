"""How sure the aligner would be of beads that it did not make, or that changed since: an alignment from
another program, say.

beads ─▶ their way through the lattice ─▶ all ways near it ─▶ the share that takes each bead ─▶ confidence
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
    """The beads of a bitext, each with the probability that it is right instead of what it had.

    Takes the rest as `align` does. A moved pair is as likely as that both its halves stand alone, for what
    crosses has no place in the lattice; a bead of more segments than the aligner makes is hardly right.
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
    sure = calibrated(posteriors, steps, model.pair.known.anchored, weights.fine)
    least = np.ones(len(sizes))
    np.minimum.at(least, owners, sure)
    return _with(bitext.beads, least.tolist())


def _sizes(bitext: Bitext, places: Sequence[NDArray[np.int64]]) -> list[Step]:
    """How many segments with text each bead holds."""
    counts = []
    for kept, side in zip(places, SIDES, strict=True):
        until = list(accumulate((len(bead.ids(side)) for bead in bitext.beads), initial=0))
        counts.append(np.diff(np.searchsorted(kept, until)).tolist())
    return list(zip(*counts, strict=True))


def _steps(sizes: Sequence[Step], reach: int) -> tuple[list[Step], list[int]]:
    """The way that beads take, in steps that the lattice knows, and the bead of each step: segments left
    alone go one by one, and so do those of a bead that is too large."""
    steps: list[Step] = []
    owners: list[int] = []
    for at, (a, b) in enumerate(sizes):
        whole = a and b and a + b <= reach
        parts: list[Step] = [(a, b)] if whole else [(1, 0)] * a + [(0, 1)] * b
        steps += parts
        owners += [at] * len(parts)
    return steps, owners


def _with(beads: Sequence[Bead], sure: Sequence[float]) -> tuple[Bead, ...]:
    least: dict[int, float] = {}
    for bead, one in zip(beads, sure, strict=True):
        if bead.moved is not None:
            least[bead.moved] = min(one, least.get(bead.moved, 1.0))
    return tuple(
        replace(bead, confidence=one if bead.moved is None else least[bead.moved])
        for bead, one in zip(beads, sure, strict=True)
    )
