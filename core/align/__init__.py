"""Two sides and their vectors → beads: scores → search → confidence.

vectors ─nearest─▶ margins ─▶ Scores ─┐
        └────────▶ anchors ─▶ Corridor ─┴─search─▶ steps ─confidence─▶ beads
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.align.confidence import confidences
from core.align.corridor import Anchors, chain, lay_corridor
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
    kept = _worded(texts[0]), _worded(texts[1])
    steps: list[Step] = [(1, 0)] * len(kept[0]) + [(0, 1)] * len(kept[1])
    confidence = np.ones(len(steps))
    if len(kept[0]) and len(kept[1]):
        halves = (
            _Half(lengths(texts[0]), kept[0], source_vectors),
            _Half(lengths(texts[1]), kept[1], target_vectors),
        )
        scores, anchors = _prepared(*halves, options, progress)
        cells = lay_corridor(len(kept[0]), len(kept[1]), anchors)
        steps = best_path(scores, cells, progress)
        confidence = confidences(scores, cells, steps, progress)
    return _beads(source, target, kept, steps, confidence)


def _worded(texts: Sequence[str]) -> NDArray[np.int64]:
    """The places of the segments that have text: only these are aligned, the others stand alone."""
    return np.flatnonzero([bool(text.strip()) for text in texts])


class _Half:
    """One side as the scores need it: lengths, places and vectors of the segments that have text."""

    def __init__(
        self, sizes: NDArray[np.float64], places: NDArray[np.int64], vectors: NDArray[np.float32]
    ) -> None:
        self.sizes = sizes[places]
        self.places = places
        self.vectors = np.ascontiguousarray(vectors[places], np.float32)
        self.units = unit(self.vectors)


def _prepared(
    source: _Half, target: _Half, options: AlignOptions, progress: Progress
) -> tuple[Scores, Anchors]:
    ahead, nearest_target = nearest(
        source.units, target.units, options.neighbours, progress, "Comparing forwards"
    )
    behind, nearest_source = nearest(
        target.units, source.units, options.neighbours, progress, "Comparing backwards"
    )
    first = nearest_target[:, 0]
    weights = ahead[:, 0] - (ahead.mean(axis=1) + behind.mean(axis=1)[first]) / 2
    anchors = chain(first, nearest_source[:, 0], weights)
    scores = Scores(
        spans(source.sizes, source.places, source.vectors, target.units, nearest_target, options),
        spans(target.sizes, target.places, target.vectors, source.units, nearest_source, options),
        _ratio(source.sizes, target.sizes, anchors),
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
    source: Side,
    target: Side,
    kept: tuple[NDArray[np.int64], NDArray[np.int64]],
    steps: Sequence[Step],
    confidence: NDArray[np.float64],
) -> tuple[Bead, ...]:
    """The steps as beads of segment ids, with the segments without text put back where they stand."""
    ids = [segment.id for segment in source.segments], [segment.id for segment in target.segments]
    places = [*kept[0].tolist(), len(ids[0])], [*kept[1].tolist(), len(ids[1])]
    beads: list[Bead] = []
    done = [0, 0]  # segments of each side that stand in a bead

    def put_back(source_until: int, target_until: int) -> None:
        beads.extend(Bead((id_,), (), 1.0) for id_ in ids[0][done[0] : source_until])
        beads.extend(Bead((), (id_,), 1.0) for id_ in ids[1][done[1] : target_until])
        done[:] = max(done[0], source_until), max(done[1], target_until)

    i = j = 0
    for (a, b), probability in zip(steps, confidence.tolist(), strict=True):
        put_back(places[0][i] if a else 0, places[1][j] if b else 0)
        here = tuple(ids[0][done[0] : done[0] + a]), tuple(ids[1][done[1] : done[1] + b])
        beads.append(Bead(*here, probability))
        done[:] = done[0] + a, done[1] + b
        i, j = i + a, j + b
    put_back(len(ids[0]), len(ids[1]))
    return tuple(beads)
