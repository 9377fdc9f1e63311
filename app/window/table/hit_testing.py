"""Where the mouse is in the table: over which row, side and segment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QMouseEvent

from app.window.table.model import COLUMN_OF, SIDE_OF
from core.model import SideName

if TYPE_CHECKING:
    from app.window.table.view import BitextView

SegmentPosition = tuple[int, SideName, int]
"""A row, a side, and a position in that cell."""


def text_at(view: "BitextView", at: QPoint) -> SegmentPosition | None:
    """The segment at a point; None beside the texts."""
    side = SIDE_OF.get(view.columnAt(at.x()))
    return None if side is None else place_at(view, at, side)


def place_at(view: "BitextView", at: QPoint, otherwise: SideName) -> SegmentPosition | None:
    """The segment at a point; beside the texts that on the given side. None below the rows."""
    row = view.rowAt(at.y())
    if row < 0:
        return None
    side = SIDE_OF.get(view.columnAt(at.x()), otherwise)
    rect, cell = view.visualRect(view.rows.index(row, COLUMN_OF[side])), view.rows.cell(row, side)
    own = cell.texts and not cell.shadow
    return row, side, view.layouts.of(cell, rect.width()).segment_at(at.y() - rect.top()) if own else 0


def segment_rect(view: "BitextView", place: SegmentPosition) -> QRect:
    """Where a segment stands in the viewport."""
    row, side, position = place
    rect = view.visualRect(view.rows.index(row, COLUMN_OF[side]))
    return view.painter_of_cells.segment_rect(rect, view.rows.cell(row, side), position)


def onto_text(view: "BitextView", event: QMouseEvent) -> QMouseEvent:
    """A click beside the texts as one on the text of the current side, so that the side stays."""
    at = event.position().toPoint()
    if view.rowAt(at.y()) < 0 or text_at(view, at) is not None:
        return event
    column = view.visualRect(view.rows.index(view.rowAt(at.y()), COLUMN_OF[view.side]))
    moved = QPoint(column.center().x(), at.y())
    on_screen = view.viewport().mapToGlobal(moved)
    return QMouseEvent(event.type(), moved, on_screen, event.button(), event.buttons(), event.modifiers())
