"""No change is taken for saved that is not, and no failure leaves the window waiting."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.window.background import project_thread
from app.window.dialogs import error as boxes
from app.window.window import Window
from core.errors import DiglotError, NoSpace
from core.model.message import message
from core.project import Session
from core.project.store import Store
from core.review import verbs
from tests.app.window.stage import lay

PATIENCE_MS = 60_000


def no_memory(*_: object, **__: object) -> None:
    raise MemoryError("none left")


def test_a_commit_that_fails_for_a_reason_nobody_foresaw_is_not_taken_for_saved(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    asked: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", no_memory)
        patch.setattr(boxes, "ask", lambda *what: bool(asked.append(what)))
        window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
        qtbot.waitUntil(window.banner.isVisible)
        assert window.status.saved.text() == "Not saved"
        window.close()
        assert asked
        assert window.isVisible()
    window.project.save_now()
    qtbot.waitUntil(lambda: window.project.all_saved and not window.banner.isVisible())


def test_a_disk_that_takes_its_time_is_not_taken_for_one_that_is_done(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    monkeypatch.setattr(project_thread, "_PATIENCE_SECONDS", 0.0)
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(boxes, "ask", lambda *what: bool(asked.append(what)))
    slow = Event()
    window.project.project_thread.do(slow.wait)
    window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    try:
        window.close()
        assert window.isVisible()
        assert "still being saved" in str(asked[0])
    finally:
        slow.set()
    qtbot.waitUntil(lambda: window.project.all_saved)
    asked.clear()
    assert window.projects.may_leave()
    assert asked == []


def test_a_project_that_cannot_be_closed_well_is_let_go_all_the_same(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    path = window.project.path
    assert path is not None
    lost: list[DiglotError] = []
    window.project.lost.connect(lost.append)
    with monkeypatch.context() as patch:
        patch.setattr(Session, "close", no_memory)
        window.projects.close()
        qtbot.waitUntil(lambda: bool(lost))
    assert "bug in Diglot" in str(lost[0].sentence)
    with Session.open(path) as session:
        assert session.revision == 0


def test_a_fault_while_opening_is_reported_and_the_window_goes_on(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "open", no_memory)
    window.projects.open(tmp_path / "job.diglot")
    assert window.workbench.busy
    box = _box(window, qtbot)
    assert "bug in Diglot" in box.text()
    assert "MemoryError" in box.detailedText()
    box.accept()
    assert not window.workbench.busy
    assert window.pages.currentIndex() == 0


def test_a_fault_while_a_draft_is_made_asks_for_another_place(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(boxes, "ask", lambda *what: bool(asked.append(what)))
    monkeypatch.setattr(Session, "create", no_memory)
    window.new_project.align_sample("en", "de")
    qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE_MS)
    assert "bug in Diglot" in str(asked[0])
    assert not window.workbench.busy
    assert window.pages.currentIndex() == 0


def _box(window: Window, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box


def test_a_project_that_is_opened_while_another_is_saved_elsewhere_is_looked_at_like_any(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    one, other = tmp_path / "one.diglot", tmp_path / "other.diglot"
    window.projects.save_as(one)
    qtbot.waitUntil(lambda: window.project.path == one)
    started: list[str] = []
    monkeypatch.setattr(window.jobs, "start", lambda *_, kind: started.append(kind))
    window.projects.save_as(other)
    window.projects.close()
    window.projects.open(one)
    qtbot.waitUntil(lambda: window.project.path == one)
    assert "lacks" in started
    assert str(other) in window.preferences.settings.recent


def test_saving_a_named_project_confirms_it_and_asks_nothing(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    lay(qtbot, window)
    path = tmp_path / "job.diglot"
    window.projects.save_as(path)
    qtbot.waitUntil(lambda: window.project.path == path)
    qtbot.keyClick(window.table, Qt.Key.Key_A)
    qtbot.keyClick(window.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.status.currentMessage() == "Saved “job”.")
    assert window.project.all_saved
    assert QApplication.activeModalWidget() is None


def test_saving_a_draft_asks_for_its_name(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    path = tmp_path / "named.diglot"
    monkeypatch.setattr("app.window.actions.projects.place_for_project", lambda *_: path)
    qtbot.keyClick(window.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.project.path == path)


def test_saving_that_fails_says_why(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    path = tmp_path / "job.diglot"
    window.projects.save_as(path)
    qtbot.waitUntil(lambda: window.project.path == path)
    said: list[DiglotError] = []
    monkeypatch.setattr(boxes, "tell", lambda _, error: said.append(error))

    def full(*_: object) -> None:
        raise NoSpace(message("There is no space left."))

    monkeypatch.setattr(Session, "flush", full)
    window.projects.save()
    qtbot.waitUntil(lambda: bool(said))
    assert isinstance(said[0], NoSpace)
