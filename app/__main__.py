"""The entry point of both faces: `diglot` and `diglot JOB.diglot` open the window, all else the terminal."""

import multiprocessing
import os
import signal
import sys
from types import FrameType

_INTERRUPTED = 130


def main() -> int:
    """Run the program with the arguments it was started with, and give its exit status."""
    multiprocessing.freeze_support()  # a worker of the packaged program starts here too, and goes no further
    arguments = sys.argv[1:]
    try:
        if not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".diglot")):
            return _window(arguments)
        return _terminal(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _terminal(arguments: list[str]) -> int:
    from app.terminal.main import main as terminal

    signal.signal(signal.SIGTERM, _stop)  # so that a half-written file is taken away
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
    """Whether a window could open. Only X11 and Wayland systems come without."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _unheard(leftover: "sys.UnraisableHookArgs") -> None:
    """After a full disk, libraries tell once more of files they could not close; we have told already."""


if __name__ == "__main__":
    sys.exit(main())
