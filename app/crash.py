"""The last resort: what nobody foresaw is written to a log on this machine and said; nothing is sent."""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from core.errors import DiglotError

LOG_NAME = "diglot.log"
FATAL_NAME = "diglot-crash.log"
BUG = 70
"""The exit status after an unforeseen error, as in sysexits.h."""
_LARGEST = 1_000_000

log = logging.getLogger("diglot")

_files: list[TextIO] = []  # faulthandler needs its file open until the very end


def install(folder: Path, tell: Callable[[str], None] | None = None) -> Path:
    """Send unhandled errors to a log in `folder`, and a sentence about each to `tell`. Gives the log's path.

    Where the folder cannot be written, errors go to stderr as Python does it anyway.
    """
    path = folder / LOG_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.log"))
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace", delay=True)
        fatal = open(folder / FATAL_NAME, "a", encoding="utf-8")  # noqa: SIM115 - stays open for faulthandler
    except OSError:
        return path
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    _files.append(fatal)
    faulthandler.enable(fatal)
    _hook(path, tell)
    return path


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Log an unforeseen error and give the text of it."""
    text = "".join(traceback.format_exception(kind, error, trace))
    log.error("unforeseen:\n%s", text)
    return text


def as_fault(error: Exception) -> DiglotError:
    """Log an unforeseen error, and give it as one that whoever waits for an answer can show."""
    return DiglotError(
        "The work could not be finished; that is a fault of Diglot.",
        remedy="Try again; if it comes back, please report it with the details.",
        detail=report(type(error), error, error.__traceback__),
    )


def sentence(path: Path) -> str:
    """What the person is told after an unforeseen error. Whether the work is saved, only the desk knows."""
    return (
        "Something went wrong that Diglot did not foresee. "
        f"The details are in “{path}” on this machine; nothing was sent anywhere."
    )


def _hook(path: Path, tell: Callable[[str], None] | None) -> None:
    def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(kind, error, trace)
        if sys.stderr is not None:  # a windowed program has none on Windows
            sys.__excepthook__(kind, error, trace)
        if tell is not None:
            tell(sentence(path))

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            report(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = unhandled
    threading.excepthook = in_thread
