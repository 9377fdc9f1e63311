"""A side is shifted as far as needed, and never past what a person decided."""

import pytest

from core.model import Bead, Status
from core.review import verbs
from tests.core.review.made import after, bitext, judged, table

ACCEPTED = Bead((), (), 0.9, Status.ACCEPTED)
MOVED = Bead((), (), 0.8, moved=1)
FOUR = bitext("A. | W.", "B. | X.", "C. | Y.", "D. | Z.")


def test_a_side_goes_down_to_the_end_and_leaves_a_row_without_counterpart() -> None:
    shifted = after(FOUR, verbs.shift_down(FOUR, 1, "source"))
    assert table(shifted) == ["A. | W.", " | X.", "B. | Y.", "C. | Z.", "D. | "]
    assert shifted.beads[0] == FOUR.beads[0]
    assert {bead.status for bead in shifted.beads[1:]} == {Status.OPEN}
    back = after(shifted, verbs.shift_up(shifted, 2, "source"))
    assert table(back) == table(FOUR)


def test_an_empty_cell_takes_up_the_shift_and_the_rest_stays() -> None:
    before = bitext("A. | W.", "B. | X.", "| Y.", "D. | Z.")
    shifted = after(before, verbs.shift_down(before, 0, "source"))
    assert table(shifted) == [" | W.", "A. | X.", "B. | Y.", "D. | Z."]
    assert shifted.beads[3] == before.beads[3]


def test_a_row_of_one_side_disappears_when_it_is_shifted_down() -> None:
    before = judged(bitext("A. |", "B. | X.", "C. | Y.", "| Z."), r1=Bead((), (), note="n"))
    shifted = after(before, verbs.shift_down(before, 0, "source"))
    assert table(shifted) == ["A. | X.", "B. | Y.", "C. | Z."]
    assert shifted.beads[0].note == "n"


@pytest.mark.parametrize("decided", [ACCEPTED, MOVED])
def test_a_shift_ends_above_what_a_person_decided(decided: Bead) -> None:
    if decided is MOVED:
        before = judged(bitext("| V.", "A. | W.", "B. | X.", "C. |", "D. | Z."), r1=MOVED, r4=MOVED)
    else:
        before = judged(bitext("| V.", "A. | W.", "B. | X.", "C. | Y.", "D. | Z."), r4=ACCEPTED)
    shifted = after(before, verbs.shift_down(before, 1, "source"))
    assert table(shifted)[1:4] == [" | W.", "A. | X.", "B. | "]
    assert shifted.beads[4:] == before.beads[3:]
    up = after(before, verbs.shift_up(before, 2, "target"))
    assert table(up)[1:3] == ["A. | W. / X.", "B. | "]
    assert up.beads[3:] == before.beads[3:]


def test_a_side_goes_up_and_its_first_cell_joins_the_one_above() -> None:
    assert table(after(FOUR, verbs.shift_up(FOUR, 1, "target"))) == [
        "A. | W. / X.",
        "B. | Y.",
        "C. | Z.",
        "D. | ",
    ]


def test_a_shift_up_ends_with_the_row_that_disappears() -> None:
    before = bitext("A. |", "B. | W.", "| X.", "D. | Z.")
    shifted = after(before, verbs.shift_up(before, 1, "target"))
    assert table(shifted) == ["A. | W.", "B. | X.", "D. | Z."]
    assert shifted.beads[2] == before.beads[3]


def test_a_shift_up_ends_at_an_empty_cell() -> None:
    before = bitext("A. |", "B. | W.", "C. |", "D. | Z.")
    assert table(after(before, verbs.shift_up(before, 1, "target"))) == [
        "A. | W.",
        "B. | ",
        "C. | ",
        "D. | Z.",
    ]


def test_what_cannot_be_shifted_is_said() -> None:
    before = judged(bitext("A. |", "| X."), r2=ACCEPTED)
    with pytest.raises(verbs.NotPossible, match="nothing to shift in the target"):
        verbs.shift_down(before, 0, "target")
    with pytest.raises(verbs.NotPossible, match="no row above"):
        verbs.shift_up(before, 0, "source")
    with pytest.raises(verbs.NotPossible, match="no row below"):
        verbs.shift_down(before, 0, "source")


def test_segments_move_past_rows_without_that_side() -> None:
    before = bitext("A. / B. | W.", "| X.", "| Y.", "D. | Z.")
    moved = after(before, verbs.move_segments(before, 0, "source", 1, 2))
    assert table(moved) == ["A. | W.", " | X.", "B. | Y.", "D. | Z."]
    assert moved.beads[1] == before.beads[1]
    assert table(after(moved, verbs.move_segments(moved, 3, "source", 0, 2)))[2:] == ["B. / D. | Y.", " | Z."]
    with pytest.raises(verbs.NotPossible, match="in the way"):
        verbs.move_segments(moved, 0, "source", 0, 3)
    with pytest.raises(verbs.NotPossible, match="already in this row"):
        verbs.move_segments(moved, 0, "source", 0, 0)


def test_a_link_survives_between_two_rows_that_exchange_segments() -> None:
    before = judged(bitext("A. / B. | W.", "| X.", "D. | Z.", "E. |"), r2=MOVED, r4=MOVED)
    moved = after(before, verbs.move_segments(before, 0, "source", 1, 2))
    assert [bead.moved for bead in moved.beads] == [None, 1, None, 1]


def test_a_segment_is_taken_from_the_rows_beside() -> None:
    before = bitext("A. / B. | W.", "C. | X.", "D. / E. | Y.")
    assert table(after(before, verbs.take_segment_from_above(before, 1, "source")))[:2] == [
        "A. | W.",
        "B. / C. | X.",
    ]
    assert table(after(before, verbs.take_segment_from_below(before, 1, "source")))[1:] == [
        "C. / D. | X.",
        "E. | Y.",
    ]
    with pytest.raises(verbs.NotPossible, match="no row above"):
        verbs.take_segment_from_above(before, 0, "source")
    with pytest.raises(verbs.NotPossible, match="no row below"):
        verbs.take_segment_from_below(before, 2, "source")


def test_an_accepted_row_is_shifted_where_the_person_stands_on_it() -> None:
    before = judged(FOUR, r2=ACCEPTED)
    assert table(after(before, verbs.shift_up(before, 1, "source")))[:2] == ["A. / B. | W.", "C. | X."]
    assert table(after(before, verbs.shift_down(before, 1, "source")))[1:3] == [" | X.", "B. | Y."]


def test_a_link_is_dropped_on_both_halves_also_where_both_stand_in_the_rows_that_change() -> None:
    before = judged(bitext("A. / B. |", "| X.", "C. | Z."), r1=MOVED, r2=MOVED)
    moved = after(before, verbs.move_segments(before, 0, "source", 1, 2))
    assert [bead.moved for bead in moved.beads] == [None, None, None]
