"""Typed text is saved before the editor closes, and is still a single undo step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.table import editor as editors
from app.window.table.editor import SegmentEditor
from app.window.window import Window
from core.review import verbs

BEFORE = "The lamp went out."
NEVER = 10_000_000


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting."""
    monkeypatch.setattr(editors, "PAUSE_MS", 0)


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the test itself does counts."""
    monkeypatch.setattr(editors, "PAUSE_MS", NEVER)


def _opened(window: Window) -> SegmentEditor:
    window.table.go(0)
    window.table.edit_segment()
    editor = window.table.editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Home)
    return editor


def _text(window: Window) -> str:
    bitext = window.project.bitext
    assert bitext is not None
    return bitext.source.text(bitext.beads[0].source[0])


@pytest.mark.usefixtures("soon")
def test_what_is_typed_is_in_the_file_while_the_editor_is_open(review: Window, qtbot: QtBot) -> None:
    editor = _opened(review)
    QTest.keyClicks(editor, "Oh! ")
    qtbot.waitUntil(lambda: _text(review) == "Oh! " + BEFORE)
    qtbot.waitUntil(lambda: review.project.all_saved)
    qtbot.waitUntil(lambda: review.status.saved.text() == "All changes saved")
    assert review.table.editor is editor
    assert editor.hasFocus()
    assert (editor.caret, editor.text) == (4, "Oh! " + BEFORE)
    QTest.keyClicks(editor, "Dear! ")
    qtbot.waitUntil(lambda: _text(review) == "Oh! Dear! " + BEFORE)
    assert editor.caret == 10


@pytest.mark.usefixtures("soon")
def test_an_edit_is_one_step_however_often_it_was_saved(review: Window, qtbot: QtBot) -> None:
    before = review.project.bitext
    review.table.go(0)
    review.editing.apply(lambda bitext: verbs.accept(bitext, (0,)))
    accepted = review.project.bitext
    editor = _opened(review)
    for so_far in ("x", "xy", "xyz"):
        QTest.keyClicks(editor, so_far[-1])
        qtbot.waitUntil(lambda wanted=so_far: _text(review) == wanted + BEFORE)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert review.table.editor is None
    assert str(review.project.undo_name) == "Edit the text in row 1"
    review.editing.undo()
    assert review.project.bitext == accepted
    review.editing.undo()
    assert review.project.bitext == before


@pytest.mark.usefixtures("soon")
def test_two_edits_of_one_segment_are_two_steps(review: Window, qtbot: QtBot) -> None:
    for so_far in ("y", "xy"):
        editor = _opened(review)
        QTest.keyClicks(editor, so_far[0])
        qtbot.waitUntil(lambda wanted=so_far: _text(review) == wanted + BEFORE)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    review.editing.undo()
    assert _text(review) == "y" + BEFORE
    review.editing.undo()
    assert _text(review) == BEFORE


@pytest.mark.usefixtures("soon")
def test_escape_takes_back_what_was_saved_meanwhile(review: Window, qtbot: QtBot) -> None:
    before = review.project.bitext
    editor = _opened(review)
    QTest.keyClicks(editor, "Oh! ")
    qtbot.waitUntil(lambda: _text(review) == "Oh! " + BEFORE)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert review.table.editor is None
    assert review.project.bitext == before
    assert review.project.undo_name is None


@pytest.mark.usefixtures("soon")
def test_typing_it_all_back_leaves_no_step(review: Window, qtbot: QtBot) -> None:
    before = review.project.bitext
    editor = _opened(review)
    QTest.keyClicks(editor, "x")
    qtbot.waitUntil(lambda: _text(review) == "x" + BEFORE)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert review.project.bitext == before
    assert review.project.undo_name is None


@pytest.mark.usefixtures("late")
def test_nothing_is_called_saved_that_only_the_editor_has(review: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: review.status.saved.text() == "All changes saved")
    editor = _opened(review)
    assert review.status.saved.text() == "All changes saved"
    QTest.keyClicks(editor, "x")
    assert review.status.saved.text() == "Saving…"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert review.status.saved.text() == "All changes saved"


def test_who_never_pauses_is_saved_too(review: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = _opened(review)
    QTest.keyClicks(editor, "x")
    assert editor._pause.isActive()
    assert editors.PAUSE_MS <= 1_500
    begun_again: list[bool] = []
    monkeypatch.setattr(editor._pause, "start", lambda: begun_again.append(True))
    QTest.keyClicks(editor, "yz")
    assert not begun_again
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor._pause.isActive()


@pytest.mark.usefixtures("late")
def test_closing_the_project_keeps_what_is_typed(review: Window) -> None:
    QTest.keyClicks(_opened(review), "x")
    assert review.projects.may_leave()
    assert _text(review) == "x" + BEFORE
    assert review.project.all_saved


def test_a_segment_that_cannot_be_split_there_stays_open_and_says_why(review: Window) -> None:
    editor = _opened(review)
    QTest.keyClicks(editor, "Oh! ")
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert review.table.editor is editor
    assert review.status.currentMessage()
    assert editor.text == "Oh! " + BEFORE


def test_a_segment_is_split_where_clauses_border_the_next_place_by_a_key(review: Window) -> None:
    words = "It rained, it snowed, and the lamp went out; nobody came."
    review.editing.apply(
        lambda bitext: verbs.edit_text(bitext, 0, "source", bitext.beads[0].source[0], words)
    )
    review.table.go(0)
    review.editing.cut_segment()
    editor = review.table.editor
    assert editor is not None
    assert words[editor.caret :].startswith("and the lamp")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(editor, Qt.Key.Key_T, both)
    assert words[editor.caret :].startswith("nobody came")
    assert review.project.bitext is not None
    before = len(review.project.bitext.source.segments)
    QTest.keyClick(editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert len(review.project.bitext.source.segments) == before + 1
