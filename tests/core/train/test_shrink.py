"""Vectors as small integers, and how retrieval is judged."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.train.evaluate import found
from core.train.shrink import shrunk
from core.vectors import unit


@given(st.integers(0, 1000))
def test_shrunk_vectors_are_within_half_a_step(seed: int) -> None:
    vectors = np.random.default_rng(seed).standard_normal((20, 16)).astype(np.float32)
    vectors[3] = 0
    rows, scale = shrunk(vectors)
    assert rows.dtype == np.int8
    assert (np.abs(rows * scale[:, None] - vectors) <= scale[:, None] * 0.501).all()


def test_retrieval_counts_both_directions() -> None:
    left = unit(np.array([[1, 0, 0], [0, 1, 0], [0, 0.9, 1]]))
    right = unit(np.array([[1, 0, 0], [0, 1, 1], [0, 0.1, 1]]))
    assert found(left, left).tolist() == [1, 1, 1]
    likeness = left @ right.T
    ways = [
        (likeness.argmax(axis=1) == np.arange(3)).mean(),
        (likeness.argmax(axis=0) == np.arange(3)).mean(),
    ]
    assert found(left, right).mean() == pytest.approx(sum(ways) / 2)
    assert 0 < found(left, right).mean() < 1


def test_lines_that_say_the_same_stand_for_each_other() -> None:
    same = unit(np.ones((4, 3)))
    assert found(same, same).min() == 1
