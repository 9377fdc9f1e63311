"""Weights are learnt: the gradient is the loss's, and the manual alignment becomes the likeliest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.train.graphs import Found, GoldBead, Graph
from core.train.likelihood import Field, fitted
from tests.core.train.made import everything, graph_of

GOLD: list[GoldBead] = [((0,), (0, 1)), ((1,), ()), ((2,), ()), ((3,), (3,))]


def graphs(seed: int) -> list[Graph]:
    random = np.random.default_rng(seed)
    return [
        graph_of(everything(4, 4, 2, random), GOLD),
        graph_of(everything(3, 4, 2, random), [((0, 1), (1,))]),
    ]


@given(st.integers(0, 10**6), st.floats(0.1, 3))
@settings(max_examples=20)
def test_the_slope_is_that_of_the_loss(seed: int, share: float) -> None:
    field = Field(graphs(seed), [1.0, share])
    weights = np.random.default_rng(seed).normal(size=3)
    _, slope = field.loss(weights)
    step = 0.01
    for at in range(3):
        move = np.eye(3)[at] * step
        found = (field.loss(weights + move)[0] - field.loss(weights - move)[0]) / (2 * step)
        assert slope[at] == pytest.approx(found, rel=1e-2, abs=1e-2)


def test_each_graph_counts_its_share() -> None:
    made = graphs(1)
    weights = np.array([0.3, -1.0, 0.5])
    alone = [Field([graph], [1.0]).loss(weights) for graph in made]
    loss, slope = Field(made, [2.0, 0.5]).loss(weights)
    assert loss == pytest.approx(2 * alone[0][0] + 0.5 * alone[1][0], rel=1e-5)
    assert slope == pytest.approx(2 * alone[0][1] + 0.5 * alone[1][1], rel=1e-4)


def test_a_loss_is_minus_the_log_of_what_the_gold_weighs() -> None:
    """Two segments: paired, or both left alone."""
    whole = everything(1, 1, 1, np.random.default_rng(2))
    graph = graph_of(whole, [((0,), (0,))])
    weights = np.array([0.7, -0.4, 0.2])
    paired = float(whole.features[0] @ weights)
    apart = float(whole.skips[0][0] @ weights + whole.skips[1][0] @ weights - 2 * 0.4)
    expected = np.log(np.exp(paired) + np.exp(apart)) - paired
    assert Field([graph], [1.0]).loss(weights)[0] == pytest.approx(expected, abs=1e-5)


def test_where_the_gold_is_silent_nothing_is_learnt() -> None:
    found = everything(3, 3, 2, np.random.default_rng(3))
    loss, slope = Field([graph_of(found)], [1.0]).loss(np.array([1.0, -1.0, 0.5]))
    assert loss == pytest.approx(0, abs=1e-5)
    assert slope == pytest.approx(np.zeros(3), abs=1e-5)


def told(seed: int) -> tuple[Found, list[GoldBead]]:
    """Two sides whose right beads are told by their first feature, among much noise."""
    found = everything(5, 5, 2, np.random.default_rng(seed))
    gold: list[GoldBead] = [((0,), (0,)), ((1, 2), (1,)), ((3,), (2, 3)), ((4,), (4,))]
    right = {(len(s), len(t), s[-1] + 1, t[-1] + 1) for s, t in gold}
    found.features[:, 0] = [tuple(bead) in right for bead in found.beads.tolist()]
    for skips in found.skips:
        skips[:, 0] = 0
    return found, gold


def test_learnt_weights_prefer_the_gold() -> None:
    lessons = [told(seed) for seed in range(4)]
    made = [graph_of(found, gold) for found, gold in lessons]
    weights = fitted(made, [1.0] * 4)
    assert weights[0] > 1
    assert abs(weights[2]) < weights[0] / 2
    unseen = Field([graph_of(*told(9))], [1.0])
    assert unseen.loss(weights)[0] < 0.3 * unseen.loss(np.zeros(3))[0]


def test_stiffer_weights_stay_nearer_to_zero() -> None:
    made = [graph_of(*told(1))]
    soft, stiff = (fitted(made, [1.0], stiffness=by) for by in (0.1, 10.0))
    assert np.abs(stiff).sum() < np.abs(soft).sum() / 2


def test_it_goes_on_from_where_it_is_told_to_begin() -> None:
    made = [graph_of(*told(1))]
    whole = fitted(made, [1.0])
    assert fitted(made, [1.0], steps=1, begin=whole) == pytest.approx(whole, abs=0.05)
    assert np.abs(fitted(made, [1.0], steps=1) - whole).max() > 0.05
