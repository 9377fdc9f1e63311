"""Sparse lattices from which the aligner's weights are learned.

Of all beads in the corridor of a document with a manual alignment, only those are kept that some weights find
possible at all. The result is a small graph whose paths are alignments. The graphs of all documents are
processed together, level by level, so that a training step takes milliseconds (`likelihood`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.align.align import build_model, coarse_pass, with_word_evidence
from core.align.bead_model import BeadModel
from core.align.corridor import Corridor
from core.align.features import bead_features, skip_features
from core.align.lattice import sums, turned
from core.align.options import AlignOptions, shapes
from core.align.reading import SideFeatures
from core.align.weights import Features
from core.progress import SILENT
from core.train.graphs import Found, GoldBead, Graph, built

_POSSIBLE = np.log(1e-3)  # beads less likely than this are left out of the graph
_FLAT = 0.6  # scores are flattened by this factor first, so that other weights find their beads too
_OPENING = "alone first"


def graph(
    both: tuple[SideFeatures, SideFeatures], gold: Sequence[GoldBead], weights: Features, names: Sequence[str]
) -> Graph:
    """Return the graph of a document under weights that roughly find its path. Gold beads hold positions in
    `both`."""
    model, anchors = build_model(both, weights, AlignOptions(), SILENT)
    steps = coarse_pass(model, anchors, SILENT)
    model, corridor = with_word_evidence(model, steps)
    gold = _monotone(gold)
    beads, cells = _possible(model, corridor)
    wanted = np.array([(len(s), len(t), s[-1] + 1, t[-1] + 1) for s, t in gold if s and t], np.int64)
    beads = np.unique(np.concatenate([beads, wanted.reshape(-1, 4)]), axis=0)
    width = len(both[1]) + 1
    cells = np.concatenate(
        [cells, _way(gold, len(both[0]), len(both[1])), beads[:, 2:], beads[:, 2:] - beads[:, :2]]
    )
    cells = np.unique(cells[:, 0] * width + cells[:, 1])
    table = _bead_rows(model, beads, names)
    skips = _skip_rows(model, 0, names), _skip_rows(model, 1, names)
    found = Found(beads, table, cells, skips, (len(both[0]), len(both[1])))
    return built(gold, found, names.index(_OPENING))


def _possible(model: BeadModel, corridor: Corridor) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return possible beads as shapes and end cells (k, 4), and cells (c, 2)."""
    skips = model.skip_scores()
    skips = replace(
        skips, source=skips.source * _FLAT, target=skips.target * _FLAT, opening=skips.opening * _FLAT
    )
    found = np.concatenate([scores for _, scores in model.beads(corridor)], axis=2) * np.float32(_FLAT)
    before = sums([(0, found)], skips, corridor, True)
    after = sums([(0, turned(found, corridor))], skips.turned(), corridor.turned(), False).turned()
    ahead = np.logaddexp(np.logaddexp(before.paired, before.source), before.target)
    behind = np.logaddexp(np.logaddexp(after.paired, after.source), after.target)
    rows, columns = corridor.cells(0, len(corridor.left))
    starts = corridor.starts()
    offsets = starts[:-1] - corridor.left
    kept = []
    for a, b in shapes(model.reach):
        first, second = np.maximum(rows - a, 0), columns - b
        inside = (rows >= a) & (second >= corridor.left[first]) & (second < corridor.right[first])
        at = np.flatnonzero(inside)
        odds = ahead[offsets[first[at]] + second[at]] + found[a - 1, b - 1, at] + behind[at] - ahead[-1]
        at = at[odds > _POSSIBLE]
        kept.append(np.stack([np.full(len(at), a), np.full(len(at), b), rows[at], columns[at]], axis=1))
    likely = np.flatnonzero(ahead + behind - ahead[-1] > _POSSIBLE)
    return np.concatenate(kept), np.stack([rows[likely], columns[likely]], axis=1)


def _bead_rows(model: BeadModel, beads: NDArray[np.int64], names: Sequence[str]) -> NDArray[np.float32]:
    """Return the features of beads at arbitrary positions, (k, features)."""
    place = {name: at for at, name in enumerate(names)}
    out = np.zeros((len(beads), len(names)), np.float32)
    last = len(model.readings[0])
    left = np.full(last + 1, len(model.readings[1]))
    right = np.zeros(last + 1, np.int64)
    np.minimum.at(left, beads[:, 2], beads[:, 3])
    np.maximum.at(right, beads[:, 2], beads[:, 3] + 1)
    left = np.minimum.accumulate(left[::-1])[::-1]
    right = np.maximum.accumulate(np.maximum(right, left + 1))
    corridor = Corridor(left, right)
    starts = corridor.starts()
    cells = model.cells(corridor, 0, last + 1)
    for a, b in shapes(model.reach):
        which = np.flatnonzero((beads[:, 0] == a) & (beads[:, 1] == b))
        if len(which):
            at = starts[beads[which, 2]] + beads[which, 3] - left[beads[which, 2]]
            for name, values in bead_features(model.pair, cells, a, b):
                if name in place:
                    out[which, place[name]] += values[at]
    return out


def _skip_rows(model: BeadModel, side: int, names: Sequence[str]) -> NDArray[np.float32]:
    run = (model.pair.source, model.pair.target)[side]
    place = {name: at for at, name in enumerate(names)}
    out = np.zeros((len(run.best), len(names)), np.float32)
    for name, values in skip_features(model.pair, run):
        if name in place:
            out[:, place[name]] += values
    return out


def _monotone(gold: Sequence[GoldBead]) -> list[GoldBead]:
    """Return the gold beads of up to eight neighbours without those that cross, then the one-sided ones."""
    fit = sorted((tuple(source), tuple(target)) for source, target in gold if _fits(source, target))
    out: list[GoldBead] = []
    for bead in _ascending(fit):
        if not out or bead[0][0] > out[-1][0][-1]:
            out.append(bead)
    return out + [bead for bead in gold if not all(bead)]


def _fits(source: Sequence[int], target: Sequence[int]) -> bool:
    """Return whether the search could find this bead."""
    if not source or not target or len(source) + len(target) > AlignOptions().reach:
        return False
    return all(side[-1] - side[0] == len(side) - 1 for side in (source, target))


def _ascending(beads: Sequence[GoldBead]) -> list[GoldBead]:
    """Return the longest chain of beads with ascending target segments."""
    ends: list[int] = []  # lowest end of a chain of 1, 2, … beads
    last: list[int] = []  # bead at the end of the chain
    previous = [-1] * len(beads)
    for at, (_, target) in enumerate(beads):
        place = bisect_left(ends, target[0])
        previous[at] = last[place - 1] if place else -1
        if place == len(ends) or target[-1] < ends[place]:
            ends[place : place + 1], last[place : place + 1] = [target[-1]], [at]
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(beads[at])
        at = previous[at]
    return chain[::-1]


def _way(gold: Sequence[GoldBead], last: int, width: int) -> NDArray[np.int64]:
    """Return the cells of the gold path, with unaligned segments in between, source first."""
    cells = [(0, 0)]
    i = j = 0
    two_sided = [bead for bead in gold if all(bead)]
    for source, target in [*two_sided, ((last,), (width,))]:
        cells += [(row, j) for row in range(i, source[0] + 1)]
        cells += [(source[0], column) for column in range(j, target[0] + 1)]
        i, j = source[-1] + 1, target[-1] + 1
    return np.array(cells, np.int64)
