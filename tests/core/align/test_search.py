"""The search and the sums behind confidence, against every alignment there is, listed one by one."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.align.confidence import confidences
from core.align.corridor import Corridor, lay_corridor
from core.align.nearest import nearest, unit
from core.align.options import AlignOptions
from core.align.scores import Scores
from core.align.search import Step, best_path
from core.align.spans import spans
from tests.core.align.made import random_vectors


def made(source: int, target: int, seed: int, options: AlignOptions) -> tuple[Scores, Corridor]:
    """Scores of two random sides; now and then a place is left out, and nothing may be merged across it."""
    random = np.random.default_rng(seed)
    vectors = random_vectors(source, seed), random_vectors(target, seed + 1)
    units = unit(vectors[0]), unit(vectors[1])
    halves = []
    for at, count in enumerate((source, target)):
        sizes = random.integers(5, 60, count).astype(float)
        places = np.cumsum(random.choice([1, 1, 1, 2], count))
        neighbours = nearest(units[at], units[1 - at], options.neighbours)[1]
        halves.append(spans(sizes, places, vectors[at], units[1 - at], neighbours, options))
    corridor = lay_corridor(source, target, np.zeros((0, 2), np.int64))
    return Scores(halves[0], halves[1], float(random.normal() / 4), options), corridor


def every_alignment(
    shapes: Sequence[Step], source: int, target: int, last: Step | None = None
) -> Iterator[list[Step]]:
    """All ways to cut both sides into steps, segments left alone standing source first."""
    if not source and not target:
        yield []
    for a, b in [*shapes, (1, 0), (0, 1)]:
        if a <= source and b <= target and not ((a, b) == (1, 0) and last == (0, 1)):
            for rest in every_alignment(shapes, source - a, target - b, (a, b)):
                yield [(a, b), *rest]


def value(scores: Scores, steps: Sequence[Step]) -> float:
    """The score of an alignment, by the book."""
    total = 0.0
    ends = np.cumsum(np.array(steps), axis=0)
    for at, step in enumerate(steps):
        if all(step):
            total += float(scores.beads(np.array([step]), ends[at : at + 1])[0])
        else:
            again = at > 0 and steps[at - 1] == step
            total -= scores.options.skip_more if again else scores.options.skip
    return total


def beads(steps: Sequence[Step]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The segments of each step; one left alone is the same bead wherever the other side has got to."""
    out, i, j = [], 0, 0
    for a, b in steps:
        out.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return out


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10_000), st.integers(2, 5))
@settings(max_examples=40)
def test_path_and_confidence_are_exact(source: int, target: int, seed: int, reach: int) -> None:
    options = AlignOptions(reach=reach, skip=0.3, skip_more=0.07, temperature=0.3)
    scores, corridor = made(source, target, seed, options)
    steps = best_path(scores, corridor)
    alignments = list(every_alignment(scores.shapes, source, target))
    values = np.array([value(scores, alignment) for alignment in alignments])
    assert value(scores, steps) == pytest.approx(values.max(), abs=1e-4)
    weights = np.exp((values - values.max()) / options.temperature)
    posteriors = [
        weights[[bead in beads(alignment) for alignment in alignments]].sum() / weights.sum()
        for bead in beads(steps)
    ]
    assert confidences(scores, corridor, steps) == pytest.approx(posteriors, abs=1e-3)


def test_scores_in_blocks_are_those_of_single_beads() -> None:
    scores, _ = made(9, 8, 3, AlignOptions())
    block = scores.block(2, 10, 1, 9)
    for at, shape in enumerate(scores.shapes):
        cells = [(i, j) for i in range(shape[0], 10) for j in range(shape[1], 9) if i >= 2]
        alone = scores.beads(np.array([shape] * len(cells)), np.array(cells))
        assert [block[at, i - 2, j - 1] for i, j in cells] == pytest.approx(alone, rel=1e-4, abs=1e-5)


def test_turned_twice_is_the_same() -> None:
    scores, _ = made(9, 8, 4, AlignOptions())
    twice = scores.turned().turned()
    assert np.array_equal(twice.block(0, 10, 0, 9), scores.block(0, 10, 0, 9))
    steps = best_path(scores, lay_corridor(9, 8, np.zeros((0, 2), np.int64)))
    there = value(scores, steps)
    assert value(scores.turned(), steps[::-1]) == pytest.approx(there, abs=1e-4)
