"""Rows are taken apart where their texts most likely part."""

from dataclasses import replace

import pytest

from core.model import Bead, Status
from core.review import verbs
from core.review.verbs.lengths import even_cuts
from tests.core.review.made import after, bitext, judged, table

NOTED = Bead((), (), 0.9, Status.ACCEPTED, "n", bookmark=True)


def test_a_merged_row_becomes_the_rows_it_was() -> None:
    before = bitext("Short. | Kurz.", "A good deal longer than it. | Viel länger als das.", "End. | Ende.")
    merged = after(before, verbs.merge(before, 0, 2))
    parted = after(merged, verbs.unmerge(merged, 0))
    assert table(parted) == table(before)
    assert {(bead.confidence, bead.status) for bead in parted.beads} == {(None, Status.OPEN)}


def test_the_longer_cell_is_cut_by_the_shares_of_the_shorter() -> None:
    before = bitext("It was a long and dark night. / Rain. | Die Nacht / war lang / und dunkel. / Regen.")
    assert table(after(before, verbs.unmerge(before, 0))) == [
        "It was a long and dark night. | Die Nacht / war lang / und dunkel.",
        "Rain. | Regen.",
    ]


def test_a_single_segment_stays_with_the_one_that_suits_its_length() -> None:
    before = bitext(
        "Nobody had seen the lamp go out. | Nein. / Niemand hatte gesehen, wie die Lampe ausging. / Ja.",
        "We stayed there. | Wir blieben dort.",
    )
    assert table(after(before, verbs.unmerge(before, 0))) == [
        " | Nein.",
        "Nobody had seen the lamp go out. | Niemand hatte gesehen, wie die Lampe ausging.",
        " | Ja.",
        "We stayed there. | Wir blieben dort.",
    ]


def test_a_row_without_counterpart_becomes_a_row_a_segment_and_keeps_its_note_above() -> None:
    before = judged(bitext("A. / B. / C. |"), r1=NOTED)
    rows = after(before, verbs.unmerge(before, 0)).beads
    assert [len(bead.source) for bead in rows] == [1, 1, 1]
    assert [(bead.note, bead.bookmark) for bead in rows] == [("n", True), ("", False), ("", False)]


@pytest.mark.parametrize("row", ["A. | X.", "A. |", "| X."])
def test_a_row_with_no_more_than_one_segment_a_side_was_not_merged(row: str) -> None:
    with pytest.raises(verbs.NotPossible, match="nothing to unmerge"):
        verbs.unmerge(bitext(row), 0)


def test_cuts_are_even_and_no_part_is_empty() -> None:
    assert even_cuts([1, 1], [5, 5, 5, 5]) == [0, 2, 4]
    assert even_cuts([3, 1, 1], [9, 1, 1]) == [0, 1, 2, 3]
    assert even_cuts([9, 0, 0], [1, 1, 1, 1]) == [0, 2, 3, 4]
    assert even_cuts([0, 0], [0, 0, 0]) == [0, 1, 3]


def test_a_segment_is_set_alone_in_order() -> None:
    before = bitext("A. / B. / C. | X. / Y.")
    assert table(after(before, verbs.set_alone(before, 0, "source", 0))) == ["A. | ", "B. / C. | X. / Y."]
    assert table(after(before, verbs.set_alone(before, 0, "source", 1))) == ["A. | X.", "B. | ", "C. | Y."]
    assert table(after(before, verbs.set_alone(before, 0, "source", 2))) == ["A. / B. | X. / Y.", "C. | "]
    assert table(after(before, verbs.set_alone(before, 0, "target", 0)))[0] == " | X."


def test_the_only_segment_of_a_cell_is_set_alone_above_the_other_side() -> None:
    before = bitext("A. | X. / Y.")
    assert table(after(before, verbs.set_alone(before, 0, "source", 0))) == ["A. | ", " | X. / Y."]


def test_a_note_stays_with_what_stays_in_the_row() -> None:
    before = judged(bitext("A. / B. | X."), r1=NOTED)
    rows = after(before, verbs.set_alone(before, 0, "source", 0)).beads
    assert [bead.note for bead in rows] == ["", "n"]
    assert {bead.status for bead in rows} == {Status.OPEN}


def test_what_stands_alone_cannot_be_set_alone() -> None:
    before = bitext("A. |", "B. | Y.")
    with pytest.raises(verbs.NotPossible, match="already alone"):
        verbs.set_alone(before, 0, "source", 0)
    with pytest.raises(verbs.NotPossible, match="no target segment to move to its own row"):
        verbs.set_alone(before, 0, "target", 0)


def test_the_sides_of_a_row_part_with_the_source_first() -> None:
    before = judged(bitext("A. / B. | X."), r1=NOTED)
    parted = after(before, verbs.unpair(before, 0))
    assert table(parted) == ["A. / B. | ", " | X."]
    assert parted.beads[0] == replace(NOTED, source=(0, 1), confidence=None, status=Status.OPEN)
    with pytest.raises(verbs.NotPossible, match="no counterpart"):
        verbs.unpair(parted, 0)


def test_a_lone_row_joins_the_neighbour_it_makes_more_alike() -> None:
    before = bitext(
        "We went home. | Wir gingen nach Hause.",
        "Rain fell on the old town. | Regen fiel auf die alte Stadt,",
        "| und wir blieben unter dem Dach stehen.",
        "We stayed under the roof and waited for it. | Und warteten.",
        "The end of it. | Das Ende davon.",
    )
    assert table(after(before, verbs.join_lone(before, 2)))[2] == (
        "We stayed under the roof and waited for it. | und wir blieben unter dem Dach stehen. / Und warteten."
    )


def test_a_lone_row_joins_one_that_lacks_the_other_side() -> None:
    before = bitext("One more. | Noch einer.", "Nobody spoke. |", "| Niemand sprach.", "End. | Ende.")
    assert table(after(before, verbs.join_lone(before, 1)))[1] == "Nobody spoke. | Niemand sprach."


def test_a_lone_row_goes_round_an_accepted_neighbour_where_it_can() -> None:
    before = bitext("Quite a long sentence stands here. | Kurz.", "| Und noch ein Rest von ihm.", "B. | Y.")
    assert len(table(after(before, verbs.join_lone(before, 1)))[0].split(" / ")) == 2
    pinned = judged(before, r1=Bead((), (), 0.9, Status.ACCEPTED))
    joined = after(pinned, verbs.join_lone(pinned, 1))
    assert joined.beads[0] == pinned.beads[0]
    both = judged(pinned, r3=Bead((), (), 0.9, Status.ACCEPTED))
    assert len(after(both, verbs.join_lone(both, 1)).beads[0].target) == 2


def test_only_a_row_without_counterpart_and_with_a_neighbour_is_joined() -> None:
    with pytest.raises(verbs.NotPossible, match="has both sides"):
        verbs.join_lone(bitext("A. | X.", "B. |"), 0)
    with pytest.raises(verbs.NotPossible, match="no other row"):
        verbs.join_lone(bitext("A. |"), 0)


def test_a_note_stays_with_the_upper_part_of_a_row_that_is_parted() -> None:
    before = judged(bitext("A. / B. / C. | X. / Y."), r1=NOTED)
    rows = after(before, verbs.set_alone(before, 0, "source", 1)).beads
    assert [bead.note for bead in rows] == ["n", "", ""]


def test_a_lone_row_joins_where_it_helps_though_much_is_missing_still() -> None:
    long = "Rain fell on the old town and on all who had come there to see the king and stayed. " * 4
    before = bitext(
        "We went home again. | Wir gingen wieder heim.",
        *(f"So it was then, {at}. | So war es damals, {at}." for at in range(9)),
        "And so. | Und so.",
        "| Viel Regen.",
        f"{long.strip()} | Regen fiel.",
    )
    assert table(after(before, verbs.join_lone(before, 11)))[-1].endswith("| Viel Regen. / Regen fiel.")
