"""Guessed rows get the probability that they are right, given the rows around them that a person decided."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.align.guesses import MOST, Ids, guess_confidences, neighbourhoods
from core.model import Bead, Bitext, Status, check
from core.review.doubts.risk import DOUBT, risk
from tests.core.align.made import FOLDER, pair
from tests.core.align.test_alternatives import RIGHT, SIDES, VECTORS, wrong


def scored(bitext: Bitext, rows: Sequence[int]) -> dict[int, float]:
    """The confidence of some guessed rows."""
    check(bitext)
    out: dict[Ids, float] = {}
    guesses = {(bitext.beads[row].source, bitext.beads[row].target): row for row in rows}
    for given in neighbourhoods(bitext, rows):
        taken = [
            np.stack([vectors[one.position(segment.id)] for segment in part.segments])
            for vectors, one, part in zip(VECTORS, SIDES, (given.source, given.target), strict=True)
        ]
        out |= guess_confidences(given, guesses, pair(taken[0], taken[1]), FOLDER)
    return {guesses[ids]: value for ids, value in out.items()}


def test_a_right_guess_is_likely_and_a_wrong_one_is_not() -> None:
    found = scored(wrong(Bead((20,), (120, 121), 0.5), Bead((21,), (), 0.5)), [19, 20, 21, 50])
    assert found.keys() == {19, 20, 21, 50}
    assert min(found[19], found[50]) > 0.9
    assert max(found[20], found[21]) < 0.3


def test_the_likeliest_guess_is_still_a_doubt() -> None:
    found = scored(RIGHT, [30, 31])
    assert set(found.values()) == {MOST}
    beads = (*RIGHT.beads[:30], replace(RIGHT.beads[30], confidence=MOST), *RIGHT.beads[31:])
    assert risk(replace(RIGHT, beads=beads), 30, None) >= DOUBT


@pytest.mark.parametrize("decided", [Bead((), (), None), Bead((), (), 0.5, Status.ACCEPTED)])
def test_a_decided_pair_is_given_even_if_the_aligner_disagrees(decided: Bead) -> None:
    stated = replace(decided, source=(20,), target=(120, 121))
    beads = stated, Bead((21,), (), 0.5), Bead((22,), (122,), 0.5)
    found = scored(wrong(*beads), [21, 22])
    assert found[22] > 0.9
    assert found[21] > 0.5  # its counterpart is spoken for


def test_rows_on_either_side_of_half_of_a_moved_pair_compete() -> None:
    beads = [*wrong(Bead((20,), (), 0.5), Bead((21,), (), None), Bead((22,), (120, 121, 122), 0.5)).beads]
    beads[19] = replace(beads[19], confidence=None)
    beads[21] = replace(beads[21], moved=1)
    end = beads.pop()
    beads += [replace(end, target=(), confidence=None), Bead((), end.target, None, moved=1)]
    found = scored(replace(RIGHT, beads=tuple(beads)), [20, 22])
    assert found.keys() == {20, 22}
    assert max(found.values()) < 0.3


def test_rows_between_decided_ones_with_text_on_one_side_only_are_left_as_they_are() -> None:
    beads = list(RIGHT.beads)
    beads[19] = replace(beads[19], confidence=None)
    beads[20:22] = [
        Bead((20,), (), 0.5),
        Bead((21,), (120, 121), None),
    ]
    assert scored(replace(RIGHT, beads=tuple(beads)), [20]) == {}
