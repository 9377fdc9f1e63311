"""Confidence intervals by a bootstrap over blocks of consecutive beads (Künsch 1989; Koehn 2004, paired).

Beads of one document are not independent: an aligner that goes wrong stays wrong for a while. So blocks of 40
consecutive gold beads are drawn with replacement, each with the counts of a result. Two results are compared
on the same draws.
"""

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core.evaluation import LadderBead, hits

BLOCK = 40
RUNS = 10_000

Counts = NDArray[np.int64]
"""(blocks, 6): the fields of a `Score`, block by block, in its order."""
Floats = NDArray[np.float64]


def blocks(gold: Iterable[LadderBead], result: Iterable[LadderBead], size: int = BLOCK) -> Counts:
    """Count the hits of a document by blocks of so many gold beads, in the order of the gold alignment.

    A bead of the result counts in the block of the gold bead that holds its first segment, or else the last
    segment before that one.
    """
    golds = [bead for bead in dict.fromkeys(gold) if any(bead)]
    results = {bead for bead in result if any(bead)}
    two_sided = {bead for bead in golds if all(bead)}
    right, near = hits(results, set(golds))
    found, met = hits(two_sided, {bead for bead in results if all(bead)})
    places = _places(golds)
    counts = np.zeros((max(-(-len(golds) // size), 1), 6), np.int64)
    for bead in results:
        side = 0 if bead[0] else 1
        lines, owners = places[side]
        at = owners[max(bisect_right(lines, bead[side][0]) - 1, 0)] if lines else 0
        counts[at // size, :3] += 1, bead in right, bead in near
    for at, bead in enumerate(golds):
        counts[at // size, 3:] += bead in two_sided, bead in found, bead in met
    return counts


def _places(golds: list[LadderBead]) -> list[tuple[list[int], list[int]]]:
    """For each side the segments that gold beads hold, ascending, and the number of each one's bead."""
    out = []
    for side in (0, 1):
        held = sorted((line, at) for at, bead in enumerate(golds) for line in bead[side])
        out.append(([line for line, _ in held], [at for _, at in held]))
    return out


def f1(counts: NDArray[np.integer]) -> Floats:
    """Strict and lax F1, (..., 2), of counts (..., 6)."""
    tested, right, near, sought, found, met = np.moveaxis(np.asarray(counts, np.float64), -1, 0)
    precision = np.stack([right, near], axis=-1) / np.maximum(tested, 1)[..., None]
    recall = np.stack([found, met], axis=-1) / np.maximum(sought, 1)[..., None]
    both = precision + recall
    out: Floats = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
    return out


def resampled(counts: Counts, seed: int, runs: int = RUNS) -> Floats:
    """Return strict and lax F1 of so many draws, (runs, 2).

    Results with the same number of blocks get the same draws from the same seed, so their difference is
    paired.
    """
    number = len(counts)
    drawn = np.random.default_rng(seed).multinomial(number, np.full(number, 1 / number), size=runs)
    return f1(drawn @ counts)


def interval(values: Floats) -> Floats:
    """Return the middle 95 % of values (runs, ...): a low and a high end, (2, ...)."""
    out: Floats = np.percentile(values, (2.5, 97.5), axis=0)
    return out
