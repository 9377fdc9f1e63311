"""Hit testing: find the row, side and segment at a point of the table, and the place of a segment."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.window.table.delegate import BitextDelegate
from app.window.table.layout import Layouts
from app.window.table.model import COLUMN_OF, SIDE_OF, BitextModel
from app.window.table.visible_rows import ShownRows
from core.model import SideName

SegmentPosition = tuple[int, SideName, int]
"""Row, side, and position in that cell."""


class TableGeometry(Protocol):
    """The table as hit testing, dragging and hovering see it: where its rows and texts are."""

    rows: BitextModel
    shown: ShownRows
    layouts: Layouts
    painter_of_cells: BitextDelegate

    @property
    def side(self) -> SideName:
        """The current side."""

    @property
    def editing(self) -> bool:
        """True while a segment's text is being edited."""

    def rowAt(self, y: int, /) -> int:
        """Return the row at a height of the viewport, or -1."""

    def columnAt(self, x: int, /) -> int:
        """Return the column at an x coordinate of the viewport, or -1."""

    def indexAt(self, pos: QPoint, /) -> QModelIndex:
        """Return the index at a point of the viewport."""

    def visualRect(self, index: QModelIndex | QPersistentModelIndex, /) -> QRect:
        """Return the rectangle of a cell in the viewport."""

    def viewport(self) -> QWidget:
        """Return the widget in which rows are painted."""


def text_at(view: TableGeometry, at: QPoint) -> SegmentPosition | None:
    """Return the segment at a point; None beside the texts."""
    side = SIDE_OF.get(view.columnAt(at.x()))
    return None if side is None else segment_at(view, at, side)


def segment_at(view: TableGeometry, at: QPoint, otherwise: SideName) -> SegmentPosition | None:
    """Return the segment at a point, beside the texts the one on the given side; None below the rows."""
    row = view.rowAt(at.y())
    if row < 0:
        return None
    side = SIDE_OF.get(view.columnAt(at.x()), otherwise)
    rect, cell = view.visualRect(view.rows.index(row, COLUMN_OF[side])), view.rows.cell(row, side)
    own = cell.texts and not cell.shadow
    return row, side, view.layouts.of(cell, rect.width()).segment_at(at.y() - rect.top()) if own else 0


def segments(model: BitextModel, rows: Iterable[int]) -> list[SegmentPosition]:
    """Return the segments of some rows, in reading order."""
    return [
        (row, side, place)
        for row in rows
        for side in COLUMN_OF
        for place in range(len(model.bead(row).ids(side)))
    ]


def segment_rect(view: TableGeometry, position: SegmentPosition) -> QRect:
    """Return the rectangle of a segment in the viewport."""
    row, side, place = position
    rect = view.visualRect(view.rows.index(row, COLUMN_OF[side]))
    return view.painter_of_cells.segment_rect(rect, view.rows.cell(row, side), place)


def onto_text(view: TableGeometry, event: QMouseEvent) -> QMouseEvent:
    """Return a click beside the texts as one on the text of the current side, so that the side stays."""
    at = event.position().toPoint()
    if view.rowAt(at.y()) < 0 or text_at(view, at) is not None:
        return event
    column = view.visualRect(view.rows.index(view.rowAt(at.y()), COLUMN_OF[view.side]))
    moved = QPoint(column.center().x(), at.y())
    on_screen = view.viewport().mapToGlobal(moved)
    return QMouseEvent(event.type(), moved, on_screen, event.button(), event.buttons(), event.modifiers())
