"""Project thread: does everything that touches a project file, in the order of the requests."""

import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.crash import as_fault
from core.errors import DiglotError

Then = Callable[[Any], None]
_SWITCH_SECONDS = 0.0005
_PATIENCE_SECONDS = 3.0  # the window does not respond meanwhile
_LAST_PATIENCE_SECONDS = 30.0  # the window is hidden meanwhile


def _ignore(_: object) -> None:
    """Ignore a value that nobody waits for."""


@contextmanager
def often_switching() -> Iterator[None]:
    """Let other threads have the interpreter often: painting a window asks for it many times over."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


class ProjectThread(QObject):
    """Runs functions one after the other on its own thread; their results return to the window's thread."""

    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: queue.SimpleQueue[tuple[Callable[[], Any], Then, Then | None] | None] = (
            queue.SimpleQueue()
        )
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="project file", daemon=True)
        self._thread.start()

    def do(self, work: Callable[[], Any], done: Then = _ignore, failed: Then | None = None) -> None:
        """Run `work` after all that waits; call `done` with its value or `failed` with its DiglotError.

        An error that nobody foresaw is logged and reaches `failed` as a DiglotError too: whoever waits for an
        answer gets one. Where nobody waits, it is raised in the window's thread.
        """
        self._work.put((work, done, failed))

    def drain(self) -> bool:
        """Wait until all requests are done; return False where that takes too long.

        Answers still come through the event loop.
        """
        reached = threading.Event()
        self._work.put((reached.set, _ignore, None))
        return reached.wait(_PATIENCE_SECONDS)

    def close(self) -> None:
        """Do what waits, then end the thread."""
        self._work.put(None)
        self._thread.join(_LAST_PATIENCE_SECONDS)

    def _run(self) -> None:
        while (task := self._work.get()) is not None:
            work, done, failed = task
            try:
                value = work()
            except DiglotError as error:
                self._answered.emit(failed or _ignore, error)
            except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
                receiver, answer = (_raise, error) if failed is None else (failed, as_fault(error))
                self._answered.emit(receiver, answer)
            else:
                self._answered.emit(done, value)

    @Slot(object, object)
    def _answer(self, then: Then, value: object) -> None:
        then(value)


def _raise(error: BaseException) -> None:
    raise error
