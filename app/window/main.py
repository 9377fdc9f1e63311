"""The entry: makes the program and its window."""

import multiprocessing
import signal
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import crash
from app.paths import Places, places
from app.window import icons
from app.window.dialogs import error as boxes
from app.window.theme import LIGHT
from app.window.window import Window


def main(argv: Sequence[str]) -> int:
    """Show the window, with the project that `argv` names if it names one, until it is closed."""
    multiprocessing.freeze_support()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the program at once
    app = program()
    window = build(places(), argv)
    crash.install(window.places.logs, lambda words: _crashed(window, words))
    window.show()
    return app.exec()


def program() -> QApplication:
    """The QApplication with its name and looks; the one there is, if there is one."""
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Diglot")
    app.setApplicationDisplayName("Diglot")
    app.setApplicationVersion(_version())
    app.setDesktopFileName("diglot")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(icons.picture("diglot", LIGHT.text, 128)))
    return app


def build(where: Places, argv: Sequence[str] = ()) -> Window:
    """The window, not yet shown; a project named in `argv` is being opened."""
    window = Window(where)
    if argv:
        window.files.open(Path(argv[0]))
    return window


def _version() -> str:
    try:
        return metadata.version("diglot")
    except metadata.PackageNotFoundError:  # started from the folder of the sources, not installed
        return ""


def _crashed(window: Window, words: str) -> None:
    if QApplication.activeModalWidget() is None:  # one box is enough, however many errors follow
        boxes.say(window, words)
