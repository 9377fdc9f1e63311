"""Map widget: wheel, dragging and keys; emits a row to go to, or a box of rows."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.window.i18n import tr
from app.window.map import paint
from app.window.map.frame import Extent, Frame, whole
from app.window.map.margins import Margins
from app.window.theme import Theme

if TYPE_CHECKING:
    from core.review.overview.map import Map

RowRange = tuple[int, int]
_STEP = 3.0  # pixels per key press along the path, if a row is smaller
_PAGE = 10  # number of such steps
_LARGER = 1.5
_PAN = 40.0
_KEYS = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -_PAGE, Qt.Key.Key_PageDown: _PAGE,
}  # fmt: skip
_PANS = {
    Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Down: (0, -1), Qt.Key.Key_Right: (-1, 0)
}  # fmt: skip
_ZOOMS = {
    Qt.Key.Key_Plus: _LARGER, Qt.Key.Key_Equal: _LARGER, Qt.Key.Key_Minus: 1 / _LARGER, Qt.Key.Key_0: 0.0
}  # fmt: skip
_OTHERS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MapView(QWidget):
    """Widget that shows a `Map`; it knows rows, but no bitext."""

    row_wanted = Signal(int)
    """Emitted when the user wants to go to a row."""
    rows_wanted = Signal(int, int)
    """Emitted when the user selects rows with a box: first row, and end (exclusive)."""
    pointed = Signal(int)
    """Emitted when the cursor moves to another row."""
    dropped = Signal()
    """Emitted when the box is removed."""
    left = Signal()
    """Emitted when the user wants to return to the table."""

    def __init__(self, theme: Theme, margins: Margins) -> None:
        super().__init__()
        self.theme, self.margins = theme, margins
        self.chart: Map | None = None
        self.cursor_row = 0
        self.in_sight: RowRange = (0, 0)
        """Rows that are visible in the table."""
        self.tooltip_of: Callable[[int], str] = lambda _: ""
        """Function that returns the tooltip of a row."""
        self._frame: Frame | None = None
        self._picture: QPixmap | None = None
        self._anchor: int | None = None
        self._pressed: QPointF | None = None
        self._box: tuple[Extent, Extent] | None = None
        """The dragged box in letters, so that it keeps its place when the map moves."""
        self._panned: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(160)
        self.setAccessibleName(tr("Map of the whole bitext"))

    # Display

    def show_chart(self, chart: "Map | None", *, from_right: bool, keep: bool) -> None:
        """Show a map; `keep` the visible part if it is the same bitext with small changes."""
        old, self.chart, self._anchor, self._frame = self._frame, chart, None, None
        if chart is not None:
            self._frame = whole(self._room(from_right=from_right), chart.size, from_right=from_right)
            self.cursor_row = min(self.cursor_row, max(0, chart.rows - 1))
            if keep and old is not None and not old.is_whole:
                self._frame = self._frame.showing(old.source, old.target)
        self.repaint_all()

    @property
    def frame(self) -> Frame | None:
        """The visible part and its place on the screen."""
        return self._frame

    def put_beside(self, margins: Margins) -> None:
        """Show other names and headings in the margins."""
        if margins != self.margins:
            self.margins = margins
            self.fit()

    def repaint_all(self) -> None:
        """Discard everything painted so far."""
        self._picture = None
        self.update()

    def look_at(self, frame: Frame) -> None:
        """Show another part."""
        if frame != self._frame:
            self._frame = frame
            self.repaint_all()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out around a point or the cursor; 0 shows the whole."""
        if self._frame is None or self.chart is None:
            return
        if not factor:
            self.look_at(whole(self._frame.room, self.chart.size, from_right=self._frame.from_right))
        else:
            around = self.place(self.cursor_row) if at is None else at
            self.look_at(self._frame.zoomed(factor, around))

    def zoom_to(self, first: int, end: int) -> None:
        """Show some rows as large as possible."""
        if self._frame is not None and self.chart is not None:
            ends = [(float(side[first]), float(side[end])) for side in (self.chart.source, self.chart.target)]
            self.look_at(self._frame.showing(*ends))

    def place(self, row: int) -> QPointF:
        """Return the point where a row begins."""
        assert self._frame is not None
        assert self.chart is not None
        return self._frame.point(float(self.chart.source[row]), float(self.chart.target[row]))

    def row_at(self, at: QPointF) -> int:
        """Return the row nearest to a point; -1 if there is none."""
        from core.review.overview.map import nearest

        if self._frame is None or self.chart is None or not self.chart.rows:
            return -1
        return nearest(self.chart, *self._frame.letters(at), self._frame.steps)

    # Cursor and box

    @property
    def chosen(self) -> RowRange | None:
        """The rows of the box, if there is one."""
        if self.chart is None or not self.chart.rows or self._frame is None:
            return None
        if self._box is not None:
            from core.review.overview.map import within

            return within(self.chart, *self._box)
        if self._anchor is not None and self._anchor != self.cursor_row:
            return min(self._anchor, self.cursor_row), max(self._anchor, self.cursor_row) + 1
        return None

    def drop_box(self) -> None:
        """Remove the box."""
        self._pressed = self._box = self._anchor = None
        self.dropped.emit()
        self.update()

    def point_at(self, row: int) -> None:
        """Move the cursor to a row and make it visible."""
        if self._frame is None or self.chart is None or not 0 <= row < self.chart.rows:
            return
        self.cursor_row = row
        self.look_at(self._frame.holding(float(self.chart.source[row]), float(self.chart.target[row])))
        self.update()
        self.pointed.emit(row)

    def _along(self, steps: int) -> int:
        """Return the row this many steps along the path; a step is a few pixels, or a row if that is more."""
        import numpy as np

        assert self._frame is not None
        assert self.chart is not None
        row, last = self.cursor_row, self.chart.rows - 1
        ahead: list[int] = []
        for ends, letters in zip((self.chart.source, self.chart.target), self._frame.steps, strict=True):
            goal = ends[row] + steps * _STEP * letters
            ahead.append(int(np.searchsorted(ends, goal, "left" if steps > 0 else "right")))
        if steps > 0:
            return min(max(row + 1, min(ahead)), last)
        return max(min(row - 1, max(ahead) - 1), 0)

    # Painting

    def _room(self, *, from_right: bool) -> QRectF:
        return self.margins.room(QRectF(self.rect()), QFontMetricsF(self.font()), from_right=from_right)

    def _painted(self, frame: Frame) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(self.size()) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self.theme.window))
        painter = QPainter(picture)
        try:
            self._paint_all(painter, frame)
        finally:
            painter.end()  # Qt crashes if a pixmap is deleted while it is being painted
        return picture

    def _paint_all(self, painter: QPainter, frame: Frame) -> None:
        """Paint what depends only on the bitext and the visible part."""
        assert self.chart is not None
        painter.setFont(self.font())
        painter.fillRect(frame.room, QColor(self.theme.surface))
        self.margins.paint(painter, self.chart, frame, self.theme, QRectF(self.rect()))
        paint.bitext(painter, self.chart, frame, self.theme)
        painter.setPen(QColor(self.theme.strong_line))
        painter.drawRect(frame.room)

    def _paint_marks(self, painter: QPainter, frame: Frame) -> None:
        """Paint what moves: the rows visible in the table, the cursor, the box."""
        painter.setClipRect(frame.room.adjusted(0, 0, 1, 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        assert self.chart is not None
        if self.chart.rows:
            first, end = (min(row, self.chart.rows) for row in self.in_sight)
            seen = QRectF(self.place(first), self.place(end)).normalized().adjusted(-4, -4, 4, 4)
            painter.setPen(QPen(QColor(self.theme.text), 1.4))
            painter.drawRect(seen)
            self._paint_cursor(painter, frame)
        rows = self.chosen
        if rows is not None:
            corners = (self.place(rows[0]), self.place(rows[1]))
            if self._box is not None:
                source, target = self._box
                corners = (frame.point(source[0], target[0]), frame.point(source[1], target[1]))
            ground = QColor(self.theme.accent)
            ground.setAlpha(45)
            painter.setPen(QPen(QColor(self.theme.accent), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(ground)
            painter.drawRect(QRectF(*corners).normalized())

    def _paint_cursor(self, painter: QPainter, frame: Frame) -> None:
        at = self.place(self.cursor_row)
        strong = self.theme.accent if self.hasFocus() else self.theme.strong_line
        painter.setPen(QPen(QColor(strong), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(at.x(), frame.room.top()), QPointF(at.x(), frame.room.bottom()))
        painter.drawLine(QPointF(frame.room.left(), at.y()), QPointF(frame.room.right(), at.y()))
        painter.setPen(QPen(QColor(strong), 2.2))
        painter.drawEllipse(at, 6.0, 6.0)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._frame is None or self.chart is None:
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Drawing the map…"))
            return
        if self._picture is None:
            self._picture = self._painted(self._frame)
        painter.drawPixmap(0, 0, self._picture)
        self._paint_marks(painter, self._frame)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Adapt to a change of the size or of the margins."""
        if self._frame is not None:
            self._frame = replace(self._frame, room=self._room(from_right=self._frame.from_right))
        self.repaint_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(1.2 ** (turned / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.drop_box()
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
        elif event.button() is Qt.MouseButton.MiddleButton:
            self._panned = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._panned is not None and self._frame is not None:
            moved = at - self._panned
            self._panned = at
            self.look_at(self._frame.shifted(moved.x(), moved.y()))
        elif self._pressed is not None and self._frame is not None:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far or self._box is not None:
                self._box = self._frame.box(self._pressed, at)
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panned = None
            self.unsetCursor()
        elif event.button() is Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pressed = None
            rows = self.chosen
            if rows is not None:
                self.rows_wanted.emit(*rows)
                return
            row = self.row_at(event.position())
            if row >= 0:
                self.point_at(row)
                self.row_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._do(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _do(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Handle a key; return False if it has no function here."""
        if self._frame is None or self.chart is None or not self.chart.rows:
            return False
        if held & Qt.KeyboardModifier.ControlModifier and key in _PANS:
            right, down = _PANS[key]
            self.look_at(self._frame.shifted(right * _PAN, down * _PAN))
        elif key in _KEYS or key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._anchor = self.cursor_row if self._anchor is None else self._anchor
            else:
                self.drop_box()
            ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.chart.rows - 1}
            self.point_at(ends[key] if key in ends else self._along(_KEYS[key]))
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key in _OTHERS:
            rows = self.chosen
            if rows is not None:
                self.rows_wanted.emit(*rows)
            else:
                self.row_wanted.emit(self.cursor_row)
                self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.chosen is None:
                self.left.emit()
            self.drop_box()
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # While the map has the focus, these keys belong to it, whatever the window uses them for.
            mine = event.key() in (*_KEYS, *_ZOOMS, *_OTHERS)
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            escapes = event.key() == Qt.Key.Key_Escape and self.chosen is not None
            if (mine and plain) or escapes or (event.key() in _PANS):
                event.accept()
                return True
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(QPointF(event.pos()))
            if row >= 0:
                QToolTip.showText(event.globalPos(), self.tooltip_of(row), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
