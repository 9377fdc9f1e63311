"""Estimates about a pair of documents from its anchors."""

from dataclasses import replace

import numpy as np
import pytest

from core.align.estimates import Estimates, estimate
from core.align.reading import SideFeatures, readings
from tests.core.align.made import pair, random_vectors, side, translated

COUNT = 200


def both(
    source: list[str], target: list[str], seed: int = 1, noise: float = 0.2
) -> tuple[SideFeatures, SideFeatures]:
    vectors = random_vectors(len(source), seed)
    other = translated(vectors, seed + 1, noise)[: len(target)]
    return readings((side(source), side(target)), pair(vectors, other))


def diagonal(count: int = COUNT) -> np.ndarray:
    return np.stack([np.arange(count)] * 2, axis=1)


def texts(longer: float = 1.0, mark: str = ".", seed: int = 1, spread: float = 0.0) -> list[str]:
    random = np.random.default_rng(seed)
    sizes = random.integers(20, 90, COUNT) * longer
    noise = np.random.default_rng(seed + 9).normal(size=COUNT) * spread * np.sqrt(sizes)
    return ["x" * max(int(size), 1) + mark for size in sizes + noise]


def made(
    source: list[str], target: list[str], anchors: np.ndarray | None = None, best: float = 1.0
) -> Estimates:
    return estimate(*both(source, target), diagonal() if anchors is None else anchors, best)


def test_the_ratio_is_that_of_the_lengths() -> None:
    assert made(texts(), texts(1.5)).ratio == pytest.approx(1 / 1.5, rel=0.03)
    assert made(texts(1.5), texts()).ratio == pytest.approx(1.5, rel=0.03)


def test_what_only_one_side_has_does_not_change_the_ratio() -> None:
    source = texts()
    source[100:150] = ["y" * 900] * 50
    kept = np.array([*range(100), *range(150, COUNT)])
    target = [texts()[at] for at in kept]
    anchors = np.stack([kept, np.arange(150)], axis=1)
    assert estimate(*both(source, target), anchors, 1.0).ratio == pytest.approx(1, rel=0.02)
    assert estimate(*both(source, target), anchors[:10], 1.0).ratio > 3  # too few: over the whole


def test_the_spread_is_that_of_the_lengths_and_what_is_expected_without_anchors() -> None:
    none = made(texts(), texts(), np.zeros((0, 2), np.int64))
    tight, loose = made(texts(), texts()), made(texts(), texts(spread=6.0))
    assert tight.spread < none.spread < loose.spread
    # a difference of N(0, 36 size) over two sizes
    assert loose.spread == pytest.approx(18, rel=0.4)
    assert made(texts(), texts(spread=6.0), diagonal(10)).spread < loose.spread


def test_likeness_is_measured_between_strangers_and_anchors() -> None:
    source, target = both(texts(), texts(), noise=0.4)
    found = estimate(source, target, diagonal(), 0.9)
    products = source.vectors @ target.vectors.T
    assert found.strangers == pytest.approx(float(products.mean()), abs=1e-5)
    assert found.strangers + found.contrast == pytest.approx(float(np.diag(products).mean()), abs=0.01)
    bare = estimate(source, target, np.zeros((0, 2), np.int64), 0.9)
    assert bare.strangers + bare.contrast == pytest.approx(0.9, abs=1e-6)


def test_where_nothing_differs_the_contrast_is_still_above_zero() -> None:
    source, target = both(texts(), texts())
    same = replace(source, vectors=np.ones_like(source.vectors) / 24**0.5)
    found = estimate(same, replace(target, vectors=same.vectors), diagonal(), 1.0)
    assert found.contrast >= 0.05
    mute = replace(source, vectors=np.zeros_like(source.vectors))
    assert estimate(mute, target, np.zeros((0, 2), np.int64), 0.0).contrast >= 0.05


def test_marks_that_answer_each_other_are_learnt() -> None:
    """One language ends in a colon where the other has a comma; both have full stops too."""
    source, target = texts(), texts()
    for at in range(0, COUNT, 4):
        source[at], target[at] = source[at][:-1] + ":", target[at][:-1] + ","
    (one, other), anchors = both(source, target), diagonal()
    ends = estimate(one, other, anchors, 1.0).ends
    stop, colon, comma = one.marks.end[1], one.marks.end[0], other.marks.end[0]
    assert ends[colon, comma] > 0.5
    assert ends[stop, stop] > 0
    assert ends[colon, stop] < -0.5
    assert ends[stop, comma] < -0.5
    swapped = estimate(other, one, anchors, 1.0).ends
    np.testing.assert_allclose(swapped, ends.T, atol=1e-5)


def test_without_anchors_a_mark_is_expected_to_answer_itself() -> None:
    source, target = texts(), texts()
    source[::4] = target[::4] = [text[:-1] + "?" for text in texts()[::4]]
    one, other = both(source, target)
    ends = estimate(one, other, np.zeros((0, 2), np.int64), 1.0).ends
    stop, question = one.marks.end[1], one.marks.end[0]
    assert ends[stop, stop] > 0 < ends[question, question]
    assert ends[stop, question] < 0 > ends[question, stop]


def test_borders_are_trusted_as_far_as_the_sides_agree() -> None:
    source, target = both(texts(), texts())
    opens = np.zeros(COUNT, np.int64)
    opens[::5] = 1
    shifted = np.roll(opens, 2)

    def borders(first: np.ndarray, second: np.ndarray) -> float:
        sides = replace(source, opening=first), replace(target, opening=second)
        return estimate(*sides, diagonal(), 1.0).borders

    assert borders(opens, opens) > 0.85
    assert 0 < borders(opens, np.where(np.arange(COUNT) < 100, opens, shifted)) < borders(opens, opens)
    assert borders(opens, shifted) == 0
    assert borders(np.ones(COUNT, np.int64), opens) == 0
    assert borders(np.zeros(COUNT, np.int64), np.zeros(COUNT, np.int64)) == 0


@pytest.mark.parametrize("anchors", [0, 1, 2])
def test_few_anchors_or_none_give_numbers(anchors: int) -> None:
    found = made(["x"], ["…"], diagonal(min(anchors, 1)))
    told = [found.ratio, found.spread, found.strangers, found.contrast, found.borders]
    assert np.isfinite([*told, *found.ends.ravel(), *found.starts.ravel(), *found.openings.ravel()]).all()
    assert found.ratio > 0 < found.spread
