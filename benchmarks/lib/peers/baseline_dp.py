"""A baseline aligner: a dynamic programme of twenty lines over sentence vectors.

A bead scores the cosine of its sides' summed vectors, less half of each side's mean cosine to its eight
nearest sentences of the other text, plus .35, less .25 times the absolute log ratio of its lengths, all times
half its number of sentences; each merged sentence costs .22, each skipped one .25. There are twelve shapes,
n + m up to 5. Lengths are in characters, scaled so that both texts are equally long, plus 15 so that short
lines matter less. The weights were set by hand on development texts and are never changed.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.lib.peers.monotone import Floats, best_path
from core.align.nearest import nearest
from core.evaluation import LadderBead
from core.vectors import unit

BASE, LENGTH, MERGE, SKIP, NEAREST = 0.35, 0.25, 0.22, 0.25, 8
ADDED = 15
SHAPES = [(a, b) for a in range(1, 5) for b in range(1, 6 - a)]

_BLOCK = 64  # source sentences whose cosines are computed together


def baseline_alignment(
    source: Sequence[str], target: Sequence[str], source_vectors: Floats, target_vectors: Floats
) -> list[LadderBead]:
    """Align two texts of one segment per line; the vectors are float32 (segments, dimension)."""
    here, there = _runs(source_vectors), _runs(target_vectors)
    near = _nearness(here, there[0]), _nearness(there, here[0])
    sizes = [np.array([len(text) for text in side], np.float64) for side in (source, target)]
    sizes[1] *= max(sizes[0].sum(), 1) / max(sizes[1].sum(), 1)
    alone = np.full(len(source), -SKIP, np.float32), np.full(len(target), -SKIP, np.float32)
    return best_path(SHAPES, _scores(here, there, near, (_logs(sizes[0]), _logs(sizes[1]))), *alone)


def _scores(
    here: list[Floats], there: list[Floats], near: tuple[list[Floats], list[Floats]], logs: tuple[Floats, ...]
) -> Iterator[Floats]:
    for start in range(0, len(here[0]), _BLOCK):
        block = slice(start, start + _BLOCK)
        tables = np.full((len(here[0][block]), len(SHAPES), len(there[0]) + 1), -np.inf, np.float32)
        for kind, (a, b) in enumerate(SHAPES):
            cosines = here[a - 1][block] @ there[b - 1].T
            gain = cosines - (near[0][a - 1][block, None] + near[1][b - 1]) / 2 + BASE
            gain -= LENGTH * np.abs(logs[0][a - 1, block, None] - logs[1][b - 1])
            tables[:, kind, 1:] = gain * (a + b) / 2 - MERGE * (a + b - 2)
        yield from tables


def _runs(vectors: Floats) -> list[Floats]:
    """Return unit rows by width: row i is the run that ends with sentence i, shorter at the start."""
    until = np.concatenate((np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)))
    starts = [np.maximum(np.arange(len(vectors)) + 1 - width, 0) for width in range(1, 5)]
    return [unit((until[1:] - until[start]).astype(np.float32)) for start in starts]


def _nearness(runs: list[Floats], others: Floats) -> list[Floats]:
    return [nearest(rows, others, NEAREST)[0].mean(axis=1) for rows in runs]


def _logs(sizes: NDArray[np.float64]) -> Floats:
    """Return the log of each run's length, (4, sentences)."""
    until = np.concatenate(([0.0], np.cumsum(sizes)))
    starts = [np.maximum(np.arange(len(sizes)) + 1 - width, 0) for width in range(1, 5)]
    found: Floats = np.log([until[1:] - until[start] + ADDED for start in starts]).astype(np.float32)
    return found
