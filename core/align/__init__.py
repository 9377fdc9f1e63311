"""Two sides and their vectors → beads: scores → search → confidence.

vectors ─nearest─▶ margins ─▶ Scores ─┐
        └────────▶ anchors ─▶ Corridor ─┴─search─▶ steps ─confidence─▶ beads
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.align.confidence import confidences
from core.align.corridor import Anchors, chain, corridor
from core.align.lengths import lengths
from core.align.nearest import nearest, unit
from core.align.options import AlignOptions
from core.align.scores import Scores
from core.align.search import Step, best_path
from core.align.spans import spans
from core.model import Bead, Side
from core.progress import SILENT, Progress

__all__ = ["AlignOptions", "align"]

_CLOSE = 8  # segments, on both sides, between anchors that measure the ratio of lengths
_MANY = 20  # such stretches that are enough to trust them


def align(
    source: Side,
    target: Side,
    source_vectors: NDArray[np.float32],
    target_vectors: NDArray[np.float32],
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
) -> tuple[Bead, ...]:
    """The beads of two sides, each segment in one of them, in document order on both sides.

    `source_vectors` and `target_vectors` are float32 (segments, dimension), additive: the sum of some rows
    is the vector of those segments together. A segment without text stands alone. Segments left alone
    stand source first. The same input gives the same beads.
    """
    texts = source.texts(), target.texts()
    if not texts[0] or not texts[1]:
        steps: list[Step] = [(1, 0)] * len(texts[0]) + [(0, 1)] * len(texts[1])
        return _beads(source, target, steps, np.ones(len(steps)))
    scores, anchors = _prepared(*texts, source_vectors, target_vectors, options, progress)
    cells = corridor(len(texts[0]), len(texts[1]), anchors)
    steps = best_path(scores, cells, progress)
    return _beads(source, target, steps, confidences(scores, cells, steps, progress))


def _prepared(
    source: Sequence[str],
    target: Sequence[str],
    source_vectors: NDArray[np.float32],
    target_vectors: NDArray[np.float32],
    options: AlignOptions,
    progress: Progress,
) -> tuple[Scores, Anchors]:
    source_units, target_units = unit(source_vectors), unit(target_vectors)
    ahead, nearest_target = nearest(source_units, target_units, options.neighbours, progress)
    behind, nearest_source = nearest(target_units, source_units, options.neighbours, progress)
    first = nearest_target[:, 0]
    weights = ahead[:, 0] - (ahead.mean(axis=1) + behind.mean(axis=1)[first]) / 2
    anchors = chain(first, nearest_source[:, 0], weights)
    scores = Scores(
        spans(source, source_vectors, target_units, nearest_target, options),
        spans(target, target_vectors, source_units, nearest_source, options),
        _ratio(lengths(source), lengths(target), anchors),
        options,
    )
    return scores, anchors


def _ratio(source: NDArray[np.float64], target: NDArray[np.float64], anchors: Anchors) -> float:
    """The log of how much longer the source is than its translation.

    Measured between anchors that stand close together, so that what only one side has does not count; over
    the whole where there are too few.
    """
    steps = np.diff(anchors, axis=0)
    close = (steps <= _CLOSE).all(axis=1)
    if close.sum() < _MANY:
        return float(np.log(max(source.sum(), 1)) - np.log(max(target.sum(), 1)))
    totals = [
        np.diff(np.concatenate(([0.0], np.cumsum(lengths_)))[anchors[:, side]])[close].sum()
        for side, lengths_ in enumerate((source, target))
    ]
    return float(np.log(max(totals[0], 1)) - np.log(max(totals[1], 1)))


def _beads(
    source: Side, target: Side, steps: Sequence[Step], confidence: NDArray[np.float64]
) -> tuple[Bead, ...]:
    ids = [segment.id for segment in source.segments], [segment.id for segment in target.segments]
    beads = []
    i = j = 0
    for (a, b), probability in zip(steps, confidence.tolist(), strict=True):
        beads.append(Bead(tuple(ids[0][i : i + a]), tuple(ids[1][j : j + b]), probability))
        i, j = i + a, j + b
    return tuple(beads)
