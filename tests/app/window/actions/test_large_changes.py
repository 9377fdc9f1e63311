"""Changes of a whole book are made beside the window: one step or nothing, and no other change is lost."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressDialog
from pytestqt.qtbot import QtBot

from app.window.actions import editing as editing_module
from app.window.dialogs.accept import AcceptDialog
from app.window.find.preview import ReplaceDialog
from app.window.window import Window
from core.model import Bitext, Status
from core.review import verbs

GoOn = Callable[[], None]


@pytest.fixture(autouse=True)
def _two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a small project's rows are too many to change them at one go."""
    monkeypatch.setattr(editing_module, "MANY", 2)


def bitext_of(window: Window) -> Bitext:
    bitext = window.project.bitext
    assert bitext is not None
    return bitext


def accepted(window: Window) -> list[bool]:
    return [bead.status is Status.ACCEPTED for bead in bitext_of(window).beads]


def trigger(window: Window, id_: str) -> QProgressDialog:
    """Give a command; return what shows that it is being carried out."""
    window.command_actions.by_id[id_].trigger()
    assert window.editing.large.busy
    dialog = window.editing.large.dialog
    assert dialog is not None
    return dialog


@pytest.fixture
def go_on(review: Window) -> Iterator[GoOn]:
    """Hold the project thread until this is called."""
    gate = threading.Event()
    review.project.project_thread.do(gate.wait)
    yield gate.set
    gate.set()


def test_all_rows_are_accepted_as_one_step_beside_the_window(
    review: Window, qtbot: QtBot, go_on: Callable[[], None]
) -> None:
    before = bitext_of(review)
    review.table.selectAll()
    dialog = trigger(review, "bead.accept")
    assert dialog.isVisible()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    assert bitext_of(review) is before
    go_on()
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert all(accepted(review))
    assert review.project.revision == 1
    assert review.project.tally.accepted == 5
    qtbot.waitUntil(lambda: review.project.all_saved)
    assert not any(one.isVisible() for one in review.findChildren(QProgressDialog))
    trigger(review, "undo")
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert bitext_of(review) == before
    trigger(review, "redo")
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert all(accepted(review))


def test_cancelling_leaves_everything_as_it_was(
    review: Window, qtbot: QtBot, go_on: Callable[[], None]
) -> None:
    before = bitext_of(review)
    review.table.selectAll()
    dialog = trigger(review, "bead.accept")
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not review.editing.large.busy
    go_on()
    assert review.project.project_thread.drain()
    qtbot.wait(0)
    assert bitext_of(review) is before
    assert review.status.currentMessage() == "Stopped. The rows have not changed."


def test_a_change_of_no_rows_that_comes_in_between_is_kept(
    review: Window, qtbot: QtBot, go_on: Callable[[], None]
) -> None:
    review.table.selectAll()
    trigger(review, "bead.accept")
    review.project.apply(verbs.note(bitext_of(review), 2, "why?"))
    go_on()
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert all(accepted(review))
    assert bitext_of(review).beads[2].note == "why?"
    assert review.project.revision == 2


def test_rows_that_move_in_between_are_left_alone(
    review: Window, qtbot: QtBot, go_on: Callable[[], None]
) -> None:
    review.table.selectAll()
    trigger(review, "bead.accept")
    review.project.apply(verbs.merge_next(bitext_of(review), 0))
    go_on()
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert not any(accepted(review))
    assert "Try again" in review.status.currentMessage()


def test_everything_above_a_confidence_is_accepted_beside_the_window(review: Window, qtbot: QtBot) -> None:
    review.command_actions.by_id["bead.accept_from"].trigger()
    dialog = next(one for one in review.findChildren(AcceptDialog) if one.isVisible())
    dialog.minimum.setValue(0)
    dialog.agree.click()
    assert review.editing.large.busy
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert all(accepted(review))
    review.editing.accept_from(0)
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert "No open row" in review.status.currentMessage()


def test_everything_is_replaced_beside_the_window(review: Window, qtbot: QtBot) -> None:
    before = bitext_of(review)
    review.finder.begin(replacing=True)
    review.finder.line.setText("e")
    review.finder.by.setText("é")
    review.finder.ask_to_replace()
    dialog = review.findChildren(ReplaceDialog)[-1]
    qtbot.waitUntil(dialog.agree.isEnabled)
    dialog.agree.click()
    assert review.editing.large.busy
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    qtbot.waitUntil(lambda: "replaced in 5 rows" in review.status.currentMessage())
    assert not any("e" in text for text in bitext_of(review).target.texts())
    assert review.project.revision == 1
    trigger(review, "undo")
    qtbot.waitUntil(lambda: not review.editing.large.busy)
    assert bitext_of(review) == before
