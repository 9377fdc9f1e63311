"""Effects of each verb on small bitexts."""

from dataclasses import replace

import pytest

from core.model import Bead, Bitext, SideName, Status, Strike
from core.review import verbs
from core.review.verbs.rows import GUESSED
from tests.core.review.made import after, bitext, judged, table

ACCEPTED = Bead((), (), 0.9, Status.ACCEPTED)
MOVED = Bead((), (), 0.8, moved=1)
THREE = bitext("One. | Eins.", "Two. | Zwei.", "Three. | Drei.")


def test_merge_keeps_both_texts_in_order() -> None:
    patch = verbs.merge(THREE, 0, 2)
    assert table(after(THREE, patch)) == ["One. / Two. / Three. | Eins. / Zwei. / Drei."]
    assert str(patch.name) == "Merge rows 1 to 3"
    assert str(verbs.merge_next(THREE, 1).name) == "Merge rows 2 and 3"


def test_merged_rows_join_their_notes_and_have_no_confidence() -> None:
    before = judged(
        THREE, r1=Bead((), (), 0.9, note="odd"), r2=Bead((), (), 0.4, note="see 3", bookmark=True)
    )
    assert after(before, verbs.merge_next(before, 0)).beads[0] == Bead(
        (0, 1), (0, 1), None, Status.OPEN, "odd\nsee 3", bookmark=True
    )


@pytest.mark.parametrize(
    ("second", "status"), [(ACCEPTED, Status.ACCEPTED), (Bead((), (), 0.9), Status.OPEN)]
)
def test_a_merged_row_is_accepted_only_if_all_its_parts_were(second: Bead, status: Status) -> None:
    before = judged(THREE, r1=ACCEPTED, r2=second)
    assert after(before, verbs.merge_next(before, 0)).beads[0].status is status


def test_chosen_rows_are_merged_only_if_they_follow_each_other() -> None:
    assert verbs.merge_rows(THREE, (2, 0, 1)) == verbs.merge(THREE, 0, 2)
    with pytest.raises(verbs.NotPossible, match="are not adjacent"):
        verbs.merge_rows(THREE, (0, 2))
    with pytest.raises(verbs.NotPossible, match="at least two"):
        verbs.merge_rows(THREE, (1,))


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 1), (-1, 1), (1, 3)])
def test_a_merge_of_fewer_than_two_rows_is_refused(first: int, last: int) -> None:
    with pytest.raises(verbs.NotPossible):
        verbs.merge(THREE, first, last)


def test_the_ends_of_the_table_have_no_neighbour_to_merge_with() -> None:
    with pytest.raises(verbs.NotPossible, match="no row below"):
        verbs.merge_next(THREE, 2)
    with pytest.raises(verbs.NotPossible, match="no row above"):
        verbs.merge_previous(THREE, 0)


def test_split_puts_the_rest_of_both_cells_below() -> None:
    before = bitext("A. / B. / C. | X. / Y.")
    assert table(after(before, verbs.split(before, 0, 2, 1))) == ["A. / B. | X.", "C. | Y."]
    assert table(after(before, verbs.split(before, 0, 3, 0))) == ["A. / B. / C. | ", " | X. / Y."]
    with pytest.raises(verbs.NotPossible):
        verbs.split(before, 0, 0, 0)
    with pytest.raises(verbs.NotPossible):
        verbs.split(before, 0, 3, 2)


def test_split_at_a_segment_shares_the_other_side_by_length() -> None:
    before = bitext(
        "Short. / A sentence that is a good deal longer. | Kurz. / Ein Satz, der viel / länger ist."
    )
    assert table(after(before, verbs.split_at(before, 0, "source", 1))) == [
        "Short. | Kurz.",
        "A sentence that is a good deal longer. | Ein Satz, der viel / länger ist.",
    ]
    assert table(after(before, verbs.split_at(before, 0, "target", 2)))[1].endswith("| länger ist.")


def test_split_at_a_segment_gives_a_lone_counterpart_to_the_longer_half() -> None:
    before = bitext("A. / A much longer sentence. | Ein viel längerer Satz.")
    assert table(after(before, verbs.split_at(before, 0, "source", 1)))[0] == "A. | "


def test_split_without_a_place_takes_one_to_one_apart() -> None:
    assert table(after(THREE, verbs.split_row(THREE, 1)))[1:3] == ["Two. | ", " | Zwei."]
    lone = bitext("One. |")
    with pytest.raises(verbs.NotPossible, match="has only one segment"):
        verbs.split_row(lone, 0)


def test_split_rows_are_open_and_the_note_stays_above() -> None:
    before = judged(bitext("A. / B. | X. / Y."), r1=replace(ACCEPTED, note="n"))
    upper, lower = after(before, verbs.split_row(before, 0)).beads
    assert (upper.status, upper.confidence, upper.note) == (Status.OPEN, None, "n")
    assert (lower.status, lower.confidence, lower.note) == (Status.OPEN, None, "")


def test_a_segment_moves_to_the_end_of_the_cell_above() -> None:
    before = bitext("A. | X.", "B. / C. | Y.")
    assert table(after(before, verbs.move_segment_up(before, 1, "source"))) == ["A. / B. | X.", "C. | Y."]
    assert table(after(before, verbs.move_segment_up(before, 1, "source", 2))) == [
        "A. / B. / C. | X.",
        " | Y.",
    ]


def test_a_segment_moves_to_the_start_of_the_cell_below() -> None:
    before = bitext("A. / B. | X.", "C. | Y.")
    assert table(after(before, verbs.move_segment_down(before, 0, "source"))) == ["A. | X.", "B. / C. | Y."]


@pytest.mark.parametrize("move", ["up", "down"])
def test_a_row_left_empty_disappears_and_leaves_its_note(move: str) -> None:
    before = judged(bitext("A. |", "B. | Y."), r1=Bead((), (), note="first"), r2=Bead((), (), note="second"))
    if move == "down":
        result = after(before, verbs.move_segment_down(before, 0, "source"))
        assert table(result) == ["A. / B. | Y."]
    else:
        before = judged(
            bitext("A. | X.", "| Y."), r1=Bead((), (), note="first"), r2=Bead((), (), note="second")
        )
        result = after(before, verbs.move_segment_up(before, 1, "target"))
        assert table(result) == ["A. | X. / Y."]
    assert result.beads[0].note == "first\nsecond"


@pytest.mark.parametrize(
    ("at", "side"), [(0, "source"), (1, "target")], ids=["nothing above", "an empty cell"]
)
def test_a_segment_that_is_not_there_cannot_move_up(at: int, side: SideName) -> None:
    before = bitext("A. | X.", "B. |")
    with pytest.raises(verbs.NotPossible):
        verbs.move_segment_up(before, at, side)


def test_rearranging_half_of_a_moved_pair_unlinks_the_other_half() -> None:
    before = judged(
        bitext("A. |", "B. | Y.", "| X."),
        r1=replace(MOVED, status=Status.DOUBTFUL),
        r3=replace(MOVED, note="n"),
    )
    result = after(before, verbs.merge_next(before, 1))
    assert [bead.moved for bead in result.beads] == [None, None]
    assert result.beads[0] == Bead((0,), (), GUESSED, Status.OPEN)
    assert result.beads[1].note == "n"


def test_both_halves_of_a_moved_pair_are_accepted_together() -> None:
    before = judged(bitext("A. |", "B. | Y.", "| X."), r1=MOVED, r3=MOVED)
    accepted = after(before, verbs.accept(before, (2,)))
    assert [bead.status for bead in accepted.beads] == [Status.ACCEPTED, Status.OPEN, Status.ACCEPTED]
    assert next(accepted.pairs()).status is Status.ACCEPTED


def test_accept_from_takes_open_rows_of_that_confidence_only() -> None:
    before = judged(
        bitext("A. | A.", "B. | B.", "C. | C.", "D. | D."),
        r1=Bead((), (), 0.8),
        r2=Bead((), (), 0.79),
        r3=Bead((), (), 0.99, Status.DOUBTFUL),
        r4=Bead((), (), None),
    )
    patch = verbs.accept_from(before, 0.8)
    assert str(patch.name) == "Accept 2 rows with confidence 80 % or more"
    expected = [Status.ACCEPTED, Status.OPEN, Status.DOUBTFUL, Status.ACCEPTED]
    assert [bead.status for bead in after(before, patch).beads] == expected
    with pytest.raises(verbs.NotPossible, match="99 %"):
        verbs.accept_from(after(before, patch), 0.99)


def test_a_judgement_that_stands_already_gives_an_empty_patch() -> None:
    before = judged(THREE, r1=ACCEPTED)
    assert verbs.accept(before, (0,)).empty
    assert not verbs.clear_judgement(before, (0,)).empty
    assert not verbs.mark_doubtful(before, (0, 1)).empty
    with pytest.raises(verbs.NotPossible):
        verbs.accept(before, ())


def test_neighbours_that_are_accepted_share_a_splice() -> None:
    assert [splice.at for splice in verbs.accept(THREE, (2, 0)).beads] == [0, 2]
    assert [len(splice.after) for splice in verbs.accept(THREE, (0, 1, 2)).beads] == [3]


def test_an_edit_is_kept_beside_the_letters_of_the_document() -> None:
    edited = after(THREE, verbs.edit_text(THREE, 1, "target", 1, "Zwo."))
    assert table(edited)[1] == "Two. | Zwo."
    assert edited.target.original(edited.target.segment(1)) == "Zwei."
    again = after(edited, verbs.edit_text(edited, 1, "target", 1, "Zwei."))
    assert again.target.segment(1).edited is None
    assert again == THREE
    assert verbs.edit_text(edited, 1, "target", 1, "Zwo.").empty
    assert after(edited, verbs.restore_text(edited, 1, "target", 1)) == THREE


def test_a_segment_of_another_row_cannot_be_edited_here() -> None:
    with pytest.raises(verbs.NotPossible):
        verbs.edit_text(THREE, 1, "target", 2, "x")
    with pytest.raises(verbs.NotPossible):
        verbs.restore_text(THREE, 1, "target", 1)


def test_a_segment_is_cut_at_the_caret_and_keeps_its_row_and_judgement() -> None:
    before = judged(bitext("It rained. We stayed. | X."), r1=ACCEPTED)
    result = after(before, verbs.split_segment(before, 0, "source", 0, 10))
    assert table(result) == ["It rained. / We stayed. | X."]
    assert result.beads[0] == replace(ACCEPTED, source=(1, 2), target=(0,))
    assert result.source.next_id == 3


def test_an_edited_segment_is_cut_in_its_edit_and_near_there_in_the_document() -> None:
    before = bitext("It rained. We stayed. | X.")
    edited = after(before, verbs.edit_text(before, 0, "source", 0, "It poured. We stayed."))
    result = after(edited, verbs.split_segment(edited, 0, "source", 0, 10))
    assert table(result) == ["It poured. / We stayed. | X."]
    assert [result.source.original(one) for one in result.source.segments] == ["It rained.", "We stayed."]
    assert result.source.segments[1].edited is None


@pytest.mark.parametrize("offset", [0, 4, 99, -1])
def test_a_cut_at_the_edge_of_a_text_is_refused(offset: int) -> None:
    with pytest.raises(verbs.NotPossible):
        verbs.split_segment(THREE, 0, "source", 0, offset)


def test_an_edit_of_a_single_letter_cannot_be_cut() -> None:
    before = bitext("A | X.")
    edited = after(before, verbs.edit_text(before, 0, "source", 0, "Much more. Than that."))
    with pytest.raises(verbs.NotPossible, match="too little text"):
        verbs.split_segment(edited, 0, "source", 0, 10)


def test_the_sides_are_swapped_with_their_languages() -> None:
    swapped = after(THREE, verbs.swap_sides(THREE))
    assert swapped.source.document.language == "de"
    assert table(swapped)[0] == "Eins. | One."


def test_a_language_is_set_on_one_side_and_can_be_left() -> None:
    assert after(THREE, verbs.set_language(THREE, "target", "nds")).target.document.language == "nds"
    assert verbs.set_language(THREE, "target", "de").empty
    with pytest.raises(verbs.NotPossible):
        verbs.set_language(THREE, "target", "")


def test_a_cut_segment_is_joined_again_with_the_letters_between() -> None:
    before = judged(bitext("It rained. We stayed. | X."), r1=ACCEPTED)
    parted = after(before, verbs.split_segment(before, 0, "source", 0, 10))
    joined = after(parted, verbs.join_segments(parted, 0, "source", 0))
    assert table(joined) == ["It rained. We stayed. | X."]
    assert joined.beads[0] == replace(ACCEPTED, source=(3,), target=(0,))
    assert joined.source.segments[0].edited is None


def test_the_last_segment_joins_the_one_before() -> None:
    before = bitext("A. / B. / C. | X.")
    assert table(after(before, verbs.join_segments(before, 0, "source", 2))) == ["A. / B. C. | X."]
    assert table(after(before, verbs.join_segments(before, 0, "source", 1))) == ["A. / B. C. | X."]
    assert table(after(before, verbs.join_segments(before, 0, "source", 0))) == ["A. B. / C. | X."]


def test_an_edit_survives_joining_and_the_original_is_whole() -> None:
    before = bitext("It rained. / We stayed. | X.")
    edited = after(before, verbs.edit_text(before, 0, "source", 1, "We left."))
    joined = after(edited, verbs.join_segments(edited, 0, "source", 0))
    assert table(joined) == ["It rained. We left. | X."]
    assert joined.source.original(joined.source.segments[0]) == "It rained. We stayed."
    emptied = after(before, verbs.edit_text(before, 0, "source", 1, ""))
    assert table(after(emptied, verbs.join_segments(emptied, 0, "source", 0))) == ["It rained. | X."]


def test_segments_of_two_paragraphs_stay_apart() -> None:
    before = bitext("A. | X.", "B. | Y.")
    merged = after(before, verbs.merge_next(before, 0))
    with pytest.raises(verbs.NotPossible, match="two different paragraphs"):
        verbs.join_segments(merged, 0, "source", 0)
    with pytest.raises(verbs.NotPossible, match="shares its cell with another one"):
        verbs.join_segments(before, 0, "source", 0)


def test_segments_with_hidden_letters_between_them_join_without_these() -> None:
    before = bitext("A. / 7 / B. | X.")
    document = replace(before.source.document, strikes=(Strike(0, 3, 5, "page number"),))
    first, _, last = before.source.segments
    source = replace(before.source, document=document, segments=(first, replace(last, start=3, end=5)))
    hidden = Bitext(source, before.target, (Bead((0, 2), (0,)),))
    joined = after(hidden, verbs.join_segments(hidden, 0, "source", 0))
    assert table(joined) == ["A. B. | X."]
    assert joined.source.document.blocks[0].text == "A. 7 B."


def test_bookmarks_are_set_on_all_rows_and_taken_from_all() -> None:
    before = judged(THREE, r2=Bead((), (), 0.9, bookmark=True))
    marked = after(before, verbs.bookmark(before, (0, 1)))
    assert [bead.bookmark for bead in marked.beads] == [True, True, False]
    assert marked.beads[0].confidence == THREE.beads[0].confidence
    patch = verbs.bookmark(marked, (0, 1))
    assert [bead.bookmark for bead in after(marked, patch).beads] == [False, False, False]
    assert str(patch.name) == "Remove the bookmark of 2 rows"
