"""Copying a whole book leaves the window alive, and what is copied is what there was."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.window.actions import copying
from app.window.window import Window
from core.review import verbs
from core.write.clipboard import html_rows
from core.write.unit import Units
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


def test_a_table_is_made_in_slices_too(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(qtbot, window, tuple(f"Row {at}. | Zeile {at}." for at in range(400)))
    made: list[int] = []

    def counted(units: Units) -> str:
        made.append(len(list(units)))
        return html_rows(units)

    monkeypatch.setattr(copying, "html_rows", counted)
    window.table.selectAll()
    window.command_actions.by_id["edit.copy"].trigger()
    qtbot.waitUntil(lambda: not window.copying.busy)
    assert sum(made) == 400
    assert max(made) < 100
    html = QGuiApplication.clipboard().mimeData().html()
    places = [html.index(f">Zeile {at}.</td></tr>") for at in range(400)]
    assert all(one < other for one, other in pairwise(places))
