"""Anchors: pairs that are each other's nearest, with support, in the heaviest chain that ascends."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.align.anchors import chain, heaviest
from core.align.nearest import nearest
from core.vectors import unit


def ones(count: int) -> np.ndarray:
    return np.ones(count, np.float32)


def backward(forward: np.ndarray, count: int) -> np.ndarray:
    """The reverse of a one-to-one choice."""
    out = np.zeros(count, np.int64)
    out[forward] = np.arange(len(forward))
    return out


def test_every_pair_of_a_diagonal_is_an_anchor() -> None:
    forward = np.arange(30)
    assert chain(forward, forward, ones(30)).tolist() == [[at, at] for at in range(30)]


def test_of_pairs_that_cross_the_heavier_is_kept() -> None:
    forward = np.arange(40)
    forward[[10, 14]] = 14, 10
    weights = ones(40)
    weights[14] = 5
    kept = chain(forward, np.argsort(forward), weights).tolist()
    assert [14, 10] in kept
    assert [10, 14] not in kept
    weights[14] = 0.5
    assert len(chain(forward, np.argsort(forward), weights)) == 38


def test_a_choice_that_is_not_returned_is_no_anchor() -> None:
    forward, back = np.arange(20), np.arange(20)
    back[7] = 3
    kept = chain(forward, back, ones(20))
    assert 7 not in kept[:, 0]
    assert len(kept) == 19


def test_a_pair_without_weight_is_no_anchor() -> None:
    weights = ones(20)
    weights[[4, 5]] = 0, -1
    assert chain(np.arange(20), np.arange(20), weights)[:, 0].tolist() == [*range(4), *range(6, 20)]


def test_an_anchor_far_from_all_others_is_dropped() -> None:
    forward = np.arange(40)
    forward[20] = 400
    assert [20, 400] not in chain(forward, backward(forward, 401), ones(40)).tolist()


@pytest.mark.parametrize("run", [1, 2])
def test_one_or_two_alone_do_not_support_each_other(run: int) -> None:
    assert kept_columns(np.concatenate([np.arange(30), 500 + np.arange(run)])) == list(range(30))
    forward = np.concatenate([np.arange(30), 500 + np.arange(3)])
    assert kept_columns(forward)[-3:] == [500, 501, 502]


def kept_columns(forward: np.ndarray) -> list[int]:
    return list(chain(forward, backward(forward, int(forward.max()) + 1), ones(len(forward)))[:, 1].tolist())


def test_a_missing_chapter_leaves_the_anchors_on_both_sides_of_it() -> None:
    assert kept_columns(np.concatenate([np.arange(50), np.arange(3000, 3050)])) == [
        *range(50),
        *range(3000, 3050),
    ]


def test_of_two_swapped_blocks_the_longer_stays() -> None:
    assert kept_columns(np.concatenate([np.arange(60, 100), np.arange(60)])) == list(range(60))


@given(st.lists(st.integers(0, 30), max_size=9), st.integers(0, 1000))
@settings(max_examples=150)
def test_the_chain_weighs_most_of_all_that_ascend(columns: list[int], seed: int) -> None:
    weights = np.random.default_rng(seed).random(len(columns)).astype(np.float32) + np.float32(0.1)
    pairs = np.array(list(enumerate(columns)), np.int64).reshape(-1, 2)
    best = 0.0
    for chosen in range(2 ** len(columns)):
        rows = [row for row in range(len(columns)) if chosen >> row & 1]
        if all(columns[a] < columns[b] for a, b in pairwise(rows)):
            best = max(best, float(weights[rows].sum()))
    kept = pairs[heaviest(pairs[:, 0], pairs[:, 1], weights[pairs[:, 0]])]
    assert (np.diff(kept, axis=0) > 0).all()
    assert set(map(tuple, kept.tolist())) <= set(map(tuple, pairs.tolist()))
    assert float(weights[kept[:, 0]].sum()) == pytest.approx(best, rel=1e-5, abs=1e-6)


def test_repeated_lines_anchor_nothing() -> None:
    same = unit(np.ones((30, 4), np.float32))
    cosines, rows = nearest(same, same, 8)
    assert len(chain(rows[:, 0], rows[:, 0], cosines[:, 0] - cosines.mean(axis=1))) == 0


def test_of_thousands_of_repeated_lines_the_others_are_found() -> None:
    random = np.random.default_rng(1)
    lines = np.repeat(unit(random.normal(size=(1, 16)).astype(np.float32)), 2000, axis=0)
    own = np.arange(0, 2000, 5)
    lines[own] = unit(random.normal(size=(len(own), 16)).astype(np.float32))
    cosines, rows = nearest(lines, lines, 8)
    kept = chain(rows[:, 0], rows[:, 0], cosines[:, 0] - cosines.mean(axis=1))
    assert set(own.tolist()) <= set(kept[:, 0].tolist())
    assert (kept[:, 0] == kept[:, 1]).all()
