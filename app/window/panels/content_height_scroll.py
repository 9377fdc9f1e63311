"""Scroll area that is as high as its content, as long as there is room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy


class ContentHeightScroll(QScrollArea):
    """Vertical scroll area without a frame, whose layout gives it no more height than its content needs."""

    _LEAST = 56

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    # Qt overrides

    def sizeHint(self) -> QSize:
        content = self.widget()
        layout = None if content is None else content.layout()
        if layout is None:
            return super().sizeHint()
        return QSize(super().sizeHint().width(), layout.totalHeightForWidth(self.viewport().width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
