"""Column between the texts: the confidence of a pair by colour, shape and in words."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.window.i18n import spoken, tr
from app.window.theme import Theme
from core.model import Bead
from core.review.doubts import navigation
from core.review.doubts.reasons import percent

SURE = 0.9
_SIGN = 25


def colours(bead: Bead, theme: Theme) -> tuple[str, str]:
    """Return the colour of a bead's symbol and of its background."""
    if bead.accepted:
        return theme.good, theme.good_soft
    if bead.doubtful:
        return theme.doubt, theme.doubt_soft
    if bead.made_by_person:
        return theme.accent, theme.accent_soft
    if bead.one_sided:
        return theme.lone, theme.lone_soft
    if bead.certainty >= SURE:
        return theme.good, theme.good_soft
    return (
        (theme.poor, theme.poor_soft) if navigation.unsure(bead.certainty) else (theme.fair, theme.fair_soft)
    )


def caption(bead: Bead) -> str:
    """Return the caption of a bead."""
    if bead.accepted:
        return tr("accepted")
    if bead.doubtful:
        return tr("doubtful")
    return tr("by hand") if bead.made_by_person else percent(bead.certainty)


def size(font: QFont) -> tuple[float, float]:
    """Return the size of the symbol with its caption."""
    return _size(font.toString(), spoken())


@lru_cache(maxsize=16)
def _size(font_: str, _: str) -> tuple[float, float]:
    """Return the `size` for a font and a language."""
    font = QFont()
    font.fromString(font_)
    metrics = QFontMetricsF(font)
    widest = max(
        metrics.horizontalAdvance(words) for words in (tr("accepted"), tr("doubtful"), tr("by hand"), "100 %")
    )
    return widest + _SIGN + 12, metrics.height() + 8


def paint(painter: QPainter, rect: QRectF, bead: Bead, theme: Theme, font: QFont) -> None:
    """Paint the symbol of a bead in the upper middle of a cell."""
    colour, ground = (QColor(name) for name in colours(bead, theme))
    width, height = size(font)
    pill = QRectF(rect.center().x() - width / 2, rect.top() + 8, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    _sign(painter, QPointF(pill.left() + 14, pill.center().y()), bead, colour, ground)
    painter.setPen(colour)
    painter.setFont(font)
    words = pill.adjusted(_SIGN, 0, -6, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, caption(bead))


def _sign(painter: QPainter, at: QPointF, bead: Bead, colour: QColor, ground: QColor) -> None:
    pen = QPen(colour, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if bead.accepted:
        painter.setBrush(colour)
        painter.drawEllipse(at, 6.5, 6.5)
        painter.setPen(QPen(ground, 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([at + QPointF(-3, 0.2), at + QPointF(-0.8, 2.4), at + QPointF(3, -2.2)])
    elif bead.doubtful:
        _question(painter, at)
    elif bead.linked:
        for y, way in ((-2.6, 1), (2.6, -1)):  # a double arrow: its other half is elsewhere
            tip = at + QPointF(5 * way, y)
            painter.drawLine(at + QPointF(-5 * way, y), tip)
            painter.drawPolyline([tip + QPointF(-2.6 * way, -2.4), tip, tip + QPointF(-2.6 * way, 2.4)])
    elif bead.made_by_person:
        painter.drawPolyline([at + QPointF(-5, 5), at + QPointF(-4, 2), at + QPointF(3, -5)])
        painter.drawPolyline([at + QPointF(3, -5), at + QPointF(5, -3), at + QPointF(-2, 4)])
        painter.drawLine(at + QPointF(-2, 4), at + QPointF(-5, 5))
    elif bead.one_sided:
        painter.drawLine(at + QPointF(-5, 0), at + QPointF(5, 0))
    else:
        _gauge(painter, at, bead.certainty, colour)


def _question(painter: QPainter, at: QPointF) -> None:
    hook = QPainterPath(at + QPointF(-3.2, -3))
    hook.cubicTo(at + QPointF(-3.2, -7.5), at + QPointF(4, -7), at + QPointF(3.4, -2.6))
    hook.cubicTo(at + QPointF(3, -0.4), at + QPointF(0, -0.6), at + QPointF(0, 2))
    painter.drawPath(hook)
    painter.drawLine(at + QPointF(0, 5.4), at + QPointF(0, 5.5))


def _gauge(painter: QPainter, at: QPointF, confidence: float, colour: QColor) -> None:
    """Paint a ring filled like a clock: full, half or empty, as the colour says."""
    ring = QRectF(at.x() - 5.5, at.y() - 5.5, 11, 11)
    painter.drawEllipse(ring)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(ring, 90 * 16, -round(360 * 16 * max(0.0, min(1.0, confidence))))


def paint_bookmark(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint a ribbon centred at a point."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corners = ((-4, -6), (4, -6), (4, 6), (0, 2.4), (-4, 6))
    painter.drawPolygon([at + QPointF(x, y) for x, y in corners])


def paint_note(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint a sheet with lines centred at a point."""
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at.x() - 5, at.y() - 6, 10, 12), 1.5, 1.5)
    for y in (-2.5, 0.0, 2.5):
        painter.drawLine(at + QPointF(-2.6, y), at + QPointF(2.6, y))
