"""The window opens where it was last, and always where it can be reached."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.window.shell import window_place


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def opened(qtbot: QtBot, store: QSettings) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window_place.put(window, store)
    window.show()
    return window


def leave(qtbot: QtBot, store: QSettings, place: QRect) -> None:
    window = opened(qtbot, store)
    window.setGeometry(place)
    window_place.keep(window, store)
    window.close()


def test_the_window_opens_where_it_was(qtbot: QtBot, store: QSettings) -> None:
    place = QRect(60, 70, 500, 400)
    leave(qtbot, store, place)
    assert opened(qtbot, store).geometry() == place


@pytest.mark.parametrize(
    "place",
    [QRect(9000, 100, 500, 400), QRect(100, 9000, 500, 400), QRect(-3000, -2000, 500, 400),
     QRect(0, 0, 5000, 4000)],
    ids=str,
)  # fmt: skip
def test_a_window_from_a_screen_that_is_gone_comes_back_inside(
    qtbot: QtBot, store: QSettings, place: QRect
) -> None:
    leave(qtbot, store, place)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(opened(qtbot, store).geometry())
