"""Passages are paired wherever they stand: in one row where order allows, else by a link."""

from dataclasses import replace

import pytest

from core.model import Bead, Status
from core.review import verbs
from core.review.verbs.pairing import Passage
from tests.core.review.made import after, bitext, judged, table

ACCEPTED = Bead((), (), 0.9, Status.ACCEPTED)
FAR = bitext("A. |", "B. | X.", "C. | Y.", "| Z.")


def test_two_rows_far_apart_become_a_moved_pair_where_they_stand() -> None:
    before = judged(FAR, r1=replace(ACCEPTED, note="n"))
    paired = after(before, verbs.pair_rows(before, 3, 0))
    assert table(paired) == table(before)
    assert [bead.moved for bead in paired.beads] == [1, None, None, 1]
    assert paired.beads[0] == Bead((0,), (), None, Status.OPEN, "n", moved=1)
    assert next((bead.source, bead.target) for bead in paired.pairs()) == ((0,), (2,))
    assert table(after(paired, verbs.unpair(paired, 3))) == table(before)
    assert [bead.moved for bead in after(paired, verbs.unpair(paired, 0)).beads] == [None] * 4


def test_a_link_gets_a_number_of_its_own() -> None:
    before = bitext("A. |", "B. |", "C. | X.", "| Y.", "| Z.")
    once = after(before, verbs.pair_rows(before, 0, 4))
    twice = after(once, verbs.pair_rows(once, 1, 3))
    assert [bead.moved for bead in twice.beads] == [1, 2, None, 2, 1]
    parted = after(twice, verbs.unpair(twice, 0))
    again = after(parted, verbs.pair_rows(parted, 4, 0))
    assert [bead.moved for bead in again.beads] == [3, 2, None, 2, 3]


def test_two_rows_with_nothing_in_the_way_become_one() -> None:
    before = bitext("A. |", "B. |", "| X. / Y.", "C. | Z.")
    assert table(after(before, verbs.pair_rows(before, 0, 2))) == ["A. | X. / Y.", "B. | ", "C. | Z."]
    assert table(after(before, verbs.pair_rows(before, 1, 2)))[:2] == ["A. | ", "B. | X. / Y."]


def test_a_segment_comes_to_the_row_that_waits_for_it() -> None:
    before = bitext("A. |", "B. | X. / Y.", "C. | Z.")
    one = verbs.passage(before, 0, "source", 0)
    patch = verbs.pair(before, one, verbs.passage(before, 1, "target", 0))
    assert table(after(before, patch))[:2] == ["A. | X.", "B. | Y."]
    assert str(patch.name) == "Pair passages of rows 1 and 2"
    below = bitext("A. / B. | X.", "| Y.")
    patch = verbs.pair(below, verbs.passage(below, 0, "source", 1), verbs.passage(below, 1, "target", 0))
    assert table(after(below, patch)) == ["A. | X.", "B. | Y."]


def test_a_segment_within_a_row_is_set_alone_to_be_linked() -> None:
    before = bitext("A. |", "B. | X.", "C. / Down there. | Y. / Z. / Quite there.")
    patch = verbs.pair(before, verbs.passage(before, 0, "source", 0), verbs.passage(before, 2, "target", 1))
    paired = after(before, patch)
    assert table(paired) == ["A. | ", "B. | X.", "C. | Y.", " | Z.", "Down there. | Quite there."]
    assert [bead.moved for bead in paired.beads] == [1, None, None, 1, None]


def test_two_rows_that_cross_become_a_row_between_the_halves_of_a_pair() -> None:
    before = judged(bitext("A. | X.", "B. | Y.", "C. | Z."), r1=replace(ACCEPTED, note="n"))
    patch = verbs.cross(before, 0)
    crossed = after(before, patch)
    assert str(patch.name) == "Swap targets of rows 1 and 2"
    assert table(crossed) == ["A. | ", "B. | X.", " | Y.", "C. | Z."]
    assert [bead.moved for bead in crossed.beads] == [1, None, 1, None]
    assert crossed.beads[1].note == "n"
    assert crossed.beads[3] == before.beads[2]
    with pytest.raises(verbs.NotPossible, match="both sides"):
        verbs.cross(crossed, 0)
    with pytest.raises(verbs.NotPossible, match="no row below"):
        verbs.cross(crossed, 3)


def test_what_is_no_two_passages_of_two_rows_and_sides_cannot_be_paired() -> None:
    with pytest.raises(verbs.NotPossible, match="one in the target"):
        verbs.pair(FAR, Passage(0, "source", 0, 1), Passage(1, "source", 0, 1))
    with pytest.raises(verbs.NotPossible, match="already in row 2"):
        verbs.pair(FAR, Passage(1, "source", 0, 1), Passage(1, "target", 0, 1))
    with pytest.raises(verbs.NotPossible, match="has both sides"):
        verbs.pair_rows(FAR, 0, 1)
    with pytest.raises(verbs.NotPossible, match="no such target segment"):
        verbs.passage(FAR, 0, "target", 0)


def test_a_segment_behind_others_is_linked_rather_than_taking_them_along() -> None:
    before = bitext("A. |", "B. / C. | X. / Y.")
    patch = verbs.pair(before, verbs.passage(before, 0, "source", 0), verbs.passage(before, 1, "target", 1))
    assert table(after(before, patch)) == ["A. | ", "B. / C. | X.", " | Y."]
    above = bitext("A. / B. | X.", "| Y.")
    patch = verbs.pair(above, verbs.passage(above, 0, "source", 0), verbs.passage(above, 1, "target", 0))
    linked = after(above, patch)
    assert table(linked) == ["A. | ", "B. | X.", " | Y."]
    assert [bead.moved for bead in linked.beads] == [1, None, 1]


def test_what_is_left_of_parted_cells_is_no_pair_of_its_own() -> None:
    before = bitext("A longer one. / B. / C. | W.", "D. | X. / Y. / Zero at last.")
    patch = verbs.pair(before, verbs.passage(before, 0, "source", 1), verbs.passage(before, 1, "target", 1))
    assert table(after(before, patch)) == [
        "A longer one. | W.",
        "B. | ",
        "C. | ",
        " | X.",
        " | Y.",
        "D. | Zero at last.",
    ]


def test_targets_are_exchanged_between_different_rows_only() -> None:
    before = bitext("A. | X.", "B. | Y.", "C. | Z.", "D. |")
    exchanged = after(before, verbs.exchange_targets(before, (0, 2)))
    assert [(one.source, one.target) for one in exchanged.pairs()][:3] == [
        ((0,), (2,)),
        ((1,), (1,)),
        ((2,), (0,)),
    ]
    for rows in ((), (0,), (1, 1), (0, 3)):
        with pytest.raises(verbs.NotPossible):
            verbs.exchange_targets(before, rows)
