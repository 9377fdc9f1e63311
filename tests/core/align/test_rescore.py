"""Beads from elsewhere get the confidence that the aligner would give them; wrong ones get little."""

from dataclasses import replace

import pytest

from core.align.rescore import rescored
from core.model import Bead, Bitext
from tests.core.align.made import FOLDER, pair, places
from tests.core.align.test_alternatives import PLANTED, RIGHT, VECTORS, wrong


def sure(bitext: Bitext) -> list[float]:
    """The new confidences, once checked: the beads are as they were in all else."""
    found = rescored(bitext, pair(*VECTORS), FOLDER)
    assert places(found) == places(bitext.beads)
    assert [replace(bead, confidence=None) for bead in found] == [
        replace(bead, confidence=None) for bead in bitext.beads
    ]
    confidences = [bead.confidence for bead in found]
    assert all(one is not None and 0 <= one <= 1 for one in confidences)
    return [one for one in confidences if one is not None]


def test_the_aligners_own_beads_get_what_they_had() -> None:
    told = [bead.confidence for bead in RIGHT.beads]
    forgotten = replace(RIGHT, beads=tuple(replace(bead, confidence=None) for bead in RIGHT.beads))
    assert sure(forgotten) == pytest.approx(told)


@pytest.mark.parametrize("beads", PLANTED.values(), ids=PLANTED)
def test_wrong_beads_are_hardly_likely_and_the_others_as_before(beads: tuple[Bead, ...]) -> None:
    bitext = wrong(*beads)
    found = sure(bitext)
    assert max(found[20 : 20 + len(beads)]) < 0.5
    assert min(found[:20]) > 0.5


def test_a_bead_of_more_segments_than_the_aligner_makes_is_hardly_likely() -> None:
    ids = tuple(range(20, 25))
    bitext = wrong(Bead(ids, tuple(id_ + 100 for id_ in ids)))
    assert sure(bitext)[20] < 0.1


def test_both_halves_of_a_moved_pair_are_as_likely() -> None:
    crossed = Bead((20,), (), moved=1), Bead((21,), (120,)), Bead((), (121,), moved=1)
    found = sure(wrong(*crossed))
    assert found[20] == found[22]
    assert max(found[20:23]) < 0.5


def test_where_one_side_has_no_text_there_is_nothing_to_doubt() -> None:
    bare = replace(RIGHT.target, segments=())
    beads = tuple(Bead((segment.id,), ()) for segment in RIGHT.source.segments)
    bitext = Bitext(RIGHT.source, bare, beads)
    found = rescored(bitext, pair(VECTORS[0], VECTORS[1][:0]), FOLDER)
    assert {bead.confidence for bead in found} == {1.0}
