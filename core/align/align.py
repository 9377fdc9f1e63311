"""The aligner in one page: two sides and their vectors → beads.

vectors ─nearest─▶ anchors ─▶ Estimates ─▶ Model ─┐
                      └─────▶ Corridor ───────────┴─best path─▶ Corridor around it ─▶ steps ─▶ beads
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.align.anchors import Anchors, chain
from core.align.bead_model import BeadModel
from core.align.confidence import calibrated, confidences
from core.align.corridor import Corridor, Step, corridor_around, lay_corridor, widened
from core.align.coverage import tables
from core.align.estimates import estimate
from core.align.features import SidePair
from core.align.lattice import best_path
from core.align.moved import link_moved
from core.align.nearest import nearest_both_ways
from core.align.options import AlignOptions
from core.align.reading import SideFeatures, readings
from core.align.runs import runs
from core.align.weights import Features, Weights
from core.model import Bead, Side
from core.progress import SILENT, Progress
from core.vectors import EncodedPair

_AROUND = 5  # columns on either side of the first path that are searched again, with all the evidence
_NEAR_PATH = 3  # segments on either side of the path whose pieces are compared
_WIDENINGS = 4
_FIRST_REACH = 5  # most segments in a bead of the first search; larger beads are found near its path


def align(
    source: Side,
    target: Side,
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
) -> tuple[Bead, ...]:
    """Return the beads of two sides, each segment in exactly one, in document order on both sides.

    `encoded` holds the segments of both sides; `weights` are those trained for this kind of encoder. A
    segment without text becomes a bead of its own. Among one-sided beads between two others, those of the
    source come first. The result is deterministic.
    """
    beads = _monotone(source, target, encoded, weights, options, progress)
    bare = Weights(weights.coarse, weights.coarse)  # moved passages are aligned without pieces

    def inner(source: Side, target: Side, part: EncodedPair) -> tuple[Bead, ...]:
        return _monotone(source, target, part, bare, options, SILENT)

    return link_moved(source, target, encoded, beads, inner, progress)


def _monotone(
    source: Side,
    target: Side,
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions,
    progress: Progress,
) -> tuple[Bead, ...]:
    """Return the beads of the best path without crossings."""
    both = readings((source, target), encoded)
    kept = both[0].places, both[1].places
    steps: list[Step] = [(1, 0)] * len(kept[0]) + [(0, 1)] * len(kept[1])
    confidence = np.ones(len(steps))
    if len(kept[0]) and len(kept[1]):
        model, anchors = build_model(both, weights.coarse, options, progress)
        steps = coarse_pass(model, anchors, progress)
        steps, confidence = fine_pass(model, weights.fine, steps, progress)
    return as_beads(source, target, kept, steps, confidence)


def build_model(
    both: tuple[SideFeatures, SideFeatures], weights: Features, options: AlignOptions, progress: Progress
) -> tuple[BeadModel, Anchors]:
    """Return the model of two sides and the anchors from which it was estimated."""
    source, target = both
    (ahead, there), (behind, here) = nearest_both_ways(
        source.vectors, target.vectors, options.neighbours, progress
    )
    first = there[:, 0]
    margins = ahead[:, 0] - (ahead.mean(axis=1) + behind.mean(axis=1)[first]) / 2
    margins[source.marks.common | target.marks.common[first]] = 0
    anchors = chain(first, here[:, 0], margins)
    pair = SidePair(
        runs(source, ahead, options.reach - 1),
        runs(target, behind, options.reach - 1),
        estimate(source, target, anchors, float(ahead[:, 0].mean() + behind[:, 0].mean()) / 2),
    )
    return BeadModel(both, pair, weights, options.reach), anchors


def coarse_pass(model: BeadModel, anchors: Anchors, progress: Progress) -> list[Step]:
    """Return the best path by sentence vectors and punctuation, in a corridor that is widened where it is too
    narrow."""
    model = replace(model, reach=min(model.reach, _FIRST_REACH))
    skips = model.skip_scores()
    corridor = lay_corridor(len(model.readings[0]), len(model.readings[1]), anchors)
    for turn in range(_WIDENINGS):
        inside = model.open(corridor)
        steps = best_path(model.beads(inside), skips, inside, progress)
        wider = widened(corridor, steps, 2 * _AROUND << turn)
        if wider is None:
            break
        corridor = wider
    return steps


def fine_pass(
    model: BeadModel, weights: Features, steps: Sequence[Step], progress: Progress
) -> tuple[list[Step], NDArray[np.float64]]:
    """Return the best path near the given one by all the evidence, including pieces, and the confidence of
    each of its steps."""
    model, corridor = with_word_evidence(replace(model, weights=weights), steps)
    skips = model.skip_scores()
    found = np.concatenate([scores for _, scores in model.beads(corridor)], axis=2)
    steps = best_path([(0, found)], skips, corridor, progress)
    posteriors = confidences(found, skips, corridor, steps, progress)
    return steps, calibrated(posteriors, steps, model.pair.estimates.anchored, weights)


def with_word_evidence(model: BeadModel, steps: Sequence[Step]) -> tuple[BeadModel, Corridor]:
    """Return the model with the evidence from pieces, and the corridor around a path in which it searches."""
    source, target = model.readings
    if source.pieces is not None and target.pieces is not None:
        near = model.open(corridor_around(steps, _NEAR_PATH))
        low, high = near.left[:-1], np.maximum(near.right[1:] - 1, near.left[:-1])
        model = replace(model, tables=tables(source.pieces, target.pieces, low, high, model.reach - 1))
    return model, model.open(corridor_around(steps, _AROUND))


def as_beads(
    source: Side,
    target: Side,
    kept: tuple[NDArray[np.int64], NDArray[np.int64]],
    steps: Sequence[Step],
    confidence: NDArray[np.float64],
) -> tuple[Bead, ...]:
    """Return the steps as beads of segment ids, with segments without text put back in their places."""
    ids = [segment.id for segment in source.segments], [segment.id for segment in target.segments]
    places = [*kept[0].tolist(), len(ids[0])], [*kept[1].tolist(), len(ids[1])]
    beads: list[Bead] = []
    done = [0, 0]  # segments of each side that are already in a bead

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
