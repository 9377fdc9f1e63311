"""Suggestions correct what they say, state both probabilities, and belong to the user once used."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import SIDES, Bead, Bitext, Patch, SideName, Splice, Status, apply, check
from core.model.message import Message
from core.review import verbs
from core.review.doubts.reasons import ReasonKind
from core.review.doubts.suggestions import (
    Suggestion,
    current,
    other_way,
    right_number,
    shifted,
    still_applies,
)
from tests.core.review.doubts.test_reasons import pair, side
from tests.core.review.made import ACTS, bitext

Ids = tuple[tuple[int, ...], tuple[int, ...]]


def suggested(
    before: list[Ids], after: list[Ids], probability: float, moved: bool = False
) -> tuple[Bitext, Suggestion | None]:
    """A bitext of some rows, and what is suggested for the first where others are that likely."""
    link = {"moved": 3} if moved else {}
    old = tuple(Bead(*ids, 0.6, **(link if not all(ids) else {})) for ids in before)
    new = tuple(Bead(*ids, 0.9) for ids in after)
    texts = (side(["x"] * sum(len(bead.ids(name)) for bead in old)) for name in SIDES)
    bitext = Bitext(*texts, old)
    return bitext, other_way(bitext, 0, Patch(Message("Take it"), (Splice(0, old, new),)), probability)


CASES = [
    ([((0,), (0,)), ((1,), ())], [((0, 1), (0,))],
     "Better merged with row 2", "May belong to the same pair as row 2"),
    ([((0,), (0,)), ((1, 2), (1,))], [((0, 1), (0,)), ((2,), (1,))],
     "Source 2 fits better here", "Source 2 may belong here"),
    ([((0,), (0,)), ((1,), (1, 2, 3))], [((0,), (0, 1, 2)), ((1,), (3,))],
     "Targets 2 and 3 fit better here", "Targets 2 and 3 may belong here"),
    ([((0,), (0,)), ((1, 2), (1, 2))], [((0, 1), (0, 1)), ((2,), (2,))],
     "Source 2 and Target 2 fit better here", "Source 2 and Target 2 may belong here"),
    ([((0,), (0, 1)), ((1,), (2,))], [((0,), (0,)), ((1,), (1, 2))],
     "Target 2 fits better in row 2", "Target 2 may belong to row 2"),
    ([((0,), (0, 1, 2, 3)), ((1,), (4,))], [((0,), (0,)), ((1,), (1, 2, 3, 4))],
     "Targets 2 to 4 fit better in row 2", "Targets 2 to 4 may belong to row 2"),
    ([((0, 1), (0,)), ((2,), (1, 2))], [((0,), (0, 1)), ((1, 2), (2,))],
     "Better if segments are swapped with row 2", "Segments may need to be swapped with row 2"),
    ([((0, 1), (0, 1))], [((0,), (0,)), ((1,), (1,))], "Better split into 2 rows", "May be 2 rows"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "sure", "unsure"), CASES)
def test_the_sentence_has_the_segments_and_both_figures(
    before: list[Ids], after: list[Ids], sure: str, unsure: str
) -> None:
    for probability, sentence in (
        (0.91, f"{sure}: 91 % against 60 %"),
        (0.3, f"{unsure}: 30 % against 60 %"),
    ):
        bitext, found = suggested(before, after, probability)
        assert found is not None
        assert str(found.reason.sentence) == sentence
        assert found.reason.kind is (ReasonKind.PARTS if "rows" in sure else ReasonKind.PARTNER)
        assert found.probability == probability
        new = apply(bitext, found.patch)
        check(new)
        assert [(bead.source, bead.target, bead.confidence) for bead in new.beads] == [
            (*ids, None) for ids in after
        ]
    assert suggested(before, after, 0.05)[1] is None


def test_a_passage_that_did_not_move_is_put_in_order() -> None:
    crossed, order = [((0,), ()), ((1,), (0,)), ((), (1,))], [((0,), (0,)), ((1,), (1,))]
    bitext, found = suggested(crossed, order, 0.91, moved=True)
    assert found is not None
    assert str(found.reason.sentence) == "Better kept in document order: 91 % against 60 %"
    check(apply(bitext, found.patch))


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("In 1984 he left.", "1985 ging er weg.", "1984 ging er weg."),
        ("1,024 men", "1.034 Mann", "1.024 Mann"),
        ("in 1984", "عام ١٩٨٥", "عام ١٩٨٤"),
        ("page 112", "Seite 12", "Seite 112"),
        ("pages 7 and 8 of 12", "Seiten 7 und 9 von 12", "Seiten 7 und 8 von 12"),
        ("from 1920 to 1940", "von 1920 bis 1920", "von 1920 bis 1940"),
        ("from 1940 to 1920", "von 1920 bis 1920", "von 1940 bis 1920"),
        ("1985 or 1984", "1985 oder 11985", "1985 oder 1984"),
    ],
)
def test_a_false_number_is_written_as_the_target_writes_its_own(
    source: str, target: str, mended: str
) -> None:
    bitext = pair(source, target)
    found = right_number(bitext, 0)
    assert found is not None
    new = apply(bitext, found.patch)
    check(new)
    assert new.target.text(0) == mended
    assert new.source.text(0) == source
    assert new.beads[0].confidence is None
    assert found.reason.kind is ReasonKind.FALSE_NUMBER
    assert str(found.reason.sentence).startswith("Change ")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("In 1984 he left.", "1984 ging er weg."),
        ("In 1984 he left.", "Da ging er weg."),
        ("1,024 men", "24.5 Mann"),
        ("from 1920 to 1940, 3", "von 1920 bis 1920"),
        ("in 1984 or 1994", "1974 oder 1954"),
    ],
)
def test_where_the_texts_do_not_tell_which_number_is_meant_none_is_written(source: str, target: str) -> None:
    assert right_number(pair(source, target), 0) is None


def test_what_a_person_decided_gets_no_number() -> None:
    for judged in ({"status": Status.ACCEPTED}, {"confidence": None}):
        assert right_number(pair("In 1984", "1985", **judged), 0) is None


def test_a_suggestion_moves_with_its_row_and_falls_with_it() -> None:
    texts = side(["a", "b", "c"]), side(["A", "B", "C"])
    bitext = Bitext(*texts, (Bead((0,), (0,), 0.9), Bead((1, 2), (1,), 0.6), Bead((), (2,), 0.6)))
    better = (Bead((1,), (1,), 0.9), Bead((2,), (2,), 0.9))
    found = other_way(bitext, 1, Patch(Message("Take it"), (Splice(1, bitext.beads[1:], better),)), 0.9)
    assert found is not None
    assert still_applies(bitext, found)
    split = apply(bitext, verbs.split(bitext, 0, 1, 0))
    assert not still_applies(split, found)
    below = shifted(found, 1)
    assert still_applies(split, below)
    assert str(below.patch.name) == "Use the suggestion for row 3"
    assert [bead.source for bead in apply(split, below.patch).beads] == [(0,), (), (1,), (2,)]
    assert not still_applies(apply(split, verbs.merge(split, 1, 2)), below)


def test_a_number_is_not_written_into_a_text_that_changed() -> None:
    bitext = pair("In 1984", "1985")
    found = right_number(bitext, 0)
    assert found is not None
    assert still_applies(bitext, found)
    assert not still_applies(apply(bitext, verbs.edit_text(bitext, 0, "target", 0, "1986")), found)


def test_the_sentence_names_rows_and_segments_by_the_numbers_that_they_have_now() -> None:
    old = (Bead((0,), (0,)), Bead((1,), (1, 2), 0.6), Bead((2,), (3,), 0.6))
    bitext = Bitext(side(["Two."] * 3), side(["Zwei. Drei."] * 4), old)
    better = Bead((1,), (1,), 0.9), Bead((2,), (2, 3), 0.9)
    found = other_way(bitext, 1, Patch(Message("Take it"), (Splice(1, old[1:], better),)), 0.91)
    assert found is not None
    assert str(found.reason.sentence) == "Target 3 fits better in row 3: 91 % against 60 %"
    cut = apply(bitext, verbs.split_segment(bitext, 0, "target", 0, 6))
    split = apply(cut, verbs.split_at(cut, 0, "target", 1))
    below = current(split, found, 2)
    assert below is not None
    assert str(below.reason.sentence) == "Target 4 fits better in row 4: 91 % against 60 %"
    assert str(below.patch.name) == "Use the suggestion for row 3"
    assert str(current(bitext, found, 1)) == str(found)
    merged = apply(split, verbs.merge(split, 2, 3))
    assert current(merged, found, 2) is None


Step = tuple[str, int, int, SideName]


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A verb's name, and the numbers from which its place is made."""
    side: SideName = draw(st.sampled_from(SIDES))
    name = draw(st.sampled_from(sorted({*ACTS} - {"swap_sides"})))
    return name, draw(st.integers(0, 99)), draw(st.integers(0, 99)), side


@st.composite
def tables(draw: st.DrawFn) -> Bitext:
    """A bitext of several rows with up to three segments in each cell."""
    shapes = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=6, max_size=9))
    return bitext(*(" | ".join(" / ".join(["Of two words."] * count) for count in shape) for shape in shapes))


OTHERS = ["merge_next", "move_segment_down", "take_segment_from_above", "split_row", "shift_up", "unmerge"]


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from(OTHERS), st.sampled_from(SIDES), st.lists(steps(), min_size=1, max_size=6))
def test_after_any_verbs_a_sentence_names_rows_and_segments_of_its_own_change(
    before: Bitext, name: str, side: SideName, many: list[Step]
) -> None:
    row = len(before.beads) - 2
    own = before.beads[row]
    patch = _tried(before, (name, row, 0, side))
    if patch is None or own in patch.beads[0].after:
        return
    found = other_way(before, row, Patch(Message("Take it"), patch.beads), 0.5)
    assert found is not None
    now = before
    for step in many:
        later = _tried(now, step)
        now = now if later is None else apply(now, later)
    at = next((at for at, bead in enumerate(now.beads) if bead == own), None)
    here = None if at is None else current(now, found, at)
    if here is None:
        return
    (splice,) = here.patch.beads
    held = now.beads[splice.at : splice.at + len(splice.before)]
    for kind, number in _numbers(here.reason.sentence):
        if kind == "row":
            assert number - 1 != at
            assert now.beads[number - 1] in held
        else:
            of_side: SideName = "source" if kind == "source" else "target"
            segment = now.side(of_side).segments[number - 1].id
            assert any(segment in bead.ids(of_side) for bead in held)


def _tried(bitext: Bitext, step: Step) -> Patch | None:
    name, place, number, side = step
    try:
        return ACTS[name](bitext, place % max(1, len(bitext.beads)), side, number, "New.")
    except verbs.NotPossible:
        return None


def _numbers(sentence: Message) -> list[tuple[str, int]]:
    """The numbers of rows and segments in a sentence, each with "row", "source" or "target"."""
    found = [("row", value) for key, value in sentence.fields if key == "row"]
    for _, part in sentence.fields:
        if isinstance(part, Message):
            kind = next((kind for kind in SIDES if part.template.lower().startswith(kind)), None)
            found += [(kind, value) for _, value in part.fields if kind and isinstance(value, int)]
            found += _numbers(part)
    return [(kind, value) for kind, value in found if isinstance(value, int)]
