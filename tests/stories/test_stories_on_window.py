"""Every story comes out through the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from tests.app.window.stage import put_down, shown
from tests.app.window.watchdog import watched
from tests.stories.on_window import OnWindow
from tests.stories.story import STORIES, play


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """The window as it starts."""
    one = shown(qtbot)
    with watched():
        yield one
    put_down(one)


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_story_comes_out_through_the_window(
    story: Path, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    play(story, OnWindow(window, qtbot, tmp_path))
