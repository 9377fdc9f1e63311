"""Spelling is checked in a real editor, against a dictionary made here, and changes no text by itself."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.spelling.check import CheckWords
from app.window.background import speller
from app.window.dialogs.settings import SettingsDialog
from app.window.table.editor import SegmentEditor
from app.window.window import Window
from core.progress import Progress
from tests.app.spelling.made import dictionary
from tests.app.window.stage import lay

# Nothing that a menu has is missed without a screen.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ENGLISH = ("the", "lamp", "went", "out", "nobody", "spoke")
ROWS = ("The lmap 😀 went uot. | Die Lampe ging aus.", "Nobody spoke. | Niemand sprach.")


@pytest.fixture
def spelling(qtbot: QtBot, window: Window, tmp_path: Path) -> Window:
    """A window that checks spelling, with an English dictionary and no German one."""
    dictionary(tmp_path / "dictionaries", "en_GB", ENGLISH)
    window.spelling.speller.among = (str(tmp_path / "dictionaries"),)
    lay(qtbot, window, ROWS)
    window.spelling.toggle()
    return window


def _opened(window: Window, row: int = 0, side: str = "source") -> SegmentEditor:
    window.table.go(row, "source" if side == "source" else "target")
    window.table.edit_segment()
    editor = window.table.editor
    assert editor is not None
    return editor


def _marked(editor: SegmentEditor) -> list[str]:
    return [mark.cursor.selectedText() for mark in editor.extraSelections()]


def _menu(qtbot: QtBot, editor: SegmentEditor, at: int) -> QMenu:
    """Open the context menu over a character, as the right mouse button does."""
    cursor = editor.textCursor()
    cursor.setPosition(at)
    point = editor.cursorRect(cursor).center() + QPoint(2, 0)
    viewport = editor.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _rows(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def _choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_unknown_words_are_underlined_where_they_stand(spelling: Window, qtbot: QtBot) -> None:
    before = spelling.project.bitext
    editor = _opened(spelling)
    qtbot.waitUntil(lambda: _marked(editor) == ["lmap", "uot"])
    places = [(mark.cursor.selectionStart(), mark.cursor.selectionEnd()) for mark in editor.extraSelections()]
    assert places == [(4, 8), (17, 20)]  # Qt counts a character beyond U+FFFF twice
    first = editor.extraSelections()[0]
    look = first.format
    assert look.underlineStyle() is QTextCharFormat.UnderlineStyle.SpellCheckUnderline
    assert look.underlineColor().name() == spelling.preferences.theme.poor
    spelling.table.close_editor(keep=True)
    assert spelling.project.bitext is before
    assert spelling.project.undo_name is None


def test_it_is_off_until_it_is_switched_on(review: Window, qtbot: QtBot, tmp_path: Path) -> None:
    assert not review.preferences.settings.spelling
    dictionary(tmp_path, "en", ENGLISH)
    review.spelling.speller.among = (str(tmp_path),)
    editor = _opened(review)
    review.command_actions.by_id["view.spelling"].trigger()
    assert review.command_actions.by_id["view.spelling"].isChecked()
    assert review.table.editor is editor
    QTest.keyClicks(editor, "lmap ")
    qtbot.waitUntil(lambda: _marked(editor) == ["lmap"])
    review.command_actions.by_id["view.spelling"].trigger()
    assert not _marked(editor)
    QTest.keyClicks(editor, "more ")
    assert not _marked(editor)


def test_the_settings_switch_it_on_and_say_where_dictionaries_are_looked_for(
    review: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICPATH", "/my/dictionaries")
    review.help.settings()
    dialog = next(iter(review.findChildren(SettingsDialog)))
    assert not dialog.spelling.isChecked()
    assert not dialog.dictionaries.isVisible()
    dialog.spelling.click()
    assert review.preferences.settings.spelling
    assert dialog.dictionaries.isVisible()
    assert "/my/dictionaries" in dialog.dictionaries.text()
    dialog.spelling.click()
    assert not review.preferences.settings.spelling
    assert not dialog.dictionaries.isVisible()


def test_the_word_that_is_being_typed_is_left_alone(spelling: Window, qtbot: QtBot) -> None:
    editor = _opened(spelling, 1)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, " lapm")
    qtbot.waitUntil(lambda: not spelling.spelling.speller.busy)
    assert not _marked(editor)
    QTest.keyClicks(editor, " ")
    qtbot.waitUntil(lambda: _marked(editor) == ["lapm"])
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert not _marked(editor)
    QTest.keyClick(editor, Qt.Key.Key_Left)
    assert _marked(editor) == ["lapm"]


def test_a_suggestion_replaces_the_word_alone_and_is_undone(spelling: Window, qtbot: QtBot) -> None:
    editor = _opened(spelling)
    qtbot.waitUntil(lambda: _marked(editor) == ["lmap", "uot"])
    menu = _menu(qtbot, editor, 6)
    rows = _rows(menu)
    assert rows[0] == "lamp"
    assert rows.index("Add to dictionary") < rows.index("Ignore") < len(rows) - 1
    assert sum(action.font().bold() for action in menu.actions()) <= 5
    _choose(menu, "lamp")
    assert editor.text == "The lamp 😀 went uot."
    qtbot.waitUntil(lambda: _marked(editor) == ["uot"])
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text == "The lmap 😀 went uot."
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert spelling.project.undo_name is None


def test_the_menu_key_offers_suggestions_for_the_word_at_the_caret(spelling: Window, qtbot: QtBot) -> None:
    editor = _opened(spelling)
    qtbot.waitUntil(lambda: _marked(editor) == ["lmap", "uot"])
    cursor = editor.textCursor()
    cursor.setPosition(20)
    editor.setTextCursor(cursor)
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(editor, QContextMenuEvent(reason, QPoint(3, 3), editor.mapToGlobal(QPoint(3, 3))))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert _rows(menu)[0] == "out"
    menu.close()


def test_an_added_word_stays_right_and_an_ignored_one_until_the_end(spelling: Window, qtbot: QtBot) -> None:
    editor = _opened(spelling)
    qtbot.waitUntil(lambda: _marked(editor) == ["lmap", "uot"])
    _choose(_menu(qtbot, editor, 18), "Ignore")
    assert _marked(editor) == ["lmap"]
    _choose(_menu(qtbot, editor, 6), "Add to dictionary")
    assert not _marked(editor)
    file = spelling.folders.own_words / "en.txt"
    qtbot.waitUntil(lambda: file.exists() and file.read_text(encoding="utf-8").split() == ["lmap"])
    assert editor.text == "The lmap 😀 went uot."


def test_a_right_word_has_the_usual_menu(spelling: Window, qtbot: QtBot) -> None:
    editor = _opened(spelling)
    qtbot.waitUntil(lambda: _marked(editor) == ["lmap", "uot"])
    menu = _menu(qtbot, editor, 1)
    assert "Ignore" not in _rows(menu)
    assert any("Select All" in row for row in _rows(menu))
    menu.close()


def test_a_language_without_dictionary_is_named_once(spelling: Window, qtbot: QtBot) -> None:
    sentence = "No spelling dictionary for German was found."
    sentence += " The settings list the folders where Diglot looks for one."
    qtbot.waitUntil(lambda: spelling.status.currentMessage() == sentence)
    spelling.status.clearMessage()
    editor = _opened(spelling, 0, "target")
    assert not _marked(editor)
    assert not spelling.spelling.speller.busy
    assert spelling.status.currentMessage() == ""


def test_arabic_words_are_underlined_too(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    dictionary(tmp_path, "ar", ["كتاب", "جديد"], "SET UTF-8\n")
    window.spelling.speller.among = (str(tmp_path),)
    lay(qtbot, window, ("A new book. | كتاب جدديد.",), ("en", "ar"))
    window.spelling.toggle()
    editor = _opened(window, 0, "target")
    qtbot.waitUntil(lambda: _marked(editor) == ["جدديد"])
    _choose(_menu(qtbot, editor, 7), "جديد")
    assert editor.text == "كتاب جديد."


def test_a_damaged_dictionary_is_said_in_a_sentence(spelling: Window, qtbot: QtBot, tmp_path: Path) -> None:
    aff = dictionary(tmp_path / "dictionaries", "de_DE", ["Lampe"])
    aff.with_suffix(".dic").write_bytes(bytes(1000))
    spelling.spelling.toggle()
    spelling.spelling.toggle()
    editor = _opened(spelling, 0, "target")
    qtbot.waitUntil(
        lambda: spelling.status.currentMessage().startswith(
            "The spelling dictionary for German is damaged, so these texts are not checked."
        )
    )
    assert str(aff) in spelling.status.currentMessage()
    assert not _marked(editor)


class _Crashing(CheckWords):
    """A dictionary that takes its process down."""

    def __call__(self, progress: Progress) -> frozenset[str]:
        os._exit(3)


class _Hanging(CheckWords):
    """A dictionary that never comes to an end."""

    def __call__(self, progress: Progress) -> frozenset[str]:
        while True:
            pass


@pytest.mark.parametrize("task", [_Crashing, _Hanging])
def test_a_dictionary_that_crashes_or_hangs_leaves_the_window_alone(
    spelling: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, task: type[CheckWords]
) -> None:
    qtbot.waitUntil(lambda: not spelling.spelling.speller.busy)
    monkeypatch.setattr(speller, "CheckWords", task)
    editor = _opened(spelling)
    if task is _Hanging:
        spelling.spelling.speller.check_limit.setInterval(0)
        spelling.spelling.speller.check_limit.start()
    sentence = "The spelling dictionary for English is damaged, so these texts are not checked."
    qtbot.waitUntil(lambda: spelling.status.currentMessage().startswith(sentence))
    QTest.keyClicks(editor, "more ")
    assert "more" in editor.text
    assert not _marked(editor)
