"""Time slices for long computations in the window's thread, between which it draws and takes keys."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

_SLICE_S = 0.012


class TimeSlicer(QObject):
    """Runs an iterator to its end, a few milliseconds at a time; the first slice at once.

    The iterator reports its results itself. Beginning another drops the one that runs.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[object] | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._run)

    @property
    def busy(self) -> bool:
        """True if there is work left."""
        return self._work is not None

    def begin(self, work: Iterator[object]) -> None:
        """Run this from now on."""
        self._work = work
        self._run()

    def stop(self) -> None:
        """Drop what runs."""
        self._work = None
        self._again.stop()

    def _run(self) -> None:
        work, until = self._work, perf_counter() + _SLICE_S
        if work is None:
            return
        for _ in work:
            if self._work is not work:  # it had itself dropped
                return
            if perf_counter() > until:
                self._again.start()
                return
        if self._work is work:
            self.stop()
