"""A walk through Diglot as a screen reader on Linux sees it: each object on the AT-SPI bus.

It needs Debian's python3-pyatspi, at-spi2-core, dbus and xvfb, and the system's Python, which has pyatspi:

    dbus-run-session -- xvfb-run -a /usr/bin/python3 docs/accessibility/walk.py PYTHON ARGUMENT…

PYTHON and its arguments start the window. The transcript goes to standard output.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

PATIENCE_S = 60.0
DEEPEST = 14


def main(command: list[str]) -> int:
    """Start the window, write its tree once it is complete, and end it."""
    asked = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    window = subprocess.Popen(command, env={**os.environ, **asked})
    try:
        lines = _settled(window)
    finally:
        window.terminate()
        window.wait()
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if lines else 1


def _settled(window: subprocess.Popen[bytes]) -> list[str]:
    """Return the lines of the tree as soon as two walks in a row find the same."""
    before: list[str] = []
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and window.poll() is None:
        now = [line for app in _applications() for line in _lines(app, 0)]
        if len(now) > 2 and now == before:
            return now
        before = now
        time.sleep(3)
    return before


def _applications() -> list[Any]:
    desktop = pyatspi.Registry.getDesktop(0)
    found = (desktop.getChildAtIndex(at) for at in range(desktop.childCount))
    return [app for app in found if app is not None and "diglot" in app.name.lower()]


def _lines(spoken: Any, depth: int) -> Iterator[str]:
    """Yield an object and all that is shown inside it, one a line."""
    states = spoken.getState()
    if depth > 1 and not states.contains(pyatspi.STATE_VISIBLE):
        return
    focus = " (focusable)" if states.contains(pyatspi.STATE_FOCUSABLE) else ""
    yield f"{'  ' * depth}{spoken.getRoleName()}: {spoken.name!r}{focus}"
    if depth < DEEPEST:
        for at in range(spoken.childCount):
            child = spoken.getChildAtIndex(at)
            if child is not None:
                yield from _lines(child, depth + 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
