"""Dragging a segment with the mouse: onto a row of its side it moves there, onto the other side it is paired.

What is dragged goes by the same verbs as by keys. Each place that the mouse comes to is tried, so that the
person sees what would happen, or reads why it cannot be.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from app.window.table.hit_testing import SegmentPosition, place_at, segment_rect
from app.window.table.model import COLUMN_OF
from app.window.theme import Theme
from core.model import Bitext, Patch
from core.review import verbs

if TYPE_CHECKING:
    from app.window.table.view import BitextView

_EDGE = 28  # pixels at the upper and lower edge in which the table scrolls while one drags
_SCROLL_MS = 25
_MOST_STEP = 24


@dataclass(frozen=True, slots=True)
class Drop:
    """What happens if the mouse is let go: the verb, what it is called, or why it is not possible."""

    make: Callable[[Bitext], Patch]
    words: str
    possible: bool


class Drag(QObject):
    """The mouse on its way with a segment; nothing but the view knows of it."""

    def __init__(self, view: "BitextView") -> None:
        super().__init__(view)
        self._view = view
        self.held = False
        """Whether the mouse was pressed on a segment and is not let go, dragging or not."""
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
        """The mouse was pressed on a text; with a key held, or on an empty cell, that is about rows."""
        self.end()
        row, side, _ = place
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self._view.rows.bead(row).ids(side):
            self.held, self._from, self._pressed = True, place, event.position().toPoint()

    def move(self, at: QPoint) -> None:
        """The mouse moved with the button down."""
        if self._from is None:
            return
        if not self.under_way:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self.under_way = True
            self._scroll.start()
        self._aim(at)

    def release(self) -> None:
        """The mouse was let go."""
        drop, place, self.held = self.drop, self._from, False
        self.end()
        if drop is not None and drop.possible and place is not None:
            self._view.dropped.emit(drop.make, *place)

    def end(self) -> None:
        """Drag no longer, and change nothing; the button may still be down."""
        self._from = self._to = self.drop = None
        self._scroll.stop()
        if self.under_way:
            self.under_way = False
            self._view.viewport().unsetCursor()
            self._view.viewport().update()
            self._view.aimed.emit("")

    def _aim(self, at: QPoint) -> None:
        assert self._from is not None
        self._at = at
        to = place_at(self._view, at, self._from[1])
        if to != self._to:
            self._to, self.drop = to, self._tried(to)
            words = "" if self.drop is None else self.drop.words
            refused = self.drop is not None and not self.drop.possible
            shape = Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor
            self._view.viewport().setCursor(shape)
            self._view.viewport().update()
            self._view.aimed.emit(words)

    def _tried(self, to: SegmentPosition | None) -> Drop | None:
        bitext, start = self._view.rows.bitext, self._from
        if bitext is None or start is None or to is None or to[0] == start[0]:
            return None
        make = _verb(start, to)
        try:
            return Drop(make, make(bitext).name, possible=True)
        except verbs.NotPossible as refusal:
            return Drop(make, refusal.sentence, possible=False)

    def _scroll_on(self) -> None:
        """Near an edge, the further out the faster."""
        at, height = self._at, self._view.viewport().height()
        out = min(0, at.y() - _EDGE) + max(0, at.y() - (height - _EDGE))
        if out:
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + max(-_MOST_STEP, min(_MOST_STEP, out)))
            self._aim(QPoint(at.x(), max(0, min(height - 1, at.y()))))

    # What is seen

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """What goes along, and where it would come to stand."""
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
        """The segments that go along: those between the one that is held and where it would go."""
        assert self._from is not None
        row, side, position = self._from
        if self.drop is None or self._to is None or self._to[1] != side:
            return self._rects(self._from)
        count = len(self._view.rows.bead(row).ids(side))
        along = range(position, count) if self._to[0] > row else range(position + 1)
        return [segment_rect(self._view, (row, side, at)) for at in along]

    def _rects(self, place: SegmentPosition) -> list[QRect]:
        """A segment; or all of them in a row without counterpart, which is paired as a whole."""
        row, side, position = place
        bead = self._view.rows.bead(row)
        whole = bead.one_sided
        places = range(len(bead.ids(side))) if whole else (position,)
        return [segment_rect(self._view, (row, side, at)) for at in places]


def outline(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """A frame around a segment that waits for its place or its counterpart."""
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


def paint_over(view: "BitextView") -> None:
    """Paint what lies over the cells: the drag, and a frame around the segment that waits to be paired."""
    mark, bitext = view.painter_of_cells.focus.marked, view.rows.bitext
    if bitext is None or not (mark or view.drag.under_way):
        return
    painter, theme = QPainter(view.viewport()), view.painter_of_cells.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.drag.paint(painter, theme)
    if mark is not None:
        side, segment = mark
        first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        for row in range(first, (last if last >= 0 else len(bitext.beads) - 1) + 1):
            ids = bitext.beads[row].ids(side)
            if segment in ids and not view.isRowHidden(row):
                outline(painter, segment_rect(view, (row, side, ids.index(segment))), theme)
    painter.end()
