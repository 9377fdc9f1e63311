"""Number of keys that a review takes: from doubt to doubt, and reading from the top.

    python -m benchmarks.review --data FOLDER [--seeds N] [--set NAME …] [--imported] [--tasks]

For each seed 20 mistakes are planted in 200 beads of a manual alignment (`planted_mistakes`). A reviewer that
reads only what the window shows (`reviewer`) works in a real window, painted in memory, until texts and beads
equal the manual ones. Each key event counts one, visits to correct rows and typed letters included; nothing
is realigned. The reading reviewer goes down row by row with the panel closed and corrects by hand, with the
fewest keys (`key_search`).

With `--imported` the mistakes are in a translation memory of 200 pairs instead (`planted_in_memory`), and the
result tells the keys per mistake, of which there are 20.

The aligner's weights were learnt from the development sets, so its confidence is a little too good on them.
Suggestions come from it, and mostly the order of the rows visited too.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app.paths import user_folders
from benchmarks.lib.report import machine
from benchmarks.lib.reviewer import planted_in_memory as memory
from benchmarks.lib.reviewer.planted_mistakes import BEADS, WAYS, Task, stretches, task
from core.pipeline import Options
from core.read import File

if TYPE_CHECKING:
    from app.window.window import Window

# The window is imported inside functions: the child processes that it starts read this module too.


def main() -> None:
    """Review the task of every seed in both ways, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument("--seeds", type=int, default=20, help="number of tasks (20)")
    parser.add_argument("--set", nargs="+", default=(), help="names of sets (all development sets)")
    parser.add_argument("--imported", action="store_true", help="mistakes in an imported memory")
    parser.add_argument("--tasks", action="store_true", help="print the mistakes of each task and their rows")
    arguments = parser.parse_args()
    print(f"Machine: {machine.description()}")
    ways, make = (memory.WAYS, memory.memory_task) if arguments.imported else (WAYS, task)
    planted = ", ".join(f"{count} {way}" for way, count in ways.items())
    print(f"Data: {arguments.data.resolve()}; {BEADS} beads, planted: {planted}\n")
    print(
        f"{'':58}" + "".join(f"{name:>9}" for name in ("keys", "next", "take", "by hand", "read", "reading"))
    )
    found = stretches(arguments.data, arguments.set)
    both: list[tuple[int, int]] = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGLOT_HOME"] = home
        for seed in range(arguments.seeds):
            given = make(found, seed, Options())
            keys = reviewed(given, doubts=True)
            reading = 0 if arguments.imported else reviewed(given, doubts=False).total()
            both.append((keys.total(), reading))
            cells = [keys.total(), *(keys[why] for why in ("next", "take", "by hand", "read")), reading]
            print(f"{seed:>3} {given.name:54}" + "".join(f"{cell:>9}" for cell in cells), flush=True)
            if arguments.tasks:
                print("    " + ", ".join(f"{way} {at + 1}" for way, at in given.planted))
    keyed, read = (statistics.median(column) for column in zip(*both, strict=True))
    if arguments.imported:
        each = keyed / sum(memory.WAYS.values())
        print(f"\nRESULT imported_median={keyed:g} imported_most={max(both)[0]} keys_per_mistake={each:.2f}")
    else:
        print(f"\nRESULT median_keystrokes={keyed:g} most_keystrokes={max(both)[0]} median_reading={read:g}")


def reviewed(given: Task, *, doubts: bool) -> Counter[str]:
    """Review a task in a window of its own; return the keys it took."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.lib.reviewer.reviewer import Reviewer

    window = _window(given)
    window.table.go(0)  # a project opens where it was left
    reviewer = Reviewer(window, given)
    if doubts:
        reviewer.by_doubts()
    else:
        window.sidebar.close_panel()
        reviewer.by_reading()
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    return reviewer.keys


def _window(given: Task) -> "Window":
    """Open a window that shows the task and is idle."""
    from PySide6.QtWidgets import QApplication

    from app.window import main as program
    from benchmarks.lib.reviewer.reviewer import settle

    program.program()
    window = program.build(user_folders())
    window.resize(1180, 780)
    window.show()
    window.activateWindow()
    sides = given.bitext.source, given.bitext.target
    files = [File(side.document.name, "\n".join(side.texts()).encode()) for side in sides]
    failures: list[object] = []
    project = window.folders.drafts / "review.diglot"
    settings = {"encoder": "built-in"}
    window.project.create(project, given.bitext, (files[0], files[1]), settings, failures.append)
    while window.project.bitext is None and not failures:
        QApplication.processEvents()
    if failures:
        raise SystemExit(str(failures[0]))
    window.table.setFocus()
    settle(window)
    return window


if __name__ == "__main__":
    main()
