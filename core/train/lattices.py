"""Sparse lattices: what the aligner's weights are learnt from.

Of all beads in the corridor of a document with a manual alignment only those are kept that some weights find
possible at all; what is left is a small graph, whose ways are alignments. Graphs of all documents are
swept together, level by level, so that a step of training costs milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.align import AlignOptions, heard, prepared, searched
from core.align.corridor import Corridor
from core.align.features import bead_features, lone_features
from core.align.lattice import sums, turned
from core.align.options import shapes
from core.align.reading import Reading
from core.align.scores import Model
from core.align.weights import Weights
from core.progress import SILENT

GoldBead = tuple[tuple[int, ...], tuple[int, ...]]

_POSSIBLE = np.log(1e-4)  # how unlikely a bead may be and still stand in the graph
_FLAT = 0.6  # scores are flattened so much first, so that other weights find their beads there
_STRETCH = 50  # gold beads between two places where every way must pass
OPENING = "alone first"


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Edges between nodes, each with a row of features or none (-1).

    `levels` (nodes,) ascend along every edge. `allowed` (edges,) are the edges of ways that agree with the
    manual alignment. Each stretch leads from its node of `starts` to its node of `ends`.
    """

    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    row: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    features: NDArray[np.float32]
    levels: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def graph(
    both: tuple[Reading, Reading], gold: Sequence[GoldBead], weights: Weights, names: Sequence[str]
) -> Graph:
    """The graph of a document under weights that find its way roughly. Gold beads hold places in `both`."""
    model, anchors = prepared(both, weights, AlignOptions(), SILENT)
    steps = searched(model, anchors, SILENT)
    model, corridor = heard(model, steps)
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
    lone = [_lone_rows(model, side, names) for side in (0, 1)]
    return _graph(gold, beads, table, cells, lone, (len(both[0]), len(both[1])), names)


def _possible(model: Model, corridor: Corridor) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(k, 4) beads as shapes and cells they end in, and (c, 2) cells."""
    lone = model.lone()
    lone = replace(lone, source=lone.source * _FLAT, target=lone.target * _FLAT, opening=lone.opening * _FLAT)
    found = np.concatenate([scores for _, scores in model.beads(corridor)], axis=2) * np.float32(_FLAT)
    before = sums([(0, found)], lone, corridor, True)
    after = sums([(0, turned(found, corridor))], lone.turned(), corridor.turned(), False).turned()
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


def _bead_rows(model: Model, beads: NDArray[np.int64], names: Sequence[str]) -> NDArray[np.float32]:
    """(k, features): the features of beads, which may lie anywhere."""
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


def _lone_rows(model: Model, side: int, names: Sequence[str]) -> NDArray[np.float32]:
    run = (model.pair.source, model.pair.target)[side]
    place = {name: at for at, name in enumerate(names)}
    out = np.zeros((len(run.best), len(names)), np.float32)
    for name, values in lone_features(model.pair, run):
        if name in place:
            out[:, place[name]] += values
    return out


def _monotone(gold: Sequence[GoldBead]) -> list[GoldBead]:
    """The gold beads of up to eight neighbours, without those that cross; the longest chain of the rest."""
    import bisect

    fit = sorted(
        bead
        for bead in gold
        if all(bead)
        and len(bead[0]) + len(bead[1]) <= 8
        and all(side[-1] - side[0] == len(side) - 1 for side in bead)
    )
    ends: list[int] = []
    last: list[int] = []
    previous = [-1] * len(fit)
    for at, (_, target) in enumerate(fit):
        place = bisect.bisect_right(ends, target[0] - 1)
        previous[at] = last[place - 1] if place else -1
        if place == len(ends):
            ends.append(target[-1])
            last.append(at)
        elif target[-1] < ends[place]:
            ends[place], last[place] = target[-1], at
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(fit[at])
        at = previous[at]
    out, seen = [], -1
    for bead in reversed(chain):
        if bead[0][0] > seen:
            out.append(bead)
            seen = bead[0][-1]
    return out + [bead for bead in gold if not all(bead)]


def _way(gold: Sequence[GoldBead], last: int, width: int) -> NDArray[np.int64]:
    """The cells of the gold way, what stands between beads left alone, source first."""
    cells = [(0, 0)]
    i = j = 0
    two_sided = [bead for bead in gold if all(bead)]
    for source, target in [*two_sided, ((last,), (width,))]:
        cells += [(row, j) for row in range(i, source[0] + 1)]
        cells += [(source[0], column) for column in range(j, target[0] + 1)]
        i, j = source[-1] + 1, target[-1] + 1
    return np.array(cells, np.int64)


def _graph(
    gold: Sequence[GoldBead],
    beads: NDArray[np.int64],
    table: NDArray[np.float32],
    cells: NDArray[np.int64],
    lone: Sequence[NDArray[np.float32]],
    size: tuple[int, int],
    names: Sequence[str],
) -> Graph:
    width = size[1] + 1
    two_sided = [bead for bead in gold if all(bead)]
    cuts = np.array([(0, 0), *((s[0], t[0]) for s, t in two_sided[_STRETCH::_STRETCH]), size], np.int64)
    rows, columns = cells // width, cells % width

    def stretch(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
        found = np.minimum(
            np.searchsorted(cuts[:, 0], first, side="right"),
            np.searchsorted(cuts[:, 1], second, side="right"),
        )
        return np.minimum(found - 1, len(cuts) - 2)

    parts: list[tuple[NDArray[np.int64], ...]] = []  # (key of begin, key of end, row, allowed)
    span = width * (size[0] + 1)

    def key(
        part: NDArray[np.int64], first: NDArray[np.int64], second: NDArray[np.int64], state: int
    ) -> NDArray[np.int64]:
        return ((part * span) + first * width + second) * 4 + state

    said = [np.zeros(count, bool) for count in size]
    for bead in gold:
        for side in (0, 1):
            said[side][list(bead[side])] = True
    alone = [np.zeros(count, bool) for count in size]
    for source, target in gold:
        if not target:
            alone[0][list(source)] = True
        if not source:
            alone[1][list(target)] = True
    told = [np.concatenate(([0], np.cumsum(flags))) for flags in said]
    a, b, i, j = beads.T
    part = stretch(i - a, j - b)
    inside = (i <= cuts[part + 1, 0]) & (j <= cuts[part + 1, 1])
    right = {(len(s), len(t), s[-1] + 1, t[-1] + 1) for s, t in two_sided}
    golden = np.array([tuple(bead) in right for bead in beads.tolist()], bool)
    free = (told[0][i] == told[0][i - a]) & (told[1][j] == told[1][j - b])
    parts.append(
        tuple(
            values[inside]
            for values in (
                key(part, i - a, j - b, 3),
                key(part, i, j, 0),
                np.arange(len(beads)),
                golden | free,
            )
        )
    )
    offset = len(beads)
    opening = names.index(OPENING)
    tables = [table]
    for side, (down, along, state, before) in enumerate(((1, 0, 1, (0,)), (0, 1, 2, (0, 1)))):
        reached = np.isin(cells - down * width - along, cells) & (
            (columns >= along) if along else (rows >= down)
        )
        first, second = rows[reached] - down, columns[reached] - along
        part = stretch(first, second)
        inside = (first + down <= cuts[part + 1, 0]) & (second + along <= cuts[part + 1, 1])
        first, second, part = first[inside], second[inside], part[inside]
        which = (first, second)[side]
        ok = ~said[side][which] | alone[side][which]
        opens = lone[side].copy()
        opens[:, opening] = 1
        tables += [lone[side], opens]
        end = key(part, first + down, second + along, state)
        parts.append((key(part, first, second, state), end, offset + which, ok))
        parts += [(key(part, first, second, kind), end, offset + len(opens) + which, ok) for kind in before]
        offset += 2 * len(opens)
    for part_ in range(len(cuts) - 1):
        low, high = cuts[part_], cuts[part_ + 1]
        here = (rows >= low[0]) & (columns >= low[1]) & (rows <= high[0]) & (columns <= high[1])
        where = np.full(int(here.sum()), part_)
        for kind in (0, 1, 2):
            parts.append(
                (
                    key(where, rows[here], columns[here], kind),
                    key(where, rows[here], columns[here], 3),
                    np.full(len(where), -1),
                    np.ones(len(where), bool),
                )
            )
    begin, end, row, allowed = (np.concatenate(column) for column in zip(*parts, strict=True))
    stretches = np.arange(len(cuts) - 1)
    starts = key(stretches, cuts[:-1, 0], cuts[:-1, 1], 0)
    ends = key(stretches, cuts[1:, 0], cuts[1:, 1], 3)
    nodes = np.unique(np.concatenate([begin, end, starts, ends]))
    state, where = nodes % 4, nodes // 4
    part = where // span
    cell = where % span
    levels = 2 * (cell // width + cell % width - cuts[part].sum(axis=1)) + (state == 3)
    number = lambda keys: np.searchsorted(nodes, keys)  # noqa: E731
    return Graph(
        number(begin),
        number(end),
        row,
        allowed.astype(bool),
        np.concatenate(tables),
        levels,
        number(starts),
        number(ends),
    )
