"""A real window, off the screen, in a home of its own, that never stands still while work is under way."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from tests.app.window.stage import lay, put_down, shown
from tests.app.window.watchdog import watched


@pytest.fixture(autouse=True)
def _the_loop_turns(request: pytest.FixtureRequest) -> Iterator[None]:
    """No window stands still while work is under way."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    with watched():
        yield


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """The window as it starts."""
    one = shown(qtbot)
    yield one
    put_down(one)


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """The window with a small project on its desk."""
    lay(qtbot, window)
    return window
