"""Keys pressed in the table never change a text by accident."""

import random
import string

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.window.table.editor import SegmentEditor
from app.window.window import Window
from tests.app.window.stage import lay

ROWS = (
    "The lamp went out. | Die Lampe ging aus.",
    "It was in 1984. | Das war 1985.",
    "Nobody in the house spoke. | Niemand im Haus sprach.",
    "She lit a match. / It was nearly morning. | Sie zündete ein Streichholz an. / Es war fast Morgen.",
    "The birds began to sing in the garden. |",
    "Then he left. | Dann ging er.",
)
FALSE, TRUE = "Das war 1985.", "Das war 1984."
PATIENCE_MS = 60_000
_KEYS = Qt.Key
KEYS = (
    *(_KEYS.Key_F8, _KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_A, _KEYS.Key_T, _KEYS.Key_U) * 3,
    *(_KEYS.Key_Up, _KEYS.Key_Down, _KEYS.Key_Left, _KEYS.Key_Right),
    *(_KEYS.Key_PageUp, _KEYS.Key_PageDown, _KEYS.Key_Home, _KEYS.Key_End),
)
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_review_keys_changes_a_text(window: Window, qtbot: QtBot, seed: int) -> None:
    """The one exception is said on the screen: Enter on a row whose suggestion corrects a number."""
    lay(qtbot, window, ROWS)
    qtbot.waitUntil(lambda: not window.doubt_queue.risks.busy, timeout=PATIENCE_MS)
    rng = random.Random(seed)
    for _ in range(80):
        key = rng.choice(KEYS)
        before, shown = _texts(window), window.doubt_queue.suggestion(window.table.row)
        held = _SHIFT if key == _KEYS.Key_F8 and rng.random() < 0.3 else _NONE
        QTest.keyClick(_focused(window), key, held)
        if rng.random() < 0.2:
            qtbot.waitUntil(lambda: not window.jobs.running(), timeout=PATIENCE_MS)
        after = _texts(window)
        assert window.table.editor is None
        if after != before:
            assert key in (_KEYS.Key_Return, _KEYS.Key_Enter)
            assert shown is not None
            assert shown.patch.target
            assert after == [TRUE if text == FALSE else text for text in before]


def _focused(window: Window) -> QWidget:
    """Return the widget that a user's keys reach."""
    return window.focusWidget() or window.table


def _texts(window: Window) -> list[str]:
    bitext = window.project.bitext
    assert bitext is not None
    return [*bitext.source.texts(), *bitext.target.texts()]


def test_no_letter_but_that_of_the_command_opens_the_editor(review: Window) -> None:
    before = _texts(review)
    for sign in string.ascii_letters + string.digits + ".,-":
        review.table.setFocus()
        review.table.go(0)
        QTest.keyClicks(review.table, sign)
        if sign in "eE":
            review.table.close_editor(keep=False)
        for other in review.findChildren(SegmentEditor):
            assert other is not review.table.editor
        while review.project.undo_name is not None:
            review.editing.undo()
        assert _texts(review) == before
