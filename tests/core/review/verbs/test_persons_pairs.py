"""A pair that a person made or accepted survives every verb but unpairing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.lib.soak.persons_pairs import parted
from core.model import Bead, Bitext, Patch, SideName, Status, apply
from core.review import verbs
from core.review.verbs.rows import rearranged_rows
from tests.core.review.made import ACTS, ANY_TEXTS, after, bitext, bitexts, judged, table

BY_HAND = Bead((), (), None, moved=1)
ACCEPTED = Bead((), (), 0.9, Status.ACCEPTED)
BY_PROGRAM = Bead((), (), 0.8, moved=1)


def around(half: Bead = BY_HAND) -> Bitext:
    """Two rows with half of a moved pair between them, whose other half is far below."""
    return judged(bitext("A. | X.", "B. |", "C. | Y. / Z.", "D. | W.", "| V."), r2=half, r5=half)


@pytest.mark.parametrize("half", [BY_HAND, BY_PROGRAM])
def test_a_segment_moves_past_half_of_a_moved_pair_into_the_row_that_is_meant(half: Bead) -> None:
    before = around(half)
    up = after(before, verbs.move_segment_up(before, 2, "target"))
    assert table(up)[:3] == ["A. | X. / Y.", "B. | ", "C. | Z."]
    assert up.beads[1] == before.beads[1]
    down = after(before, verbs.move_segment_down(before, 0, "target"))
    assert table(down)[:3] == ["A. | ", "B. | ", "C. | X. / Y. / Z."]
    assert down.beads[1] == before.beads[1]


def test_a_segment_is_taken_and_a_side_is_shifted_past_half_of_a_moved_pair() -> None:
    before = around()
    taken = after(before, verbs.take_segment_from_below(before, 0, "target"))
    assert table(taken)[:3] == ["A. | X. / Y.", "B. | ", "C. | Z."]
    taken = after(before, verbs.take_segment_from_above(before, 2, "target"))
    assert table(taken)[:3] == ["A. | ", "B. | ", "C. | X. / Y. / Z."]
    shifted = after(before, verbs.shift_up(before, 2, "target"))
    assert table(shifted)[:3] == ["A. | X. / Y. / Z.", "B. | ", "C. | W."]


def test_rows_are_merged_past_half_of_a_moved_pair_where_the_order_allows_it() -> None:
    before = judged(bitext("A. | X.", "B. |", "| Y.", "| V.", "E. | W."), r2=BY_HAND, r4=BY_HAND)
    assert table(after(before, verbs.merge_next(before, 0)))[:2] == ["A. | X. / Y.", "B. | "]
    assert table(after(before, verbs.merge_previous(before, 2)))[:2] == ["A. | X. / Y.", "B. | "]
    joined = after(before, verbs.join_lone(before, 2))
    assert [bead.moved for bead in joined.beads if bead.linked] == [1, 1]
    with pytest.raises(verbs.NotPossible, match="Row 2 is paired with row 4 by hand"):
        verbs.merge_previous(before, 4)


REFUSED = {
    "merging it": lambda b: verbs.merge(b, 1, 2),
    "merging the rows around it": lambda b: verbs.merge_next(b, 0),
    "merging from it": lambda b: verbs.merge_next(b, 1),
    "joining it": lambda b: verbs.join_lone(b, 1),
    "moving from it": lambda b: verbs.move_segment_up(b, 1, "source"),
    "moving into it": lambda b: verbs.move_segment_up(b, 2, "source"),
    "dragging onto it": lambda b: verbs.move_segments(b, 2, "target", 0, 1),
    "taking from it": lambda b: verbs.take_segment_from_below(b, 0, "source"),
    "taking into it": lambda b: verbs.take_segment_from_below(b, 1, "source"),
    "shifting it": lambda b: verbs.shift_down(b, 1, "source"),
    "shifting onto it": lambda b: verbs.shift_up(b, 2, "source"),
    "splitting it": lambda b: verbs.split_at(b, 1, "source", 1),
    "unmerging it": lambda b: verbs.unmerge(b, 1),
    "setting a segment of it alone": lambda b: verbs.set_alone(b, 1, "source", 0),
    "pairing it with another": lambda b: verbs.pair(
        b, verbs.passage(b, 1, "source", 0), verbs.passage(b, 3, "target", 0)
    ),
}


@pytest.mark.parametrize("act", REFUSED)
@pytest.mark.parametrize("half", [BY_HAND, Bead((), (), 0.8, Status.ACCEPTED, moved=1)])
def test_what_would_break_a_pair_made_by_hand_is_refused_with_the_way_out(act: str, half: Bead) -> None:
    before = judged(bitext("A. | X.", "B. / B. |", "C. | Y. / Z.", "D. | W.", "| V."), r2=half, r5=half)
    with pytest.raises(verbs.NotPossible) as refusal:
        REFUSED[act](before)
    sentence = str(refusal.value.sentence)
    assert sentence == "Row 2 is paired with row 5 by hand. Choose “Unlink moved passage” first."
    parted_rows = after(before, verbs.unpair(before, 1))
    assert REFUSED[act](parted_rows).beads


def test_an_accepted_row_is_not_taken_apart_for_its_neighbour() -> None:
    before = judged(bitext("A. | X.", "B. / C. | Y.", "D. | Z."), r2=ACCEPTED)
    for act in (
        lambda: verbs.take_segment_from_below(before, 0, "source"),
        lambda: verbs.take_segment_from_above(before, 2, "source"),
        lambda: verbs.cross(before, 0),
    ):
        with pytest.raises(verbs.NotPossible, match=r"Row 2 is accepted\. Clear its status first"):
            act()
    assert table(after(before, verbs.move_segment_up(before, 1, "source")))[0] == "A. / B. | X."


def test_the_text_of_a_pair_made_by_hand_can_be_edited_and_cut() -> None:
    before = around()
    edited = after(before, verbs.edit_text(before, 1, "source", before.beads[1].source[0], "New words."))
    cut = after(edited, verbs.split_segment(edited, 1, "source", edited.beads[1].source[0], 3))
    joined = after(cut, verbs.join_segments(cut, 1, "source", 0))
    assert [bead.moved for bead in joined.beads] == [None, 1, None, None, 1]


def test_the_rows_that_a_patch_rearranges_are_those_with_other_segments() -> None:
    before = around()
    assert list(rearranged_rows(verbs.move_segment_up(before, 2, "target"))) == [0, 2]
    assert list(rearranged_rows(verbs.unpair(before, 1))) == []
    assert list(rearranged_rows(verbs.accept(before, range(5)))) == []


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, int, int, SideName, str]:
    """A verb's name, and the numbers from which its place is made."""
    numbers = draw(st.integers(0, 99)), draw(st.integers(0, 99))
    side: SideName = draw(st.sampled_from(("source", "target")))
    return draw(st.sampled_from(sorted(ACTS))), *numbers, side, draw(ANY_TEXTS)


@settings(max_examples=200, deadline=None)
@given(bitexts(), st.lists(steps(), max_size=10))
def test_no_verb_but_unpairing_takes_a_persons_pair_apart(
    bitext: Bitext, many: list[tuple[str, int, int, SideName, str]]
) -> None:
    for name, place, number, side, text in many:
        rows = max(1, len(bitext.beads))
        at, named = place % rows, {place % rows, *([number % rows] if name.startswith("pair") else [])}
        try:
            patch: Patch = ACTS[name](bitext, at, side, number, text)
        except verbs.NotPossible:
            continue
        before, bitext = bitext, apply(bitext, patch)
        assert not parted(before, bitext, name, named), name
