"""Dragging of segments: onto a row of the same side it moves there, onto the other side it is paired.

Dragging applies the same verbs as the keys. Each position of the mouse is tried, so that the user sees what
would happen, or why it is not possible.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QScrollBar

from app.window.i18n import translated
from app.window.table.hit_testing import SegmentPosition, TableGeometry, segment_at, segment_rect
from app.window.table.model import COLUMN_OF
from app.window.table.neighbours import refusal
from app.window.theme import Theme
from core.model import Bitext, Patch, SideName
from core.review import verbs

_EDGE = 28  # height in pixels of the edges where dragging scrolls the table
_SCROLL_MS = 25
_MOST_STEP = 24


@dataclass(frozen=True, slots=True)
class Drop:
    """The result of a drop: the verb, and its name or why it is not possible."""

    make: Callable[[Bitext], Patch]
    words: str
    possible: bool


class Drag(QObject):
    """A drag of a segment by the mouse; only the view knows of it."""

    aimed = Signal(str)
    """Emitted with what would happen if the segment were dropped here, or "" for nothing."""
    dropped = Signal(object, int, str, int)
    """A segment was dropped somewhere: a verb of the bitext; the row, side and position it is from."""

    def __init__(self, view: TableGeometry, bar: QScrollBar, parent: QObject) -> None:
        """Make it for a table, which the `bar` scrolls."""
        super().__init__(parent)
        self._view, self._bar = view, bar
        self.held = False
        """True if the button was pressed on a segment and is still down, dragging or not."""
        self.under_way = False
        self.drop: Drop | None = None
        self._from: SegmentPosition | None = None
        self._to: SegmentPosition | None = None
        self._pressed = self._at = QPoint()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        view.rows.modelReset.connect(self.end)
        for changed in (view.rows.dataChanged, view.rows.rowsInserted, view.rows.rowsRemoved):
            changed.connect(lambda *_: self.end())

    def press(self, place: SegmentPosition, event: QMouseEvent) -> None:
        """Handle a press on a text; with a key held, or on an empty cell, it is about rows instead."""
        self.end()
        row, side, _ = place
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self._view.rows.bead(row).ids(side):
            self.held, self._from, self._pressed = True, place, event.position().toPoint()

    def move(self, at: QPoint) -> None:
        """Handle a move with the button down."""
        if self._from is None:
            return
        if not self.under_way:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self.under_way = True
            self._scroll.start()
        self._aim(at)

    def release(self) -> None:
        """Handle the release of the button."""
        drop, place, self.held = self.drop, self._from, False
        self.end()
        if drop is not None and drop.possible and place is not None:
            self.dropped.emit(drop.make, *place)

    def end(self) -> None:
        """End the drag without any change; the button may still be down."""
        self._from = self._to = self.drop = None
        self._scroll.stop()
        if self.under_way:
            self.under_way = False
            self._view.viewport().unsetCursor()
            self._view.viewport().update()
            self.aimed.emit("")

    def _aim(self, at: QPoint) -> None:
        assert self._from is not None
        self._at = at
        to = segment_at(self._view, at, self._from[1])
        if to != self._to:
            self._to, self.drop = to, self._tried(to)
            words = "" if self.drop is None else self.drop.words
            refused = self.drop is not None and not self.drop.possible
            shape = Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor
            self._view.viewport().setCursor(shape)
            self._view.viewport().update()
            self.aimed.emit(words)

    def _tried(self, to: SegmentPosition | None) -> Drop | None:
        bitext, start = self._view.rows.bitext, self._from
        if bitext is None or start is None or to is None or to[0] == start[0]:
            return None
        make = _verb(start, to)
        try:
            patch = make(bitext)
        except verbs.NotPossible as why:
            return Drop(make, translated(why.sentence), possible=False)
        refused = refusal(self._view.shown, (start[0], to[0]), patch)
        return Drop(make, refused or translated(patch.name), possible=not refused)

    def _scroll_on(self) -> None:
        """Scroll near an edge, faster the further out."""
        at, height = self._at, self._view.viewport().height()
        out = min(0, at.y() - _EDGE) + max(0, at.y() - (height - _EDGE))
        if out:
            self._bar.setValue(self._bar.value() + max(-_MOST_STEP, min(_MOST_STEP, out)))
            self._aim(QPoint(at.x(), max(0, min(height - 1, at.y()))))

    # Painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint what is dragged, and where it would go."""
        if not self.under_way or self._from is None:
            return
        for rect in self._taken():
            outline(painter, rect, theme)
        if self.drop is None or not self.drop.possible or self._to is None:
            return
        row, side, _ = self._to
        if side != self._from[1]:
            for rect in self._rects(self._to):
                outline(painter, rect, theme)
            return
        cell = self._view.visualRect(self._view.rows.index(row, COLUMN_OF[side]))
        y = cell.top() + 2 if row > self._from[0] else cell.bottom() - 3
        painter.setPen(QPen(QColor(theme.accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(cell.left() + 8, y, cell.right() - 8, y)

    def _taken(self) -> list[QRect]:
        """Return the segments that move: those between the dragged one and where it would go."""
        assert self._from is not None
        row, side, position = self._from
        if self.drop is None or self._to is None or self._to[1] != side:
            return self._rects(self._from)
        count = len(self._view.rows.bead(row).ids(side))
        along = range(position, count) if self._to[0] > row else range(position + 1)
        return [segment_rect(self._view, (row, side, at)) for at in along]

    def _rects(self, place: SegmentPosition) -> list[QRect]:
        """Return a segment, or all of a row without counterpart, which is paired as a whole."""
        row, side, position = place
        bead = self._view.rows.bead(row)
        whole = bead.one_sided
        places = range(len(bead.ids(side))) if whole else (position,)
        return [segment_rect(self._view, (row, side, at)) for at in places]


def outline(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw a frame around a segment that waits for its place or its counterpart."""
    colour = QColor(theme.accent)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
    colour.setAlpha(28)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(rect).adjusted(5, 3, -5, -3), 5, 5)


def _verb(start: SegmentPosition, to: SegmentPosition) -> Callable[[Bitext], Patch]:
    (row, side, position), (there, other, beside) = start, to
    if side == other:
        return lambda bitext: verbs.move_segments(bitext, row, side, position, there)
    return lambda bitext: verbs.pair(
        bitext, verbs.passage(bitext, row, side, position), verbs.passage(bitext, there, other, beside)
    )


def paint_marked(painter: QPainter, view: TableGeometry, side: SideName, segment: int) -> None:
    """Draw a frame around the segment that waits to be paired, where it is in sight."""
    bitext, theme = view.rows.bitext, view.painter_of_cells.theme
    assert bitext is not None
    shown, first, last = view.shown, view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    for row in shown.rows[shown.position(first) : shown.position(last) + 1 if last >= 0 else None]:
        ids = bitext.beads[row].ids(side)
        if segment in ids:
            outline(painter, segment_rect(view, (row, side, ids.index(segment))), theme)
