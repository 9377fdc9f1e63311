"""Features of runs, compared with each run computed separately."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.align.reading import SideFeatures, readings
from core.align.runs import Runs, runs
from tests.core.align.made import pair, random_vectors, side

TEXTS = ("Who? “Me.”", "", "Paris, 1984!", "…", "  ", "and so on", "Go, Paris: 7 12!?")


def reading(texts: list[str], seed: int = 1) -> SideFeatures:
    """A side, some of whose segments open a block, read beside one that shares its names and numbers."""
    random = np.random.default_rng(seed)
    other = ["Paris 1984 7 12"]
    encoded = pair(random_vectors(len(texts), seed), random_vectors(1, seed))
    one, _ = readings((side(texts), side(other)), encoded)
    return replace(one, opening=random.integers(0, 3, len(one)))


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=12), st.integers(1, 7), st.integers(0, 1000))
def test_each_run_is_what_its_segments_are(texts: list[str], widest: int, seed: int) -> None:
    one = reading([*texts, "end"], seed)
    cosines = np.random.default_rng(seed).random((len(one), 3)).astype(np.float32)
    found = runs(one, cosines, widest)
    for a in range(1, widest + 1):
        for i in range(len(one) + 1):
            here = slice(i - a, i)
            if a > i:
                assert not found.whole[a - 1, i]
                continue
            places = one.places[here]
            assert found.whole[a - 1, i] == (places[-1] - places[0] == a - 1)
            length = np.linalg.norm(one.vectors[here].sum(axis=0))
            assert found.scale[a - 1, i] == pytest.approx(1 / length, rel=1e-4)
            assert found.breaks[a - 1, i] == (one.opening[here] > 0)[1:].sum()
            for name, values in (
                ("size", one.sizes),
                ("questions", one.marks.questions),
                ("shouts", one.marks.shouts),
                ("quotes", one.marks.quotes),
                ("numbers", one.numbers.mass),
                ("cognates", one.cognates.mass),
            ):
                assert getattr(found, name)[a - 1, i] == pytest.approx(values[here].sum(), rel=1e-5)


def test_a_place_knows_what_stands_before_and_behind_it() -> None:
    one = reading(["Yes.", "no?", "12 men"])
    found = runs(one, np.ones((3, 1), np.float32), 2)
    assert found.end.tolist() == [0, *one.marks.end.tolist()]
    assert found.start.tolist() == [*one.marks.start.tolist(), 0]
    assert found.opening.tolist() == [*one.opening.tolist(), 0]


def test_a_segment_knows_its_nearest_its_length_and_whether_it_says_anything() -> None:
    one = reading(["Yes.", "no", "twelve men"])
    one = replace(one, vectors=one.vectors * np.array([[1], [0], [1]], np.float32))
    cosines = np.array([[0.9, 0.5], [0, 0], [0.4, 0.2]], np.float32)
    found = runs(one, cosines, 2)
    assert found.best == pytest.approx([0.9, 0, 0.4])
    assert found.around == pytest.approx([0.7, 0, 0.3])
    assert found.letters == pytest.approx(np.log(one.sizes), abs=1e-6)
    assert found.mute.tolist() == [False, True, False]
    assert found.scale[0].tolist() == pytest.approx([0, 1, 0, 1])


def test_a_run_that_says_opposite_things_has_no_direction() -> None:
    """Its sum is what rounding left, and a cosine to that would be anything."""
    one = reading(["Yes.", "no"])
    opposite = np.array([[0.6, 0.8], [-0.6, -0.8 + 1e-7]], np.float32)
    found = runs(replace(one, vectors=opposite), np.ones((2, 1), np.float32), 2)
    assert found.scale[1].tolist() == [0, 0, 0]


def test_all_tables_are_small_numbers() -> None:
    found = runs(reading(["Yes.", "no"]), np.ones((2, 1), np.float32), 7)
    for field in fields(Runs):
        values = getattr(found, field.name)
        assert values.dtype in (np.float32, np.bool_, np.int64), field.name
        assert values.shape in ((7, 3), (3,), (2,)), field.name


def test_a_part_is_what_the_part_alone_would_be() -> None:
    one = reading([TEXTS[at % len(TEXTS)] for at in range(30)])
    cosines = np.random.default_rng(1).random((len(one), 3)).astype(np.float32)
    whole, part = runs(one, cosines, 4), runs(one.part(5, 12), cosines[5:12], 4)
    cut = whole.part(5, 12)
    for field in fields(Runs):
        expected, found = getattr(part, field.name), getattr(cut, field.name)
        if expected.ndim == 2:
            for a in range(1, 5):  # what begins before the part has any value
                np.testing.assert_allclose(found[a - 1, a:], expected[a - 1, a:], rtol=1e-4, atol=1e-6)
        elif len(expected) == 7:
            np.testing.assert_array_equal(found, expected)
        else:  # what stands right before and behind it
            np.testing.assert_array_equal(found[1:-1], expected[1:-1])
