"""Layout that panels with three buttons share: the main one above two lesser ones."""

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

EDGE = 16
"""Pixels between the edges of a panel and what it holds."""


def place_buttons(
    grid: QGridLayout, width: int, main: QPushButton, left: QPushButton, right: QPushButton
) -> None:
    """Place the two lesser buttons beside each other, or below each other where their texts are long."""
    room = (width - 2 * EDGE - grid.horizontalSpacing()) // 2
    below = max(left.sizeHint().width(), right.sizeHint().width()) > room
    grid.addWidget(main, 0, 0, 1, 2)
    grid.addWidget(left, 1, 0, 1, 2 if below else 1)
    grid.addWidget(right, *((2, 0, 1, 2) if below else (1, 1, 1, 1)))


def inset(*parts: QWidget | QGridLayout) -> QVBoxLayout:
    """Return a column of parts that keeps its distance from the edges of a panel."""
    column = QVBoxLayout()
    column.setContentsMargins(EDGE, 0, EDGE, 0)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return column
