"""Probability of a mined pair: evidence, shares of the texts, the best threshold."""

import numpy as np
import pytest

from core.align.mining.near import Candidates, Scoring
from core.align.mining.odds import FEATURES, WEIGHTS, best_threshold, evidence, probabilities


def seen(
    margin: list[float], pairs: list[tuple[int, int]], texts: tuple[list[str], list[str]]
) -> dict[str, list[float]]:
    found = Candidates(
        np.array([a for a, _ in pairs]), np.array([b for _, b in pairs]), np.array(margin, float)
    )
    return dict(zip(FEATURES, evidence(found, *texts).T.tolist(), strict=True))


def test_a_lead_is_what_is_left_beside_the_best_rival_of_either_line() -> None:
    pairs = [(0, 0), (0, 1), (1, 1), (2, 2)]
    lead = seen([5.0, 2.0, 3.0, 4.0], pairs, (["a"] * 3, ["b"] * 3))["lead"]
    assert lead == [3.0, -3.0, 1.0, 4.0]


def test_numbers_count_in_the_numerals_of_any_script_and_with_any_separator() -> None:
    texts = ["In 1,024 there were 7.", "No number"], ["١٬٠٢٤ و ٧", "２０２４年"]
    found = seen([0.0] * 4, [(0, 0), (0, 1), (1, 0), (1, 1)], texts)
    assert found["numbers"] == [0, 3, 3, 1]


def test_a_line_of_thousands_of_digits_is_read() -> None:
    assert seen([0.0], [(0, 0)], (["9" * 10_000], ["9" * 10_000]))["numbers"] == [0]


def test_lengths_are_compared_with_what_is_usual_in_these_texts() -> None:
    texts = ["x" * 60] * 30, ["y" * 30] * 29 + ["y" * 60]
    found = seen([9.0] * 30, [(at, at) for at in range(30)], texts)["length"]
    assert found[:29] == pytest.approx([0.0] * 29)
    assert found[29] == pytest.approx(np.log(2))


@pytest.mark.parametrize("scoring", Scoring)
def test_every_scoring_has_a_weight_for_each_feature_and_likes_what_speaks_for_a_pair(
    scoring: Scoring,
) -> None:
    weights = dict(zip(FEATURES, WEIGHTS[scoring], strict=True))
    assert weights["margin"] > 0
    assert weights["numbers"] < 0
    assert weights["length"] < 0


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
def test_probabilities_find_out_what_share_of_the_pairs_is_right(share: float) -> None:
    rng = np.random.default_rng(3)
    right = rng.random(20_000) < share
    log_odds = rng.normal(
        np.where(right, 4.5, -4.5), 3.0
    )  # two bells of variance 9: their log odds is the value
    found = probabilities(log_odds)
    assert found.mean() == pytest.approx(share, rel=0.1)
    sure = found > 0.8
    assert right[sure].mean() == pytest.approx(found[sure].mean(), abs=0.03)


def test_the_threshold_is_where_the_expected_f1_is_highest() -> None:
    probability = np.array([0.9, 0.8, 0.6, 0.3, 0.2])
    total = probability.sum()
    f1 = [2 * probability[:n].sum() / (n + total) for n in range(1, 6)]
    assert best_threshold(probability) == probability[int(np.argmax(f1))]
    assert best_threshold(np.array([])) == 1
