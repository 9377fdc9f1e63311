"""Responsiveness of the window with a huge project: opening, scrolling, editing, memory and stalls.

    python -m benchmarks.window [--beads N] [--runs N] [--sentences N] [--busy]

The project holds a synthetic book (`synthetic_book`) with a synthetic translation. Each run is a process of
its own, and each figure the best of the runs; within a run it is the longest of all attempts. `open_s` is the
time from the request for the project to its painted rows. `page_ms` is the time from a press of Page Down, or
a jump of the scroll bar, until nothing is left to paint; `edit_ms` the same for a merge, an accepted row, a
changed text and the undoing of each. `sort_ms` is the time to sort all rows, and `sorted_page_ms` that of a
page after it. `memory_mb` is the peak memory of the process. `stall_ms` is the longest
time for which the event loop did not run while a child process aligned two texts and the window opened the
result. The same is printed for opening, for the second after an edit, and for acts on all rows, each from the
command to a second after its end: copying, replacing, accepting (the selected rows, or those above a
confidence), and undoing each.

Without a screen (DISPLAY), the window paints in memory. With `--busy` the processor time of the window is
measured instead of elapsed time, for a machine that is busy with other work: not a figure to quote.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.paths import user_folders
from app.tasks import Align
from app.window import main as program
from app.window.dialogs.accept import AcceptDialog
from app.window.find.preview import ReplaceDialog
from app.window.window import Window
from benchmarks.lib.corpora import synthetic_book
from benchmarks.lib.report import machine
from core.model import Bitext
from core.pipeline import Options, SideOptions
from core.project import Session
from core.review.search.order import Order

Clocks = tuple[Callable[[], float], Callable[[], float]]
IDLE: Clocks = time.perf_counter, time.perf_counter
"""Clocks for the whole program and for the thread of the window: elapsed time, ..."""
BUSY: Clocks = time.process_time, time.thread_time
"""... or the processor time of each."""
_PAGES = 40
_EDITS = 5
_AFTER_MS = 1_000
_TABLE_ROWS = 10_000
_PATIENCE_SECONDS = 600.0
_UNITS = {"s": "s", "ms": "ms", "mb": "MB"}
_PLAIN = Qt.KeyboardModifier.NoModifier
_UNDO = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    "merge": (Qt.Key.Key_M, _PLAIN),
    "undo_merge": _UNDO,
    "accept": (Qt.Key.Key_A, _PLAIN),
    "undo_accept": _UNDO,
    "open_editor": (Qt.Key.Key_F2, _PLAIN),
    "letter": (Qt.Key.Key_X, _PLAIN),
    "text": (Qt.Key.Key_Return, _PLAIN),
    "undo_text": _UNDO,
}


def main() -> None:
    """Measure everything, and print a table and the result; in a child process, one run of one part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--beads", type=int, default=100_000, help="rows of the project (100,000)")
    parser.add_argument("--runs", type=int, default=5, help="runs, of which the best counts (5)")
    parser.add_argument(
        "--sentences", type=int, default=4_000, help="sentences per side of the texts to align (4,000)"
    )
    parser.add_argument("--busy", action="store_true", help="measure processor time (on a busy machine)")
    parser.add_argument("--child", choices=("review", "everything", "align"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        measure = {"review": _review, "everything": _everything, "align": _align}[arguments.child]
        clocks = BUSY if arguments.busy else IDLE
        print(json.dumps(measure(arguments.folder, clocks)))
        return
    print(f"Machine: {machine.description()}")
    print(
        f"Synthetic: {arguments.beads:,} beads; {arguments.sentences:,} sentences per side to align;", end=" "
    )
    print(f"best of {arguments.runs}\n")
    result = machine.reference(arguments.runs)
    with tempfile.TemporaryDirectory() as name:
        _prepare(Path(name), arguments.beads, arguments.sentences)
        for part in ("review", "everything", "align"):
            runs = [_child(part, Path(name), arguments.busy) for _ in range(arguments.runs)]
            result |= {figure: min(run[figure] for run in runs) for figure in runs[0]}
    for figure, value in result.items():
        what, _, unit = figure.rpartition("_")
        print(f"{what.replace('_', ' '):28} {value:10.2f} {_UNITS[unit]}")
    wanted = (
        "open_s", "page_ms", "edit_ms", "memory_mb", "stall_ms",
        "copy_stall_ms", "replace_stall_ms", "accept_stall_ms",
    )  # fmt: skip
    print("\nRESULT " + " ".join(f"{figure}={result[figure]:.2f}" for figure in wanted))


def _prepare(folder: Path, beads: int, sentences: int) -> None:
    """Write the project and two texts."""
    bitext, files = synthetic_book.book(beads)
    Session.create(folder / "book.diglot", bitext, files, {"encoder": "built-in"}).close()
    for name, text in zip(("source.txt", "target.txt"), synthetic_book.texts(sentences), strict=True):
        (folder / name).write_text(text, "utf-8")


def _child(part: str, folder: Path, busy: bool) -> dict[str, float]:
    environment = {"QT_QPA_PLATFORM": "offscreen"} if _no_screen() else {}
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.window",
                "--child",
                part,
                "--folder",
                folder,
                *["--busy"] * busy,
            ],
            env=os.environ | environment | {"DIGLOT_HOME": home},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _no_screen() -> bool:
    return sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()


def _review(folder: Path, clocks: Clocks) -> dict[str, float]:
    """Open the project, scroll and edit."""
    import resource  # not on Windows, where the rest of this module still works

    with _window(clocks) as (window, pulse):
        pulse.longest()
        begun = clocks[0]()
        window.projects.open(folder / "book.diglot")
        pulse.until(lambda: pulse.painted and window.table.rows.rowCount() > 0)
        found = {"open_s": clocks[0]() - begun}
        found["open_stall_ms"] = pulse.longest()
        pulse.wait(_AFTER_MS)
        found["after_opening_stall_ms"] = pulse.longest()
        chance = random.Random(0)
        found["page_ms"] = max(_pages(window, pulse, chance))
        edits = list(_edits(window, pulse, chance))
        found |= {f"{name}_ms": max(edit[name] for edit in edits) for name in edits[0]}
        found["edit_ms"] = max(value for edit in edits for name, value in edit.items() if name in _KEYS)
        found["sort_ms"] = max(pulse.milliseconds(partial(window.sorting.sort, order)) for order in Order)
        window.table.go(window.table.shown.rows[0])  # at the end, Page Down has nothing to paint
        found["sorted_page_ms"] = max(_pages(window, pulse, chance))
        pulse.longest()
        pulse.wait(_AFTER_MS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found | {"memory_mb": peak / (2**20 if sys.platform == "darwin" else 2**10)}


def _pages(window: Window, pulse: "Pulse", chance: random.Random) -> Iterator[float]:
    bar = window.table.verticalScrollBar()
    for _ in range(_PAGES):
        yield pulse.milliseconds(lambda: bar.setValue(chance.randrange(bar.maximum())))
        for _ in range(3):
            yield pulse.milliseconds(lambda: QTest.keyClick(window.table, Qt.Key.Key_PageDown))


def _edits(window: Window, pulse: "Pulse", chance: random.Random) -> Iterator[dict[str, float]]:
    """Yield the milliseconds of each step, for some rows."""
    for _ in range(_EDITS):
        found = {}
        window.table.go(_ordinary(window, chance), "target")
        pulse.wait(200)
        for name, (key, modifier) in _KEYS.items():
            table = window.table
            press = partial(QTest.keyClick, table.editor or table, key, modifier)
            before = window.project.revision
            found[name] = pulse.milliseconds(press)
            changed = window.project.revision - before
            assert changed == (name not in ("open_editor", "letter")), f"{name} made {changed} changes"
            pulse.longest()
            pulse.wait(_AFTER_MS)
            found["after_edit_stall"] = max(found.get("after_edit_stall", 0.0), pulse.longest())
        yield found


def _everything(folder: Path, clocks: Clocks) -> dict[str, float]:
    """Copy, replace and accept all rows, and undo each; return for how long the event loop was held."""
    with _window(clocks) as (window, pulse):
        window.projects.open(folder / "book.diglot")
        pulse.until(lambda: window.table.rows.rowCount() > 0 and not window.doubt_queue.risks.busy)
        pulse.wait(_AFTER_MS)
        found = {"copy_stall_ms": _held(window, pulse, lambda: _copy(window, pulse))}
        for name, act in (("replace", _replace), ("accept", _accept), ("accept_from", _accept_from)):
            found[f"{name}_stall_ms"] = _held(window, pulse, partial(act, window, pulse), changes=1)
            undo = window.command_actions.by_id["undo"].trigger
            found[f"undo_{name}_stall_ms"] = _held(window, pulse, undo, changes=1)
        found["accept_stall_ms"] = max(found["accept_stall_ms"], found["accept_from_stall_ms"])
        return found


def _held(window: Window, pulse: "Pulse", act: Callable[[], object], changes: int = 0) -> float:
    """Return the longest time for which an act held the event loop until it was done, and shortly after."""
    before = window.project.revision
    pulse.longest()
    act()
    pulse.until(lambda: window.project.revision == before + changes)
    pulse.until(lambda: window.project.all_saved and not window.doubt_queue.risks.busy)
    pulse.wait(_AFTER_MS)
    return pulse.longest()


def _copy(window: Window, pulse: "Pulse") -> None:
    for rows in (_TABLE_ROWS, window.table.rows.rowCount()):  # few enough for a table, and all
        window.copying.copy(_bitext(window), range(rows))
        pulse.until(lambda: not window.copying.busy)


def _replace(window: Window, pulse: "Pulse") -> None:
    window.finder.begin(replacing=True)
    window.finder.line.setText("a")
    window.finder.by.setText("o")
    window.finder.ask_to_replace()
    dialog = window.findChildren(ReplaceDialog)[-1]
    pulse.until(dialog.agree.isEnabled)
    dialog.agree.click()


def _accept(window: Window, _: "Pulse") -> None:
    window.finder.end()
    window.table.selectAll()
    window.command_actions.by_id["bead.accept"].trigger()


def _accept_from(window: Window, pulse: "Pulse") -> None:
    window.editing.ask_for_confidence()
    pulse.wait(200)
    dialog = window.findChildren(AcceptDialog)[-1]
    dialog.minimum.setValue(50)
    pulse.until(dialog.agree.isEnabled)
    dialog.agree.click()


def _bitext(window: Window) -> Bitext:
    bitext = window.project.bitext
    assert bitext is not None
    return bitext


def _ordinary(window: Window, chance: random.Random) -> int:
    """Return an open row with one segment per side, away from both ends."""
    beads = _bitext(window).beads
    while True:
        row = chance.randrange(10, len(beads) - 10)
        pair = beads[row : row + 2]
        if all(len(bead.source) == len(bead.target) == 1 and not bead.judged for bead in pair):
            return row


def _align(folder: Path, clocks: Clocks) -> dict[str, float]:
    """Align two texts and wait until the result is open, and a while longer."""
    with _window(clocks) as (window, pulse):
        pulse.longest()
        options = Options(SideOptions(language="en"), SideOptions(language="de"))
        window.new_project.align(Align(folder / "source.txt", folder / "target.txt", options))
        pulse.until(lambda: window.pages.currentIndex() == 2 and pulse.painted)
        pulse.wait(_AFTER_MS)
        return {"stall_ms": pulse.longest()}


@contextmanager
def _window(clocks: Clocks) -> Iterator[tuple[Window, "Pulse"]]:
    app = program.program()
    window = program.build(user_folders())
    window.resize(1280, 900)
    window.show()
    window.activateWindow()
    pulse = Pulse(app, window, clocks)
    pulse.until(window.isActiveWindow)
    pulse.wait(_AFTER_MS)
    yield window, pulse
    QGuiApplication.clipboard().clear()  # painting in memory, Qt does not survive its end with rows on it
    window.close()


class Pulse(QObject):
    """A timer that measures for how long the event loop does not run, and sees when rows are painted."""

    def __init__(self, app: QApplication, window: Window, clocks: Clocks) -> None:
        super().__init__(window)
        self._now = clocks[1]
        self._app, self._rows = app, window.table.viewport()
        self.painted = False
        self._last, self._longest = self._now(), 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(2)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's spelling
        self.painted |= event.type() is QEvent.Type.Paint and watched is self._rows
        return False

    def _beat(self) -> None:
        now = self._now()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def longest(self) -> float:
        """Return the longest time between two beats since the last call, in milliseconds."""
        longest, self._longest, self._last = self._longest, 0.0, self._now()
        return 1e3 * longest

    def until(self, done: Callable[[], bool]) -> None:
        """Run the event loop until a condition holds."""
        self.painted = False
        ends = time.perf_counter() + _PATIENCE_SECONDS
        while not done():
            if time.perf_counter() > ends:
                raise SystemExit("the window did not reach the expected state")
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def wait(self, milliseconds: int) -> None:
        """Run the event loop for some milliseconds."""
        ends = time.perf_counter() + milliseconds / 1e3
        self.until(lambda: time.perf_counter() > ends)

    def milliseconds(self, press: Callable[[], object]) -> float:
        """Return the milliseconds from `press` until nothing is left to do or paint."""
        self.painted = False
        begun = self._now()
        press()
        self._app.processEvents()
        while not self.painted:
            self._app.processEvents()
        return 1e3 * (self._now() - begun)


if __name__ == "__main__":
    main()
