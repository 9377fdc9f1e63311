"""Jobs: long work in a child process that can be stopped, with progress and errors.

The work is a picklable callable that takes a `Progress` and returns a picklable value. A thread
waits for the child (`worker.py`), so that neither pickling, starting nor stopping it holds up the window.
"""

import multiprocessing
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app import crash
from app.worker import Work, Worker, Workers
from core.errors import DiglotError
from core.model.message import Message, message

_LEAVING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Listener:
    """Callbacks, in the window's thread, for the progress and end of a job."""

    done: Callable[[Any], None]
    failed: Callable[[DiglotError], None]
    progress: Callable[[int, int, Message], None] = lambda _done, _total, _what: None
    cancelled: Callable[[], None] = lambda: None


class Job(QObject):
    """One piece of work in one child process."""

    _progressed = Signal(int, int, object)
    _ended = Signal(str, object)
    over = Signal(object)

    def __init__(self, work: Work, kind: str, listener: Listener, workers: Workers, parent: QObject) -> None:
        super().__init__(parent)
        self.kind = kind
        self._work = work
        self._workers = workers
        self._listener = listener
        self.pid: int | None = None
        """The child's process id, once it lives."""
        self._cancelled = threading.Event()
        self._cancel_reader, self._cancel_writer = multiprocessing.Pipe(duplex=False)  # wakes the thread
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._wait, name=f"job {kind}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop the child, without waiting. The listener's `cancelled` is called, and nothing else."""
        if not self._cancelled.is_set():
            self._cancelled.set()
            self._cancel_writer.send_bytes(b"!")

    def join(self) -> None:
        """Wait until the thread is gone (after `cancel`)."""
        self._thread.join(_LEAVING_SECONDS)

    def _wait(self) -> None:
        try:
            how, value = self._result()
        except Exception:  # noqa: BLE001 - no process, no memory: whatever it is, the window must hear of it
            how, value = "bug", traceback.format_exc()
        self._ended.emit(how, value)

    def _result(self) -> tuple[str, object]:
        if self._cancelled.is_set():
            return "lost", None
        worker = self._workers.take()
        self.pid = worker.pid
        how, value = "lost", None
        try:
            worker.pipe.send(self._work)
            how, value = self._listen(worker)
        finally:
            if how == "lost" or self._cancelled.is_set():
                worker.stop()
            else:
                self._workers.give_back(worker)
        return how, value

    def _listen(self, worker: Worker) -> tuple[str, Any]:
        while True:
            if self._cancel_reader in connection.wait((worker.pipe, self._cancel_reader)):
                return "lost", None
            try:
                how, value = worker.pipe.recv()
            except (EOFError, OSError):
                return "lost", None
            if worker.owed:
                worker.owed -= how != "progress"
            elif how == "progress":
                self._progressed.emit(*value)
            else:
                return how, value

    @Slot(int, int, object)
    def _tell(self, done: int, total: int, what: Message) -> None:
        if not self._cancelled.is_set():
            self._listener.progress(done, total, what)

    @Slot(str, object)
    def _end(self, how: str, value: Any) -> None:
        self.over.emit(self)
        if self._cancelled.is_set():
            self._listener.cancelled()
        elif how == "done":
            self._listener.done(value)
        else:
            self._listener.failed(_error(how, value))


class Jobs(QObject):
    """All work that is under way."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []
        self._workers = Workers()
        self._preparing: threading.Thread | None = None

    def start(self, work: Work, listener: Listener, *, kind: str) -> Job:
        """Start work. A running job of the same kind is cancelled: its result is no longer wanted."""
        self.cancel(kind)
        job = Job(work, kind, listener, self._workers, self)
        job.over.connect(self._over)
        self._running.append(job)
        job.start()
        self.changed.emit()
        return job

    def prepare(self, work: Work) -> None:
        """Do work whose result nobody wants, so that the next job finds everything loaded."""
        self._preparing = threading.Thread(target=self._workers.prepare, args=(work,), daemon=True)
        self._preparing.start()

    def cancel(self, kind: str) -> None:
        """Cancel all work of a kind."""
        for job in [job for job in self._running if job.kind == kind]:
            job.cancel()

    def running(self, kind: str | None = None) -> tuple[Job, ...]:
        """Return the jobs under way, of one kind or of all."""
        return tuple(job for job in self._running if kind in (None, job.kind))

    def close(self) -> None:
        """Stop all jobs and leave no thread behind."""
        jobs, self._running = self._running, []
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.join()
        if self._preparing is not None:
            self._preparing.join(_LEAVING_SECONDS)
        self._workers.close()

    @Slot(object)
    def _over(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
        job.deleteLater()
        self.changed.emit()


def _error(how: str, value: Any) -> DiglotError:
    if how == "failed" and isinstance(value, DiglotError):
        return value
    detail = str(value or "?")
    crash.keep(f"a job failed ({how}):\n{detail}")
    return DiglotError(
        message(
            "The task could not be finished because of a bug in Diglot, or because there was not enough "
            "memory."
        ),
        remedy=message("Nothing has changed. Try again, or try a smaller file."),
        detail=detail,
    )
