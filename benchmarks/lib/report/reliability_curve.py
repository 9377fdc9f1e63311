"""The reliability curve: a picture of confidence against the share of correct beads.

Painted by Qt, which Diglot needs anyway.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen, QPolygonF

from benchmarks.lib.report.calibration import Judged, groups

_SIDE, _EDGE = 480, 60  # pixels of the square and around it
_LINE = 16  # pixels between the names of sets


def picture(judged: Mapping[str, Judged], file: Path) -> None:
    """Write a PNG: all sets together as a line, each set as dots. Stops the program if it cannot."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = QGuiApplication.instance() or QGuiApplication([])  # needed to draw text
    image = QImage(_SIDE + 2 * _EDGE, _SIDE + 2 * _EDGE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _frame(painter)
    for number, (name, rows) in enumerate(judged.items()):
        colour = QColor.fromHsvF(number / len(judged), 0.7, 0.8)
        painter.setPen(colour)
        painter.setBrush(colour)
        painter.drawText(_point(0, 1) + QPointF(12, _LINE * (number + 1)), name)
        for each in groups(rows):
            painter.drawEllipse(_point(each.confidence, each.right), 2.5, 2.5)
    pooled = groups(np.concatenate(list(judged.values())))
    painter.setPen(QPen(Qt.GlobalColor.black, 2.5))
    painter.drawPolyline(QPolygonF([_point(each.confidence, each.right) for each in pooled]))
    painter.end()
    if not image.save(str(file)):
        raise SystemExit(f"{file} cannot be written")
    del program


def _point(x: float, y: float) -> QPointF:
    return QPointF(_EDGE + x * _SIDE, _EDGE + (1 - y) * _SIDE)


def _frame(painter: QPainter) -> None:
    """Draw the scales, their names, and the diagonal of perfect calibration."""
    for tick in range(0, 11, 2):
        share = tick / 10
        painter.setPen(QColor("#dddddd"))
        painter.drawLine(_point(share, 0), _point(share, 1))
        painter.drawLine(_point(0, share), _point(1, share))
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(_point(share, 0) + QPointF(-8, 18), f"{share:.1f}")
        painter.drawText(_point(0, share) + QPointF(-28, 4), f"{share:.1f}")
    painter.drawText(_point(0.5, 0) + QPointF(-40, 40), "confidence")
    painter.drawText(_point(0, 1) + QPointF(-28, -16), "share of correct beads")
    painter.setPen(QColor("#999999"))
    painter.drawLine(_point(0, 0), _point(1, 1))
