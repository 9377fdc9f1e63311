"""How long work tells how far it is, and how it is stopped."""

import time
from collections.abc import Callable

Report = Callable[[int, int, str], None]
"""Takes (done, total, what). `total` is 0 where it is unknown."""

_QUIET_SECONDS = 0.1


class Cancelled(BaseException):
    """The person asked to stop. Derives from BaseException as `asyncio.CancelledError` does."""


class Progress:
    """Passed down into long functions, which call it freely: it throttles itself.

    Raises `Cancelled` from the call where the person's wish to stop is first seen.
    """

    def __init__(self, report: Report | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self._report = report
        self._cancelled = cancelled
        self._what = ""
        self._last = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
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
"""Tells nobody and is never cancelled."""
