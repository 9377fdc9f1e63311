"""Icons of the program: line drawings in the colour of the text."""

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.window.theme import Theme

_SIZES = (18, 20, 24, 36, 48)


def icon(name: str, theme: Theme) -> QIcon:
    """Return the icon of that name in the colours of a theme, pale when disabled."""
    drawing = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, theme.text), (QIcon.Mode.Disabled, theme.strong_line)):
        for size in _SIZES:
            drawing.addPixmap(picture(name, colour, size), mode)
    return drawing


def picture(name: str, colour: str, size: int) -> QPixmap:
    """Return an icon as a pixmap."""
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))
    pixels = QPixmap(size, size)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixels


@lru_cache
def _svg(name: str) -> str:
    return (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
