"""The weights are a file that a person can read."""

import math

import pytest

from core.align.weights import load, parse


@pytest.mark.parametrize("name", ["built-in", "folder"])
def test_the_weights_that_ship_are_numbers_of_a_sensible_size(name: str) -> None:
    weights = load(name)
    assert set(weights.coarse) == set(weights.fine)
    for part in (weights.coarse, weights.fine):
        assert all(math.isfinite(weight) and abs(weight) < 20 for weight in part.values())
        assert part["bead 1-1"] > part["bead 1-2"] > part["bead 1-4"]
        assert part["similarity"] > 0 > part["length"]


def test_the_first_search_does_not_use_words() -> None:
    for name in ("built-in", "folder"):
        assert {weight for feature, weight in load(name).coarse.items() if feature.startswith("words")} == {
            0.0
        }
    assert not any(weight for feature, weight in load("folder").fine.items() if feature.startswith("words"))


def test_a_file_is_read_line_by_line() -> None:
    weights = parse("# feature\tfirst\tlast\nbead 1-1\t1.5\t-2\n\n# so\nalone\t0\t0.25\n")
    assert dict(weights.coarse) == {"bead 1-1": 1.5, "alone": 0.0}
    assert dict(weights.fine) == {"bead 1-1": -2.0, "alone": 0.25}


@pytest.mark.parametrize("text", ["alone\t1", "alone\tone\ttwo", "alone 1 2"])
def test_a_damaged_file_is_refused(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        parse(text)
