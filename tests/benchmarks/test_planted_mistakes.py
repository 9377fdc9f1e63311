"""Planted mistakes: their number and kind, and nothing else changed."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.lib.reviewer.planted_mistakes import BEADS, WAYS, stretches, task
from core.model import check
from core.pipeline import Options
from tests.benchmarks.made_gold import made_gold


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a data folder with one manual alignment."""
    return made_gold(tmp_path)


def test_each_mistake_is_planted_the_given_number_of_times(data: Path) -> None:
    found = stretches(data)
    assert [len(run.beads) for run in found["made-dev"]] == [260]
    given = task(found, 3, Options())
    bitext = given.bitext
    check(bitext)
    assert Counter(way for way, _ in given.planted) == WAYS
    assert len(given.right) == BEADS
    assert given.wrong(bitext)
    wrong = [bead for bead in bitext.beads if (bead.source, bead.target) not in given.right]
    assert len([bead for bead in wrong if bead.moved is not None]) == 2 * WAYS["swapped"]
    pairs = zip(bitext.target.texts(), given.texts[1], strict=True)
    false = [(one, other) for one, other in pairs if one != other]
    assert len(false) == WAYS["falsified"]
    for one, other in false:
        assert len(one) == len(other)
        assert sum(map(str.__ne__, one, other)) == 1
    assert bitext.source.texts() == tuple(given.texts[0])
    assert all(bead.confidence is not None for bead in bitext.beads)


def test_a_seed_decides_all(data: Path) -> None:
    found = stretches(data)
    assert task(found, 3, Options()).bitext == task(found, 3, Options()).bitext
    assert task(found, 3, Options()).planted != task(found, 4, Options()).planted


def test_a_stretch_ends_where_lines_are_missing_or_out_of_order(data: Path) -> None:
    ladder = next((data / "gold" / "made-dev").glob("*.ladder"))
    lines = ladder.read_text("utf-8").splitlines()
    lines[30], lines[31] = lines[31], lines[30]
    ladder.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (run,) = stretches(data)["made-dev"]
    assert len(run.beads) < 230
    del lines[100]
    ladder.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert stretches(data) == {}
