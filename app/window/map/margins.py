"""Margins of the map: the texts' names along their axes, and the chapters with their headings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.window.map.frame import Frame, Scale
from app.window.theme import Theme

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.review.overview.chapters import Heading
    from core.review.overview.map import Map

HeadingPlaces = list[tuple["Heading", float]]
_LINE = 20.0
_NARROW, _WIDE = 40.0, 190.0  # fewest and most pixels for the headings of the target, ...
_SHARE = 0.3  # ... which never take more of the width than this
_EDGE = 6.0
_APART = 10.0  # pixels between two lines of chapters
_WORD = 56.0  # fewest pixels for a readable heading


@lru_cache(maxsize=4)
def distinct(headings: tuple[str, ...]) -> list[str]:
    """Return headings without the first words that most of them share, such as “Chapter”: where there is
    little room, only what follows tells them apart."""
    names = [heading.split() for heading in headings]
    while True:
        first = Counter(words[0].casefold() for words in names if len(words) > 1)
        common, count = first.most_common(1)[0] if first else ("", 0)
        if count < max(2, len(names) / 2):
            return [" ".join(words) for words in names]
        names = [words[1:] if len(words) > 1 and words[0].casefold() == common else words for words in names]


@dataclass(frozen=True, slots=True)
class Margins:
    """Names of both texts, and their headings."""

    names: tuple[str, str] = ("", "")
    source: "tuple[Heading, ...]" = ()
    target: "tuple[Heading, ...]" = ()

    def room(self, whole: QRectF, metrics: QFontMetricsF, *, from_right: bool) -> QRectF:
        """Return the room left for the map. The margins are at the start of the axes."""
        top = _LINE * (2 if self.source else 1)
        side = _LINE + self._beside(whole, metrics)
        left, right = (_EDGE, side) if from_right else (side, _EDGE)
        return whole.adjusted(left, top, -right, -_EDGE)

    def _beside(self, whole: QRectF, metrics: QFontMetricsF) -> float:
        """Return the width of the headings of the target: what the longest needs, within limits."""
        if not self.target:
            return 0.0
        wanted = max(metrics.horizontalAdvance(name) for name in _short(self.target)) + _EDGE + 2
        return max(_NARROW, min(wanted, _WIDE, _SHARE * whole.width()))

    def paint(self, painter: QPainter, chart: "Map", frame: Frame, theme: Theme, whole: QRectF) -> None:
        """Paint lines and names of the visible chapters, and the names of the texts."""
        width = self._beside(whole, QFontMetricsF(painter.font()))
        self._paint_names(painter, frame, theme, width)
        self._paint_source(painter, chart, frame, theme)
        self._paint_target(painter, chart, frame, theme, width)

    def _paint_source(self, painter: QPainter, chart: "Map", frame: Frame, theme: Theme) -> None:
        room = frame.room
        found = _in_sight(self.source, chart.source, frame.across, room.left(), room.right())
        for _, x in found:
            _line(painter, QPointF(x, room.top()), QPointF(x, room.bottom()), theme)
        far = room.left() if frame.from_right else room.right()
        edge = Qt.AlignmentFlag.AlignRight if frame.from_right else Qt.AlignmentFlag.AlignLeft
        named = _sparse(found, _WORD)
        short = dict(zip(self.source, _short(self.source), strict=True))
        written = []
        for at, (heading, x) in enumerate(named):
            end = named[at + 1][1] if at + 1 < len(named) else far
            rect = QRectF(QPointF(x, room.top() - _LINE), QPointF(end, room.top())).normalized()
            if rect.width() >= _WORD / 2:
                written.append((short[heading], rect.adjusted(2, 0, -4, 0)))
        _write(painter, written, edge, theme)

    def _paint_target(
        self, painter: QPainter, chart: "Map", frame: Frame, theme: Theme, width: float
    ) -> None:
        room = frame.room
        short = dict(zip(self.target, _short(self.target), strict=True))
        found = _in_sight(self.target, chart.target, frame.down, room.top(), room.bottom())
        for _, y in found:
            _line(painter, QPointF(room.left(), y), QPointF(room.right(), y), theme)
        beside = room.right() if frame.from_right else room.left() - width
        written = [
            (short[heading], QRectF(beside + 3, y - 2, width - 6, _LINE))
            for heading, y in _sparse(found, _LINE * 0.8)
        ]
        _write(painter, written, Qt.AlignmentFlag.AlignLeft, theme)

    def _paint_names(self, painter: QPainter, frame: Frame, theme: Theme, beside: float) -> None:
        """Paint the source's name above its axis and the target's along its own, each in its reading
        direction."""
        room = frame.room
        painter.setPen(QColor(theme.text))
        metrics = QFontMetricsF(painter.font())
        (source,) = fitted(metrics, [(self.names[0], room.width() - 2 * _LINE)])
        edge = Qt.AlignmentFlag.AlignRight if frame.from_right else Qt.AlignmentFlag.AlignLeft
        # Directional marks keep the arrow on its side of the name in any script.
        words = (
            f"\u2066\u2190 \u2068{source}\u2069\u2069"
            if frame.from_right
            else f"\u2066\u2068{source}\u2069 \u2192\u2069"
        )
        painter.drawText(QRectF(room.left(), 0, room.width(), _LINE), edge | _MIDDLE, words)
        painter.save()
        painter.translate(room.right() + _LINE + beside if frame.from_right else _LINE, room.top())
        painter.rotate(90)
        (target,) = fitted(metrics, [(self.names[1], room.height() - 2 * _LINE)])
        words = f"\u2066\u2068{target}\u2069 \u2192\u2069"
        painter.drawText(QRectF(0, 0, room.height(), _LINE), Qt.AlignmentFlag.AlignLeft | _MIDDLE, words)
        painter.restore()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _in_sight(
    headings: "tuple[Heading, ...]", ends: "NDArray[np.int64]", scale: Scale, low: float, high: float
) -> HeadingPlaces:
    """Return the headings between two pixels with their positions; only some if they are too close."""
    rows = len(ends) - 1
    starts = ((heading, scale.at(float(ends[min(heading.row, rows)]))) for heading in headings)
    return _sparse(((heading, at) for heading, at in starts if low <= at <= high), _APART)


def _sparse(places: "Iterable[tuple[Heading, float]]", apart: float) -> HeadingPlaces:
    """Return those that are at least this many pixels after the previous one."""
    kept: HeadingPlaces = []
    for heading, at in places:
        if not kept or abs(at - kept[-1][1]) >= apart:
            kept.append((heading, at))
    return kept


def _line(painter: QPainter, start: QPointF, end: QPointF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(start, end)


def _write(painter: QPainter, texts: list[tuple[str, QRectF]], edge: Qt.AlignmentFlag, theme: Theme) -> None:
    painter.setPen(QColor(theme.muted))
    short = fitted(QFontMetricsF(painter.font()), [(text, rect.width()) for text, rect in texts])
    for text, (_, rect) in zip(short, texts, strict=True):
        painter.drawText(rect, edge | _MIDDLE, text)


def fitted(metrics: QFontMetricsF, texts: Sequence[tuple[str, float]]) -> list[str]:
    """Return texts that fit into their widths: without their ends, or where fewer of them would differ then,
    without their middles."""
    ways = [
        [metrics.elidedText(" ".join(text.split()), mode, width) for text, width in texts]
        for mode in (Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle)
    ]
    return max(ways, key=lambda way: len(set(way)))


def _short(headings: "tuple[Heading, ...]") -> list[str]:
    return distinct(tuple(heading.text for heading in headings))
