"""Precision, recall and F1 of ladders, with the figures worked out by hand."""

import pytest

from core.evaluation import Figures, Score, parse_ladder, score

GOLD = """\
[0]:[0]
[1]:[1]
[2]:[2]
[3, 4]:[3]
[5]:[]
"""
RESULT = """\
[0]:[0]:1.0000
[1, 2]:[1, 2]:0.4
[3]:[3]
[4]:[]
[5]:[]
"""


def test_figures_are_those_worked_out_by_hand() -> None:
    counts = score(parse_ladder(GOLD), parse_ladder(RESULT))
    # Right: [0]:[0] and [5]:[]. Near besides: [1, 2]:[1, 2] and [3]:[3]; [4]:[] can touch nothing.
    # Sought are the four two-sided beads: [0]:[0] is found, the other three are touched.
    assert counts == Score(tested=5, right=2, near=4, sought=4, found=1, met=4)
    assert counts.strict == Figures(2 / 5, 1 / 4, pytest.approx(4 / 13))
    assert counts.lax == Figures(4 / 5, 1.0, pytest.approx(8 / 9))


def test_counts_of_documents_add_up_before_dividing() -> None:
    gold = parse_ladder(GOLD)
    both = score(gold, parse_ladder(RESULT)) + score(gold, gold)
    assert both.strict.precision == 7 / 10
    assert both.strict.recall == 5 / 8


def test_a_result_equal_to_the_gold_is_perfect() -> None:
    counts = score(parse_ladder(GOLD), parse_ladder(GOLD))
    assert counts.strict == counts.lax == Figures(1.0, 1.0, 1.0)


def test_touching_on_one_side_only_is_not_near() -> None:
    assert score(parse_ladder("[0]:[0]\n[1]:[1]"), parse_ladder("[0]:[1]\n[1]:[0]")).near == 0


def test_touching_two_beads_with_one_side_each_is_not_near() -> None:
    assert score(parse_ladder("[0, 1]:[0]\n[2]:[1, 2]"), parse_ladder("[1]:[1]")).near == 0


def test_a_bead_written_twice_counts_once() -> None:
    assert score(parse_ladder("[0]:[0]"), parse_ladder("[0]:[0]\n[0]:[0]:0.5")).tested == 1


def test_nothing_at_all_scores_nought() -> None:
    assert score([], []).strict == Figures(0.0, 0.0, 0.0)
    assert score(parse_ladder(GOLD), []).lax == Figures(0.0, 0.0, 0.0)
    assert score(parse_ladder(GOLD), parse_ladder("[]:[]")).tested == 0


@pytest.mark.parametrize(
    ("line", "bead"),
    [
        ("[0, 1]:[0]:0.97", ((0, 1), (0,))),
        ("[0,1]:[0]", ((0, 1), (0,))),
        (" [7] : [] : 0.5 : more", ((7,), ())),
        ("[]:[12, 13]:", ((), (12, 13))),
        ("[3,]:[4]", ((3,), (4,))),
        ("\ufeff[0]:[0]\r", ((0,), (0,))),
    ],
)
def test_ladder_lines_are_read(line: str, bead: object) -> None:
    assert parse_ladder(f"{line}\n\n") == [bead]


@pytest.mark.parametrize(
    "line", ["[0]", "0:0", "[0]:[a]", "[0]:[-1]", "[0] [0]", "[0 1]:[0]", "[,]:[0]", "[0]:[0]0.9", "{0}:[0]"]
)
def test_a_malformed_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 3 is not a bead"):
        parse_ladder(f"[0]:[0]\n\n{line}\n")
