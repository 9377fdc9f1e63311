"""Stretches of both sides aligned at once, with fences between them that no bead crosses.

A fence is a pair of segments of no account, one a side, that every way takes as one bead: so many short
stretches cost one search and not one each.
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

Span = tuple[int, int]
"""The first, and the end behind the last, of rows or segments."""


def fenced(
    model: BeadModel, anchors: Anchors, stretches: Sequence[tuple[Span, Span]]
) -> tuple[BeadModel, Anchors]:
    """The model of these stretches, source and target segments of `model`, one behind the other with a fence
    between each two, and the anchors inside them."""
    index: tuple[list[int], list[int]] = ([], [])
    fences: list[tuple[int, int]] = []
    inner: list[Anchors] = []
    for at, (source, target) in enumerate(stretches):
        if at:
            fences.append((len(index[0]), len(index[1])))
            index[0].append(-1)
            index[1].append(-1)
        first, end = np.array([source, target]).T
        inside = ((anchors >= first) & (anchors < end)).all(axis=1)
        inner.append(anchors[inside] - first + (len(index[0]), len(index[1])))
        index[0].extend(range(*source))
        index[1].extend(range(*target))
    walls = np.array(fences, np.int64).reshape(-1, 2)
    led = np.unique(np.concatenate((*inner, walls, walls + 1)), axis=0)
    readings, known = [], []
    for reading, side, numbers in zip(
        model.readings, (model.pair.source, model.pair.target), index, strict=True
    ):
        taken = reading.taken(np.array(numbers, np.int64))
        readings.append(taken)
        known.append(_runs(taken, side, np.maximum(np.array(numbers, np.int64), 0), model.reach - 1))
    pair = replace(model.pair, source=known[0], target=known[1])
    return replace(model, readings=(readings[0], readings[1]), pair=pair, fences=walls), led


def _runs(reading: SideFeatures, side: Runs, numbers: NDArray[np.int64], widest: int) -> Runs:
    found = runs(reading, side.best[numbers, None], widest)
    return replace(found, around=side.around[numbers])


def parted(
    model: BeadModel, steps: Sequence[Step], confidence: NDArray[np.float64]
) -> list[tuple[list[Step], NDArray[np.float64]]]:
    """The steps of a way, and how sure they are, stretch by stretch without the fences."""
    assert model.fences is not None
    ends = np.cumsum(np.array([(0, 0), *steps], np.int64), axis=0)
    cuts = np.searchsorted(ends[:, 0] + ends[:, 1], model.fences.sum(axis=1)).tolist()
    firsts, lasts = [0, *(cut + 1 for cut in cuts)], [*cuts, len(steps)]
    return [
        (list(steps[first:last]), confidence[first:last]) for first, last in zip(firsts, lasts, strict=True)
    ]
