"""Headings of both texts: which pair, and what pairing two of them does to the rows between."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import (
    SIDES,
    Bead,
    Bitext,
    Segment,
    Status,
    apply,
    check,
    inverse,
)
from core.review.overview.chapters import (
    Heading,
    chapters,
    heading_blocks,
    heading_over,
    in_one,
    pair_headings,
)
from core.review.verbs.merge_split_move import merge
from core.review.verbs.rows import NotPossible
from tests.core.review.headed import made
from tests.core.review.made import bitexts

SHIFTED = ("# One | # Eins", "a | A", "b | # Zwei", "# Two | B", "c | C", "d |")
"""The second heading stands a row too high on the right."""


def rows(bitext: Bitext) -> list[str]:
    """The rows in letters."""
    return [
        " | ".join("/".join(bitext.side(side).text(id_) for id_ in bead.ids(side)) for side in SIDES)
        for bead in bitext.beads
    ]


def test_headings_tell_their_row_level_and_whole_text() -> None:
    bitext = made("# One | # Eins", "a / ## Deeper | A")
    found = chapters(bitext)
    assert found.source == (Heading(0, 0, 1, "One"), Heading(2, 1, 2, "Deeper"))
    assert found.target == (Heading(0, 0, 1, "Eins"),)
    assert [found.current("source", row) for row in (0, 1)] == [0, 1]
    assert found.current("target", 1) == 0


def test_a_heading_of_two_segments_is_one_heading() -> None:
    bitext = made("# One two | # Eins")
    side = bitext.source
    halves = (Segment(0, 0, 0, 3), Segment(1, 0, 4, 7))
    cut = replace(bitext, source=replace(side, segments=halves, next_id=2), beads=(Bead((0, 1), (0,)),))
    check(cut)
    assert [heading.text for heading in chapters(cut).source] == ["One two"]


def test_before_the_first_heading_is_no_chapter() -> None:
    assert chapters(made("a | A", "# One | # Eins")).current("source", 0) == -1


def test_headings_in_one_row_are_paired_and_others_are_not() -> None:
    found = chapters(made(*SHIFTED))
    assert found.pairs == ((0, 0),)


def test_a_title_and_its_subtitle_both_face_a_title_alone() -> None:
    assert chapters(made("# One / ## Deeper | # Eins")).pairs == ((0, 0), (1, 0))


def test_headings_in_the_two_rows_of_a_moved_passage_are_paired() -> None:
    bitext = made("# One |", "a | A", "| # Eins")
    beads = [replace(bead, moved=None if bead.target and bead.source else 3) for bead in bitext.beads]
    assert chapters(replace(bitext, beads=tuple(beads))).pairs == ((0, 0),)


def test_paired_headings_are_a_row_of_their_own_and_accepted() -> None:
    bitext = made(*SHIFTED)
    patch = pair_headings(bitext, 3, 2)
    after = apply(bitext, patch)
    check(after)
    assert rows(after) == ["One | Eins", "a | A", "b | ", "Two | Zwei", " | B", "c | C", "d | "]
    assert (after.beads[3].status, after.beads[3].confidence) == (Status.ACCEPTED, None)
    assert [after.beads[row].confidence for row in (2, 4)] == [0.0, 0.0]
    assert chapters(after).pairs == ((0, 0), (1, 1))
    assert str(patch.name) == "Pair the headings of rows 3 and 4"
    assert apply(after, inverse(patch)) == bitext


def test_headings_in_one_row_with_other_text_get_a_row_of_their_own() -> None:
    bitext = made("a / # One / b | A / # Eins / B")
    after = apply(bitext, pair_headings(bitext, 1, 1))
    assert rows(after) == ["a | A", "One | Eins", "b | B"]


def test_headings_that_are_a_row_already_are_accepted_as_they_are() -> None:
    bitext = made(*SHIFTED)
    patch = pair_headings(bitext, 0, 0)
    assert apply(bitext, patch).beads[0] == replace(bitext.beads[0], status=Status.ACCEPTED)
    assert pair_headings(apply(bitext, patch), 0, 0).empty


def test_an_accepted_row_between_two_headings_is_not_cut() -> None:
    bitext = made("# One | A", "b | B", "c | # Eins")
    accepted = replace(bitext.beads[1], status=Status.ACCEPTED)
    bitext = replace(bitext, beads=(bitext.beads[0], accepted, bitext.beads[2]))
    with pytest.raises(NotPossible, match="Row 2 is accepted"):
        pair_headings(bitext, 0, 2)


def test_notes_of_rows_that_are_cut_are_kept() -> None:
    bitext = made("# One | A", "b | B", "c | # Eins")
    noted = replace(bitext.beads[1], note="why?", bookmark=True)
    bitext = replace(bitext, beads=(bitext.beads[0], noted, bitext.beads[2]))
    after = apply(bitext, pair_headings(bitext, 0, 2))
    assert rows(after) == [" | A", " | B", "One | Eins", "b | ", "c | "]
    assert [bead.note for bead in after.beads] == ["", "why?", "", "", ""]


def test_two_patches_become_one_step() -> None:
    bitext = made(*SHIFTED)
    first = pair_headings(bitext, 3, 2)
    second = merge(apply(bitext, first), 4, 5)
    both = in_one(bitext, first, second)
    assert both.name == first.name
    assert apply(bitext, both) == apply(apply(bitext, first), second)
    assert apply(apply(bitext, both), inverse(both)) == bitext


@settings(max_examples=150, deadline=None)
@given(bitexts(), st.integers(0, 99), st.integers(0, 99))
def test_pairing_any_two_blocks_keeps_the_laws(bitext: Bitext, one: int, other: int) -> None:
    if not (bitext.source.segments and bitext.target.segments):
        return
    source = bitext.source.segments[one % len(bitext.source.segments)].id
    target = bitext.target.segments[other % len(bitext.target.segments)].id
    try:
        patch = pair_headings(bitext, source, target)
    except NotPossible:
        return
    after = apply(bitext, patch)
    check(after)
    assert apply(after, inverse(patch)) == bitext
    row = next(bead for bead in after.beads if source in bead.source)
    assert target in row.target
    assert row.status is Status.ACCEPTED
    for side in SIDES:
        assert len({bitext.side(side).segment(id_).block for id_ in row.ids(side)}) == 1
    assert sum(bool(bead.bookmark) for bead in after.beads) <= sum(
        bool(bead.bookmark) for bead in bitext.beads
    )


def test_the_heading_over_a_row_is_the_one_that_all_chapters_tell() -> None:
    bitext = made("a | A", "# One | # Eins", "b | ", "c / ## Two / ## Three | C", "| D", "# Last | # Letztes")
    found = chapters(bitext)
    for side in SIDES:
        blocks = heading_blocks(bitext.side(side))
        for row in range(len(bitext.beads)):
            at = found.current(side, row)
            expected = found.side(side)[at].text if at >= 0 else ""
            assert heading_over(bitext, side, row, blocks) == expected
