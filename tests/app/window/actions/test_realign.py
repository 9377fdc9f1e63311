"""Realigning runs beside the person's own work, and yields to it."""

import pickle
import threading

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.tasks import WarmUp
from app.window.actions.realign import STALE
from app.window.background.jobs import Listener
from app.window.window import Window
from core.model import Patch, Status
from core.model.message import Message
from core.progress import SILENT, Progress
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


def wait_for_ever(progress: Progress) -> Patch:
    progress(3, 4, "Waiting")
    threading.Event().wait()
    return Patch(Message(""))


def unwanted(result: object) -> None:
    raise AssertionError(result)


def begun(window: Window, qtbot: QtBot, row: int) -> None:
    window.table.go(row)
    qtbot.keyClick(window.table, Qt.Key.Key_R)
    assert window.jobs.running("realign")


def ended(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running("realign"), timeout=PATIENCE_MS)


def test_the_cursor_stands_where_something_changed(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 0)
    assert review.status.currentMessage() == "Realigning…"
    ended(review, qtbot)
    assert review.project.bitext is not None
    assert len(review.project.bitext.beads) == 5
    assert review.table.row == 2
    assert review.status.currentMessage() == ""
    begun(review, qtbot, 0)
    ended(review, qtbot)
    assert review.status.currentMessage() == "Nothing changed: realigning these rows gives the same result."
    assert str(review.project.undo_name) == "Realign rows 1 to 4"


def test_what_the_person_does_meanwhile_is_kept(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 2)
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 2))
    after = review.project.bitext
    ended(review, qtbot)
    assert review.project.bitext == after
    assert review.status.currentMessage() == STALE


def test_what_is_being_typed_meanwhile_is_kept(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 2)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    qtbot.keyClicks(editor, "Then ")
    ended(review, qtbot)
    assert review.project.bitext is not None
    assert "Then " in review.project.bitext.source.text(review.project.bitext.beads[2].source[0])
    assert len(review.project.bitext.beads) == 4
    assert review.status.currentMessage() == STALE


def test_rows_of_another_project_are_left_alone(review: Window, qtbot: QtBot) -> None:
    begun(review, qtbot, 2)
    review.projects.close()
    lay(qtbot, review, ROWS)
    before = review.project.bitext
    ended(review, qtbot)
    assert review.project.bitext == before
    assert review.project.revision == 0


def test_the_end_of_realigning_is_announced_once_and_that_of_other_jobs_is_not(
    review: Window, qtbot: QtBot
) -> None:
    ends: list[bool] = []
    review.realigner.ended.connect(lambda: ends.append(True))
    review.jobs.start(wait_for_ever, Listener(done=unwanted, failed=unwanted), kind="other")
    review.jobs.cancel("other")
    qtbot.waitUntil(lambda: not review.jobs.running("other"), timeout=PATIENCE_MS)
    assert not ends
    begun(review, qtbot, 0)
    ended(review, qtbot)
    assert ends == [True]


def test_from_here_goes_to_the_next_decided_row(review: Window, qtbot: QtBot) -> None:
    lay(qtbot, review, (*ROWS, *ROWS))
    review.editing.apply(lambda bitext: verbs.accept(bitext, (4,)))
    review.table.go(1)
    qtbot.keyClick(review.table, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    ended(review, qtbot)
    assert str(review.project.undo_name) == "Realign rows 2 to 4"


def test_rows_that_are_gone_meanwhile_are_not_asked_for(review: Window, qtbot: QtBot) -> None:
    review.realigner.rows(2, 99)
    ended(review, qtbot)
    assert str(review.project.undo_name) == "Realign rows 3 to 4"


def test_from_here_goes_to_the_end_where_nothing_is_decided(review: Window, qtbot: QtBot) -> None:
    review.table.go(2)
    qtbot.keyClick(review.table, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    ended(review, qtbot)
    assert str(review.project.undo_name) == "Realign rows 3 to 4"


def test_from_a_decided_row_on_means_from_below_it(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(lambda bitext: verbs.accept(bitext, (1,)))
    review.table.go(1)
    qtbot.keyClick(review.table, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    ended(review, qtbot)
    assert str(review.project.undo_name) == "Realign rows 3 to 4"


def test_esc_stops_it_and_nothing_has_changed(review: Window, qtbot: QtBot) -> None:
    before = review.project.bitext
    assert not review.command_actions.by_id["edit.stop"].isEnabled()
    begun(review, qtbot, 2)
    qtbot.keyClick(review.table, Qt.Key.Key_Escape)
    ended(review, qtbot)
    assert review.project.bitext is before
    assert review.status.currentMessage() == "Stopped. The rows have not changed."
    assert not review.command_actions.by_id["edit.stop"].isEnabled()
    assert not review.job_indicator.isVisible()


def test_what_takes_long_shows_how_far_it_is_and_can_be_stopped(review: Window, qtbot: QtBot) -> None:
    working = review.job_indicator
    review.realigner._start(wait_for_ever, "Waiting …", unwanted, unwanted)
    qtbot.waitUntil(lambda: working.bar.maximum() == 4, timeout=PATIENCE_MS)
    qtbot.waitUntil(working.isVisible)
    assert (working.words.text(), working.bar.value()) == ("Waiting …", 3)
    assert working.bar.accessibleName() == "Waiting …"
    review.resize(review.minimumSize())
    qtbot.waitUntil(lambda: review.width() == review.minimumWidth())
    end = working.stop.mapTo(review, working.stop.rect().bottomRight())
    assert review.rect().contains(end)
    qtbot.mouseClick(working.stop, Qt.MouseButton.LeftButton)
    ended(review, qtbot)
    assert not working.isVisible()


def test_paired_headings_and_what_is_realigned_around_them_are_one_step(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, (ROWS[0], "Nobody in the house spoke. | ", "| Niemand im Haus sprach.", *ROWS[2:]))
    before = window.project.bitext
    window.realigner.pair_headings(2, 2)
    ended(window, qtbot)
    assert window.project.bitext is not None
    pair = window.project.bitext.beads[2]
    assert (pair.source, pair.target, pair.status) == ((2, 3), (2, 3), Status.ACCEPTED)
    assert window.project.bitext.beads[1].target == (1,)
    assert window.table.row == 2
    assert str(window.project.undo_name) == "Pair the headings of row 4"
    window.editing.undo()
    assert window.project.bitext == before


def test_headings_that_are_gone_meanwhile_are_not_paired(review: Window) -> None:
    review.realigner.pair_headings(99, 4)
    assert not review.jobs.running("realign")
    assert review.status.currentMessage() == STALE


def test_headings_with_an_accepted_row_between_are_not_paired(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(lambda bitext: verbs.accept(bitext, (1,)))
    review.realigner.pair_headings(0, 4)
    assert not review.jobs.running("realign")
    assert "Row 2 is accepted" in review.status.currentMessage()


def test_a_project_that_is_open_makes_a_worker_ready(review: Window, qtbot: QtBot) -> None:
    assert review.realigner._idle.isActive()
    asked: list[object] = []
    review.jobs.prepare = asked.append  # type: ignore[method-assign]
    review.realigner._idle.timeout.emit()
    assert isinstance(asked[0], WarmUp)
    work = pickle.loads(pickle.dumps(asked[0]))
    assert work(SILENT) is None
    review.projects.close()
    assert not review.realigner._idle.isActive()


def test_a_row_that_a_person_decided_is_not_realigned(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(lambda bitext: verbs.accept(bitext, (2,)))
    review.table.go(2)
    qtbot.keyClick(review.table, Qt.Key.Key_R)
    assert not review.jobs.running("realign")
    assert "realigning leaves them alone" in review.status.currentMessage()
    assert review.project.bitext is not None
    assert review.project.bitext.beads[2].status is Status.ACCEPTED


def test_undo_while_realigning_stops_that_and_takes_nothing_older_back(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(lambda bitext: verbs.accept(bitext, (3,)))
    before = review.project.bitext
    begun(review, qtbot, 0)
    qtbot.keyClick(review.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    ended(review, qtbot)
    assert review.project.bitext == before
    assert review.status.currentMessage() == "Stopped. The rows have not changed."
