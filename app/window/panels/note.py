"""Note panel: the note of the current row, saved as a single undo step however long the user types."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.window.actions.editing import Editing
from app.window.actions.follow_segment import row_of
from app.window.i18n import tr
from app.window.open_project import OpenProject
from app.window.table.view import BitextView
from core.model import Bead, SideName
from core.review import verbs

_PAUSE_MS = 1_500  # as in the segment editor


class NotePanel(QWidget):
    """Text box for the note, with a label that names its row."""

    def __init__(self, project: OpenProject, table: BitextView, editing: Editing) -> None:
        super().__init__()
        self._project, self._table, self._editing = project, table, editing
        self._row, self._keeping = -1, False
        self._noted: tuple[SideName, int] | None = None
        """First segment of the row whose note is shown: row numbers can change while the user types."""
        self._typing = False
        """True if the box contains text that has not been saved yet."""
        self._own: int | None = None
        """The revision after this box's own step, as long as the user types in it."""
        self.whose, self.box = QLabel(), _Box(self)
        self.whose.setProperty("kind", "muted")
        self.whose.setWordWrap(True)
        self.box.setAccessibleName(tr("Note"))
        self.box.setPlaceholderText(tr("Why this pair is the way it is, or a question for the author"))
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
        self.box.left.connect(table.setFocus)
        table.current_changed.connect(self.look)
        project.changed.connect(lambda _: self.look())
        project.replaced.connect(self._forget)
        self.look()

    def look(self) -> None:
        """Show the note of the current row, unless the user is writing it."""
        if self._keeping:
            return
        row, bitext = self._table.row, self._project.bitext
        there = bitext is not None and 0 <= row < len(bitext.beads)
        noted = _first(bitext.beads[row]) if bitext is not None and there else None
        if noted != self._noted:
            self.keep()
            self._noted, self._own, bitext = noted, None, self._project.bitext
        self._row = row
        self.box.setEnabled(there)
        self.whose.setText(tr("Note on row {row}", row=row + 1) if there else tr("Select a row first."))
        text = bitext.beads[row].note if bitext is not None and there else ""
        if text != self.box.toPlainText() and not self._typing:
            self.box.blockSignals(True)
            self.box.setPlainText(text)
            self.box.blockSignals(False)

    def keep(self) -> None:
        """Save the text as the note of the row it was typed for, wherever that is now."""
        self._soon.stop()
        typed, self._typing = self._typing, False
        bitext, row, text = self._project.bitext, self._where(), self.box.toPlainText()
        if not typed or bitext is None or row is None or bitext.beads[row].note == text:
            return
        self._keeping = True
        done = self._editing.amend(lambda bitext: verbs.note(bitext, row, text), self._own)
        self._own = self._project.revision if done else None
        self._keeping = False

    def _where(self) -> int | None:
        """Return the row of the note; if its first segment is gone, the row with its number."""
        bitext = self._project.bitext
        if bitext is None or self._noted is None:
            return None
        row = row_of(bitext, *self._noted, near=self._row)
        return min(self._row, len(bitext.beads) - 1) if row is None else row

    def _typed(self) -> None:
        self._typing = True
        if not self._soon.isActive():  # from the first character: typing without a pause is saved too
            self._soon.start()

    def _forget(self) -> None:
        self._soon.stop()
        self._typing, self._noted, self._own = False, None, None
        self.look()


def _first(bead: Bead) -> tuple[SideName, int]:
    return ("source", bead.source[0]) if bead.source else ("target", bead.target[0])


class _Box(QPlainTextEdit):
    """Text box. Leaving it keeps the text; Esc returns to the table."""

    left = Signal()
    """Emitted when the user presses Esc."""

    def __init__(self, panel: NotePanel) -> None:
        super().__init__()
        self._panel = panel
        self.setTabChangesFocus(True)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._panel.keep()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._panel.keep()
        super().focusOutEvent(event)
