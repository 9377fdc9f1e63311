"""Entry point: `diglot` alone or with files opens the window, everything else is the terminal."""

import ctypes
import multiprocessing
import os
import signal
import sys
from types import FrameType

_INTERRUPTED = 130
_LEFTOVERS = ("IO_", "I/O operation on closed file")  # lxml and zipfile report a full disk like this


def main() -> int:
    """Run the program with its command line arguments and return its exit status."""
    multiprocessing.freeze_support()  # worker processes of a packaged program stop here
    arguments = sys.argv[1:]
    try:
        if not arguments or _for_the_window(arguments):
            return _window(arguments)
        return _terminal(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _for_the_window(arguments: list[str]) -> bool:
    """Return whether the arguments name a project, pairs, or two texts to align."""
    if len(arguments) == 1:
        suffix = os.path.splitext(arguments[0])[1].lower()
        return suffix == ".diglot" or (bool(suffix) and suffix in _of_pairs())
    return len(arguments) == 2 and all(map(os.path.isfile, arguments))


def _of_pairs() -> tuple[str, ...]:
    from core.read import pairs

    return (*pairs.suffixes(), pairs.LADDER)


def _terminal(arguments: list[str]) -> int:
    from app.terminal.main import main as terminal

    signal.signal(signal.SIGTERM, _stop)  # so that partial files are removed
    sys.unraisablehook = _unheard
    return terminal(arguments)


def _window(arguments: list[str]) -> int:
    if not _has_display():
        sys.stderr.write(
            "diglot: There is no display to open the window on; start it in a desktop session, "
            "or work in the terminal (`diglot --help`).\n"
        )
        return 1
    from app.window.main import main as window

    return window(arguments)


def _has_display() -> bool:
    """Return whether a window could open. Only X11 and Wayland systems may lack a display.

    A `DISPLAY` that does not answer is tested first, because Qt would abort the process.
    """
    if sys.platform in ("win32", "darwin"):
        return True
    if any(os.environ.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return True
    return bool(os.environ.get("DISPLAY")) and _x_server_answers()


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will report the library it lacks
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers: bool = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _unheard(leftover: "sys.UnraisableHookArgs") -> None:
    """Suppress the second complaint of libraries about files they could not close when the disk is full."""
    error = leftover.exc_value
    if not (isinstance(error, OSError) or str(error).startswith(_LEFTOVERS)):
        sys.__unraisablehook__(leftover)


if __name__ == "__main__":
    sys.exit(main())
