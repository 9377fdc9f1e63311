"""Last-resort handling of unexpected errors: logged on this computer and reported to the user; nothing is
sent.

Each session of the window has a file next to the log, locked while the session runs. It records unexpected
errors and, if the process crashes, its stack. A session that ends normally removes an empty file; an unlocked
file tells the next start how a session ended, however many run at once. It is reported once and then kept
until the user dismisses it.
"""

import atexit
import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from core import __version__
from core.errors import DiglotError
from core.model.message import Message, message

LOG_NAME = "diglot.log"
BUG = 70
"""Exit status after an unexpected error, as in sysexits.h."""
_LARGEST = 1_000_000
_SESSION, _REPORT = "session-", "report-"
_OF_CHILDREN = "DIGLOT_SESSION"  # variable that tells child processes the session's file
_KEPT = 9
_FAR = 1 << 30  # the locked byte: on Windows a locked byte cannot be read

log = logging.getLogger("diglot")

_session: IO[str] | None = None  # faulthandler needs its file to stay open until the end


@dataclass(frozen=True, slots=True)
class Report:
    """End of a session that did not end normally. `trace` is empty if it was killed."""

    path: Path
    about: str
    trace: str

    @property
    def text(self) -> str:
        """Return the whole report as text."""
        return f"{self.about}\n\n{self.trace}"


def install(folder: Path, tell: Callable[[Message], None] | None = None) -> Path:
    """Send unhandled errors to a log in `folder`, and a sentence about each to `tell`. Returns the path of
    the log.

    If the folder cannot be written, errors go to stderr as usual.
    """
    path = folder / LOG_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.log"))
    except OSError:
        return path
    handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    _hook(path, tell)
    return path


def begin(folder: Path) -> None:
    """Start a session of the window; `end` is called automatically when Python exits."""
    global _session
    end()
    name = f"session-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        _session = _opened(folder / name, "x")
        _lock(_session)
        _session.write(f"{_about()}\n")
        _session.flush()
    except OSError as error:
        log.warning("the session has no file: %s", error)
        return
    faulthandler.enable(_session)
    os.environ[_OF_CHILDREN] = _session.name
    atexit.register(end)


def join() -> None:
    """Add a child process to the session: if it crashes, its stack is recorded there too."""
    global _session
    path = os.environ.get(_OF_CHILDREN)
    if path:
        with suppress(OSError):
            _session = _opened(Path(path), "a")
            faulthandler.enable(_session)


def end() -> None:
    """End the session normally. Its report, if any, stays for the next start."""
    global _session
    session, _session = _session, None
    if session is not None:
        faulthandler.disable()
        os.environ.pop(_OF_CHILDREN, None)
        path = Path(session.name)
        session.close()
        if not (left := _read(path)).trace:
            forget(left)


def left_behind(folder: Path) -> tuple[Report, ...]:
    """Return the reports of sessions that did not end normally, newest first. Each is returned once."""
    found = []
    for path in sorted(folder.glob(f"{_SESSION}*.txt"), reverse=True):
        try:
            with path.open("r+", encoding="utf-8") as file:
                over = _lock(file) and bool(file.readline())  # no first line: just starting
            if over:
                found.append(_read(path.replace(path.with_name(_REPORT + path.name.removeprefix(_SESSION)))))
        except OSError:
            continue  # another process was faster
    for one in (*(one for one in found if not one.trace), *reports(folder)[_KEPT:]):
        forget(one)
    return tuple(found)


def reports(folder: Path) -> tuple[Report, ...]:
    """Return the reports that are kept, newest first."""
    return tuple(_read(path) for path in sorted(folder.glob(f"{_REPORT}*.txt"), reverse=True))


def forget(one: Report) -> None:
    """Delete a report; unexpected errors remain in the log."""
    with suppress(OSError):
        one.path.unlink(missing_ok=True)


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Log an unexpected error and return its text."""
    text = "".join(traceback.format_exception(kind, error, trace))
    keep(text)
    return text


def keep(text: str) -> None:
    """Log the trace of an unexpected error, and keep it for the report of this session."""
    log.error("unforeseen:\n%s", text)
    if _session is not None:
        with suppress(OSError, ValueError):  # a full disk; nothing more can be done
            _session.write(f"{datetime.now():%H:%M:%S}\n{text}\n")
            _session.flush()


def as_fault(error: Exception) -> DiglotError:
    """Log an unexpected error, and return one that can be shown to the user who waits for an answer."""
    return DiglotError(
        message("The task could not be finished because of a bug in Diglot."),
        remedy=message("Try again. If the problem persists, please report it with the details."),
        detail=report(type(error), error, error.__traceback__),
    )


def sentence(path: Path) -> Message:
    """Return what the user is told after an unexpected error. Whether the work is saved, only the open
    project knows."""
    return message(
        "Something unexpected went wrong. The details are in “{path}” on this computer; nothing was "
        "sent anywhere.",
        path=str(path),
    )


def _opened(path: Path, mode: str) -> IO[str]:
    # Both the session and its children append to the end.
    return open(
        path,
        mode,
        encoding="utf-8",
        errors="backslashreplace",
        opener=lambda name, flags: os.open(name, flags | os.O_APPEND, 0o600),
    )


def _about() -> str:
    parts = (f"Diglot {__version__}", f"Python {platform.python_version()}", platform.platform())
    return f"{' · '.join(parts)} · {datetime.now():%Y-%m-%d %H:%M}"


def _read(path: Path) -> Report:
    try:
        about, _, trace = path.read_text(encoding="utf-8", errors="replace").partition("\n")
    except OSError as error:  # another Diglot has just deleted it
        return Report(path, str(error), "")
    return Report(path, about, trace.strip())


def _lock(file: IO[str]) -> bool:
    """Return whether a session's file could be locked; the lock ends with the file or the process."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _hook(path: Path, tell: Callable[[Message], None] | None) -> None:
    def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(kind, error, trace)
        if sys.stderr is not None:  # windowed programs have no stderr on Windows
            sys.__excepthook__(kind, error, trace)
        if tell is not None:
            tell(sentence(path))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            report(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = unhandled
    threading.excepthook = in_thread
