"""Realigning runs beside the person's own work, and yields to it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window.realign import STALE
from app.window.window import Window
from core.model import Status
from core.review import verbs
from tests.app.window.stage import lay

PATIENCE_MS = 60_000
ROWS = (
    "The lamp went out. | Die Lampe ging aus.",
    "Nobody in the house spoke. | Niemand im Haus sprach.",
    "She lit a match. / It was nearly morning. | Sie zündete ein Streichholz an. / Es war fast Morgen.",
    "The birds began to sing in the garden. | Die Vögel begannen im Garten zu singen.",
)


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """A window with a row that is two pairs."""
    lay(qtbot, window, ROWS)
    return window


def begun(window: Window, qtbot: QtBot, row: int) -> None:
    window.table.go(row)
    qtbot.keyClick(window.table, Qt.Key.Key_R)
    assert window.jobs.running("realign")


def ended(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running("realign"), timeout=PATIENCE_MS)


def test_the_cursor_stands_where_something_changed(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 0)
    assert review.status.currentMessage() == "Realigning …"
    ended(review, qtbot)
    assert review.desk.bitext is not None
    assert len(review.desk.bitext.beads) == 5
    assert review.table.row == 2
    assert review.status.currentMessage() == ""
    begun(review, qtbot, 0)
    ended(review, qtbot)
    assert review.status.currentMessage() == "Nothing to realign: these rows come out as they are."
    assert review.desk.undo_name == "Realign rows 1 to 4"


def test_what_the_person_does_meanwhile_stands(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 2)
    review.review.apply(lambda bitext: verbs.merge_next(bitext, 2))
    after = review.desk.bitext
    ended(review, qtbot)
    assert review.desk.bitext == after
    assert review.status.currentMessage() == STALE


def test_what_is_being_typed_meanwhile_stands(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 2)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    qtbot.keyClicks(editor, "Then ")
    ended(review, qtbot)
    assert review.desk.bitext is not None
    assert "Then " in review.desk.bitext.source.text(review.desk.bitext.beads[2].source[0])
    assert len(review.desk.bitext.beads) == 4
    assert review.status.currentMessage() == STALE


def test_rows_of_another_project_are_left_alone(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 2)
    review.files.close()
    lay(qtbot, review, ROWS)
    before = review.desk.bitext
    ended(review, qtbot)
    assert review.desk.bitext == before
    assert review.desk.revision == 0


def test_a_row_that_a_person_decided_is_not_realigned(review: Window, qtbot: QtBot) -> None:
    review.review.apply(lambda bitext: verbs.accept(bitext, (2,)))
    review.table.go(2)
    qtbot.keyClick(review.table, Qt.Key.Key_R)
    assert not review.jobs.running("realign")
    assert "leaves them as they are" in review.status.currentMessage()
    assert review.desk.bitext is not None
    assert review.desk.bitext.beads[2].status is Status.ACCEPTED
