"""A small seeded part of the soak: a window killed while it edits, and random rows of verbs."""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AT_MOST_LOST = 2.0  # seconds, as the window promises


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], float | None]:
    """The program's function; a program finds its neighbours in its own folder."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from benchmarks.soak import killed

    return killed


@pytest.fixture
def sequences(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], int]:
    """The program's function."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from benchmarks.soak import sequences

    return sequences


@pytest.mark.parametrize("seed", [7])
def test_a_killed_window_has_lost_two_seconds_at_most(
    killed: Callable[[int], float | None], seed: int
) -> None:
    lost = killed(seed)
    assert lost is not None, "the project cannot be read"
    assert lost <= AT_MOST_LOST


def test_no_row_of_verbs_breaks_a_law_or_the_table(sequences: Callable[[int, int], int]) -> None:
    assert sequences(200, 11) == 0
