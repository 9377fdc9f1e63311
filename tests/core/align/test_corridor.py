"""The corridor: a way through always exists, and the right one lies inside."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.align import corridor as module
from core.align.anchors import Anchors
from core.align.corridor import Corridor, Step, corridor_around, lay_corridor, widened
from tests.core.align.made import aligned, places, ragged, random_vectors, side, translated, words

NO_ANCHORS = np.zeros((0, 2), np.int64)


@st.composite
def problems(draw: st.DrawFn) -> tuple[int, int, Anchors]:
    """Two lengths and ascending anchors between them."""
    source, target = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    count = draw(st.integers(0, min(source, target, 8)))
    rows = sorted(draw(st.permutations(range(source)))[:count])
    columns = sorted(draw(st.permutations(range(target)))[:count])
    return source, target, np.array([rows, columns], np.int64).T


paths = st.lists(
    st.sampled_from([(1, 1), (1, 0), (0, 1), (1, 2), (4, 1), (1, 7), (2, 2)]), min_size=1, max_size=40
)


def ends(steps: list[Step]) -> list[tuple[int, int]]:
    return [(0, 0), *map(tuple, np.cumsum(np.array(steps), axis=0).tolist())]


def assert_sound(corridor: Corridor, source: int, target: int) -> None:
    """Check the invariants of a `Corridor`."""
    assert len(corridor.left) == len(corridor.right) == source + 1
    assert corridor.left[0] == 0
    assert corridor.right[-1] == target + 1
    assert corridor.right.max() <= target + 1
    assert (corridor.left >= 0).all()
    assert (corridor.left < corridor.right).all()
    assert (np.diff(corridor.left) >= 0).all()
    assert (np.diff(corridor.right) >= 0).all()
    assert (corridor.right[:-1] > corridor.left[1:]).all()


def holds(corridor: Corridor, i: int, j: int) -> bool:
    return bool(corridor.left[i] <= j < corridor.right[i])


def small(patch: pytest.MonkeyPatch, around: int = 5, most: int = 4_000_000) -> None:
    """Take away the room that small sides get."""
    patch.setattr(module, "_FULL", 0)
    patch.setattr(module, "_AROUND", around)
    patch.setattr(module, "_MOST", most)


@given(problems(), st.integers(0, 6), st.sampled_from([1, 50, 10_000]))
@settings(max_examples=100)
def test_a_way_through_always_exists_and_meets_the_anchors(
    problem: tuple[int, int, Anchors], around: int, most: int
) -> None:
    source, target, anchors = problem
    with pytest.MonkeyPatch.context() as patch:
        small(patch, around, most)
        found = lay_corridor(source, target, anchors)
    assert_sound(found, source, target)
    for i, j in anchors.tolist():
        assert holds(found, i, j)
        assert holds(found, i + 1, j + 1)


@given(problems(), st.integers(1, 5))
def test_a_gap_between_anchors_is_searched_whole_while_there_is_room(
    problem: tuple[int, int, Anchors], around: int
) -> None:
    source, target, anchors = problem
    with pytest.MonkeyPatch.context() as patch:
        small(patch, around)
        found = lay_corridor(source, target, anchors)
    corners = [(0, 0), *map(tuple, anchors.tolist()), (source, target)]
    for (top, low), (bottom, high) in pairwise(corners):
        assert (found.left[top : bottom + 1] <= max(low - around, 0)).all()
        assert (found.right[top : bottom + 1] >= min(high + around, target) + 1).all()


def test_few_cells_are_searched_whole() -> None:
    for corridor in (lay_corridor(90, 80, np.array([[10, 70]])), corridor_around([(1, 1)] * 80, 1)):
        assert (corridor.left == 0).all()
        assert len(np.unique(corridor.right)) == 1


def test_many_cells_without_anchors_stay_bounded() -> None:
    found = lay_corridor(50_000, 40_000, NO_ANCHORS)
    assert_sound(found, 50_000, 40_000)
    assert found.starts()[-1] < 20_000_000
    assert all(holds(found, i, i * 4 // 5) for i in range(0, 50_001, 100))


@pytest.mark.parametrize("size", [(1, 200_000), (200_000, 1), (2, 30_000), (30_000, 2)])
def test_one_long_side_is_no_trouble(size: tuple[int, int]) -> None:
    assert_sound(lay_corridor(*size, NO_ANCHORS), *size)
    assert_sound(lay_corridor(*size, np.array([[0, 0]])), *size)


@given(paths, st.integers(0, 7))
def test_a_corridor_around_a_path_holds_it_with_room_to_move(steps: list[Step], around: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FULL", 0)
        found = corridor_around(steps, around)
    cells = ends(steps)
    source, target = cells[-1]
    assert_sound(found, source, target)
    for i, j in cells:
        for row in range(max(i - (2 if around else 0), 0), min(i + (2 if around else 0), source) + 1):
            assert holds(found, row, max(j - around, 0))
            assert holds(found, row, min(j + around, target))


def test_a_corridor_around_a_path_is_no_wider_than_asked() -> None:
    found = corridor_around([(1, 1)] * 1000, 5)
    assert (found.right - found.left).max() == 1 + 2 * (5 + 2)  # two rows before and behind, too


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 10**6), st.integers(1, 20))
@settings(max_examples=200)
def test_a_corridor_widens_only_where_the_path_comes_near_its_rim(
    source: int, target: int, seed: int, around: int
) -> None:
    random = np.random.default_rng(seed)
    corridor = ragged(source, target, random)
    steps: list[Step] = []
    i = j = 0
    while (i, j) != (source, target):  # some way through
        choices = [(i + a, j + b) for a, b in ((1, 1), (1, 0), (0, 1)) if i + a <= source]
        to = [cell for cell in choices if holds(corridor, *cell)]
        chosen = to[int(random.integers(len(to)))]
        steps.append((chosen[0] - i, chosen[1] - j))
        i, j = chosen
    near = [
        (i, j)
        for i, j in ends(steps)
        if (0 < corridor.left[i] > j - 2) or (target >= corridor.right[i] <= j + 2)
    ]
    found = widened(corridor, steps, around)
    assert (found is None) == (not near)
    if found is not None:
        assert_sound(found, source, target)
        assert (found.left <= corridor.left).all()
        assert (found.right >= corridor.right).all()
        for i, _ in near:
            assert holds(found, i, max(corridor.left[i] - around, 0))
            assert holds(found, i, min(corridor.right[i] - 1 + around, target))


def test_far_from_the_rim_the_corridor_stays_as_it_is() -> None:
    rows = np.arange(1001)
    corridor = Corridor(np.clip(rows - 20, 0, 1000), np.clip(rows + 21, 1, 1001))
    steps = [(1, 1)] * 400 + [(0, 1)] * 19 + [(1, 0)] * 19 + [(1, 1)] * 581
    found = widened(corridor, steps, 10)
    assert found is not None
    assert (found.left[:380] == corridor.left[:380]).all()
    assert (found.right[460:] == corridor.right[460:]).all()
    assert found.right[400] >= corridor.right[400] + 10


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6), st.data())
def test_cells_lie_where_the_starts_say(source: int, target: int, seed: int, data: st.DataObject) -> None:
    corridor = ragged(source, target, np.random.default_rng(seed))
    top = data.draw(st.integers(0, source))
    bottom = data.draw(st.integers(top, source + 1))
    rows, columns = corridor.cells(top, bottom)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == [
        (i, j) for i in range(top, bottom) for j in range(corridor.left[i], corridor.right[i])
    ]
    starts = corridor.starts()
    assert len(rows) == starts[bottom] - starts[top]
    for i in range(top, bottom):
        assert (rows[starts[i] - starts[top] : starts[i + 1] - starts[top]] == i).all()


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6))
def test_turned_it_holds_the_same_cells_read_from_the_end(source: int, target: int, seed: int) -> None:
    corridor = ragged(source, target, np.random.default_rng(seed))
    turned = corridor.turned()
    assert_sound(turned, source, target)
    for i in range(source + 1):
        for j in range(target + 1):
            assert holds(turned, source - i, target - j) == holds(corridor, i, j)


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
