"""Sees for how long the window stands still while it has work under way.

What counts is the processor time of the window's own thread between two turns of the event loop: a machine
that is busy with other things makes everything slow, but not that. A slow processor does: so the limit grows
with the time of a fixed loop.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QAbstractEventDispatcher, QObject
from PySide6.QtWidgets import QApplication

from app.window.window import Window

LIMIT_S = 0.5
"""The limit on a processor that runs the fixed loop in `_LOOP_S`."""

_LOOP, _LOOP_S = 500_000, 0.016


class Watchdog(QObject):
    """Wakes with the event loop. `work` says what is under way, "" where nothing is."""

    def __init__(self, work: Callable[[], str], clock: Callable[[], float] = time.thread_time) -> None:
        super().__init__()
        self._work, self._clock = work, clock
        self.longest, self.what = 0.0, ""
        """The longest time that the loop did not turn, in seconds, and what was under way."""
        self._now, self._last = work(), clock()

    def watch(self) -> None:
        """Begin, in the thread whose event loop it is."""
        QAbstractEventDispatcher.instance().awake.connect(self.turned)

    def turned(self) -> None:
        """The loop turns. Work that has just ended counts: what it led to may be what took so long."""
        before, self._now, last, self._last = self._now, self._work(), self._last, self._clock()
        work = before or self._now
        if work and self._last - last > self.longest:
            self.longest, self.what = self._last - last, work


@cache
def limit() -> float:
    """Return the limit on this processor, in seconds."""

    def seconds() -> float:
        begun, total = time.thread_time(), 0
        for number in range(_LOOP):
            total ^= number
        return time.thread_time() - begun

    return LIMIT_S * max(1.0, min(seconds() for _ in range(5)) / _LOOP_S)


@contextmanager
def watched() -> Iterator[None]:
    """Fail where the event loop did not turn for half a second while work was under way."""
    watchdog = Watchdog(under_way)
    watchdog.watch()
    yield
    assert watchdog.longest < limit(), (
        f"the window stood still for {watchdog.longest:.2f} s of its own time beside this: {watchdog.what}"
    )


def under_way() -> str:
    """The jobs of all windows, and whether a project is being opened."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window)]
    kinds = [job.kind for window in windows for job in window.jobs.running()]
    return ", ".join(kinds + ["opening"] * any(window.projects.opening for window in windows))
