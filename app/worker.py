"""Child processes that do one task after another and can be stopped.

Only the window uses them so far. There is no Qt here, so the terminal could too.

A child keeps what it has loaded: the next task finds libraries and encoder ready. Stopping raises `Cancelled`
in the main thread of the child, wherever it is, so that it can remove half-written files. A child that does
not react is killed.
"""

import _thread
import multiprocessing
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from app import crash
from core.errors import DiglotError
from core.progress import Cancelled, Progress

Work = Callable[[Progress], Any]
_KEPT = 2
"""Idle workers to keep: one that looks for suggestions, and one for the user's next request."""
_GRACE_SECONDS = 1.0


class Worker:
    """One child process, from its start to `stop`. One thread uses it at a time."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        """Sends tasks; receives ("progress", …), then the answer: "done", "failed" or "bug", and a value."""
        self.owed = 0
        """Number of answers still to come that nobody waits for; the next task is answered after them."""
        held, self._leash = context.Pipe(duplex=False)
        self._process = context.Process(target=_serve, args=(theirs, held), name="diglot worker", daemon=True)
        with theirs, held:
            self._process.start()

    @property
    def pid(self) -> int | None:
        """Process id of the child."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """True if the process can still work."""
        return self._process.is_alive()

    def stop(self) -> None:
        """Stop the child, and wait until it is gone."""
        self.pipe.close()  # otherwise it might wait for ever to report its progress
        self._leash.close()
        self._process.join(_GRACE_SECONDS)
        self._process.kill()
        self._process.join()
        self._process.close()


class Workers:
    """The child processes; some idle ones are kept for the next task. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._closed = False

    def take(self) -> Worker:
        """Return a worker: the idle one used last, which has loaded most, or a new one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                return Worker()
            if worker.alive:
                return worker
            worker.stop()

    def prepare(self, work: Work) -> None:
        """Run a task whose result nobody needs, so that what it loads is ready for the next request.

        Returns once the task is sent; later requests wait in the same child.
        """
        worker = self.take()
        try:
            worker.pipe.send(work)
        except OSError:  # the child is gone; the next request gets another
            worker.stop()
            return
        worker.owed += 1
        self.give_back(worker)

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that has nothing to do."""
        with self._lock:
            if len(self._idle) < _KEPT and not self._closed:
                self._idle.append(worker)
                return
        worker.stop()

    def close(self) -> None:
        """Stop the idle workers, and every other as it is given back."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, [], True
        for worker in idle:
            worker.stop()


def _serve(pipe: Connection, held: Connection) -> None:
    """Run the child process. Whatever happens is sent back as a value."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is handled by the parent
    signal.signal(signal.SIGTERM, _stop)
    crash.join()
    stopped = threading.Event()
    with suppress(Cancelled):  # may be raised just as the pipe is found closed
        with suppress(EOFError, OSError):  # the parent is gone, or needs no answer
            threading.Thread(target=_heed, args=(held, stopped), daemon=True).start()
            while True:
                work = pipe.recv_bytes()
                progress = Progress(
                    lambda done, total, what: pipe.send(("progress", (done, total, what))), stopped.is_set
                )
                pipe.send(_answer(work, progress))
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _answer(work: bytes, progress: Progress) -> tuple[str, object]:
    try:
        return "done", pickle.loads(work)(progress)
    except DiglotError as error:
        return "failed", error
    except Exception:  # noqa: BLE001 - the window reports it as a bug, with the trace
        return "bug", traceback.format_exc()


def _heed(held: Connection, stopped: threading.Event) -> None:
    """Wait until the leash is closed, as it is when the parent dies; then stop the main thread."""
    with suppress(EOFError, OSError):
        held.recv_bytes()
    stopped.set()
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)  # wakes it where it waits
    else:
        _thread.interrupt_main(signal.SIGTERM)


def _stop(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Cancelled
