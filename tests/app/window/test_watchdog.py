"""The watchdog of these tests barks at a window that stands still beside its work, and at nothing else."""

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from tests.app.window.stage import lay
from tests.app.window.watchdog import LIMIT_S, Watchdog, under_way


class Told:
    """Present work and time, set by a test."""

    def __init__(self) -> None:
        self.work, self.now = "", 0.0


@pytest.fixture
def told() -> Told:
    """Nothing yet."""
    return Told()


@pytest.fixture
def watchdog(told: Told) -> Watchdog:
    """One that believes it."""
    return Watchdog(lambda: told.work, lambda: told.now)


def test_a_long_turn_beside_work_is_seen(told: Told, watchdog: Watchdog) -> None:
    told.work = "align"
    for told.now in (0.1, 0.2, 0.9, 1.0):
        watchdog.turned()
    assert (round(watchdog.longest, 6), watchdog.what) == (0.7, "align")


def test_a_long_turn_without_work_is_none_of_its_business(told: Told, watchdog: Watchdog) -> None:
    for told.now in (3.0, 6.0):
        watchdog.turned()
    assert watchdog.longest == 0.0


def test_what_the_end_of_work_leads_to_counts(told: Told, watchdog: Watchdog) -> None:
    told.work = "align"
    watchdog.turned()
    told.work, told.now = "", 2.0
    watchdog.turned()
    assert watchdog.longest == 2.0


def test_a_window_that_works_is_seen_to(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    assert under_way() == ""
    seen = Watchdog(under_way)
    seen.watch()
    window.projects.opening = True
    qtbot.wait(1)
    begun = time.thread_time()
    while time.thread_time() < begun + LIMIT_S / 5:
        pass
    qtbot.wait(1)
    window.projects.opening = False
    assert seen.longest >= LIMIT_S / 5
    assert seen.what == "opening"


def test_a_quick_window_passes(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window)
    assert under_way() == ""
