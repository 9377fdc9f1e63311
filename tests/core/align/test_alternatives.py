"""The alternative to a row is the best way not to have its bead; it touches nothing that a person decided."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from core.align.alternatives import Alternative, alternatives, around
from core.align.alternatives import _with_notes as with_notes
from core.model import Bead, Bitext, Status, apply, check, inverse
from tests.core.align.made import FOLDER, aligned, pair, places, random_vectors, side, translated, words

COUNT = 60
SOURCE = random_vectors(COUNT, 1)
VECTORS = SOURCE, translated(SOURCE, 2)
SIDES = side(words(COUNT)), side(words(COUNT), 100)
RIGHT = Bitext(*SIDES, aligned(*SIDES, *VECTORS))


def asked(bitext: Bitext, rows: Iterable[int]) -> dict[int, Alternative]:
    """The alternatives to some rows, once checked: laws hold, none has the row's bead, all can be undone."""
    rows = tuple(rows)
    given = around(bitext, rows)
    taken = [
        np.stack([vectors[one.position(segment.id)] for segment in part.segments])
        for vectors, one, part in zip(VECTORS, SIDES, (given.source, given.target), strict=True)
    ]
    found = alternatives(given, rows, pair(taken[0], taken[1]), FOLDER)
    for row, other in found.items():
        new = apply(bitext, other.patch)
        check(new)
        bead = bitext.beads[row]
        assert (bead.source, bead.target) not in places(new.beads)
        assert apply(new, inverse(other.patch)) == bitext
        assert 0 <= other.probability <= 1
    return found


def wrong(*beads: Bead) -> Bitext:
    """The right bitext with these beads where they belong."""
    held = {id_ for bead in beads for id_ in bead.source}
    gone = [row for row, bead in enumerate(RIGHT.beads) if held & {*bead.source}]
    new = replace(RIGHT, beads=(*RIGHT.beads[: gone[0]], *beads, *RIGHT.beads[gone[-1] + 1 :]))
    check(new)
    return new


PLANTED = {
    "merged": (Bead((20, 21), (120, 121), 0.5),),
    "shifted": (Bead((20,), (120, 121), 0.5), Bead((21,), (), 0.5)),
    "shifted twice": (Bead((20,), (), 0.5), Bead((21,), (120,), 0.5), Bead((22,), (121, 122), 0.5)),
    "torn": (Bead((20,), (), 0.5), Bead((), (120,), 0.5)),
}


@pytest.mark.parametrize("beads", PLANTED.values(), ids=PLANTED)
def test_a_row_planted_wrong_has_the_right_alternative(beads: tuple[Bead, ...]) -> None:
    bitext = wrong(*beads)
    for row in range(20, 20 + len(beads)):
        other = asked(bitext, [row])[row]
        assert places(apply(bitext, other.patch).beads) == places(RIGHT.beads)
        assert other.gain > 0
        assert other.probability > 0.5


def test_neighbours_said_to_have_moved_past_each_other_have_the_right_alternative() -> None:
    crossed = Bead((20,), (), 0.5, moved=1), Bead((21,), (120,), 0.5), Bead((), (121,), 0.5, moved=1)
    bitext = wrong(*crossed)
    for row in range(20, 23):
        other = asked(bitext, [row])[row]
        assert places(apply(bitext, other.patch).beads) == places(RIGHT.beads)
        assert all(bead.moved is None for bead in apply(bitext, other.patch).beads)
    for kept in ({"status": Status.ACCEPTED}, {"confidence": None}):
        beads = [*bitext.beads]
        beads[22] = replace(beads[22], **kept)
        assert {20, 22}.isdisjoint(asked(replace(bitext, beads=tuple(beads)), [20, 21, 22]))


def test_half_of_a_moved_passage_that_stays_alone_is_a_guess() -> None:
    before = Bead((1,), (), 0.9, moved=1), Bead((2,), (2,), 0.9), Bead((), (3,), 0.2, moved=1)
    for way, alone in (
        ((Bead((1,), (), 0.7), Bead((2,), (2, 3), 0.8)), Bead((1,), (), 0.5)),
        ((Bead((1, 2), (2,), 0.8), Bead((), (3,), 0.7)), Bead((), (3,), 0.2)),
    ):
        assert alone in with_notes(before, way)


def test_a_bead_of_more_segments_than_the_aligner_makes_has_the_right_alternative() -> None:
    bitext = wrong(Bead(tuple(range(20, 25)), tuple(range(120, 125)), 0.5))
    other = asked(bitext, [20])[20]
    assert places(apply(bitext, other.patch).beads) == places(RIGHT.beads)


def test_an_alternative_leaves_alone_what_has_nothing_to_do_with_its_row() -> None:
    two = Bead((20, 21), (120, 121), 0.5), RIGHT.beads[22], Bead((23, 24), (123, 124), 0.5)
    bitext = wrong(*two)
    found = asked(bitext, [20, 22])
    for row, at in ((20, 20), (22, 22)):
        (splice,) = found[row].patch.beads
        assert (splice.at, splice.before) == (at, (bitext.beads[at],))


def test_no_alternative_is_better_than_the_best_way() -> None:
    found = asked(RIGHT, range(COUNT))
    assert len(found) == len(RIGHT.beads)
    assert all(other.gain <= 1e-3 for other in found.values())
    assert all(other.probability < 0.5 for other in found.values())


def test_asked_alone_and_with_others_a_row_has_the_same_alternative() -> None:
    bitext = wrong(*PLANTED["shifted"])
    together = asked(bitext, range(15, 30))
    for row in (20, 21, 25):
        assert places(asked(bitext, [row])[row].patch.beads[0].after) == places(
            together[row].patch.beads[0].after
        )


@pytest.mark.parametrize(
    "decided",
    [
        {"status": Status.ACCEPTED},
        {"confidence": None},
        {"note": "Leave it."},
        {"bookmark": True},
    ],
)
def test_what_a_person_decided_next_door_stays(decided: dict[str, object]) -> None:
    bitext = wrong(*PLANTED["shifted"])
    kept = replace(bitext.beads[21], **decided)
    bitext = replace(bitext, beads=(*bitext.beads[:21], kept, *bitext.beads[22:]))
    for other in asked(bitext, range(15, 21)).values():
        assert kept in apply(bitext, other.patch).beads


@pytest.mark.parametrize("decided", [{"status": Status.ACCEPTED}, {"confidence": None}])
def test_what_a_person_decided_has_no_alternative(decided: dict[str, object]) -> None:
    bitext = wrong(*PLANTED["merged"])
    kept = replace(bitext.beads[20], **decided)
    bitext = replace(bitext, beads=(*bitext.beads[:20], kept, *bitext.beads[21:]))
    assert 20 not in asked(bitext, [19, 20, 21])


def test_a_row_between_decided_ones_that_can_only_be_as_it_is_has_no_alternative() -> None:
    beads = [replace(bead, status=Status.ACCEPTED) for bead in RIGHT.beads]
    beads[20:21] = PLANTED["torn"]
    alone = replace(RIGHT, beads=tuple(beads))
    assert sorted(asked(alone, [20, 21])) == [20, 21]
    beads[21] = replace(beads[21], status=Status.ACCEPTED)
    assert not asked(replace(RIGHT, beads=tuple(beads)), [20])


def test_note_and_bookmark_of_the_row_stay_with_its_segments() -> None:
    bitext = wrong(Bead((20, 21), (120, 121), 0.5, note="Odd.", bookmark=True))
    new = apply(bitext, asked(bitext, [20])[20].patch)
    assert [(bead.note, bead.bookmark) for bead in new.beads[20:22]] == [("Odd.", True), ("", False)]


def test_rows_without_text_are_looked_across_and_have_no_alternative() -> None:
    texts = words(COUNT)
    texts[21] = " "
    sides = side(texts), SIDES[1]
    beads = (Bead((20,), (120, 121), 0.5), Bead((21,), (), 1.0), Bead((22,), (), 0.5), Bead((), (122,), 0.5))
    bitext = replace(wrong(*beads), source=sides[0])
    found = asked(bitext, [20, 21, 22])
    assert sorted(found) == [20, 22]
    after = places(apply(bitext, found[22].patch).beads)
    assert {((21,), ()), ((22,), (122,))} <= set(after)
