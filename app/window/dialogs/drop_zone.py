"""Zones that take a file: by dragging it there, by a click, or by a key."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the local files of a drag."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(QFrame):
    """Frame that takes files. The style sheet shows `state`: "", "over", "filled" or "wrong"."""

    dropped = Signal(list)
    pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self._state = ""

    def set_state(self, state: str) -> None:
        """Show a state until the next one."""
        self._state = state
        self._show_state(state)

    def _show_state(self, state: str) -> None:
        self.setProperty("state", state)
        for widget in (self, *self.findChildren(QLabel)):  # its labels may look different too
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._show_state("over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_state(self._state)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._show_state(self._state)
        self.dropped.emit(dropped_files(event.mimeData()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
