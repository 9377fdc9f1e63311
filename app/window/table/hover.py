"""Mouse hover: find the word under the pointer."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QTextLayout
from PySide6.QtWidgets import QToolTip

from app.window.i18n import tr
from app.window.table.highlights import characters
from app.window.table.hit_testing import TableGeometry
from app.window.table.model import SIDE_OF
from core.model import SideName
from core.review.doubts.agreements import Agreement

_REST_MS = 130


class CharacterPosition(NamedTuple):
    """A character of a segment: `segment` is its position in the cell, `character` counts from 0."""

    row: int
    side: SideName
    segment: int
    character: int


class Hover(QObject):
    """Watches the mouse over the texts of a table."""

    rested = Signal(object)
    """Emitted when the mouse rests on a `CharacterPosition`, or no longer on a character (None)."""

    def __init__(self, view: TableGeometry, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._at = view, QPoint()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.rested.emit(character_at(view, self._at)))
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and not event.buttons():
            self._at = event.position().toPoint()
            self._rest.start()
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return self._show_tooltip(event)
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._rest.stop()
            if event.type() == QEvent.Type.Leave:
                self.rested.emit(None)
        return False

    def _show_tooltip(self, event: QHelpEvent) -> bool:
        """Show the tooltip of a number that the other text lacks; others are the table's own."""
        place = character_at(self._view, event.pos())
        words = "" if place is None else alone(self._view, place)
        if words:
            QToolTip.showText(event.globalPos(), words, self._view.viewport())
        return bool(words)


def alone(view: TableGeometry, place: CharacterPosition) -> str:
    """Return the tooltip of a number that the other text has in no form; "" for all else."""
    cell = view.rows.cell(place.row, place.side)
    for each in view.painter_of_cells.highlights.found(view.rows, place.row, cell, place.segment):
        if each.kind is Agreement.ALONE and each.start <= place.character < each.end:
            number = cell.texts[place.segment][each.start : each.end]
            if place.side == "source":
                return tr("{number} is only in the source", number=number)
            return tr("{number} is only in the target", number=number)
    return ""


def character_at(view: TableGeometry, at: QPoint) -> CharacterPosition | None:
    """Return the character under a point of a table's viewport."""
    index = view.indexAt(at)
    side = SIDE_OF.get(index.column())
    if side is None or not index.isValid() or view.editing:
        return None
    cell, rect = view.rows.cell(index.row(), side), view.visualRect(index)
    if not cell.texts or cell.shadow:
        return None
    layout = view.layouts.of(cell, rect.width())
    segment = layout.segment_at(at.y() - rect.top())
    top, text = layout.segments[segment]
    position = _position(text, at.x() - rect.left() - layout.left, at.y() - rect.top() - top)
    if position is None:
        return None
    return CharacterPosition(index.row(), side, segment, characters(cell.texts[segment], position))


def _position(layout: QTextLayout, x: float, y: float) -> int | None:
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        if line.y() <= y < line.y() + line.height():
            used = line.naturalTextRect()
            on = line.CursorPosition.CursorOnCharacter
            return line.xToCursor(x, on) if used.left() <= x <= used.right() else None
    return None
