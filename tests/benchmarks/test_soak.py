"""A short soak test with fixed seeds: a window killed while it edits, and random sequences of verbs."""

import pytest

from benchmarks.soak import killed, sequences

AT_MOST_LOST = 2.0  # seconds, as the window promises


@pytest.mark.parametrize("seed", [7])
def test_a_killed_window_has_lost_two_seconds_at_most(seed: int) -> None:
    lost = killed(seed)
    assert lost is not None, "the project cannot be read"
    assert lost <= AT_MOST_LOST


def test_no_sequence_of_verbs_breaks_a_law_or_the_table() -> None:
    assert sequences(200, 11) == 0
