"""Graphs hold the ways of the aligner's lattice, those that agree with the gold, and no others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.align.bead_model import FORBIDDEN, SkipScores
from core.align.corridor import Corridor
from core.align.lattice import sums
from core.train import graphs as module
from core.train.graphs import Found, Graph
from tests.core.train.made import everything, graph_of

sizes = st.integers(1, 5)


def weigh(graph: Graph, weights: np.ndarray, allowed: bool) -> list[float]:
    """The log of the summed weights of all ways of each stretch, edge by edge."""
    logs = np.full(len(graph.levels), -np.inf)
    logs[graph.starts] = 0
    for at in np.argsort(graph.levels[graph.end], kind="stable").tolist():
        if graph.allowed[at] or not allowed:
            score = float(graph.features[graph.row[at]] @ weights) if graph.row[at] >= 0 else 0.0
            logs[graph.end[at]] = np.logaddexp(logs[graph.end[at]], logs[graph.begin[at]] + score)
    return list(logs[graph.ends].tolist())


def lattice(found: Found, weights: np.ndarray, widest: int) -> float:
    """The same sum by the aligner's own lattice."""
    source, target = found.size
    corridor = Corridor(np.zeros(source + 1, np.int64), np.full(source + 1, target + 1))
    scores = np.full((widest, widest, len(found.cells)), FORBIDDEN, np.float32)
    for (a, b, i, j), row in zip(found.beads.tolist(), found.features, strict=True):
        scores[a - 1, b - 1, i * (target + 1) + j] = row @ weights
    alone = SkipScores(found.skips[0] @ weights, found.skips[1] @ weights, float(weights[1]))
    total = sums([(0, scores)], alone, corridor, True)
    return float(np.logaddexp.reduce([total.paired[-1], total.source[-1], total.target[-1]]))


def test_levels_ascend_along_every_edge() -> None:
    graph = graph_of(everything(5, 4, 3, np.random.default_rng(1)), [((0,), (0, 1)), ((2, 3), (2,))])
    assert (graph.levels[graph.begin] < graph.levels[graph.end]).all()
    assert graph.row.max() < len(graph.features)


@given(sizes, sizes, st.integers(1, 3), st.integers(0, 10**6))
def test_its_ways_are_those_of_the_lattice(source: int, target: int, widest: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    found, weights = everything(source, target, widest, random), random.normal(size=3)
    graph = graph_of(found)
    expected = pytest.approx([lattice(found, weights, widest)], abs=1e-4)
    assert weigh(graph, weights, allowed=False) == expected
    assert weigh(graph, weights, allowed=True) == expected  # a silent gold allows all


def score(found: Found, weights: np.ndarray, gold: list) -> float:
    """The score of an alignment, by the book."""
    rows = {tuple(bead): row for bead, row in zip(found.beads.tolist(), found.features, strict=True)}
    total, last = 0.0, -1
    for source, target in gold:
        if source and target:
            total += float(rows[len(source), len(target), source[-1] + 1, target[-1] + 1] @ weights)
            last = -1
            continue
        side = 0 if source else 1
        total += float(found.skips[side][(source or target)[0]] @ weights) + (
            weights[1] if side != last else 0
        )
        last = side
    return total


GOLD = [
    ((0,), (0, 1)),
    ((1,), ()),
    ((2,), ()),
    ((), (2,)),
    ((3, 4), (3,)),
    ((5,), (4,)),
    ((), (5,)),
    ((6,), (6,)),
]


@pytest.mark.parametrize("stretch", [1, 2, 50])
def test_where_the_gold_says_all_one_way_agrees(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_STRETCH", stretch)
    random = np.random.default_rng(3)
    found, weights = everything(7, 7, 3, random), random.normal(size=3)
    gold = [*filter(all, GOLD), *(bead for bead in GOLD if not all(bead))]
    graph = graph_of(found, gold)
    assert len(graph.starts) == {1: 4, 2: 2, 50: 1}[stretch]
    agreed = weigh(graph, weights, allowed=True)
    assert sum(agreed) == pytest.approx(score(found, weights, GOLD), abs=1e-4)
    assert all(one < every for one, every in zip(agreed, weigh(graph, weights, False), strict=True))


def test_where_the_gold_is_silent_every_way_agrees() -> None:
    random = np.random.default_rng(4)
    found, weights = everything(4, 4, 2, random), random.normal(size=3)
    around = weigh(graph_of(found, [((1,), (1,))]), weights, allowed=True)
    before, behind = [
        lattice(everything_of(found, rows, columns), weights, 2)
        for rows, columns in (((0, 1), (0, 1)), ((2, 4), (2, 4)))
    ]
    bead = found.features[found.beads.tolist().index([1, 1, 2, 2])] @ weights
    assert around == pytest.approx([before + float(bead) + behind], abs=1e-4)


def everything_of(found: Found, rows: tuple[int, int], columns: tuple[int, int]) -> Found:
    """Return all ingredients of a graph for two stretches of the sides."""
    a, b, i, j = found.beads.T
    inside = (i - a >= rows[0]) & (i <= rows[1]) & (j - b >= columns[0]) & (j <= columns[1])
    size = rows[1] - rows[0], columns[1] - columns[0]
    return Found(
        found.beads[inside] - [0, 0, rows[0], columns[0]],
        found.features[inside],
        np.arange((size[0] + 1) * (size[1] + 1)),
        (found.skips[0][slice(*rows)], found.skips[1][slice(*columns)]),
        size,
    )


def test_cells_that_are_not_there_are_not_passed() -> None:
    """Only the way along the diagonal is left of two sides of two."""
    whole = everything(2, 2, 1, np.random.default_rng(5))
    cells = np.array([0, 4, 8])
    some = Found(whole.beads, whole.features, cells, whole.skips, whole.size)
    kept = np.isin(whole.beads[:, 2] * 3 + whole.beads[:, 3], cells)
    some = Found(whole.beads[kept], whole.features[kept], cells, whole.skips, whole.size)
    weights = np.ones(3)
    assert weigh(graph_of(some), weights, True) == pytest.approx([float(some.features.sum())], abs=1e-5)
