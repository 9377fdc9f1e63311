"""The graph of a document: the gold way is in it, unlikely beads are not."""

from collections import Counter

import numpy as np
import pytest

from core.align.reading import SideFeatures, readings
from core.align.weights import load
from core.train import lattices as module
from core.train.graphs import GoldBead
from core.train.lattices import graph
from core.train.likelihood import Field
from tests.core.align.made import pair, random_vectors, side, translated, words

NAMES = list(load("built-in").coarse)


def test_gold_beads_that_cross_are_dropped() -> None:
    gold: list[GoldBead] = [((0,), (0,)), ((1,), (5,)), ((2,), (1,)), ((3,), (2, 3)), ((4,), (4,))]
    assert module._monotone(gold) == [gold[0], gold[2], gold[3], gold[4]]


def test_the_longest_chain_of_gold_beads_stays() -> None:
    """Three blocks of which the middle one went to the front."""
    gold: list[GoldBead] = [((at,), (at + 4,)) for at in range(10)]
    gold += [((at,), (at - 10,)) for at in range(10, 14)] + [((at,), (at,)) for at in range(14, 16)]
    assert module._monotone(gold) == gold[:10] + gold[14:]


def test_gold_beads_that_the_search_cannot_find_are_dropped() -> None:
    apart: GoldBead = ((3, 5), (3,))
    wide: GoldBead = ((6,), tuple(range(4, 12)))
    twice: GoldBead = ((0,), (1,))
    gold: list[GoldBead] = [((), (13,)), ((0,), (0,)), twice, apart, wide, ((7,), (12,)), ((4,), ())]
    assert module._monotone(gold) == [((0,), (0,)), ((7,), (12,)), ((), (13,)), ((4,), ())]
    assert module._monotone([]) == []


def test_a_gold_bead_that_overlaps_the_one_before_is_dropped() -> None:
    gold: list[GoldBead] = [((0, 1), (0,)), ((1, 2), (1,)), ((3,), (2,))]
    assert module._monotone(gold) == [gold[0], gold[2]]
    turned: list[GoldBead] = [((0,), (0, 1)), ((1,), (1, 2)), ((2,), (3,))]
    kept = module._monotone(turned)
    told = Counter(at for _, target in kept for at in target)
    assert len(kept) == 2
    assert max(told.values()) == 1


def test_the_gold_way_leaves_alone_what_stands_between_beads_source_first() -> None:
    cells = module._way([((1,), (0, 1)), ((0,), ())], 3, 3)
    steps = [(0, 0), (1, 0), (2, 2), (3, 2), (3, 3)]
    assert list(dict.fromkeys(map(tuple, cells.tolist()))) == steps


@pytest.fixture(scope="module")
def both() -> tuple[SideFeatures, SideFeatures]:
    vectors = random_vectors(40, 1)
    kept = [*range(12), *range(15, 40)]
    sides = side(words(40)), side([words(40)[at] for at in kept])
    return readings(sides, pair(vectors, translated(vectors, 2)[kept]))


GOLD: list[GoldBead] = [((at,), (at,)) for at in range(12)] + [((at,), (at - 3,)) for at in range(15, 40)]


def test_the_gold_is_likely_under_weights_that_find_it(both: tuple[SideFeatures, SideFeatures]) -> None:
    weights = load("built-in").coarse
    made = graph(both, GOLD, weights, NAMES)
    assert made.features.shape[1] == len(NAMES)
    loss, _ = Field([made], [1.0]).loss(np.array([weights[name] for name in NAMES]))
    assert 0 <= loss < 5


def test_a_gold_bead_is_in_the_graph_however_unlikely(both: tuple[SideFeatures, SideFeatures]) -> None:
    weights = load("built-in").coarse
    gold: list[GoldBead] = [((0, 1, 2), (0, 1)), *GOLD[5:8], ((8,), (20, 21, 22)), ((), (30,))]
    loss, _ = Field([graph(both, gold, weights, NAMES)], [1.0]).loss(
        np.array([weights[name] for name in NAMES])
    )
    assert 20 < loss < 10_000


def test_beads_that_cannot_be_are_not_in_the_graph(both: tuple[SideFeatures, SideFeatures]) -> None:
    made = graph(both, GOLD, load("built-in").coarse, NAMES)
    whole = 41 * 38 * 28  # a bead of each shape in each cell
    assert len(GOLD) < len(made.begin) < whole / 20


def test_features_are_those_of_each_bead(both: tuple[SideFeatures, SideFeatures]) -> None:
    made = graph(both, GOLD, load("built-in").coarse, NAMES)
    shapes = [name.startswith("bead ") for name in NAMES]
    alone = NAMES.index("alone")
    assert set(made.features[:, shapes].sum(axis=1) + made.features[:, alone]) == {1.0}
    opens = made.features[:, NAMES.index("alone first")]
    assert opens.sum() == 40 + 37
    assert made.features[opens > 0][:, alone].all()
