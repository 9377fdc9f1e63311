"""Candidate lines for mining, and their margins."""

import numpy as np
import pytest

from core.align.mining import near as room
from core.align.mining.near import Scoring, candidates, compare
from core.vectors import unit
from tests.core.align.made import random_vectors, translated


def test_margins_are_those_of_the_paper_up_to_their_unit() -> None:
    source = unit(np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1]], np.float32))
    target = unit(np.array([[1, 0.2, 0], [0, 1, 0.4], [1, 1, 1]], np.float32))
    cosines = (source @ target.T).astype(float)
    usual = np.add.outer(
        np.sort(cosines, axis=1)[:, 1:].mean(axis=1), np.sort(cosines, axis=0)[1:].mean(axis=0)
    )
    for scoring, expected in (
        (Scoring.ABSOLUTE, cosines),
        (Scoring.DISTANCE, cosines - usual / 2),
        (Scoring.RATIO, cosines / (usual / 2)),
    ):
        found = candidates(compare(source, target, 2), scoring)
        pairs = expected[found.source, found.target]
        assert np.allclose(np.corrcoef(found.margin, pairs)[0, 1], 1)  # a unit and a zero of their own


def test_margins_of_second_best_lines_have_mean_zero_and_deviation_one() -> None:
    vectors = unit(random_vectors(300, 1)), unit(random_vectors(200, 2))
    near = compare(*vectors, 3)
    found = candidates(near, Scoring.DISTANCE)
    margin = dict(
        zip(zip(found.source.tolist(), found.target.tolist(), strict=True), found.margin, strict=True)
    )
    second = [margin[at, int(to)] for at, to in enumerate(near.to[:, 1])]
    second += [margin[int(at), to] for to, at in enumerate(near.at[:, 1])]
    assert np.mean(second) == pytest.approx(0, abs=1e-6)
    assert np.std(second) == pytest.approx(1, abs=1e-6)


def test_each_pair_is_a_candidate_once() -> None:
    vectors = unit(random_vectors(80, 1))
    found = candidates(compare(vectors, vectors, 4), Scoring.RATIO)
    pairs = list(zip(found.source.tolist(), found.target.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert {(at, at) for at in range(80)} <= set(pairs)


def test_many_lines_are_sought_in_cells_and_nearly_all_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = random_vectors(3000, 1)
    sides = unit(vectors), unit(translated(vectors, 2, noise=0.3))
    exact = compare(*sides, 4)
    monkeypatch.setattr(room, "_EXACT", 1000)
    by_cells = compare(*sides, 4)
    assert (by_cells.to[:, 0] == exact.to[:, 0]).mean() >= 0.95
    assert (by_cells.at[:, 0] == exact.at[:, 0]).mean() >= 0.95
    again = compare(*sides, 4)
    assert all(np.array_equal(one, other) for one, other in zip(by_cells, again, strict=True))


def test_one_line_a_side_is_a_candidate_and_none_is_none() -> None:
    one, none = np.ones((1, 4), np.float32) / 2, np.empty((0, 4), np.float32)
    assert len(candidates(compare(one, one, 4), Scoring.RATIO).margin) == 1
    assert len(candidates(compare(one, none, 4), Scoring.RATIO).margin) == 0
    assert len(candidates(compare(none, none, 4), Scoring.RATIO).margin) == 0
