"""List of the headings of one text, with keyboard selection, dragging and a highlighted current heading."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem

from app.window.tooltips import tip
from core import language

if TYPE_CHECKING:
    from core.review.overview.chapters import Heading

_INDENT = "\u2003"
_DEEPEST = 4


class HeadingList(QListWidget):
    """List widget with the headings of one side."""

    dragged = Signal(int, QPoint)
    """Emitted when the heading at this index was dragged to a point on the screen."""
    entered = Signal()
    """Emitted when Enter is pressed."""
    crossed = Signal()
    """Emitted when the user wants to go to the other list."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._marked = -1
        self.start = 0
        """Heading that is selected when the list gets keyboard focus without a selection."""
        self._pressed: QPoint | None = None

    @property
    def chosen(self) -> int:
        """The index of the selected heading, or -1."""
        return self.currentRow() if self.selectedItems() else -1

    def fill(self, headings: "tuple[Heading, ...]", tag: str) -> None:
        """Show these headings of a text in a language."""
        rtl = language.direction(tag) == "rtl"
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        self.clear()
        self._marked = -1
        for heading in headings:
            text = " ".join(heading.text.split())
            item = QListWidgetItem(_INDENT * (min(heading.level, _DEEPEST) - 1) + text)
            item.setToolTip(tip(text))
            self.addItem(item)

    def choose_one(self) -> None:
        """Select the start heading if none is selected."""
        if self.chosen < 0:
            self.setCurrentRow(self.start)

    def mark(self, at: int) -> None:
        """Highlight one heading, or none if the index is invalid."""
        for row in {self._marked, at}:
            item = self.item(row) if 0 <= row < self.count() else None
            if item is not None:
                font = item.font()
                font.setBold(row == at)
                item.setFont(font)
        self._marked = at

    def in_sight(self) -> range:
        """Return the indices of the visible headings."""
        first, last = (self.indexAt(QPoint(1, y)).row() for y in (1, self.viewport().height() - 2))
        return range(max(first, 0), (self.count() - 1 if last < 0 else last) + 1)

    def middle(self, at: int) -> float:
        """Return the vertical middle of a heading from the top edge of the list, visible or not."""
        return self.viewport().y() + self.visualItemRect(self.item(at)).center().y()

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint() if self.itemAt(event.position().toPoint()) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance():
            self.viewport().setCursor(Qt.CursorShape.DragLinkCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.viewport().unsetCursor()
        pressed, self._pressed = self._pressed, None
        at = event.position().toPoint()
        if pressed is not None and not self.viewport().rect().contains(at):
            self.setState(QListWidget.State.NoState)
            self.dragged.emit(self.indexAt(pressed).row(), self.viewport().mapToGlobal(at))
        else:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.choose_one()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.crossed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right)
            if mine and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        return super().event(event)
