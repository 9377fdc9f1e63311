"""Entry point of the window: makes the program and its window."""

import multiprocessing
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSocketNotifier, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from app import crash, settings
from app.paths import UserFolders, user_folders
from app.window import i18n, icons, roles
from app.window.dialogs import error as boxes
from app.window.i18n import tr, translated
from app.window.theme import LIGHT
from app.window.window import Window
from core import __version__
from core.model.message import Message


def main(argv: Sequence[str]) -> int:
    """Show the window, with the file named in `argv` if any, until it is closed.

    Returns the exit status: `crash.BUG` if the window could not be created because of an unexpected error.
    """
    multiprocessing.freeze_support()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the program at once
    where = user_folders()
    crash.install(where.logs, _crashed)
    crash.begin(where.logs)
    try:
        app = program()
        window = build(where, argv)
        window.show()
        close_when_told(window)
    except Exception as error:  # noqa: BLE001 - to the log, to the person, and to whoever reads the status
        sys.excepthook(type(error), error, error.__traceback__)
        return crash.BUG
    return app.exec()


def close_when_told(window: Window) -> None:
    """Close the window when the system ends the program, as at the end of a desktop session, instead of
    dying with text that is still being typed.

    Qt's loop runs no Python code when a signal arrives, so Python writes to a socket that wakes it.
    """
    told, tell = socket.socketpair()
    tell.setblocking(False)
    bell = QSocketNotifier(told.fileno(), QSocketNotifier.Type.Read, window)

    def close() -> None:
        told.recv(1)
        window.close()

    bell.activated.connect(close)
    signal.set_wakeup_fd(tell.detach())  # open until the process ends
    signal.signal(signal.SIGTERM, lambda *_: None)


def program() -> QApplication:
    """Return the QApplication with its name and style; the existing one, if there is one."""
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Diglot")
    app.setApplicationDisplayName("Diglot")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("diglot")
    app.setStyle("Fusion")
    roles.install()
    app.setWindowIcon(QIcon(icons.picture("diglot", LIGHT.text, 128)))
    return app


def build(where: UserFolders, argv: Sequence[str] = ()) -> Window:
    """Return the window, not yet shown; a project, pairs or two texts named in `argv` are being opened."""
    speak_as(settings.load(where.settings_file)[0].language)
    window = Window(where)
    if argv:
        window.new_project.use([Path(given).absolute() for given in argv])
        once = Qt.ConnectionType.SingleShotConnection
        window.project.replaced.connect(window.startup_notices.show_last_crash, once)
    else:
        window.startup_notices.show_last_crash()
    return window


def speak_as(language: str) -> None:
    """Show everything in this language, "" for the system's: our texts, Qt's, and the layout direction."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    i18n.speak(language or i18n.nearest(QLocale.system().uiLanguages()))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("zh_CN" if i18n.spoken() == "zh" else i18n.spoken()), "qtbase", "_", folder):
        app.installTranslator(translator)
    rtl = i18n.spoken() in i18n.FROM_RIGHT
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


def _crashed(sentence: Message) -> None:
    if not isinstance(QApplication.instance(), QApplication):
        return  # too early for a message box; the log has it
    if QApplication.activeModalWidget() is not None:
        return  # one message box is enough, however many errors follow
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible())
    window = next(shown, None)
    if window is None:
        QMessageBox.critical(
            None, "Diglot", translated(sentence)
        )  # waits to be read, as the program ends afterwards
    else:
        boxes.say(window, translated(sentence), _about_saving(window))


def _about_saving(window: Window) -> str:
    if window.project.bitext is None:
        return ""
    if window.project.all_saved:
        return tr("All your changes are saved.")
    return tr("Your latest changes are not saved yet. Save the project under another name to be safe.")
