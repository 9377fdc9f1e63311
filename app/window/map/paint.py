"""Painting of the map: colour and shape of each look, and the whole in a frame."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from app.window.map.frame import Frame
from app.window.theme import Theme

if TYPE_CHECKING:
    from core.review.overview.map import Map, Runs

_APART = 12.0  # pixels between two marks, so that they can be distinguished
_CROWD = 8  # rows per pixel from which on pins are thinned out
_LARGE = 7.0  # pixels from which on a row is drawn as a box
_COLOURS = {
    "moved": "accent", "accepted": "good", "sure": "good", "by_hand": "accent",
    "lone": "lone", "fair": "fair", "poor": "poor", "doubtful": "doubt",
}  # fmt: skip
_WIDTHS = {"moved": 1.5, "lone": 2.0, "fair": 4.5, "poor": 7.0, "doubtful": 4.5}
"""Line widths in pixels: the less certain, the wider; 3 if not listed."""


def colour(look: str, theme: Theme) -> QColor:
    """Return the colour of a look, given by its name in lower case."""
    return QColor(getattr(theme, _COLOURS[look]))


def pen(look: str, theme: Theme) -> QPen:
    """Return the pen of a look."""
    one = QPen(colour(look, theme), _WIDTHS.get(look, 3.0))
    one.setCapStyle(Qt.PenCapStyle.FlatCap)  # a doubt is as long as its row, however wide
    if look in ("lone", "moved"):
        one.setStyle(Qt.PenStyle.DotLine)
    return one


def bitext(painter: QPainter, chart: "Map", frame: Frame, theme: Theme) -> None:
    """Paint gaps, moved blocks, the path and its marks."""
    from core.review.overview.map import runs, touching

    painter.setClipRect(frame.room)
    for hole in chart.holes:
        ends = (chart.source if hole.side == "source" else chart.target)[[hole.first, hole.end]]
        _hole(painter, frame, hole.side == "source", ends.tolist(), theme)
    found = runs(chart, frame.steps, touching(chart, frame.source, frame.target))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _blocks(painter, chart, frame, theme)
    _path(painter, chart, found, frame, theme)
    painter.setClipping(False)


def _blocks(painter: QPainter, chart: "Map", frame: Frame, theme: Theme) -> None:
    """Paint the moved passages, even those that hardly leave the path; only some if they are small and
    many."""
    last: QPointF | None = None
    for (first, end), (there, behind) in chart.moved:
        one = frame.point(float(chart.source[first]), float(chart.target[there]))
        other = frame.point(float(chart.source[end]), float(chart.target[behind]))
        rect = QRectF(one, other).normalized()
        small = max(rect.width(), rect.height()) < _LARGE
        if not small or last is None or (one - last).manhattanLength() >= _APART:
            last = one
            block(painter, rect, theme)


def _path(painter: QPainter, chart: "Map", found: "Runs", frame: Frame, theme: Theme) -> None:
    """Paint the path as lines, doubts on top; large rows as boxes."""
    from core.review.overview.map import Look

    across, down = frame.across, frame.down
    xs = [(across.zero + across.step * chart.source[rows]).tolist() for rows in (found.first, found.end)]
    ys = [(down.zero + down.step * chart.target[rows]).tolist() for rows in (found.first, found.end)]
    places = list(zip(xs[0], ys[0], xs[1], ys[1], strict=True))
    looks = found.look.tolist()
    for look in Look:
        lines, name = [], look.name.lower()
        for (x, y, x_end, y_end), one in zip(places, looks, strict=True):
            if one == look:
                if abs(x_end - x) >= _LARGE and y_end - y >= _LARGE:
                    box(painter, QRectF(QPointF(x, y), QPointF(x_end, y_end)).normalized(), name, theme)
                else:
                    lines.append(QLineF(x, y, x_end, y_end))
        painter.setPen(pen(name, theme))
        painter.drawLines(lines)
    middles = [QPointF((x + x_end) / 2, (y + y_end) / 2) for x, y, x_end, y_end in places]
    confirmed, crowded = found.confirmed.tolist(), (found.end - found.first > _CROWD).tolist()
    for many in (True, False):
        rows = zip(middles, confirmed, crowded, strict=True)
        pins = (at for at, wanted, crowd in rows if wanted and crowd is many)
        for at in _sparse(pins):
            pin(painter, at, theme, radius=1.8 if many else 2.9)
    for at in _sparse(at for at, look in zip(middles, looks, strict=True) if look == Look.DOUBTFUL):
        cross(painter, at, theme)


def _sparse(points: Iterable[QPointF]) -> Iterable[QPointF]:
    last: QPointF | None = None
    for point in points:
        if last is None or (point - last).manhattanLength() >= _APART:
            last = point
            yield point


def box(painter: QPainter, rect: QRectF, look: str, theme: Theme) -> None:
    """Paint a large row as a box: a stretch of one text next to one of the other."""
    painter.setPen(QPen(colour(look, theme), _WIDTHS.get(look, 3.0) / 2))
    painter.setBrush(QColor(getattr(theme, f"{_COLOURS[look]}_soft")))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def pin(painter: QPainter, at: QPointF, theme: Theme, *, radius: float = 2.9) -> None:
    """Paint the mark of a decided row."""
    painter.setPen(QPen(QColor(theme.surface), 1.2))
    painter.setBrush(QColor(theme.text))
    painter.drawEllipse(at, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def cross(painter: QPainter, at: QPointF, theme: Theme) -> None:
    """Paint the mark of a doubtful row."""
    painter.setPen(QPen(colour("doubtful", theme), 2.2))
    for x, y in ((-4, -4), (-4, 4)):
        painter.drawLine(at + QPointF(x, y), at - QPointF(x, y))


def block(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint a moved passage as a box off the path, however small."""
    centre, width, height = rect.center(), max(rect.width(), 7.0), max(rect.height(), 7.0)
    painter.setPen(QPen(colour("moved", theme), 1.8))
    painter.setBrush(QColor(theme.accent_soft))
    painter.drawRect(QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def hatched(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint a stretch of one text without a counterpart in the other."""
    painter.fillRect(rect, QColor(theme.lone_soft))
    painter.fillRect(rect, QBrush(QColor(theme.strong_line), Qt.BrushStyle.BDiagPattern))


def _hole(painter: QPainter, frame: Frame, source: bool, ends: list[int], theme: Theme) -> None:
    room, scale = frame.room, frame.across if source else frame.down
    start, end = sorted(map(scale.at, ends))
    if source:
        hatched(painter, QRectF(start, room.top(), max(end - start, 2.0), room.height()), theme)
    else:
        hatched(painter, QRectF(room.left(), start, room.width(), max(end - start, 2.0)), theme)
