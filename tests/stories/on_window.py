"""A hand that does stories through the real window: by keys, and by the widgets of its dialogs."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.commands import command
from app.window.dialogs.accept import AcceptDialog
from app.window.dialogs.export import ExportDialog
from app.window.dialogs.side_settings import SideSettingsDialog
from app.window.dialogs.split import SplitDialog
from app.window.table.editor import SegmentEditor
from app.window.window import Window
from core.model import Bitext, SideName
from core.model.message import Message
from core.read import File
from core.review.verbs import NotPossible
from core.write import Report

PATIENCE_MS = 60_000


class OnWindow:
    """Works in a folder of its own."""

    def __init__(self, window: Window, qtbot: QtBot, folder: Path) -> None:
        self._window, self._qtbot, self._folder = window, qtbot, folder
        self._files: list[Path] = []

    @property
    def bitext(self) -> Bitext:
        """The bitext as the table shows it."""
        bitext = self._window.table.rows.bitext
        assert bitext is not None, "a story begins with given, or with open and align"
        return bitext

    @property
    def undo_name(self) -> Message | None:
        """Name in the menu of the step that undo would revert."""
        return self._words("undo", "Undo: ")

    @property
    def redo_name(self) -> Message | None:
        """Name in the menu of the step that redo would repeat."""
        return self._words("redo", "Redo: ")

    def given(self, bitext: Bitext, files: tuple[File, File]) -> None:
        """Start with this bitext as a draft."""
        project = self._window.project
        project.create(self._window.folders.drafts / "draft.diglot", bitext, files, {}, pytest.fail)
        self._wait(lambda: project.bitext is not None)

    def open(self, source: Path, target: Path) -> None:
        """Choose two files."""
        self._files = [source, target]

    def align(self) -> None:
        """Give them to the dialog and press its button."""
        dialog = self._window.new_project.ask_for_texts(self._files)
        self._wait(dialog.align.isEnabled)
        dialog.align.click()
        self._wait(lambda: self._window.project.bitext is not None and not self._window.workbench.busy)
        self._come_back()

    def do(self, id_: str, at: int | None, arguments: Sequence[str]) -> None:
        """Do a command by its key. Raises NotPossible where it is not offered, or refused."""
        table, before = self._window.table, self._window.project.revision
        self._window.status.clearMessage()
        side: SideName = "target" if arguments[:1] == ["target"] else "source"
        place = int(arguments[1]) - 1 if arguments[1:] and arguments[1].isdigit() else 0
        if at is not None:
            table.go(at, side, place)
        if id_ == "doubt.take" and at is not None:  # it is for whoever is brought to a doubt
            self._window.doubt_queue.go_to(at)
            self._wait(lambda: not self._window.doubt_queue.pending(at))
        if id_ == "difference.take" and at is not None:
            self._compare(arguments[0], at)
        if not self._window.command_actions.by_id[id_].isEnabled():
            raise NotPossible(Message(f"{id_} is not offered"))
        _DO.get(id_, OnWindow._press)(self, id_, arguments)
        if self._window.project.revision == before and self._window.status.currentMessage():
            raise NotPossible(self._window.status.currentMessage())

    def save_as(self, name: str) -> None:
        """Save the project as a file of that name."""
        path = self._folder / name
        self._window.projects.save_as(path)
        self._wait(lambda: self._window.project.path == path)

    def reopen(self) -> None:
        """Close the project and open it again."""
        path = self._window.project.path
        assert path is not None
        self._window.projects.close()
        self._wait(lambda: self._window.project.bitext is None)
        self._window.projects.open(path)
        self._wait(lambda: self._window.project.bitext is not None)

    def export(self, kind: str, which: str) -> int:
        """Through the export dialog; how many pairs its report counts."""
        path = self._folder / f"pairs.{kind}"
        dialog = ExportDialog(self._window, self.bitext, self._folder, self._window.jobs, lambda *_: path)
        dialog.formats.setCurrentIndex(dialog.formats.findData(kind))
        if which == "accepted":
            dialog.only_accepted.setChecked(True)
        elif which != "all":
            dialog.minimum.setValue(round(100 * float(which)))
        reports: list[Report] = []
        dialog.written.connect(reports.append)
        dialog.save.click()
        self._wait(lambda: bool(reports))
        dialog.close()
        return reports[0].written

    def _press(self, id_: str, _: Sequence[str]) -> None:
        keys = command(id_).keys
        if not keys:
            self._window.command_actions.by_id[id_].trigger()
            return
        pressed = QKeySequence(keys[0])[0]
        QTest.keyClick(self._window.table, pressed.key(), pressed.keyboardModifiers())

    def _split(self, id_: str, arguments: Sequence[str]) -> None:
        self._press(id_, arguments)
        for dialog in self._window.findChildren(SplitDialog):
            dialog.split.click()

    def _pair(self, id_: str, arguments: Sequence[str]) -> None:
        """Mark the one, go to the other, and pair them."""
        side, _, row, place = arguments
        self._press(id_, ())
        self._window.table.go(int(row) - 1, "target" if side == "source" else "source", int(place) - 1)
        self._press(id_, ())
        self._window.pairing.unmark()

    def _realign(self, id_: str, arguments: Sequence[str]) -> None:
        for _ in range(self._window.table.row + 1, int(arguments[0]) if arguments else 0):
            QTest.keyClick(self._window.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        self._press(id_, arguments)
        self._wait(lambda: not self._window.jobs.running())

    def _resegment(self, id_: str, arguments: Sequence[str]) -> None:
        self._press(id_, arguments)
        dialog = self._window.findChildren(SideSettingsDialog)[-1]
        dialog.sides.setCurrentIndex(dialog.sides.findData(arguments[0]))
        dialog.cuts.setCurrentIndex(dialog.cuts.findData(arguments[1]))
        dialog.agree.click()
        self._wait(lambda: not self._window.jobs.running())
        self._come_back()

    def _cut(self, _: str, arguments: Sequence[str]) -> None:
        editor = self._edited()
        cursor = editor.textCursor()
        cursor.setPosition(editor.toPlainText().index(arguments[2]))
        editor.setTextCursor(cursor)
        QTest.keyClick(editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)

    def _edit(self, _: str, arguments: Sequence[str]) -> None:
        editor = self._edited()
        editor.selectAll()
        editor.insertPlainText(arguments[2])
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def _edited(self) -> SegmentEditor:
        self._press("text.edit", ())
        editor = self._window.table.editor
        assert editor is not None
        return editor

    def _compare(self, ladder: str, at: int) -> None:
        """Compare with a ladder, as a file, and go back to the row."""
        path = self._folder / "other.ladder"
        path.write_text(ladder.replace(";", "\n"), encoding="utf-8")
        self._window.comparing.begin(path)
        self._wait(lambda: not self._window.comparing.busy)
        self._window.table.go(at)
        self._window.status.clearMessage()

    def _accept_from(self, id_: str, arguments: Sequence[str]) -> None:
        self._press(id_, arguments)
        dialog = self._window.findChildren(AcceptDialog)[-1]
        dialog.minimum.setValue(round(100 * float(arguments[0])))
        possible, words = dialog.agree.isEnabled(), dialog.count.text()
        (dialog.agree.click if possible else dialog.reject)()
        self._come_back()
        if not possible:
            raise NotPossible(Message(words))

    def _come_back(self) -> None:
        self._window.activateWindow()  # a desktop does that by itself when a dialog closes
        self._wait(self._window.isActiveWindow)

    def _words(self, id_: str, before: str) -> str | None:
        action = self._window.command_actions.by_id[id_]
        return action.text().removeprefix(before) if action.isEnabled() else None

    def _wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)


_DO: dict[str, Callable[[OnWindow, str, Sequence[str]], None]] = {
    "bead.split": OnWindow._split,
    "bead.accept_from": OnWindow._accept_from,
    "bead.pair": OnWindow._pair,
    "bead.realign": OnWindow._realign,
    "bead.realign_from": OnWindow._realign,
    "bead.alternative": OnWindow._realign,
    "sides.segmentation": OnWindow._resegment,
    "segment.split": OnWindow._cut,
    "text.edit": OnWindow._edit,
}
