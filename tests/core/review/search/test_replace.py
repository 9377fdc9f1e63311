"""Replacing is seen before it is done, is one step, and changes nothing but what was found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import SIDES, Bitext, Status, apply, check, inverse
from core.review.search.find import Hit, Sought, spans
from core.review.search.replace import Replacement, replace_all, replacement_at, replacements
from core.review.verbs import edit_text
from core.review.verbs.rows import NotPossible
from tests.core.review.made import ANY_TEXTS, bitexts
from tests.stories.story import made

TALE, _ = made(("The lamp, the lamp. | Die Lampe.", "Wait. / Look. | Warte. / Die Lampe brennt."))


def changes(bitext: Bitext, sought: Sought, by: str) -> list[Replacement]:
    return [one for row in replacements(bitext, sought, by, range(len(bitext.beads))) for one in row]


def texts(bitext: Bitext) -> list[str]:
    return [text for side in SIDES for text in bitext.side(side).texts()]


def replaced(bitext: Bitext, sought: Sought, by: str) -> list[str]:
    return texts(apply(bitext, replace_all(bitext, sought, changes(bitext, sought, by))))


def test_a_text_is_replaced_wherever_it_stands_as_one_step() -> None:
    sought = Sought("lamp", whole_word=True)
    (one,) = changes(TALE, sought, "candle")
    assert (one.row, one.side, one.before, one.after) == (
        0,
        "source",
        "The lamp, the lamp.",
        "The candle, the candle.",
    )
    assert one.places == (((4, 8), (4, 10)), ((14, 18), (16, 22)))
    patch = replace_all(TALE, sought, [one])
    assert str(patch.name) == "Replace “lamp” in row 1"
    assert patch.author == "person"
    assert replaced(TALE, Sought("lamp"), "candle")[3:] == ["Die candlee.", "Warte.", "Die candlee brennt."]
    both = replace_all(TALE, sought, changes(TALE, Sought("lamp"), "x"))
    assert str(both.name) == "Replace “lamp” in 2 rows"


def test_only_what_is_chosen_is_replaced() -> None:
    found = changes(TALE, Sought("lampe"), "Kerze")
    after = apply(TALE, replace_all(TALE, Sought("lampe"), found[1:]))
    assert texts(after)[3:] == ["Die Lampe.", "Warte.", "Die Kerze brennt."]
    assert replace_all(TALE, Sought("lampe"), []).empty


def test_one_hit_can_be_replaced_without_its_neighbours() -> None:
    sought = Sought("lamp")
    one = replacement_at(TALE, Hit(0, "source", 0, 14, 18), sought, "candle")
    assert one.after == "The lamp, the candle."
    for gone in (Hit(0, "source", 0, 13, 17), Hit(0, "source", 4, 0, 4), Hit(9, "source", 0, 0, 4)):
        with pytest.raises(NotPossible):
            replacement_at(TALE, gone, sought, "candle")


@pytest.mark.parametrize(
    ("pattern", "by", "after"),
    [
        (r"(\w+), the (\w+)", r"\2; the \1", "The lamp; the lamp."),
        (r"(?P<light>lamp)", r"[\g<light>]", "The [lamp], the [lamp]."),
        (r"lamp", r"<\0>", "The <lamp>, the <lamp>."),
        (r"lamp", r"<\\0>", r"The <\0>, the <\0>."),
        (r", (x)?the", r"\1", "The lamp lamp."),  # a group that found nothing
        (r", the lamp", r"\nOut", "The lamp\nOut."),
        (r"(?<=the )lamp", "", "The , the ."),
    ],
)
def test_groups_of_a_regular_expression_can_be_put_back(pattern: str, by: str, after: str) -> None:
    assert replaced(TALE, Sought(pattern, regex=True), by)[0] == after


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (r"\7", "refers to a group"),
        (r"\g<no>", "refers to a group"),
        ("\\", "backslash"),
        (r"\q", "backslash"),
    ],
)
def test_what_cannot_be_put_back_is_told(by: str, told: str) -> None:
    with pytest.raises(NotPossible, match=told):
        changes(TALE, Sought("lamp", regex=True), by)


def test_without_a_regular_expression_nothing_in_the_replacement_is_special() -> None:
    assert replaced(TALE, Sought(", the lamp"), r"\1")[0] == r"The lamp\1."


def test_line_ends_of_every_kind_become_one_and_an_empty_text_is_told() -> None:
    assert replaced(TALE, Sought(", the lamp"), "\r\nOut\u2028")[0] == "The lamp\nOut\n."
    (one,) = changes(TALE, Sought("Warte."), " ")
    assert one.empties
    assert not any(one.empties for one in changes(TALE, Sought("lampe"), ""))


def test_letters_that_are_no_part_of_a_hit_stay_as_they_were() -> None:
    wrapped, _ = made(("One two. | Eins.",))
    id_ = wrapped.beads[0].source[0]
    edited = apply(wrapped, edit_text(wrapped, 0, "source", id_, "one\u00a0two\n three"))
    assert replaced(edited, Sought("(two) (three)", regex=True), r"\2 \1")[0] == "one\u00a0two\n three"
    assert replaced(edited, Sought(r"(\w+) two", regex=True), r"\1 2")[0] == "one 2\n three"
    assert replaced(edited, Sought("two three"), "2 3")[0] == "one\u00a02 3"


def test_the_letters_of_the_document_typed_again_count_as_not_edited() -> None:
    id_ = TALE.beads[0].target[0]
    edited = apply(TALE, edit_text(TALE, 0, "target", id_, "Die Kerze."))
    back = apply(edited, replace_all(edited, Sought("Kerze"), changes(edited, Sought("Kerze"), "Lampe")))
    assert back == TALE


def test_texts_that_have_changed_meanwhile_are_not_replaced() -> None:
    found = changes(TALE, Sought("lampe"), "Kerze")
    id_ = TALE.beads[0].target[0]
    with pytest.raises(NotPossible):
        replace_all(apply(TALE, edit_text(TALE, 0, "target", id_, "Die Lampe!")), Sought("lampe"), found)
    with pytest.raises(NotPossible):
        replace_all(TALE, Sought("lampe"), [replace(found[0], segment=TALE.target.next_id)])


def test_three_thousand_rows_are_one_step_also_where_they_are_accepted() -> None:
    bitext, _ = made([f"Row {at}. | Zeile {at}." for at in range(3_000)])
    accepted = replace(bitext, beads=tuple(replace(bead, status=Status.ACCEPTED) for bead in bitext.beads))
    patch = replace_all(accepted, Sought("zeile"), changes(accepted, Sought("zeile"), "Reihe"))
    assert str(patch.name) == "Replace “zeile” in 3,000 rows"
    after = apply(accepted, patch)
    assert after.target.texts()[2_999] == "Reihe 2999."
    assert after.beads == accepted.beads
    assert apply(after, inverse(patch)) == accepted


@settings(max_examples=120, deadline=None)
@given(bitexts(), ANY_TEXTS, ANY_TEXTS, st.integers(1, 3), st.booleans())
def test_replacing_keeps_the_laws_and_is_undone_to_equality(
    bitext: Bitext, needle: str, by: str, every: int, case: bool
) -> None:
    sought = Sought(needle, match_case=case)
    some = changes(bitext, sought, by)[::every]
    patch = replace_all(bitext, sought, some)
    after = apply(bitext, patch)
    check(after)
    assert after.beads == bitext.beads
    assert apply(after, inverse(patch)) == bitext
    assert patch.empty == (not some)
    for one in some:
        assert after.side(one.side).text(one.segment) == one.after
        assert [old for old, _ in one.places] == spans(one.before, sought)
        assert len({one.after[start:end] for _, (start, end) in one.places}) == 1
