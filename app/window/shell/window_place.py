"""Place of the window on the screen: where it was last, or the middle of the screen."""

from PySide6.QtCore import QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_TITLE_BAR, _FRAME = 44, 8  # pixels that systems put around a window, at most; unknown before it is shown
_STORED = "geometry"


def put(window: QWidget, store: QSettings) -> None:
    """Put a window where it was last, as far as that is on a screen."""
    kept = store.value(_STORED)
    if kept is None or not window.restoreGeometry(kept):
        window.setGeometry(first_place(QGuiApplication.primaryScreen().availableGeometry()))


def keep(window: QWidget, store: QSettings) -> None:
    """Remember where a window is."""
    store.setValue(_STORED, window.saveGeometry())


def first_place(room: QRect) -> QRect:
    """Return the place of the first window in the room on the screen, with its frame inside it too."""
    inner = room.adjusted(_FRAME, _TITLE_BAR, -_FRAME, -_FRAME)
    place = QRect(0, 0, min(1180, inner.width()), min(780, inner.height()))
    place.moveCenter(inner.center())
    return place
