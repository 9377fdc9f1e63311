"""Find as you type, in both texts."""

from bisect import bisect_left

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.window.table.view import BitextView
from core.model import Bitext
from core.review.find import find

_SOON_MS = 150


class FindBar(QFrame):
    """A line over the table."""

    closed = Signal()

    def __init__(self, table: BitextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "find")
        self._table = table
        self._counted: tuple[Bitext | None, str] = (None, "")
        self._rows: list[int] = []
        self.line, self.word = QLineEdit(), QLabel()
        self.line.setPlaceholderText("Find in both texts")
        self.line.setAccessibleName("Find in both texts")
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._typed)
        self.word.setProperty("kind", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self.line, 1)
        row.addWidget(self.word)
        for name, act in (
            ("Previous", lambda: self.go_on(-1)),
            ("Next", lambda: self.go_on(1)),
            ("Close", self.end),
        ):
            button = QPushButton(name)
            button.setProperty("kind", "quiet")
            button.clicked.connect(lambda _=False, go=act: go())
            row.addWidget(button)
        self._soon = QTimer(self)  # to count reads both texts to their end
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._count)
        table.moved.connect(self._show_place)
        self.hide()

    def begin(self) -> None:
        """Open the line."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self._typed(self.line.text())

    def end(self) -> None:
        """Close the line and unmark what was found."""
        self.hide()
        self._soon.stop()
        self._counted, self._rows = (None, ""), []
        self._table.search("")
        self._table.setFocus()
        self.closed.emit()

    def go_on(self, step: int) -> None:
        """To the next (1) or the previous (-1) row that holds the text."""
        if not self.isVisible():
            self.begin()
        else:
            self._go(self._table.row + step, step)

    def _typed(self, text: str) -> None:
        self._table.search(text)
        self.word.clear()
        if text:
            self._go(self._table.row, 1)

    def _go(self, start: int, step: int) -> None:
        bitext, needle = self._table.rows.bitext, self.line.text()
        if bitext is None or not needle:
            return
        hit = next(find(bitext, needle, start, step), None)
        if hit is None:
            self._soon.stop()
            self._counted, self._rows = (bitext, needle), []
            self.word.setText("not found")
        else:
            self._table.go(hit.row, hit.side, hit.position)

    def _count(self) -> None:
        bitext, needle = self._table.rows.bitext, self.line.text()
        if bitext is not None and self.isVisible():
            self._counted = bitext, needle
            self._rows = list(dict.fromkeys(hit.row for hit in find(bitext, needle)))
            self._show_place()

    def _show_place(self) -> None:
        """Which of the rows that hold the text the current one is, as soon as they are counted."""
        bitext, needle = self._table.rows.bitext, self.line.text()
        if not self.isVisible() or not needle:
            return
        if self._counted[0] is not bitext or self._counted[1] != needle:
            self.word.clear()
            self._soon.start()
            return
        count = len(self._rows)
        at = bisect_left(self._rows, self._table.row)
        here = f"{at + 1:,} of " if self._table.row in self._rows[at : at + 1] else ""
        self.word.setText(f"{here}{count:,} {'row' if count == 1 else 'rows'}" if count else "not found")

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.go_on(-1 if back else 1)
        else:
            super().keyPressEvent(event)
