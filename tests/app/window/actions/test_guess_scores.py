"""Rows that a verb guessed are scored in a worker, as part of the verb's own step, without a stir."""

import pytest
from pytestqt.qtbot import QtBot

from app.window.actions.guesses import SCORE, guesses
from app.window.window import Window
from core.model import Bitext, Patch
from core.review import verbs
from core.review.verbs.rows import GUESSED
from tests.app.window.stage import lay

PATIENCE_MS = 60_000
ROWS = (
    "The lamp went out. | Die Lampe ging aus.",
    "Nobody in the house spoke. | Niemand im Haus sprach.",
    "She lit a match. | Sie zündete ein Streichholz an.",
    "It was nearly morning. | Es war fast Morgen.",
    "The birds began to sing in the garden. | Die Vögel begannen im Garten zu singen.",
    "Then he left. |",
)


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """A window with five pairs, and a row alone."""
    lay(qtbot, window, ROWS)
    window.sidebar.close_panel()
    return window


def shift(bitext: Bitext) -> Patch:
    """Push four targets along."""
    return verbs.shift_down(bitext, 1, "target")


def confidences(window: Window) -> list[float | None]:
    assert window.project.bitext is not None
    return [bead.confidence for bead in window.project.bitext.beads]


def scored(window: Window, qtbot: QtBot) -> None:
    """Wait until the guesses have their scores."""
    before = window.project.revision
    qtbot.waitUntil(lambda: window.project.revision > before, timeout=PATIENCE_MS)


def test_guesses_are_scored_and_remain_one_step(review: Window, qtbot: QtBot) -> None:
    before = review.project.bitext
    review.table.go(3, "target")
    review.editing.apply(shift)
    name, cautious = review.project.undo_name, confidences(review)
    assert cautious == [0.9, GUESSED, None, GUESSED, GUESSED, GUESSED]
    scored(review, qtbot)
    assert (review.table.row, review.table.side, review.table.editing) == (3, "target", False)
    now = confidences(review)
    assert now[2] is None
    assert [one for one in now[3:] if one is not None and one < GUESSED]
    assert review.project.undo_name == name
    risks = review.doubt_queue.risks
    qtbot.waitUntil(lambda: not risks.busy)
    assert {1, 3, 4, 5} <= {*risks.order}
    assert review.project.tally.reviewed == 1
    after = review.project.bitext
    review.editing.undo()
    assert review.project.bitext == before
    assert review.project.undo_name is None
    review.editing.redo()
    assert review.project.bitext == after
    assert not review.jobs.running(SCORE)


def test_what_was_scored_for_rows_that_changed_meanwhile_is_asked_for_again(
    review: Window, qtbot: QtBot
) -> None:
    review.editing.apply(shift)
    qtbot.waitUntil(lambda: bool(review.jobs.running(SCORE)), timeout=PATIENCE_MS)
    review.editing.apply(lambda bitext: verbs.accept(bitext, (0,)))
    accepted = review.project.revision
    qtbot.waitUntil(lambda: not review.jobs.running(SCORE), timeout=PATIENCE_MS)
    assert review.project.revision == accepted
    scored(review, qtbot)
    assert [one for one in confidences(review)[3:] if one is not None and one < GUESSED]
    assert str(review.project.undo_name) == "Accept row 1"
    review.editing.undo()
    review.editing.undo()
    assert review.project.undo_name is None


def test_an_open_editor_and_a_note_are_not_disturbed(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(shift)
    review.editing.amend(lambda bitext: verbs.note(bitext, 2, "Wh"), None)
    own = review.project.revision
    review.table.go(0, "source")
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    review.guess_scores._begin()  # as if the pause were over
    assert not review.jobs.running(SCORE)
    review.table.close_editor(keep=True)
    scored(review, qtbot)
    review.editing.amend(lambda bitext: verbs.note(bitext, 2, "Why?"), own)
    review.editing.undo()
    assert review.project.bitext is not None
    assert [bead.note for bead in review.project.bitext.beads] == [""] * 6


def test_only_what_a_verb_made_and_nobody_stated_is_scored(review: Window) -> None:
    bitext = review.project.bitext
    assert bitext is not None
    assert len(list(guesses(shift(bitext)))) == 4
    for patch in (verbs.merge_next(bitext, 0), verbs.accept(bitext, (1,)), verbs.note(bitext, 1, "n")):
        assert list(guesses(patch)) == []
