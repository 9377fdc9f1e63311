"""Anchors and the corridor they lead: a way through always exists, and the right one lies inside."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.align import corridor as module
from core.align.corridor import Anchors, chain, lay_corridor
from tests.core.align.made import aligned, places, random_vectors, side, translated, words


@st.composite
def problems(draw: st.DrawFn) -> tuple[int, int, Anchors]:
    """Two lengths and ascending anchors between them."""
    source, target = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    count = draw(st.integers(0, min(source, target, 8)))
    rows = sorted(draw(st.permutations(range(source)))[:count])
    columns = sorted(draw(st.permutations(range(target)))[:count])
    return source, target, np.array([rows, columns], np.int64).T


@given(problems(), st.integers(0, 6), st.sampled_from([1, 50, 10_000]))
@settings(max_examples=100)
def test_a_way_through_always_exists_and_meets_the_anchors(
    problem: tuple[int, int, Anchors], around: int, most: int
) -> None:
    source, target, anchors = problem
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FULL", 0)
        patch.setattr(module, "_AROUND", around)
        patch.setattr(module, "_MOST", most)
        found = lay_corridor(source, target, anchors)
    assert found.left[0] == 0
    assert found.right[-1] == target + 1
    assert (found.left < found.right).all()
    assert (np.diff(found.left) >= 0).all()
    assert (np.diff(found.right) >= 0).all()
    assert (found.right[:-1] > found.left[1:]).all()
    for i, j in anchors.tolist():
        assert found.left[i] <= j < found.right[i]
    turned = found.turned().turned()
    assert np.array_equal(turned.left, found.left)
    assert np.array_equal(turned.right, found.right)


def test_few_cells_are_searched_whole() -> None:
    found = lay_corridor(300, 400, np.array([[10, 200]]))
    assert found.starts()[-1] == 301 * 401


def test_many_cells_without_anchors_stay_bounded() -> None:
    found = lay_corridor(50_000, 40_000, np.zeros((0, 2), np.int64))
    assert found.starts()[-1] < 20_000_000


def test_the_corridor_loses_nothing_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    source = random_vectors(260, 1)
    target = translated(source, 2, noise=0.8)
    kept = [*range(60), *range(120, 260)]
    sides = side(words(260)), side([words(260)[at] for at in kept])
    monkeypatch.setattr(module, "_FULL", 10**9)
    whole = aligned(*sides, source, target[kept])
    monkeypatch.setattr(module, "_FULL", 0)
    narrow = aligned(*sides, source, target[kept])
    assert places(narrow) == places(whole)
    assert [bead.confidence for bead in narrow] == pytest.approx(
        [bead.confidence for bead in whole], abs=0.02
    )


def test_the_heaviest_chain_is_kept() -> None:
    diagonal = np.arange(40)
    forward = diagonal.copy()
    forward[[10, 20]] = 20, 10  # two that cross
    weights = np.ones(40, np.float32)
    weights[20] = 0.5
    kept = chain(forward, np.argsort(forward), weights)
    assert [10, 20] not in kept.tolist()
    assert [20, 10] not in kept.tolist()
    assert len(kept) == 38


def test_an_anchor_far_from_all_others_is_dropped() -> None:
    forward = np.arange(40)
    forward[20] = 400
    backward = np.zeros(401, np.int64)
    backward[forward] = np.arange(40)
    assert [20, 400] not in chain(forward, backward, np.ones(40, np.float32)).tolist()


@given(st.lists(st.integers(0, 30), unique=True, max_size=9), st.integers(0, 1000))
@settings(max_examples=60)
def test_the_chain_weighs_most_of_all_that_ascend(columns: list[int], seed: int) -> None:
    weights = np.random.default_rng(seed).random(len(columns)).astype(np.float32) + np.float32(0.1)
    pairs = np.array([(row, column) for row, column in enumerate(columns)], np.int64).reshape(-1, 2)
    best = 0.0
    for chosen in range(2 ** len(columns)):
        rows = [row for row in range(len(columns)) if chosen >> row & 1]
        if all(columns[a] < columns[b] for a, b in pairwise(rows)):
            best = max(best, float(weights[rows].sum()))
    kept = module._heaviest(pairs, weights)
    assert (np.diff(kept, axis=0) > 0).all()
    assert float(weights[kept[:, 0]].sum()) == pytest.approx(best, rel=1e-5, abs=1e-6)


def test_repeated_lines_anchor_nothing() -> None:
    from core.align.nearest import nearest, unit

    same = unit(np.ones((30, 4), np.float32))
    cosines, rows = nearest(same, same, 8)
    assert len(chain(rows[:, 0], rows[:, 0], cosines[:, 0] - cosines.mean(axis=1))) == 0
