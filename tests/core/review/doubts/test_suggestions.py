"""Suggestions correct what they say, state both probabilities, and belong to the user once used."""

import pytest

from core.model import SIDES, Bead, Bitext, Patch, Splice, Status, apply, check
from core.model.message import Message
from core.review import verbs
from core.review.doubts.reasons import ReasonKind
from core.review.doubts.suggestions import Suggestion, other_way, right_number, shifted, still_applies
from tests.core.review.doubts.test_reasons import pair, side

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
