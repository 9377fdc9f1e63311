"""What stands beside the map: the texts' names along their axes, and the chapters with their headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.window.map.frame import Frame, Scale
from app.window.theme import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.review.chapters import Heading
    from core.review.map import Map

_LINE = 20.0
_NAMES = 74.0  # pixels for the headings of the target
_EDGE = 6.0
_APART = 10.0  # pixels between two lines of chapters
_SHORT = 26.0  # pixels, less than which no heading is readable


@dataclass(frozen=True, slots=True)
class Margins:
    """The names of both texts, and their headings."""

    names: tuple[str, str] = ("", "")
    source: "tuple[Heading, ...]" = ()
    target: "tuple[Heading, ...]" = ()

    def room(self, whole: QRectF, *, from_right: bool) -> QRectF:
        """What is left for the map. The margins stand where the axes begin."""
        top = _LINE * (2 if self.source else 1)
        side = _LINE + (_NAMES if self.target else 0)
        left, right = (_EDGE, side) if from_right else (side, _EDGE)
        return whole.adjusted(left, top, -right, -_EDGE)

    def paint(self, painter: QPainter, chart: "Map", frame: Frame, theme: Theme) -> None:
        """Lines and names of the chapters in sight, and the names of the texts."""
        self._paint_names(painter, frame, theme)
        room = frame.room
        for heading, start, end in _in_sight(
            self.source, chart.source, frame.across, room.left(), room.right()
        ):
            _line(painter, QPointF(start, room.top()), QPointF(start, room.bottom()), theme)
            if abs(end - start) >= _SHORT:
                rect = QRectF(QPointF(start, room.top() - _LINE), QPointF(end, room.top())).normalized()
                _write(painter, rect.adjusted(2, 0, -2, 0), heading.text, theme)
        beside, last = (room.right() if frame.from_right else room.left() - _NAMES), -_LINE
        for heading, start, _ in _in_sight(self.target, chart.target, frame.down, room.top(), room.bottom()):
            _line(painter, QPointF(room.left(), start), QPointF(room.right(), start), theme)
            if start - last >= _LINE * 0.8:
                _write(painter, QRectF(beside + 3, start - 2, _NAMES - 6, _LINE), heading.text, theme)
                last = start

    def _paint_names(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        """The source's name over its axis, the target's down along its own, each with the way it is read."""
        room = frame.room
        painter.setPen(QColor(theme.text))
        source = _fitting(painter, self.names[0], room.width() - 2 * _LINE)
        edge = Qt.AlignmentFlag.AlignRight if frame.from_right else Qt.AlignmentFlag.AlignLeft
        # The marks keep the arrow on its side of a name in whatever script.
        words = (
            f"\u2066\u2190 \u2068{source}\u2069\u2069"
            if frame.from_right
            else f"\u2066\u2068{source}\u2069 \u2192\u2069"
        )
        painter.drawText(QRectF(room.left(), 0, room.width(), _LINE), edge | _MIDDLE, words)
        painter.save()
        side = _LINE + (_NAMES if self.target else 0)
        painter.translate(room.right() + side if frame.from_right else _LINE, room.top())
        painter.rotate(90)
        target = _fitting(painter, self.names[1], room.height() - 2 * _LINE)
        words = f"\u2066\u2068{target}\u2069 \u2192\u2069"
        painter.drawText(QRectF(0, 0, room.height(), _LINE), Qt.AlignmentFlag.AlignLeft | _MIDDLE, words)
        painter.restore()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _in_sight(
    headings: "tuple[Heading, ...]", ends: "NDArray[np.int64]", scale: Scale, low: float, high: float
) -> Iterator[tuple["Heading", float, float]]:
    """The headings between two pixels, each with where it begins and the next one does; in a crowd some."""
    rows = len(ends) - 1
    starts = [scale.at(float(ends[min(heading.row, rows)])) for heading in headings]
    last = None
    for at, start in enumerate(starts):
        behind = starts[at + 1] if at + 1 < len(starts) else scale.at(float(ends[-1]))
        crowded = last is not None and abs(start - last) < _APART
        if low <= start <= high and not crowded:
            last = start
            yield headings[at], start, min(max(behind, low), high)


def _line(painter: QPainter, start: QPointF, end: QPointF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(start, end)


def _write(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    painter.setPen(QColor(theme.muted))
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | _MIDDLE, _fitting(painter, text, rect.width()))


def _fitting(painter: QPainter, text: str, width: float) -> str:
    return QFontMetricsF(painter.font()).elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, width
    )
