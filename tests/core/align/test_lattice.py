"""The search and the sums behind confidence, against every alignment there is, listed one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.align.bead_model import FORBIDDEN, SkipScores
from core.align.confidence import confidences
from core.align.corridor import Corridor, Step
from core.align.lattice import best_path, sums, turned
from core.progress import Progress
from tests.core.align.made import ragged

Cell = tuple[int, int]


@dataclass(frozen=True)
class Problem:
    """Scores without any meaning: also those of beads that begin outside the corridor."""

    corridor: Corridor
    found: NDArray[np.float32]
    skips: SkipScores

    @property
    def size(self) -> Cell:
        return len(self.skips.source), len(self.skips.target)

    def inside(self, i: int, j: int) -> bool:
        return i < len(self.corridor.left) and self.corridor.left[i] <= j < self.corridor.right[i]

    def score(self, step: Step, before: Step | None, end: Cell) -> float:
        """Return what a step adds that ends in a cell after another step."""
        i, j = end
        if all(step):
            place = self.corridor.starts()[i] + j - self.corridor.left[i]
            return float(self.found[step[0] - 1, step[1] - 1, place])
        price = self.skips.source[i - 1] if step[0] else self.skips.target[j - 1]
        return float(price) + (0.0 if before == step else self.skips.opening)

    def ways(
        self, source_first: bool = True, at: Cell = (0, 0), last: Step | None = None
    ) -> Iterator[tuple[Step, ...]]:
        """All ways from a cell to any other, segments left alone standing in one order."""
        yield ()
        widest = len(self.found)
        for a, b in np.ndindex(widest + 1, widest + 1):
            end = at[0] + a, at[1] + b
            backwards = (last, (a, b)) == (((0, 1), (1, 0)) if source_first else ((1, 0), (0, 1)))
            if a + b == 0 or (a * b == 0 and a + b > 1) or backwards or not self.inside(*end):
                continue
            if a and b and self.score((a, b), last, end) == FORBIDDEN:
                continue
            for rest in self.ways(source_first, end, (a, b)):
                yield ((a, b), *rest)

    def value(self, steps: Sequence[Step]) -> float:
        total, i, j, last = 0.0, 0, 0, None
        for step in steps:
            i, j = i + step[0], j + step[1]
            total += self.score(step, last, (i, j))
            last = step
        return total

    def alignments(self) -> list[tuple[Step, ...]]:
        return [steps for steps in self.ways() if arrived(steps) == self.size]

    def stretches(self, *cuts: int) -> list[tuple[int, NDArray[np.float32]]]:
        """The scores, in stretches that begin at these rows."""
        starts = self.corridor.starts()
        ends = [*cuts[1:], len(starts) - 1]
        return [
            (top, self.found[:, :, starts[top] : starts[bottom]])
            for top, bottom in zip(cuts, ends, strict=True)
        ]


@st.composite
def problems(draw: st.DrawFn, most: int = 3) -> Problem:
    source, target, widest = draw(st.integers(1, most)), draw(st.integers(1, most)), draw(st.integers(1, 3))
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    if draw(st.booleans()):
        corridor = ragged(source, target, random)
    else:
        corridor = Corridor(np.zeros(source + 1, np.int64), np.full(source + 1, target + 1))
    found = random.normal(size=(widest, widest, corridor.starts()[-1])).astype(np.float32)
    forbidden = random.random(found.shape) < draw(st.sampled_from([0.0, 0.4]))
    forbidden[0, 0] = False
    found[forbidden] = FORBIDDEN
    level = draw(st.sampled_from([-1.0, 0.0, 1.0]))
    skips = SkipScores(
        random.normal(level, size=source), random.normal(level, size=target), float(random.normal())
    )
    return Problem(corridor, found, skips)


def arrived(steps: Sequence[Step]) -> Cell:
    return sum(a for a, _ in steps), sum(b for _, b in steps)


def beads(steps: Sequence[Step]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The segments of each step; one left alone is the same bead wherever the other side has got to."""
    out, i, j = [], 0, 0
    for a, b in steps:
        out.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return out


def log_sum(values: Sequence[float]) -> float:
    return float(np.logaddexp.reduce(values)) if values else FORBIDDEN


@given(problems(4), st.data())
@settings(max_examples=60)
def test_the_best_path_is_the_best_of_all_alignments(problem: Problem, data: st.DataObject) -> None:
    cuts = data.draw(st.sets(st.integers(1, problem.size[0])))
    steps = tuple(best_path(problem.stretches(0, *sorted(cuts)), problem.skips, problem.corridor))
    alignments = problem.alignments()
    assert steps in alignments
    assert problem.value(steps) == pytest.approx(max(map(problem.value, alignments)), abs=1e-5)


@given(problems(), st.booleans())
def test_the_sums_are_those_over_all_ways_to_each_cell(problem: Problem, source_first: bool) -> None:
    found = sums([(0, problem.found)], problem.skips, problem.corridor, source_first)
    expected: dict[tuple[Cell, str], list[float]] = {}
    for steps in problem.ways(source_first):
        state = {(1, 0): "source", (0, 1): "target"}.get(steps[-1] if steps else (0, 0), "paired")
        expected.setdefault((arrived(steps), state), []).append(problem.value(steps))
    for place, cell in enumerate(zip(*problem.corridor.cells(0, problem.size[0] + 1), strict=True)):
        for state in ("paired", "source", "target"):
            summed = float(getattr(found, state)[place])
            wanted = log_sum(expected.get((tuple(map(int, cell)), state), []))
            assert (summed < -1e29 and wanted < -1e29) or summed == pytest.approx(wanted, abs=1e-4)


@given(problems())
def test_confidence_is_the_share_of_all_alignments_that_hold_the_bead(problem: Problem) -> None:
    alignments = problem.alignments()
    values = np.array([problem.value(steps) for steps in alignments])
    shares = np.exp(values - log_sum(values.tolist()))
    held = [set(beads(steps)) for steps in alignments]
    for steps in (alignments[0], alignments[int(values.argmax())]):
        posteriors = [shares[[bead in some for some in held]].sum() for bead in beads(steps)]
        told = confidences(problem.found, problem.skips, problem.corridor, steps)
        assert told == pytest.approx(posteriors, abs=1e-5)


@given(problems())
def test_read_from_the_end_the_weight_of_all_alignments_is_the_same(problem: Problem) -> None:
    corridor, skips = problem.corridor, problem.skips
    there = sums([(0, problem.found)], skips, corridor, True)
    back = sums([(0, turned(problem.found, corridor))], skips.turned(), corridor.turned(), False)
    ends = [
        [log_sum([float(part[-1]) for part in (way.paired, way.source, way.target)])] for way in (there, back)
    ]
    assert ends[0] == pytest.approx(ends[1], abs=1e-4)


def test_a_run_left_alone_is_opened_once() -> None:
    corridor = Corridor(np.zeros(3, np.int64), np.full(3, 3))
    found = np.full((1, 1, 9), 1.0, np.float32)
    skips = SkipScores(np.full(2, 1.0), np.full(2, 1.0), -1.5)
    # left alone, all four give 4 - 2 × 1.5 = 1; paired they give 2; one pair between two alone 3 - 3
    assert best_path([(0, found)], skips, corridor) == [(1, 1), (1, 1)]
    assert (
        best_path([(0, found)], SkipScores(skips.source, skips.target, -0.9), corridor)
        == [(1, 0)] * 2 + [(0, 1)] * 2
    )


def test_a_long_way_keeps_its_place_in_rows_far_apart() -> None:
    """A corridor of four columns a row, far longer than any of its rows is wide."""
    rows = np.arange(3001)
    corridor = Corridor(np.maximum(rows - 2, 0), np.minimum(rows + 2, 3001))
    found = np.full((2, 2, corridor.starts()[-1]), -1.0, np.float32)
    found[0, 0, np.equal(*corridor.cells(0, 3001))] = 1
    skips = SkipScores(np.full(3000, -2.0), np.full(3000, -2.0), -2.0)
    assert best_path([(0, found)], skips, corridor) == [(1, 1)] * 3000
    told = confidences(found, skips, corridor, [(1, 1)] * 3000)
    assert 0.7 < told.min() <= told.max() <= 1


def test_progress_tells_how_far_the_rows_are() -> None:
    told: list[tuple[int, int, str]] = []
    corridor = Corridor(np.zeros(4, np.int64), np.full(4, 3))
    found = np.zeros((1, 1, 12), np.float32)
    skips = SkipScores(np.zeros(3), np.zeros(2), 0.0)
    best_path(
        [(0, found[:, :, :6]), (2, found[:, :, 6:])],
        skips,
        corridor,
        Progress(lambda done, total, what: told.append((done, total, str(what)))),
    )
    assert told[-1] == (4, 4, "Aligning")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
