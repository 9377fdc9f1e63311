"""What the person chose about looks and the like: kept in the settings, shown everywhere at once."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from app import settings as settings_
from app.crash import log
from app.settings import Settings
from app.window import theme as themes
from app.window.lane import Lane
from app.window.theme import Theme

_TEXT_SCALE = 1.2
_SMALLEST, _LARGEST = 50, 400
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Choices(QObject):
    """The settings, the theme and the font that follow from them."""

    changed = Signal()
    """Colours or the size of the texts are others."""

    def __init__(self, path: Path, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._lane = path, lane
        self.settings, self.said = settings_.load(path)
        self.theme: Theme = themes.current(self.settings.theme)
        self._asked = Qt.ColorScheme.Unknown
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    @property
    def text_font(self) -> QFont:
        """The font of the texts."""
        font = QFont(QApplication.font())
        font.setPointSizeF(max(6.0, font.pointSizeF() * _TEXT_SCALE * self.settings.zoom / 100))
        return font

    def change(self, settings: Settings) -> None:
        """Keep what the person chose; the file is written soon, on the lane."""
        if settings != self.settings:
            self.settings = settings
            self._lane.do(lambda: _kept(self._path, settings))

    def zoom(self, step: int) -> None:
        """Larger or smaller texts, in per cent; 0 for the usual size."""
        zoom = min(_LARGEST, max(_SMALLEST, self.settings.zoom + step)) if step else 100
        self.change(replace(self.settings, zoom=zoom))
        self.changed.emit()

    def set_theme(self, name: str) -> None:
        """Light, dark or as the system has it."""
        self.change(replace(self.settings, theme=name))
        self.dress()

    def dress(self) -> None:
        """Give the whole program the colours that are chosen now."""
        wanted = _SCHEMES.get(self.settings.theme, Qt.ColorScheme.Unknown)
        if wanted is not self._asked:  # the system's own parts follow too; this may call us again
            self._asked = wanted
            QGuiApplication.styleHints().setColorScheme(wanted)
        self.theme = themes.current(self.settings.theme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        themes.dress(app, self.theme)
        self.changed.emit()


def _kept(path: Path, settings: Settings) -> None:
    try:
        settings_.save(path, settings)
    except OSError as error:
        log.warning("the settings could not be written: %s", error)
