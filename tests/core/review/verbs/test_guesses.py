"""Of the rows that a verb makes only what the user stated is the user's; the rest stays among the doubts."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from core.model import Bead, Bitext, Patch, Status, Strike, apply
from core.review import verbs
from core.review.doubts.navigation import unsure
from core.review.doubts.risk import DOUBT, risk
from core.review.verbs.pairing import Passage
from core.review.verbs.rows import GUESSED
from tests.core.review.made import Act, acts, after, bitext, bitexts, judged, table

SURE = Bead((), (), 0.95)
FOUR = ("A. | W.", "B. | X.", "C. | Y.", "D. | Z.")
Verb = Callable[[Bitext], Patch]

CASES: dict[str, tuple[tuple[str, ...], Verb, list[str]]] = {
    "merged rows": (FOUR, lambda b: verbs.merge(b, 1, 2), ["-", "stated", "-"]),
    "a lone row joined to its only neighbour": (
        ("A. | X.", "B. |"),
        lambda b: verbs.join_lone(b, 1),
        ["stated"],
    ),
    "a lone row joined to one of two": (
        ("A. | X.", "B. |", "C. | Z."),
        lambda b: verbs.join_lone(b, 1),
        ["guess", "-"],
    ),
    "a row split where both places are chosen": (
        ("A. / B. / C. | X. / Y. / Z.",),
        lambda b: verbs.split(b, 0, 1, 2),
        ["stated", "stated"],
    ),
    "a row split at a segment, the other side by length": (
        ("A. / B. | X. / Y. / Z.",),
        lambda b: verbs.split_at(b, 0, "source", 1),
        ["guess", "guess"],
    ),
    "a row split at a segment, a single counterpart by length": (
        ("A. / B. | X.",),
        lambda b: verbs.split_at(b, 0, "source", 1),
        ["guess", "guess"],
    ),
    "two and two split at a segment": (
        ("A. / B. | X. / Y.",),
        lambda b: verbs.split_at(b, 0, "target", 1),
        ["stated", "stated"],
    ),
    "a row without counterpart split at a segment": (
        ("A. / B. / C. |",),
        lambda b: verbs.split_at(b, 0, "source", 2),
        ["stated", "stated"],
    ),
    "two and two split without a place": (
        ("A. / B. | X. / Y.",),
        lambda b: verbs.split_row(b, 0),
        ["stated", "stated"],
    ),
    "three without counterpart split without a place": (
        ("A. / B. / C. |",),
        lambda b: verbs.split_row(b, 0),
        ["guess", "guess"],
    ),
    "a segment moved down": (
        ("A. / B. | X.", "C. | Y."),
        lambda b: verbs.move_segment_down(b, 0, "source"),
        ["guess", "stated"],
    ),
    "a segment moved up": (
        ("A. | X.", "B. / C. | Y."),
        lambda b: verbs.move_segment_up(b, 1, "source"),
        ["stated", "guess"],
    ),
    "a segment taken from below": (
        ("A. | X.", "B. | Y."),
        lambda b: verbs.take_segment_from_below(b, 0, "target"),
        ["stated", "guess"],
    ),
    "a side shifted down": (
        FOUR,
        lambda b: verbs.shift_down(b, 1, "source"),
        ["-", "guess", "stated", "guess", "guess"],
    ),
    "a side shifted down into a hole": (
        ("A. | W.", "B. | X.", "| Y.", "D. | Z."),
        lambda b: verbs.shift_down(b, 0, "source"),
        ["guess", "stated", "guess", "-"],
    ),
    "a side shifted up": (
        FOUR,
        lambda b: verbs.shift_up(b, 1, "target"),
        ["stated", "guess", "guess", "guess"],
    ),
    "a merged row taken apart as it was": (
        ("A. / B. | X. / Y.",),
        lambda b: verbs.unmerge(b, 0),
        ["stated", "stated"],
    ),
    "a row taken apart by lengths": (
        ("A. / B. | X. / Y. / Z.",),
        lambda b: verbs.unmerge(b, 0),
        ["guess", "guess"],
    ),
    "a row taken apart around one segment": (
        ("A. | X. / Y.",),
        lambda b: verbs.unmerge(b, 0),
        ["guess", "guess"],
    ),
    "a segment set alone": (
        ("A. / B. / C. | X. / Y.",),
        lambda b: verbs.set_alone(b, 0, "source", 1),
        ["guess", "stated", "guess"],
    ),
    "the sides of a row separated": (
        ("A. | X.",),
        lambda b: verbs.unpair(b, 0),
        ["stated", "stated"],
    ),
    "rows paired in order": (
        ("A. |", "B. | X. / Y."),
        lambda b: verbs.pair(b, Passage(0, "source", 0, 1), Passage(1, "target", 0, 1)),
        ["stated", "guess"],
    ),
    "rows paired by a link": (
        ("A. |", "B. | X.", "C. | Y. / Z."),
        lambda b: verbs.pair(b, Passage(0, "source", 0, 1), Passage(2, "target", 1, 2)),
        ["stated", "-", "guess", "stated"],
    ),
    "two cells paired that cross": (
        ("A. | X.", "B. | Y."),
        lambda b: verbs.pair(b, Passage(0, "source", 0, 1), Passage(1, "target", 0, 1)),
        ["stated", "guess", "stated"],
    ),
    "rows crossed": (
        ("A. | X.", "B. | Y."),
        lambda b: verbs.cross(b, 0),
        ["stated", "stated", "stated"],
    ),
}


MOST = {
    "split": 2,
    "split_at": 2,
    "split_row": 2,
    "separate": 2,
    "unpair": 2,
    "pair": 2,
    "pair_rows": 2,
    "cross": 3,
}
"""Number of rows that a verb can state, if it is not one."""


@pytest.mark.parametrize("case", CASES)
def test_only_what_the_user_stated_is_the_users(case: str) -> None:
    rows, verb, expected = CASES[case]
    before = bitext(*rows)
    before = judged(before, **{f"r{at + 1}": SURE for at in range(len(before.beads))})
    found = after(before, verb(before))
    assert [_origin(before, bead) for bead in found.beads] == expected, table(found)
    for row, bead in enumerate(found.beads):
        if _origin(before, bead) == "guess":
            assert bead.status is Status.OPEN
            assert unsure(bead.certainty)
            assert risk(found, row, None) >= DOUBT
            assert not bead.pinned


def _origin(before: Bitext, bead: Bead) -> str:
    if bead in before.beads:
        return "-"
    return "stated" if bead.made_by_person else "guess"


def test_a_guess_is_no_surer_than_the_rows_it_has_segments_of() -> None:
    before = judged(bitext(*FOUR), r1=SURE, r2=SURE, r3=Bead((), (), 0.2), r4=Bead((), (), None))
    shifted = after(before, verbs.shift_down(before, 0, "source"))
    assert [bead.confidence for bead in shifted.beads] == [GUESSED, None, 0.2, 0.2, GUESSED]


@pytest.mark.parametrize(("confidence", "expected"), [(None, GUESSED), (0.97, GUESSED), (0.2, 0.2)])
def test_a_row_with_one_side_hidden_is_a_guess_whoever_made_it(
    confidence: float | None, expected: float
) -> None:
    before = judged(bitext(*FOUR), r2=Bead((), (), confidence, note="heading"))
    hidden = after(before, verbs.set_strikes(before, "source", (Strike(1, 0, 2, "heading"),)))
    assert hidden.beads[1] == Bead((), before.beads[1].target, expected, note="heading")


def test_a_row_that_loses_one_of_several_segments_stays_the_users_and_one_that_gains_some_does_not() -> None:
    whole = bitext(*FOUR)
    before = after(whole, verbs.merge(whole, 0, 2))
    hidden = after(before, verbs.set_strikes(before, "source", (Strike(1, 0, 2, "heading"),)))
    assert [(len(bead.source), bead.made_by_person) for bead in hidden.beads[:1]] == [(2, True)]
    shown = after(hidden, verbs.set_strikes(hidden, "source", ()))
    assert [(len(bead.source), bead.confidence) for bead in shown.beads[:1]] == [(3, GUESSED)]


def test_what_was_made_by_hand_and_shifted_along_is_a_guess_again() -> None:
    before = judged(bitext(*FOUR), **{f"r{row}": Bead((), (), None) for row in range(1, 5)})
    shifted = after(before, verbs.shift_up(before, 1, "source"))
    assert [bead.confidence for bead in shifted.beads] == [None, GUESSED, GUESSED, GUESSED]


def test_the_half_that_stays_of_a_moved_pair_is_a_guess_and_parting_them_is_stated() -> None:
    half = Bead((), (), 0.4, Status.DOUBTFUL, moved=1)
    before = judged(bitext("A. |", "B. | Y.", "| X."), r1=half, r3=half)
    merged = after(before, verbs.merge_next(before, 1))
    assert (merged.beads[0].confidence, merged.beads[0].status) == (0.4, Status.OPEN)
    parted = after(before, verbs.unpair(before, 0))
    assert [parted.beads[at].confidence for at in (0, 2)] == [None, None]


def test_a_moved_pair_that_a_person_made_stays_as_it_is_when_others_shift() -> None:
    half = Bead((), (), None, moved=1)
    before = judged(bitext("A. | W.", "B. | X.", "C. |", "| Y.", "D. | Z."), r3=half, r4=half)
    shifted = after(before, verbs.shift_down(before, 0, "source"))
    assert [bead for bead in shifted.beads if bead.linked] == [before.beads[2], before.beads[3]]


@settings(max_examples=150, deadline=None)
@given(bitexts(), acts())
def test_every_row_of_every_verb_is_as_it_was_or_stated_or_an_open_guess(
    bitext: Bitext, act: tuple[str, Act]
) -> None:
    try:
        patch = act[1](bitext)
    except verbs.NotPossible:
        return
    if patch.swap or patch.source or patch.target:
        return
    now = apply(bitext, patch)
    cells = {(bead.source, bead.target, bead.moved) for bead in bitext.beads}
    new = [bead for bead in now.beads if (bead.source, bead.target, bead.moved) not in cells]
    assert act[0] == "unmerge" or sum(bead.made_by_person for bead in new) <= MOST.get(act[0], 1)
    for bead in new:
        assert bead.made_by_person or (not bead.judged and bead.certainty <= GUESSED)
