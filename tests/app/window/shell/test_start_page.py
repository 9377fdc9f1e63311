"""The start page: projects are told apart, opened by their rows, pinned and removed, all by keyboard too."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.window.window import Window
from tests.app.window.stage import lay

PATIENCE_MS = 60_000


@pytest.fixture
def listed(window: Window, qtbot: QtBot, tmp_path: Path) -> Window:
    """A window with two recent projects of the same name in different folders."""
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        lay(qtbot, window)
        window.projects.save_as(tmp_path / folder / "job.diglot")
        kept = str(tmp_path / folder / "job.diglot")
        qtbot.waitUntil(lambda path=kept: path in window.preferences.settings.recent, timeout=PATIENCE_MS)
        window.projects.close()
    qtbot.waitUntil(lambda: len(_named(window, "Open job")) == 2, timeout=PATIENCE_MS)
    return window


def _named(window: Window, name: str) -> list[QAbstractButton]:
    found: list[QAbstractButton] = window.start_page.recent.findChildren(QAbstractButton)
    return [button for button in found if button.isVisible() and button.accessibleName() == name]


def test_projects_of_the_same_name_are_told_apart(listed: Window, tmp_path: Path) -> None:
    newest, older = (button.accessibleDescription() for button in _named(listed, "Open job"))
    assert newest.startswith(str(tmp_path / "second"))
    assert older.startswith(str(tmp_path / "first"))
    assert "today" in newest
    assert newest.endswith("5 rows")


def test_a_click_on_a_name_opens_the_project(listed: Window, qtbot: QtBot, tmp_path: Path) -> None:
    row = _named(listed, "Open job")[1]
    words = row.findChild(QLabel)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=words.geometry().center())
    qtbot.waitUntil(lambda: listed.project.path == tmp_path / "first" / "job.diglot")


def test_enter_presses_whatever_button_has_the_focus(listed: Window, qtbot: QtBot, tmp_path: Path) -> None:
    remove = _named(listed, "Remove from the list job")[0]
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(_named(listed, "Open job")) == 1)
    opener = _named(listed, "Open job")[0]
    opener.setFocus()
    QTest.keyClick(opener, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: listed.project.path == tmp_path / "first" / "job.diglot")
    assert (tmp_path / "second" / "job.diglot").exists()


def test_a_pinned_project_comes_first_until_it_is_unpinned(
    listed: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    def first() -> str:
        return _named(listed, "Open job")[0].accessibleDescription()

    _named(listed, "Pin to the top job")[1].click()
    qtbot.waitUntil(lambda: first().startswith(str(tmp_path / "first")))
    assert listed.preferences.settings.pinned == (str(tmp_path / "first" / "job.diglot"),)
    _named(listed, "Unpin job")[0].click()
    qtbot.waitUntil(lambda: first().startswith(str(tmp_path / "second")))


def test_a_project_that_is_gone_says_so_and_can_be_removed(
    listed: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "second" / "job.diglot").unlink()
    listed.projects.list_projects()
    qtbot.waitUntil(lambda: len(_named(listed, "Open job")) == 1)
    words = [label.text() for label in listed.start_page.recent.findChildren(QLabel)]
    assert any(f"No longer in {tmp_path / 'second'}" in text for text in words)
    _named(listed, "Remove from the list job")[0].click()
    qtbot.waitUntil(lambda: len(_named(listed, "Remove from the list job")) == 1)
