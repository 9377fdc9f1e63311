"""Preferences for appearance, keys and the like: saved in the settings, applied everywhere at once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from app import settings as settings_
from app.crash import log
from app.settings import Settings
from app.window import theme as themes
from app.window.background.project_thread import ProjectThread
from app.window.theme import Theme
from core.model import SideName

_TEXT_SCALE = 1.2
_SMALLEST, _LARGEST = 50, 400
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Preferences(QObject):
    """The settings, and the theme and font derived from them."""

    changed = Signal()
    """Emitted when colours, fonts, sizes, highlights or keys change."""

    def __init__(self, path: Path, project_thread: ProjectThread, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._project_thread = path, project_thread
        self.settings, self.load_problems = settings_.load(path)
        self.theme: Theme = themes.current(self.settings.theme)
        self._asked = Qt.ColorScheme.Unknown
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    @property
    def text_font(self) -> QFont:
        """The font of texts that belong to no side."""
        return self._font("", 100)

    def font(self, side: SideName) -> QFont:
        """Return the font of a side's texts."""
        held = self.settings
        if side == "source":
            return self._font(held.font_source, held.size_source)
        return self._font(held.font_target, held.size_target)

    def _font(self, family: str, size: int) -> QFont:
        font = QFont(QApplication.font())
        if family:
            font.setFamilies([family, *font.families()])
        font.setPointSizeF(max(6.0, font.pointSizeF() * _TEXT_SCALE * self.settings.zoom / 100 * size / 100))
        return font

    def change(self, settings: Settings) -> None:
        """Replace the settings; the file is written soon, on the project thread."""
        if settings != self.settings:
            self.settings = settings
            self._project_thread.do(lambda: _kept(self._path, settings))

    def put(self, **fields: Any) -> None:
        """Change fields of the settings by name, and apply them everywhere at once."""
        theme = self.settings.theme
        self.change(replace(self.settings, **fields))
        if self.settings.theme != theme:
            self.dress()
        else:
            self.changed.emit()

    def zoom(self, step: int) -> None:
        """Make texts larger or smaller, in percent; 0 restores the default size."""
        self.put(zoom=min(_LARGEST, max(_SMALLEST, self.settings.zoom + step)) if step else 100)

    def set_theme(self, name: str) -> None:
        """Set the theme: light, dark or the system's."""
        self.put(theme=name)

    def dress(self) -> None:
        """Apply the present theme to the whole program."""
        wanted = _SCHEMES.get(self.settings.theme, Qt.ColorScheme.Unknown)
        if wanted is not self._asked:  # also changes the system's own widgets; may call this method again
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
