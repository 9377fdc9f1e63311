"""Ladders against their two texts."""

import pytest

from core.errors import Damaged, Empty
from core.model import Bead, Bitext, check
from core.read import File, pairs
from tests.core.write.bitexts import side


def bitext_of_ladder(ladder: str, source: str, target: str) -> Bitext:
    """The bitext of a ladder and texts of one-letter segments."""
    file = File("job.ladder", ladder.encode())
    bitext = pairs.bitext_of_ladder(
        file, pairs.ladder_beads(file), side(*source), side(*target, language="de")
    )
    check(bitext)
    return bitext


def test_our_third_field_is_a_confidence() -> None:
    assert bitext_of_ladder("[0, 1]:[0]:0.9700\n[2]:[]:1.0000\n[]:[1]:0.2500\n", "abc", "xy").beads == (
        Bead((0, 1), (0,), 0.97),
        Bead((2,), (), 1.0),
        Bead((), (1,), 0.25),
    )


def test_vecaligns_third_field_is_a_cost() -> None:
    beads = bitext_of_ladder("[0, 1]:[0]:0.431231\r\n[]:[1]:0.000000\r\n[2]:[2]:0.1\r\n", "abc", "xyz").beads
    assert beads == (Bead((0, 1), (0,)), Bead((), (1,)), Bead((2,), (2,)))


def test_hunaligns_rungs_begin_beads() -> None:
    beads = bitext_of_ladder("0\t0\t0.3\n1\t1\t0.5\n3\t1\t-1\n4\t3\t0\n", "abcd", "xyz").beads
    assert beads == (Bead((0,), (0,)), Bead((1, 2), ()), Bead((3,), (1, 2)))


def test_what_a_ladder_does_not_name_stands_alone() -> None:
    beads = bitext_of_ladder("[1]:[1]:0.5000\n", "abc", "xyz").beads
    assert beads == (
        *(Bead((), (0,)), Bead((0,), ())),
        Bead((1,), (1,), 0.5),
        *(Bead((), (2,)), Bead((2,), ())),
    )


def test_beads_that_cross_become_moved_pairs() -> None:
    beads = bitext_of_ladder("[0]:[2]:0.5000\n[1]:[0]:0.9000\n[2]:[1]:0.8000\n", "abc", "xyz").beads
    assert beads == (
        Bead((0,), (), 0.5, moved=0),
        Bead((1,), (0,), 0.9),
        Bead((2,), (1,), 0.8),
        Bead((), (2,), 0.5, moved=0),
    )


def test_a_ladder_counts_its_segments() -> None:
    assert pairs.lengths(pairs.ladder_beads(File("x", b"[0, 1]:[0]\n[]:[1, 2]\n"))) == (2, 3)


@pytest.mark.parametrize(
    "line",
    ["hello", "[0]:[", "[0, 2]:[1]:0.5", "[1, 0]:[1]:0.5", "[99999999999]:[1]:0.5", "[0]-[1]", "0\t0\t0"],
)
def test_a_line_that_is_none_is_named(line: str) -> None:
    file = File("job.ladder", f"[0]:[0]:0.5\n\n{line}\n".encode())
    with pytest.raises(Damaged, match="line 3"):
        pairs.ladder_beads(file)


@pytest.mark.parametrize("ladder_beads", ["1\t1\t0\n0\t2\t0\n", "0\t0\n999999999\t1\n", "0\t0\n1\tx\n"])
def test_rungs_that_lead_nowhere_are_refused(ladder_beads: str) -> None:
    with pytest.raises(Damaged, match="line 2"):
        pairs.ladder_beads(File("job.ladder", ladder_beads.encode()))


def test_an_empty_ladder_is_refused() -> None:
    with pytest.raises(Empty):
        pairs.ladder_beads(File("job.ladder", b"\n\n"))


def test_other_texts_are_refused() -> None:
    with pytest.raises(Damaged, match=r"expects 3 segments, but “text\.txt” has 2"):
        bitext_of_ladder("[0]:[0]\n[1]:[2]\n", "ab", "xy")
    with pytest.raises(Damaged, match="in two beads"):
        bitext_of_ladder("[0]:[0]\n[1]:[0]\n", "ab", "xy")
