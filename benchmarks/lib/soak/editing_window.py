"""A window that edits a project at random without end, and reports its contents.

Each line on stdout is a moment (of the monotonic clock, in seconds), the revision, and the digest of the
window's contents, letters in an open editor included. Arguments: project, seed. `benchmarks.soak` kills it.
"""

import json
import random
import sys
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from app.paths import user_folders
from app.window.commands import COMMANDS
from app.window.main import build, program
from app.window.window import Window
from benchmarks.lib.soak.window_digest import digest
from core.model import Bitext, apply
from core.review import verbs

_KINDS = ("bead", "segment", "text", "sides", "undo", "redo", "panel", "words", "go")
_NEVER = {"go.row"}
_KEYS = (
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_Right,
    Qt.Key.Key_Left,
)
_LETTERS = "abcäß 7 عд中"


class RandomEditor(QObject):
    """Does something random, again and again."""

    def __init__(self, window: Window, seed: int) -> None:
        super().__init__()
        self._window, self._chance = window, random.Random(seed)
        self._reported = ""
        self._commands = [row for row in COMMANDS if row.id.split(".")[0] in _KINDS and row.id not in _NEVER]

    def go_on(self) -> None:
        """Perform one random action, and schedule the next."""
        if self._window.table.editing and self._chance.random() < 0.9:
            self._type()
        elif self._chance.random() < 0.2:
            self._window.table.edit_segment()
        elif self._chance.random() < 0.4:
            QTest.keyClick(self._window.table, self._chance.choice(_KEYS))
        else:
            row = self._chance.choice(self._commands)
            if self._window.command_actions.by_id[row.id].isEnabled():
                self._window.run(row.run)
        self._leave_dialogs()
        self.report()
        QTimer.singleShot(self._chance.randrange(1, 80), self, self.go_on)

    def _type(self) -> None:
        editor = self._window.table.editor
        assert editor is not None
        match self._chance.randrange(40):
            case 0:
                QTest.keyClick(editor, Qt.Key.Key_Return)
            case 1:
                QTest.keyClick(editor, Qt.Key.Key_Escape)
            case _:
                editor.insertPlainText(self._chance.choice(_LETTERS))

    @staticmethod
    def _leave_dialogs() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog | QMenu) and widget.isVisible():
                widget.close()

    def report(self) -> None:
        """Print the contents of the window, if they are new."""
        state = digest(self._shown())
        if state != self._reported:
            self._reported = state
            sys.stdout.write(json.dumps([time.monotonic(), self._window.project.revision, state]) + "\n")
            sys.stdout.flush()

    def _shown(self) -> Bitext:
        """Return the bitext with the text of the open editor."""
        bitext, editor = self._window.project.bitext, self._window.table.editor
        assert bitext is not None
        if editor is None:
            return bitext
        try:
            patch = verbs.edit_text(bitext, editor.row, editor.side, editor.segment_id, editor.text)
        except verbs.NotPossible:
            return bitext
        return apply(bitext, patch)


def main() -> None:
    """Open the project and begin to edit."""
    app = program()
    window = build(user_folders(), [sys.argv[1]])
    window.resize(1100, 720)
    window.show()
    editor = RandomEditor(window, int(sys.argv[2]))

    def begin() -> None:
        if window.project.bitext is None:
            QTimer.singleShot(20, editor, begin)
        else:
            editor.report()
            editor.go_on()

    begin()
    app.exec()


if __name__ == "__main__":
    main()
