"""Sparse lattices as graphs: beads and cells of two documents, and the paths that agree with the gold.

A node is a cell in one of the states in which a path arrives there (see `core.align.lattice`), or in any of
them. Long documents are divided at gold beads, where every path must pass; each stretch has its own nodes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.vectors import Indices

GoldBead = tuple[Sequence[int], Sequence[int]]
Flags = NDArray[np.bool_]
FeatureRows = NDArray[np.float32]

_STRETCH = 50  # gold beads in a stretch
_PAIRED, _SOURCE, _TARGET, _ANY = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Edges between nodes, each with a row of features or none (-1).

    `levels` (nodes,) ascend along every edge. `allowed` (edges,) marks the edges of paths that agree with the
    manual alignment. Each stretch leads from its node in `starts` to its node in `ends`.
    """

    begin: Indices
    end: Indices
    row: Indices
    allowed: Flags
    features: FeatureRows
    levels: Indices
    starts: Indices
    ends: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Ingredients of a graph.

    `beads` (k, 4): numbers of source and target segments, and the cell where the bead ends; `features` (k,
    f): their features; `cells` (c,): row × (target segments + 1) + column, ascending; `skips` (segments, f)
    for each side: features of leaving a segment unaligned; `size`: numbers of segments of both sides.
    """

    beads: Indices
    features: FeatureRows
    cells: Indices
    skips: tuple[FeatureRows, FeatureRows]
    size: tuple[int, int]

    @property
    def rows(self) -> Indices:
        return self.cells // (self.size[1] + 1)

    @property
    def columns(self) -> Indices:
        return self.cells % (self.size[1] + 1)


Edges = tuple[Indices, Indices, Indices, Flags]
"""Keys of the nodes where edges begin and end, their feature rows, and whether they agree with the gold."""


@dataclass(frozen=True, slots=True, eq=False)
class _Keys:
    """Numbering of stretches, cells and states. Stretch k leads from cell cuts[k] to cell cuts[k + 1]."""

    cuts: Indices
    size: tuple[int, int]

    def key(self, part: Indices, first: Indices, second: Indices, state: int) -> Indices:
        rows, columns = self.size[0] + 1, self.size[1] + 1
        return ((part * rows + first) * columns + second) * 4 + state

    def part(self, first: Indices, second: Indices) -> Indices:
        """Return the stretch that contains beads beginning in these cells."""
        found = [
            np.searchsorted(self.cuts[:, side], place, side="right")
            for side, place in enumerate((first, second))
        ]
        out: Indices = np.minimum(np.minimum(*found) - 1, len(self.cuts) - 2)
        return out

    def within(self, part: Indices, first: Indices, second: Indices) -> Flags:
        """Return whether beads of these stretches that end in these cells end inside their stretch."""
        last = self.cuts[part + 1]
        inside: Flags = (first <= last[:, 0]) & (second <= last[:, 1])
        return inside

    def levels(self, keys: Indices) -> Indices:
        """Return the distance of each node from the start of its stretch."""
        rows, columns = self.size[0] + 1, self.size[1] + 1
        cell = keys // 4 % (rows * columns)
        begun = self.cuts[keys // 4 // (rows * columns)].sum(axis=1)
        out: Indices = 2 * (cell // columns + cell % columns - begun) + (keys % 4 == _ANY)
        return out


def built(gold: Sequence[GoldBead], found: Found, opening: int) -> Graph:
    """Return the graph; `opening` is the column of the feature that only the first segment of an unaligned
    run has.

    Gold beads do not cross. Where the gold is silent, all paths count as agreeing with it.
    """
    cuts = _cuts(gold, found.size)
    keys = _Keys(cuts, found.size)
    said = [_marked(gold, side, count) for side, count in enumerate(found.size)]
    edges = [_bead_edges(keys, found.beads, gold, said), *_closing_edges(keys, found)]
    tables = [found.features]
    for side, skips in enumerate(found.skips):
        opens = skips.copy()
        opens[:, opening] = 1
        alone = [bead for bead in gold if not bead[1 - side]]
        free = ~said[side] | _marked(alone, side, found.size[side])
        edges += _skip_edges(keys, found, side, free, sum(map(len, tables)))
        tables += [skips, opens]
    begin, end, row, allowed = (np.concatenate(column) for column in zip(*edges, strict=True))
    stretches = np.arange(len(cuts) - 1)
    starts = keys.key(stretches, cuts[:-1, 0], cuts[:-1, 1], _PAIRED)
    ends = keys.key(stretches, cuts[1:, 0], cuts[1:, 1], _ANY)
    nodes = np.unique(np.concatenate([begin, end, starts, ends]))
    begin, end, starts, ends = (np.searchsorted(nodes, each) for each in (begin, end, starts, ends))
    return Graph(begin, end, row, allowed, np.concatenate(tables), keys.levels(nodes), starts, ends)


def _cuts(gold: Sequence[GoldBead], size: tuple[int, int]) -> Indices:
    """Return the cells between stretches, with the first and the last, (stretches + 1, 2)."""
    begins = [(source[0], target[0]) for source, target in gold if source and target]
    return np.array([(0, 0), *begins[_STRETCH::_STRETCH], size], np.int64)


def _marked(gold: Sequence[GoldBead], side: int, count: int) -> Flags:
    """Return the mask of a side's segments that occur in gold beads, (count,)."""
    out = np.zeros(count, bool)
    out[[at for bead in gold for at in bead[side]]] = True
    return out


def _bead_edges(keys: _Keys, beads: Indices, gold: Sequence[GoldBead], said: Sequence[Flags]) -> Edges:
    """Return the edges of two-sided beads: they agree if they are gold, or if the gold is silent on all their
    segments."""
    a, b, i, j = beads.T
    part = keys.part(i - a, j - b)
    right = {(len(s), len(t), s[-1] + 1, t[-1] + 1) for s, t in gold if s and t}
    golden = np.array([tuple(bead) in right for bead in beads.tolist()], bool)
    told = [np.concatenate(([0], np.cumsum(flags))) for flags in said]
    silent = (told[0][i] == told[0][i - a]) & (told[1][j] == told[1][j - b])
    kept = np.flatnonzero(keys.within(part, i, j))
    begin, end = keys.key(part, i - a, j - b, _ANY), keys.key(part, i, j, _PAIRED)
    return begin[kept], end[kept], kept, (golden | silent)[kept]


def _skip_edges(keys: _Keys, found: Found, side: int, free: Flags, rows: int) -> Iterator[Edges]:
    """Return the edges of unaligned segments, source first.

    The feature rows of segments that continue a run start at `rows`, followed by the rows of those that open
    one.
    """
    step, state, before = ((1, 0), _SOURCE, [_PAIRED]) if side == 0 else ((0, 1), _TARGET, [_PAIRED, _SOURCE])
    first, second = found.rows - step[0], found.columns - step[1]
    back = np.isin(first * (found.size[1] + 1) + second, found.cells) & (first >= 0) & (second >= 0)
    first, second = first[back], second[back]
    part = keys.part(first, second)
    inside = keys.within(part, first + step[0], second + step[1])
    first, second, part = first[inside], second[inside], part[inside]
    which = (first, second)[side]
    end = keys.key(part, first + step[0], second + step[1], state)
    for kind in (state, *before):
        row = rows + which + (0 if kind == state else len(free))
        yield keys.key(part, first, second, kind), end, row, free[which]


def _closing_edges(keys: _Keys, found: Found) -> Iterator[Edges]:
    """Return the edges from each state of a cell to the state “any”."""
    rows, columns = found.rows, found.columns
    for at, (low, high) in enumerate(zip(keys.cuts[:-1], keys.cuts[1:], strict=True)):
        here = (rows >= low[0]) & (columns >= low[1]) & (rows <= high[0]) & (columns <= high[1])
        part = np.full(int(here.sum()), at)
        end = keys.key(part, rows[here], columns[here], _ANY)
        for state in (_PAIRED, _SOURCE, _TARGET):
            begin = keys.key(part, rows[here], columns[here], state)
            yield begin, end, np.full(len(part), -1), np.ones(len(part), bool)
