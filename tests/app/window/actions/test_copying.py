"""Copying a whole book leaves the window alive, and what is copied is what there was."""

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.window.window import Window
from core.review import verbs
from tests.app.window.stage import lay


def test_many_rows_are_copied_in_slices_as_they_were(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, tuple(f"Row {at}. | Zeile {at}." for at in range(12_000)))
    QGuiApplication.clipboard().setText("before")
    window.table.selectAll()
    window.command_actions.by_id["edit.copy"].trigger()
    assert window.copying.busy
    assert QGuiApplication.clipboard().text() == "before"
    window.editing.apply(lambda bitext: verbs.edit_text(bitext, 11_999, "source", 11_999, "Changed."))
    qtbot.waitUntil(lambda: not window.copying.busy, timeout=60_000)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 12_000
    assert lines[-1] == "Row 11999.\tZeile 11999."
    assert window.status.currentMessage() == "12,000 rows copied."
