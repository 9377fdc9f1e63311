"""The note of the current row: written here, kept as one step however long one types."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.window.speech import tr
from core.review import verbs

if TYPE_CHECKING:
    from app.window.window import Window

_PAUSE_MS = 1_500  # as in the editor of a segment


class NotePanel(QWidget):
    """A text box for the note, and the words that say whose it is."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self._window, self._row, self._keeping = window, -1, False
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
        window.table.moved.connect(self.look)
        window.desk.changed.connect(lambda _: self.look())
        window.desk.replaced.connect(self._forget)
        self.look()

    def look(self) -> None:
        """Show the note of the current row, unless the person is writing it."""
        if self._keeping:
            return
        row, bitext = self._window.table.row, self._window.desk.bitext
        if row != self._row:
            self.keep()
            self._row, self._own = row, None
        there = bitext is not None and 0 <= row < len(bitext.beads)
        self.box.setEnabled(there)
        self.whose.setText(tr("Note on row {row}", row=row + 1) if there else tr("Choose a row first."))
        text = bitext.beads[row].note if bitext is not None and there else ""
        if text != self.box.toPlainText() and not self._soon.isActive():
            self.box.blockSignals(True)
            self.box.setPlainText(text)
            self.box.blockSignals(False)

    def keep(self) -> None:
        """What stands in the box becomes the row's note."""
        self._soon.stop()
        if not self._changed():
            return
        row, text = self._row, self.box.toPlainText()
        self._keeping = True
        if self._own is not None and self._own == self._window.desk.revision:
            self._window.desk.undo()
        done = self._window.review.apply(lambda bitext: verbs.note(bitext, row, text))
        self._own = self._window.desk.revision if done else None
        self._keeping = False

    def _changed(self) -> bool:
        bitext = self._window.desk.bitext
        if bitext is None or not 0 <= self._row < len(bitext.beads):
            return False
        return bitext.beads[self._row].note != self.box.toPlainText()

    def _typed(self) -> None:
        if not self._soon.isActive():  # counted from the first letter, else who never pauses is never saved
            self._soon.start()

    def _forget(self) -> None:
        self._soon.stop()
        self._row, self._own = -1, None
        self.look()


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
