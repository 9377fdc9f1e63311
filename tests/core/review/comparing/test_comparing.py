"""Another alignment of the same texts: where it differs, and taking either side."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import NothingToDo
from core.model import SIDES, Bead, Bitext, apply, check, inverse
from core.review.comparing import (
    Comparison,
    Difference,
    Pair,
    compare,
    differences,
    outcome,
    rows_of,
    swapped,
    take_theirs,
)
from core.review.verbs import NotPossible, swap_sides
from tests.core.review.made import after, bitext, bitexts, table

SPLIT = ("Nobody spoke. | Niemand sprach.", "She lit a match. | Sie nahm ein Streichholz.")
OURS = (
    "The lamp went out. | Die Lampe ging aus.",
    "Nobody spoke. / She lit a match. | Niemand sprach. / Sie nahm ein Streichholz.",
    "The door was gone. |",
    "We waited. | Wir warteten.",
    "The end. | Ende.",
)


def told(one: Bitext, difference: Difference) -> tuple[list[str], list[str]]:
    """Both versions of a difference, as stories write rows."""

    def rows(pairs: tuple[Pair, ...]) -> list[str]:
        cells = [
            [" / ".join(map(one.side(side).text, ids)) for side, ids in zip(SIDES, pair, strict=True)]
            for pair in pairs
        ]
        return [" | ".join(row) for row in cells]

    return rows(difference.ours), rows(difference.theirs)


def found(ours: Bitext, *rows: str) -> tuple[Comparison, tuple[Difference, ...]]:
    """The comparison with an alignment of these rows, and its differences."""
    comparison = compare(ours, bitext(*rows), "other.tmx")
    return comparison, outcome(ours, comparison).differences


def test_equal_alignments_have_no_difference() -> None:
    ours = bitext(*OURS)
    result = outcome(ours, compare(ours, bitext(*OURS), "other.tmx"))
    assert (result.differences, result.same, result.absent) == ((), 5, 0)


def test_a_row_that_was_split_and_one_that_was_moved_are_found_with_both_versions() -> None:
    ours = bitext(*OURS)
    comparison, (first, second) = found(
        ours,
        OURS[0],
        "Nobody spoke. | Niemand sprach.",
        "She lit a match. | Sie nahm ein Streichholz.",
        "The door was gone. | Wir warteten.",
        "We waited. |",
        OURS[4],
    )
    assert rows_of(ours, first) == (1,)
    assert told(ours, first)[1] == [
        "Nobody spoke. | Niemand sprach.",
        "She lit a match. | Sie nahm ein Streichholz.",
    ]
    assert rows_of(ours, second) == (2, 3)
    assert comparison.unplaced == ()
    assert outcome(ours, comparison).same == 2


def test_taking_theirs_is_one_step_that_leaves_other_rows_alone() -> None:
    ours = bitext(*OURS)
    _, (difference,) = found(
        ours,
        *OURS[:2],
        "The door was gone. | Wir warteten.",
        "We waited. |",
        OURS[4],
    )
    patch = take_theirs(ours, difference)
    taken = after(ours, patch)
    assert table(taken)[2:4] == ["The door was gone. | Wir warteten.", "We waited. | "]
    assert taken.beads[:2] == ours.beads[:2]
    assert taken.beads[2].made_by_person
    assert apply(taken, inverse(patch)) == ours
    assert str(patch.name) == "Use the other alignment for rows 3 to 4"


def test_a_memory_cut_otherwise_in_another_order_is_found() -> None:
    ours = bitext(*OURS)
    _, found_differences = found(
        ours,
        "The end. | Ende.",
        "Nobody spoke. She lit a match. | Niemand  sprach. Sie nahm ein\tStreichholz.",
        "We waited. The door was gone. | Wir warteten.",
        "The lamp went out. | Die Lampe ging aus.",
    )
    assert found_differences == ()


def test_a_memory_with_merged_rows_differs_where_they_were_merged() -> None:
    ours = bitext(*OURS)
    comparison, (one,) = found(
        ours,
        "The lamp went out. Nobody spoke. She lit a match. | "
        "Die Lampe ging aus. Niemand sprach. Sie nahm ein Streichholz.",
        OURS[3],
        OURS[4],
    )
    assert rows_of(ours, one) == (0, 1)
    assert outcome(ours, comparison).absent == 1  # the row without a counterpart, which a memory leaves out


def test_edited_texts_are_found_by_their_place() -> None:
    ours = bitext(*OURS)
    comparison, found_differences = found(
        ours,
        OURS[0],
        "Nobody spoke. / She struck a match. | Niemand sprach. / Sie nahm das Streichholz.",
        *OURS[2:],
    )
    assert (comparison.unplaced, found_differences) == ((), ())


def test_shorter_rows_that_fill_whole_segments_together_count_as_one() -> None:
    ours = bitext(*OURS)
    comparison, found_differences = found(
        ours,
        "The lamp | Die Lampe",
        "went out. | ging aus.",
        "Nobody spoke. | Niemand",
        "She lit a match. | sprach. Sie nahm ein Streichholz.",
        *OURS[2:],
    )
    assert (comparison.unplaced, found_differences) == ((), ())
    assert outcome(ours, comparison).same == 5


def test_a_row_cut_inside_a_segment_of_ours_cannot_be_placed() -> None:
    ours = bitext(*OURS)
    comparison, found_differences = found(
        ours,
        "The lamp | Die Lampe",
        *OURS[1:],
    )
    assert [(one.source, one.target) for one in comparison.unplaced] == [("The lamp", "Die Lampe")]
    assert {one.near for one in comparison.unplaced} == {("source", 0)}
    assert (outcome(ours, comparison).same, outcome(ours, comparison).absent) == (4, 0)
    assert found_differences == ()


def test_other_texts_are_refused_with_counts() -> None:
    ours = bitext(*OURS)
    with pytest.raises(NothingToDo) as refused:
        compare(ours, bitext("One. | Die Lampe ging aus.", "Two. | Zwei.", "Three. | Drei."), "other.tmx")
    assert str(refused.value).startswith(
        "“other.tmx” is not an alignment of these two texts: only 0 of its 3 source segments"
    )


def test_an_alignment_with_its_sides_swapped_is_turned_round() -> None:
    ours = bitext(*OURS)
    rows = [" | ".join(reversed(row.split(" |"))).strip() for row in OURS]
    assert outcome(ours, compare(ours, bitext(*rows), "other.tmx")).same == 5


def test_passages_that_cross_become_a_moved_pair_and_a_persons_pair_is_not_parted() -> None:
    ours = bitext("One here. | Eins hier.", "Two here. | Zwei hier.")
    both = ours.beads
    crossed = Comparison("x", ((both[0].source, both[1].target), (both[1].source, both[0].target)))
    (difference,) = outcome(ours, crossed).differences
    taken = after(ours, take_theirs(ours, difference))
    assert sum(bead.linked_by_person for bead in taken.beads) == 2
    assert {(bead.source, bead.target) for bead in taken.pairs()} == {*crossed.pairs}
    straight = Comparison("y", tuple((bead.source, bead.target) for bead in both))
    (back,) = outcome(taken, straight).differences
    with pytest.raises(NotPossible) as refused:
        take_theirs(taken, back)
    assert "is paired with row" in str(refused.value.sentence)


def test_notes_and_bookmarks_survive() -> None:
    ours = bitext(*OURS)
    beads = list(ours.beads)
    beads[1] = replace(beads[1], note="Why?", bookmark=True)
    ours = replace(ours, beads=tuple(beads))
    _, (one,) = found(
        ours,
        OURS[0],
        "Nobody spoke. | Niemand sprach.",
        "She lit a match. | Sie nahm ein Streichholz.",
        *OURS[2:],
    )
    taken = after(ours, take_theirs(ours, one))
    assert [bead.note for bead in taken.beads if bead.bookmark] == ["Why?"]


def test_differences_follow_their_rows_and_survive_a_swap() -> None:
    from core.review.verbs import merge

    ours = bitext(*OURS)
    comparison, (one,) = found(ours, *OURS[:3], "We waited. |", "The end. | Wir warteten. / Ende.")
    merged = after(ours, merge(ours, 0, 1))
    assert differences(merged, comparison, range(len(merged.beads)))[1] == one
    assert rows_of(merged, one) == (2, 3)
    turned = apply(ours, swap_sides(ours))
    (again,) = outcome(turned, swapped(comparison)).differences
    assert rows_of(turned, again) == rows_of(ours, one)


@st.composite
def rival_alignments(draw: st.DrawFn) -> tuple[Bitext, Bitext]:
    """Two alignments of the same sides, each with moved pairs, none of them a person's."""
    ours = draw(bitexts())
    beads = tuple(replace(bead, confidence=0.5) if bead.linked else bead for bead in ours.beads)
    ours = replace(ours, beads=tuple(replace(bead, status="open") if bead.linked else bead for bead in beads))
    left, right = ([one.id for one in ours.side(side).segments] for side in SIDES)
    made: list[Bead] = []
    while left or right:
        n, m = draw(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 2)]))
        if left[:n] or right[:m]:
            made.append(Bead(tuple(left[:n]), tuple(right[:m]), 0.5))
        left, right = left[n:], right[m:]
    lone = [[at for at, bead in enumerate(made) if not bead.ids(side)] for side in reversed(SIDES)]
    for link, (at, to) in enumerate(zip(lone[0][:2], reversed(lone[1]), strict=False)):
        made[at], made[to] = replace(made[at], moved=link), replace(made[to], moved=link)
    return ours, replace(ours, beads=tuple(made))


def pairs(one: Bitext) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in one.pairs()}


@settings(max_examples=200, deadline=None)
@given(rival_alignments(), st.randoms(use_true_random=False))
def test_taking_theirs_everywhere_in_any_order_gives_exactly_their_pairs(
    both: tuple[Bitext, Bitext], random: st.DataObject
) -> None:
    ours, theirs = both
    assume(ours.beads)
    comparison = compare(ours, theirs, "other")
    todo = list(outcome(ours, comparison).differences)
    random.shuffle(todo)  # type: ignore[attr-defined]
    for count in range(len(todo), 0, -1):
        one = todo.pop()
        elsewhere = pairs(ours) - {*one.ours}
        patch = take_theirs(ours, one)
        now = apply(ours, patch)
        check(now)
        assert apply(now, inverse(patch)) == ours
        assert pairs(now) == elsewhere | {*one.theirs}
        ours = now
        assert len(outcome(ours, comparison).differences) == count - 1
    assert pairs(ours) == pairs(theirs)


@settings(max_examples=100, deadline=None)
@given(rival_alignments())
def test_an_alignment_found_by_its_texts_puts_no_segment_into_two_pairs(both: tuple[Bitext, Bitext]) -> None:
    ours, theirs = both
    other = replace(theirs, source=replace(theirs.source, cut_by="other"))
    try:
        comparison = compare(ours, other, "other")
    except NothingToDo:
        return
    for at in (0, 1):
        ids = [id_ for pair in comparison.pairs for id_ in pair[at]]
        assert len(ids) == len({*ids})
    for one in outcome(ours, comparison).differences:
        check(apply(ours, take_theirs(ours, one)))


SENTENCES = [
    f"{word} {more} one day." for word in ("Rain", "Snow", "Wind") for more in ("fell", "came", "went")
]


@st.composite
def stories(draw: st.DrawFn) -> Bitext:
    """Rows of sentences that recur, some of one side, some with several segments."""
    sentence = st.sampled_from(SENTENCES)
    cell = st.lists(sentence, min_size=1, max_size=3)
    rows = []
    for _ in range(draw(st.integers(3, 12))):
        source = " / ".join(draw(cell))
        target = " / ".join(word.upper() for word in draw(cell))
        kept = draw(st.sampled_from(["both", "both", "both", "both", "source", "target"]))
        rows.append(f"{source if kept != 'target' else ''} | {target if kept != 'source' else ''}".strip())
    return bitext(*rows)


def memory(ours: Bitext) -> list[str]:
    """The pairs of an alignment as a memory holds them: one text a side, none of one side."""
    return [
        " | ".join(" ".join(map(ours.side(side).text, one.ids(side))) for side in SIDES)
        for one in ours.pairs()
        if not one.one_sided
    ]


@settings(max_examples=300, deadline=None)
@given(stories(), st.booleans(), st.randoms(use_true_random=False))
def test_an_alignment_does_not_differ_from_its_own_memory(
    ours: Bitext, shuffled: bool, random: st.DataObject
) -> None:
    rows = memory(ours)
    assume(rows)
    if shuffled:
        random.shuffle(rows)  # type: ignore[attr-defined]
    result = outcome(ours, compare(ours, bitext(*rows), "other.tmx"))
    assert result.differences == ()
    assert result.same == len(rows)
