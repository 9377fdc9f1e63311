"""Coverage of a run's words by another run, compared with a slow and simple computation."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from core.align import coverage as module
from core.align import piece_stats as spoken_module
from core.align.coverage import Coverage, tables
from core.align.piece_stats import PieceStatistics, piece_statistics
from core.vectors import Pieces

WIDEST = 3


@dataclass(frozen=True)
class Case:
    """Both sides' pieces, and which segments may meet."""

    sides: tuple[PieceStatistics, PieceStatistics]
    low: np.ndarray
    high: np.ndarray

    def mean(self, side: int, own: range, other: range) -> float:
        """The mean of how well each piece of a run is covered by the other run, by the book."""
        mine, theirs = self.sides[side], self.sides[1 - side]
        total = mass = 0.0
        for segment in own:
            ids = mine.ids[mine.starts[segment] : mine.starts[segment + 1]]
            mass += float(mine.weights[ids].sum()) + 1e-6
            there = theirs.ids[theirs.starts[other[0]] : theirs.starts[other[-1] + 1]]
            for piece in ids:
                if len(there):
                    best = float((theirs.rows[there] @ mine.rows[piece]).max())
                    best = (best - float(mine.mean[piece])) / float(mine.spread[piece])
                else:
                    best = -1.0
                total += float(mine.weights[piece]) * min(max(best, -1.0), 6.0)
        return total / mass


def pieces(sizes: list[int], kinds: int, random: np.random.Generator) -> Pieces:
    rows = random.normal(size=(kinds, 6)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    ids = random.integers(0, kinds, sum(sizes))
    return Pieces(ids, np.cumsum([0, *sizes]), rows, random.uniform(0.5, 2, kinds).astype(np.float32))


def case(sizes: tuple[list[int], list[int]], seed: int, narrow: bool) -> Case:
    random = np.random.default_rng(seed)
    words = pieces(sizes[0], 9, random), pieces(sizes[1], 7, random)
    sides = piece_statistics(words, (np.arange(len(sizes[0])), np.arange(len(sizes[1]))))
    count, others = map(len, sizes)
    low, high = np.zeros(count, np.int64), np.full(count, others)
    if narrow:
        low = np.sort(random.integers(0, others, count))
        high = np.maximum(np.sort(random.integers(1, others + 1, count)), low + 1)
    return Case(sides, low, high)


sizes = st.lists(st.sampled_from([0, 1, 3]), min_size=1, max_size=6)


@given(sizes, sizes, st.integers(0, 10**6))
@settings(max_examples=12)
def test_beads_are_covered_as_the_book_says(first: list[int], second: list[int], seed: int) -> None:
    given_ = case((first, second), seed, narrow=False)
    both = tables(*given_.sides, given_.low, given_.high, WIDEST)
    cells = [(i, j) for i in range(1, len(first) + 1) for j in range(1, len(second) + 1)]
    rows, columns = np.array(cells).T
    found = Coverage(*both, rows, columns)
    for a, b in np.ndindex(WIDEST, WIDEST):
        a, b = a + 1, b + 1
        means, rims = found.beads(a, b)
        assert len(rims) == 2 * (a > 1) + 2 * (b > 1)
        for at, (i, j) in enumerate(cells):
            if a > i or b > j:
                continue
            own, other = range(i - a, i), range(j - b, j)
            expected = [given_.mean(0, own, other), given_.mean(1, other, own)]
            assert_allclose([mean[at] for mean in means], expected, rtol=1e-3, atol=2e-3)
            edges = [given_.mean(0, range(each, each + 1), other) for each in (own[-1], own[0]) if a > 1]
            edges += [given_.mean(1, range(each, each + 1), own) for each in (other[-1], other[0]) if b > 1]
            assert_allclose(sorted(rim[at] for rim in rims), sorted(edges), rtol=1e-3, atol=2e-3)


@given(sizes, sizes, st.integers(0, 10**6))
@settings(max_examples=15)
def test_within_their_reach_segments_are_covered_as_without_bounds(
    first: list[int], second: list[int], seed: int
) -> None:
    whole, narrow = case((first, second), seed, False), case((first, second), seed, True)
    every = tables(*whole.sides, whole.low, whole.high, WIDEST)
    some = tables(*whole.sides, narrow.low, narrow.high, WIDEST)
    for s in range(len(first)):
        for t in range(len(second)):
            if not narrow.low[s] <= t < narrow.high[s]:
                continue
            for b in range(1, min(WIDEST, narrow.high[s] - t) + 1):
                at = np.array([s]), np.array([t]), b
                assert_allclose(some[0].at(*at), every[0].at(*at), rtol=1e-4, atol=1e-4)
            at = np.array([t]), np.array([s]), 1
            assert_allclose(some[1].at(*at), every[1].at(*at), rtol=1e-4, atol=1e-4)


def test_out_of_reach_nothing_is_covered() -> None:
    given_ = case(([3] * 20, [3] * 20), 1, False)
    low = np.maximum(np.arange(20) - 1, 0)
    source, _ = tables(*given_.sides, low, np.minimum(np.arange(20) + 2, 20), WIDEST)
    far = source.at(np.array([0]), np.array([15]), 1)
    assert far == pytest.approx(-source.mass[0], rel=1e-5)
    assert source.at(np.array([0]), np.array([19]), 3) == pytest.approx(-source.mass[0], rel=1e-5)


def test_memory_is_that_of_the_bounds() -> None:
    given_ = case(([2] * 400, [2] * 400), 1, False)
    low, high = np.maximum(np.arange(400) - 3, 0), np.minimum(np.arange(400) + 4, 400)
    for table in tables(*given_.sides, low, high, WIDEST):
        assert len(table.values) < 400 * WIDEST * (7 + module._TOGETHER) + 2


def test_the_words_of_a_translation_are_covered_better_than_by_chance() -> None:
    random = np.random.default_rng(2)
    kinds = pieces([1], 200, random)
    ids = random.integers(0, 200, 600)
    words = Pieces(ids, np.arange(0, 601, 6), kinds.rows, kinds.weights)
    sides = piece_statistics((words, words), (np.arange(100), np.arange(100)))
    source, _ = tables(*sides, np.zeros(100, np.int64), np.full(100, 100), 1)
    right = source.at(np.arange(100), np.arange(100), 1) / source.mass
    wrong = source.at(np.arange(100), np.roll(np.arange(100), 1), 1) / source.mass
    assert right.min() > 1
    assert abs(np.median(wrong)) < 0.5


def test_a_segment_without_words_says_nothing_whatever_its_neighbours_say() -> None:
    """* * * is neither covered nor not."""
    for count in (1, 20):
        given_ = case(([0] * 8 + [2] * count, [3, 3]), 1, False)
        source, _ = tables(*given_.sides, given_.low, given_.high, 2)
        assert (source.at(np.arange(8), np.zeros(8, np.int64), 1) == 0).all()


def test_sides_without_any_words_are_no_trouble() -> None:
    given_ = case(([0, 0], [0, 0, 0]), 1, False)
    for table in tables(*given_.sides, given_.low, given_.high, WIDEST):
        assert np.isfinite(table.values).all()


def test_segments_as_long_as_chapters_are_compared_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many pieces at once would take the memory of their product; the figures are the same."""
    sizes = [700, 3, 900], [800, 5, 600]
    whole = case(sizes, 4, False)
    tables_ = tables(*whole.sides, whole.low, whole.high, WIDEST)
    for module_ in (module, spoken_module):
        monkeypatch.setattr(module_, "_COSINES", 64)
    parts = case(sizes, 4, False)
    for one, other in zip(whole.sides, parts.sides, strict=True):
        assert_allclose(other.mean, one.mean, rtol=1e-5)
        assert_allclose(other.spread, one.spread, rtol=1e-4)
    for table, again in zip(tables_, tables(*parts.sides, parts.low, parts.high, WIDEST), strict=True):
        assert_allclose(again.values, table.values, rtol=1e-3, atol=1e-3)
