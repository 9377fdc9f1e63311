"""The note of the current row: written here, kept as one step however long one types."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.window.actions.segments import row_of
from app.window.i18n import tr
from core.model import Bead, SideName
from core.review import verbs

if TYPE_CHECKING:
    from app.window.window import Window

_PAUSE_MS = 1_500  # as in the editor of a segment


class NotePanel(QWidget):
    """A text box for the note, and the words that say whose it is."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self._window, self._row, self._keeping = window, -1, False
        self._noted: tuple[SideName, int] | None = None
        """The first segment of the row whose note is shown: rows get other numbers while one types."""
        self._typing = False
        """Whether the box holds letters that are not kept yet."""
        self._own: int | None = None
        """The revision after this box's own step, as long as one types in it."""
        self.whose, self.box = QLabel(), _Box(self)
        self.whose.setProperty("kind", "muted")
        self.whose.setWordWrap(True)
        self.box.setAccessibleName(tr("Note"))
        self.box.setPlaceholderText(tr("Why this pair is as it is, or what to ask the author"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 14)
        column.addWidget(self.whose)
        column.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.keep)
        self.box.textChanged.connect(self._typed)
        window.table.current_changed.connect(self.look)
        window.project.changed.connect(lambda _: self.look())
        window.project.replaced.connect(self._forget)
        self.look()

    def look(self) -> None:
        """Show the note of the current row, unless the person is writing it."""
        if self._keeping:
            return
        row, bitext = self._window.table.row, self._window.project.bitext
        there = bitext is not None and 0 <= row < len(bitext.beads)
        noted = _first(bitext.beads[row]) if bitext is not None and there else None
        if noted != self._noted:
            self.keep()
            self._noted, self._own, bitext = noted, None, self._window.project.bitext
        self._row = row
        self.box.setEnabled(there)
        self.whose.setText(tr("Note on row {row}", row=row + 1) if there else tr("Choose a row first."))
        text = bitext.beads[row].note if bitext is not None and there else ""
        if text != self.box.toPlainText() and not self._typing:
            self.box.blockSignals(True)
            self.box.setPlainText(text)
            self.box.blockSignals(False)

    def keep(self) -> None:
        """What was typed becomes the note of the row that it was typed for, wherever that stands now."""
        self._soon.stop()
        typed, self._typing = self._typing, False
        bitext, row, text = self._window.project.bitext, self._where(), self.box.toPlainText()
        if not typed or bitext is None or row is None or bitext.beads[row].note == text:
            return
        self._keeping = True
        done = self._window.editing.amend(lambda bitext: verbs.note(bitext, row, text), self._own)
        self._own = self._window.project.revision if done else None
        self._keeping = False

    def _where(self) -> int | None:
        """The row that is noted; where its first segment is gone, the one that has its number."""
        bitext = self._window.project.bitext
        if bitext is None or self._noted is None:
            return None
        row = row_of(bitext, *self._noted, near=self._row)
        return min(self._row, len(bitext.beads) - 1) if row is None else row

    def _typed(self) -> None:
        self._typing = True
        if not self._soon.isActive():  # counted from the first letter, else who never pauses is never saved
            self._soon.start()

    def _forget(self) -> None:
        self._soon.stop()
        self._typing, self._noted, self._own = False, None, None
        self.look()


def _first(bead: Bead) -> tuple[SideName, int]:
    return ("source", bead.source[0]) if bead.source else ("target", bead.target[0])


class _Box(QPlainTextEdit):
    """Esc goes back to the table; to leave is to keep."""

    def __init__(self, panel: NotePanel) -> None:
        super().__init__()
        self._panel = panel
        self.setTabChangesFocus(True)

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._panel.keep()
            self._panel._window.table.setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._panel.keep()
        super().focusOutEvent(event)
