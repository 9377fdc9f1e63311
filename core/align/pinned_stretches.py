"""Stretches between pinned rows, aligned in one search with separators between them that no bead crosses.

A separator is a pair of artificial segments, one a side, that every path takes as one bead. So many short
stretches cost one search rather than one each.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.align.anchors import Anchors
from core.align.bead_model import BeadModel
from core.align.corridor import Step
from core.align.reading import SideFeatures
from core.align.runs import Runs, runs
from core.model import IndexRange


def join_stretches(
    model: BeadModel, anchors: Anchors, stretches: Sequence[tuple[IndexRange, IndexRange]]
) -> tuple[BeadModel, Anchors]:
    """Return the model of these stretches of source and target segments joined end to end, and their anchors.

    A separator lies between each two stretches.
    """
    index: tuple[list[int], list[int]] = ([], [])
    between: list[tuple[int, int]] = []
    inner: list[Anchors] = []
    for at, (source, target) in enumerate(stretches):
        if at:
            between.append((len(index[0]), len(index[1])))
            index[0].append(-1)
            index[1].append(-1)
        first, end = np.array([source, target]).T
        inside = ((anchors >= first) & (anchors < end)).all(axis=1)
        inner.append(anchors[inside] - first + (len(index[0]), len(index[1])))
        index[0].extend(range(*source))
        index[1].extend(range(*target))
    separators = np.array(between, np.int64).reshape(-1, 2)
    joined_anchors = np.unique(np.concatenate((*inner, separators, separators + 1)), axis=0)
    readings, side_runs = [], []
    for reading, side, numbers in zip(
        model.readings, (model.pair.source, model.pair.target), index, strict=True
    ):
        taken = reading.taken(np.array(numbers, np.int64))
        readings.append(taken)
        side_runs.append(_runs(taken, side, np.maximum(np.array(numbers, np.int64), 0), model.reach - 1))
    pair = replace(model.pair, source=side_runs[0], target=side_runs[1])
    return replace(
        model, readings=(readings[0], readings[1]), pair=pair, separators=separators
    ), joined_anchors


def _runs(reading: SideFeatures, side: Runs, numbers: NDArray[np.int64], widest: int) -> Runs:
    found = runs(reading, side.best[numbers, None], widest)
    return replace(found, around=side.around[numbers])


def split_stretches(
    model: BeadModel, steps: Sequence[Step], confidence: NDArray[np.float64]
) -> list[tuple[list[Step], NDArray[np.float64]]]:
    """Split the steps of a path and their confidence into the stretches, without the separators."""
    assert model.separators is not None
    ends = np.cumsum(np.array([(0, 0), *steps], np.int64), axis=0)
    cuts = np.searchsorted(ends[:, 0] + ends[:, 1], model.separators.sum(axis=1)).tolist()
    firsts, lasts = [0, *(cut + 1 for cut in cuts)], [*cuts, len(steps)]
    return [
        (list(steps[first:last]), confidence[first:last]) for first, last in zip(firsts, lasts, strict=True)
    ]
