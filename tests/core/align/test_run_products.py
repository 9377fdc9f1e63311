"""Products of runs from those of segments, against sums taken cell by cell."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from core.align.corridor import Corridor
from core.align.run_products import run_products
from tests.core.align.made import ragged


@given(
    st.integers(1, 20), st.integers(1, 20), st.integers(1, 7), st.booleans(), st.integers(0, 10**6), st.data()
)
@settings(max_examples=80)
def test_products_are_those_of_the_runs(
    source: int, target: int, widest: int, whole: bool, seed: int, data: st.DataObject
) -> None:
    random = np.random.default_rng(seed)
    first, second = (random.normal(size=(count, 5)).astype(np.float32) for count in (source, target))
    corridor = ragged(source, target, random)
    if whole:
        corridor = Corridor(np.zeros_like(corridor.left), np.full_like(corridor.right, target + 1))
    top = data.draw(st.integers(0, source))
    bottom = data.draw(st.integers(top + 1, source + 1))
    found = run_products(first, second, corridor, top, bottom, widest)
    cells = list(zip(*(each.tolist() for each in corridor.cells(top, bottom)), strict=True))
    for b in range(1, widest + 1):
        for a in range(1, widest + 1):
            values, last = found.beads(a, b), found.rows(a - 1, b)
            assert values.dtype == last.dtype == np.float32
            assert len(values) == len(cells)
            for at, (i, j) in enumerate(cells):
                if a <= i and b <= j:
                    products = first[i - a : i].astype(np.float64) @ second[j - b : j].T
                    assert_allclose(values[at], products.sum(), rtol=1e-4, atol=1e-4)
                    assert_allclose(last[at], products[0].sum(), rtol=1e-4, atol=1e-4)


def test_a_corridor_of_many_rows_is_taken_in_blocks() -> None:
    """Rows in several blocks; the corridor leaps, so that blocks have very different columns."""
    random = np.random.default_rng(5)
    first, second = (random.normal(size=(count, 6)).astype(np.float32) for count in (300, 900))
    left = np.concatenate([np.arange(140), np.full(161, 600)])
    right = np.concatenate([np.arange(140) + 9, np.full(161, 901)])
    left[139:], right[139] = np.maximum(left[139:], 100), 901
    corridor = Corridor(left.astype(np.int64), right.astype(np.int64))
    found = run_products(first, second, corridor, 0, 301, 3)
    rows, columns = corridor.cells(0, 301)
    products = np.pad(first @ second.T, ((3, 0), (3, 0)))
    for a, b in np.ndindex(3, 3):
        expected = sum(
            products[rows + 2 - back, columns + 2 - along] for back, along in np.ndindex(a + 1, b + 1)
        )
        there = (rows > a) & (columns > b)
        assert_allclose(found.beads(a + 1, b + 1)[there], expected[there], atol=1e-4)


def test_a_stretch_without_beads_is_no_trouble() -> None:
    corridor = Corridor(np.zeros(4, np.int64), np.full(4, 3))
    found = run_products(np.ones((3, 2), np.float32), np.ones((2, 2), np.float32), corridor, 0, 1, 4)
    assert found.beads(4, 4).shape == (3,)


def test_long_rows_do_not_wear_the_products_down() -> None:
    """The running sums are long; a difference of two of them must still be exact."""
    first, second = np.ones((4, 1), np.float32), np.full((100_000, 1), 0.1, np.float32)
    second[-1] = 7
    corridor = Corridor(np.zeros(5, np.int64), np.full(5, 100_001))
    found = run_products(first, second, corridor, 4, 5, 2)
    assert_allclose(found.beads(2, 1)[-1], 14, rtol=1e-6)
    assert_allclose(found.beads(1, 2)[-2], 0.2, rtol=1e-6)
