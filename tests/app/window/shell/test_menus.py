"""Menus that fit a small screen in every language, and a first window that fits with its frame."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.paths import user_folders
from app.settings import LANGUAGES, Settings, save
from app.window.i18n import spoken, tr
from app.window.main import speak_as
from app.window.shell.window_place import first_place
from app.window.window import Window
from tests.app.window.stage import lay, put_down, shown

ROOM = QRect(0, 0, 1366, 768 - 40)  # without the bar of the system
_MOST = 18  # entries of a menu, separators not counted


@pytest.fixture(params=LANGUAGES)
def spoken_window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Window]:
    """A window in each language, mirrored where that reads from the right, with a project."""
    save(user_folders().settings_file, Settings(language=request.param, toured=True))
    one = shown(qtbot)
    assert spoken() == request.param
    lay(qtbot, one)
    yield one
    put_down(one)
    speak_as("en")


def test_every_menu_fits_the_screen(spoken_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: opened.append(menu))
    spoken_window.table.go(3, "source")
    spoken_window.command_actions.open_context_menu(QPoint())
    assert spoken_window.menuBar().actions()[2].text() == tr("Pair")
    menus = [*spoken_window.menuBar().findChildren(QMenu), *opened]
    assert len(menus) > 8
    for menu in menus:
        entries = [action for action in menu.actions() if not action.isSeparator()]
        assert len(entries) <= _MOST, (menu.title(), len(entries))
        assert menu.sizeHint().height() <= ROOM.height() - 40, menu.title()
        assert menu.sizeHint().width() <= ROOM.width() // 2, menu.title()
    opened[0].deleteLater()


@pytest.mark.parametrize(
    "room", [QRect(0, 0, 1366, 728), QRect(0, 24, 1024, 600), QRect(1920, 0, 2560, 1400)], ids=str
)
def test_the_first_window_is_inside_the_screen_with_its_frame(room: QRect) -> None:
    place = first_place(room)
    assert room.contains(place.adjusted(-8, -40, 8, 8))
    assert place.width() <= 1180


def test_a_message_in_the_status_bar_survives_hovering_over_a_menu(review: Window) -> None:
    review.editing.say("Something happened.")
    review.command_actions.by_id["bead.accept"].hover()
    review.command_actions.by_id["bead.accept"].showStatusText(review)
    assert review.status.currentMessage() == "Something happened."


def test_the_hint_to_a_marked_segment_stays_until_it_is_paired_or_cancelled(review: Window) -> None:
    review.table.go(2, "source")
    review.pairing.press()
    assert review.hint_bar.isVisible()
    review.editing.say("Something else.")
    assert review.hint_bar.isVisible()
    review.table.escaped.emit()
    assert not review.hint_bar.isVisible()
