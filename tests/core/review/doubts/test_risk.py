"""Risk follows confidence, is raised by what speaks against a row, and gone once a person decided."""

from collections.abc import Sequence

import pytest

from core.model import Bead, Bitext, Status
from core.review.doubts.risk import risk
from tests.core.review.doubts.test_reasons import USUAL, pair, side


def rows(*beads: Bead) -> Bitext:
    """A bitext of words."""
    counts = [sum(len(bead.source) for bead in beads), sum(len(bead.target) for bead in beads)]
    return Bitext(side(["word"] * counts[0]), side(["Wort"] * counts[1]), beads)


def risks(bitext: Bitext) -> list[float]:
    """The risk of each row."""
    return [risk(bitext, row, USUAL) for row in range(len(bitext.beads))]


@pytest.mark.parametrize("confidence", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_where_nothing_else_speaks_against_a_row_risk_is_what_confidence_leaves(confidence: float) -> None:
    assert risk(pair("word", "Wort", confidence=confidence), 0, USUAL) == pytest.approx(
        1 - confidence, abs=1e-3
    )


def test_what_a_person_decided_has_no_risk_unless_it_was_doubt() -> None:
    for judged in ({"status": Status.ACCEPTED}, {"confidence": None}):
        bitext = pair("In 1984", "1985", **judged)
        assert risk(bitext, 0, None) == 0
    doubted = pair("a", "b", confidence=None, status=Status.DOUBTFUL)
    assert risk(doubted, 0, None) > 0.9


def test_odd_texts_raise_the_risk() -> None:
    plain = risk(pair("In 1984 he left.", "1984 ging er weg."), 0, USUAL)
    missing = risk(pair("In 1984 he left.", "Damals ging er weg."), 0, USUAL)
    false = risk(pair("In 1984 he left.", "1985 ging er weg."), 0, USUAL)
    long = risk(pair("x" * 96, "y" * 46), 0, USUAL)
    assert plain < missing < false
    assert false > 0.5
    assert plain < long


def test_neighbours_raise_the_risk() -> None:
    beads: Sequence[Bead] = (
        Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.9), Bead((2,), (), 0.9), Bead((3, 4), (2,), 0.9),
        Bead((5,), (3,), 0.9), Bead((), (4,), 0.9), Bead((6,), (5,), 0.9), Bead((7, 8), (6,), 0.9),
        Bead((9,), (), 0.9, moved=1), Bead((10,), (7,), 0.9), Bead((), (8,), 0.9, moved=1),
    )  # fmt: skip
    found = risks(rows(*beads))
    usual, lone_by_merge, merge_by_lone, lone, merge = found[0], found[2], found[3], found[5], found[7]
    assert usual == pytest.approx(found[1]) == pytest.approx(found[4]) == pytest.approx(merge)
    assert usual < merge_by_lone < lone_by_merge
    assert merge < lone < lone_by_merge
    assert found[8] == pytest.approx(found[10])
    assert found[8] > usual
