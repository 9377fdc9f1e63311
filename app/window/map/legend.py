"""Legend of the map: a sample of each line and symbol with its meaning."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.window.i18n import later, tr
from app.window.map import paint
from app.window.theme import Theme

ROWS = (
    ("sure", later("confident")),
    ("fair", later("fairly confident")),
    ("poor", later("not confident")),
    ("doubtful", later("marked doubtful")),
    ("accepted", later("accepted")),
    ("by_hand", later("made by hand")),
    ("lone", later("no counterpart")),
    ("hole", later("long gap")),
    ("moved", later("moved passage")),
    ("sight", later("visible in the table")),
)
"""Items of the legend: name in `paint`, and label."""
_SAMPLE = QSize(34, 18)


class Legend(QWidget):
    """Two columns of samples with labels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._samples = [_Sample(look, theme) for look, _ in ROWS]
        for at, (sample, (_, words)) in enumerate(zip(self._samples, ROWS, strict=True)):
            label = QLabel(tr(words))
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
            grid.addWidget(sample, at // 2, at % 2 * 2)
            grid.addWidget(label, at // 2, at % 2 * 2 + 1)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        for sample in self._samples:
            sample.theme = theme
            sample.update()


class _Sample(QWidget):
    def __init__(self, look: str, theme: Theme) -> None:
        super().__init__()
        self.look, self.theme = look, theme
        self.setFixedSize(_SAMPLE)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, middle = QRectF(self.rect()).adjusted(1, 1, -1, -1), QRectF(self.rect()).center()
        if self.look == "hole":
            paint.hatched(painter, rect, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.look == "moved":
            paint.block(painter, QRectF(middle.x() - 6, middle.y() - 5, 12, 10), self.theme)
        elif self.look == "sight":
            painter.setPen(QPen(QColor(self.theme.text), 1.4))
            painter.drawRect(rect.adjusted(3, 2, -3, -2))
        else:
            painter.setPen(paint.pen(self.look, self.theme))
            painter.drawLine(QPointF(rect.left() + 5, middle.y()), QPointF(rect.right() - 5, middle.y()))
            if self.look in ("accepted", "by_hand"):
                paint.pin(painter, middle, self.theme)
            elif self.look == "doubtful":
                paint.cross(painter, middle, self.theme)
