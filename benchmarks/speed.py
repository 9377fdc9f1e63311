"""Speed of Diglot: start of the window, `diglot --version`, and the stages and peak memory of an alignment.

    python -m benchmarks.speed --data FOLDER [--runs N] [--sizes N …] [--encoder built-in|trial|FOLDER]

Each figure is the best of the runs, and each run is a process of its own. Two fixed pieces of work are
measured in the same run for comparison: a matrix product of 5,000 × 192 by 192 × 5,000, and a loop of five
million steps in plain Python. The texts are the development documents, joined, one sentence per line, and
after them shuffled sentence pairs of `train/direct`, no text twice. `beads` is the time from segmented texts
to beads, the opening of the encoder included.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.lib.alignment_timing import best_runs
from benchmarks.lib.report import machine
from core.encode import BUILT_IN

SIZES = [1_000, 5_000, 10_000, 20_000, 50_000]

_WINDOW = """
from PySide6.QtCore import QEvent, QObject
from app.paths import user_folders
from app.window import main
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        self.painted |= event.type() == QEvent.Type.Paint
        return False
program, watch = main.program(), Watch()
window = main.build(user_folders())
program.installEventFilter(watch)
window.show()
while not watch.painted:
    program.processEvents()
print("painted", flush=True)
program.removeEventFilter(watch)
window.close()
"""


def main() -> None:
    """Measure everything, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument("--runs", type=int, default=5, help="runs, of which the best counts (5)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="sentences per side")
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in, trial, or a model folder")
    arguments = parser.parse_args()
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}; best of {arguments.runs}\n")
    result = machine.reference(arguments.runs)
    result["version_s"] = min(_version() for _ in range(arguments.runs))
    result["window_s"] = min(_window() for _ in range(arguments.runs))
    timings = best_runs(arguments.data, arguments.sizes, arguments.encoder, arguments.runs)
    for size, best in timings.items():
        result |= {f"align_{size}_{name}": value for name, value in best.items()}
    for name, value in result.items():
        print(f"{name.replace('_', ' '):34} {value:10.2f}")
    print("\nRESULT " + " ".join(f"{name}={value:.3f}" for name, value in result.items()))


def _version() -> float:
    program = Path(sys.executable).with_name("diglot")
    return machine.seconds(lambda: subprocess.run([program, "--version"], check=True, capture_output=True))


def _window() -> float:
    """Return the seconds from the start of a process until the window, without a screen, has painted."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DIGLOT_HOME": home}
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", _WINDOW], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        line = child.stdout.readline()
        elapsed = time.perf_counter() - start
        child.communicate()
        if line != "painted\n" or child.returncode:
            raise SystemExit("the window did not open")
        return elapsed


if __name__ == "__main__":
    main()
