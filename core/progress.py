"""Progress reports of long tasks, and their cancellation."""

import time
from collections.abc import Callable

from core.model.message import Message

OnProgress = Callable[[int, int, Message], None]
"""Callback that takes (done, total, what). `total` is 0 if unknown."""

_QUIET_SECONDS = 0.1


class Cancelled(BaseException):
    """The user asked to stop. Derives from BaseException as `asyncio.CancelledError` does."""


class Progress:
    """Progress callback passed to long functions, which may call it as often as they like: it throttles
    itself.

    Raises `Cancelled` from the first call after the user asked to stop.
    """

    def __init__(self, report: OnProgress | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self._report = report
        self._cancelled = cancelled
        self._what: Message | None = None
        self._last = 0.0

    def __call__(self, done: int, total: int, what: Message) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._report is None:
            return
        now = time.monotonic()
        if what == self._what and done < total and now - self._last < _QUIET_SECONDS:
            return
        self._what, self._last = what, now
        self._report(done, total, what)


SILENT = Progress()
"""Reports to nobody and is never cancelled."""
