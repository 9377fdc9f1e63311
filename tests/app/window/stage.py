"""A real window off the screen, and a small made-up project to lay on its desk."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.paths import user_folders
from app.window.main import build, program
from app.window.window import Window
from tests.stories.story import made

ROWS = (
    "The lamp went out. | Die Lampe ging aus.",
    "Nobody spoke. / She lit a match. | Niemand sprach. / Sie zündete ein Streichholz an.",
    "The door was gone. |",
    "We waited. / It grew light. / The birds began. | Wir warteten. / Es wurde hell.",
    "The end. | Ende.",
)


def shown(qtbot: QtBot, *arguments: str) -> Window:
    """A window on the (pretended) screen that takes keys."""
    program()
    window = build(user_folders(), arguments)
    window.resize(1100, 720)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def put_down(window: Window) -> None:
    """Close a window, unless it is gone, with whatever dialog is open on it."""
    if not isValid(window):
        return
    for child in window.findChildren(QWidget):
        if child.isWindow():
            child.close()
    window.close()
    window.deleteLater()


def lay(
    qtbot: QtBot, window: Window, rows: tuple[str, ...] = ROWS, languages: tuple[str, str] = ("en", "de")
) -> None:
    """Put a small made-up project onto the desk of a window, as a draft."""
    bitext, files = made(rows, languages)
    failures: list[object] = []
    window.project.create(window.folders.drafts / "draft.diglot", bitext, files, {}, failures.append)
    qtbot.waitUntil(lambda: window.project.bitext is not None or bool(failures))
    assert not failures
    window.table.setFocus()
