"""How fast Diglot is: start of the window, `diglot --version`, and aligning by stages with peak memory.

    python benchmarks/speed.py --data FOLDER [--runs N] [--sizes N …] [--encoder built-in|FOLDER]

Each figure is the best of so many runs, each run in a process of its own. Two fixed pieces of work stand
beside them, measured in the same run: a matrix product of 5,000 × 192 by 192 × 5,000, and a loop of five
million steps in plain Python. The texts are the development documents of `gold`, chained, a sentence a line.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import machine
from gold import documents, sets

from core.encode import BUILT_IN
from core.pipeline import Options, SideOptions, align_files
from core.progress import Progress
from core.read import File
from core.segment import Segmentation

_STAGES = {"Encoding": "encode", "Comparing": "search", "Aligning": "search", "Weighing": "confidence"}
_FIRST = "hun-1984-dev"  # a whole novel, so that the first thousands of lines are one text

_WINDOW = """
from PySide6.QtCore import QEvent, QObject
from app.paths import places
from app.window import main
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        self.painted |= event.type() == QEvent.Type.Paint
        return False
program, watch = main.program(), Watch()
window = main.build(places())
program.installEventFilter(watch)
window.show()
while not watch.painted:
    program.processEvents()
print("painted", flush=True)
program.removeEventFilter(watch)
window.close()
"""


def main() -> None:
    """Measure everything, print a table and the result; or, as a child, one alignment."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="holds gold/<set>/")
    parser.add_argument("--runs", type=int, default=3, help="of each figure the best of so many (3)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000], help="sentences a side")
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in, or the folder of a model")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child is not None:
        print(json.dumps(_aligned(arguments.data, arguments.child, arguments.encoder)))
        return
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}; best of {arguments.runs}\n")
    result = machine.reference(arguments.runs)
    result["version_s"] = min(_version() for _ in range(arguments.runs))
    result["window_s"] = min(_window() for _ in range(arguments.runs))
    for size in arguments.sizes:
        runs = [_child(arguments.data, size, arguments.encoder) for _ in range(arguments.runs)]
        best = min(runs, key=lambda run: run["seconds"])
        for name, value in best.items():
            result[f"align_{size}_{name}"] = value
    for name, value in result.items():
        print(f"{name.replace('_', ' '):34} {value:10.2f}")
    print("\nRESULT " + " ".join(f"{name}={value:.3f}" for name, value in result.items()))


def _version() -> float:
    program = Path(sys.executable).with_name("diglot")
    return machine.seconds(lambda: subprocess.run([program, "--version"], check=True, capture_output=True))


def _window() -> float:
    """Seconds from the start of a process until the window without a screen has painted."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DIGLOT_HOME": home}
        begun = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", _WINDOW], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        said = child.stdout.readline()
        taken = time.perf_counter() - begun
        child.communicate()
        if said != "painted\n" or child.returncode:
            raise SystemExit("the window did not open")
        return taken


def _child(data: Path, size: int, encoder: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--data", str(data), "--child", str(size), "--encoder", encoder]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _aligned(data: Path, size: int, encoder: str) -> dict[str, float]:
    """Seconds by stage of aligning texts of so many lines, in all, and this process's peak memory in MB."""
    files = _texts(data, size)
    marks: list[tuple[str, float]] = [("read", time.perf_counter())]

    def report(done: int, total: int, what: str) -> None:
        stage = _STAGES.get(what.partition(" ")[0], marks[-1][0])
        if stage != marks[-1][0]:
            marks.append((stage, time.perf_counter()))

    line = SideOptions(segmentation=Segmentation.LINES)
    align_files(*files, Options(line, line, encoder=encoder), Progress(report))
    marks.append(("", time.perf_counter()))
    taken: dict[str, float] = {}
    for (stage, begun), (_, ended) in pairwise(marks):
        taken[f"{stage}_s"] = taken.get(f"{stage}_s", 0.0) + ended - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {**taken, "seconds": marks[-1][1] - marks[0][1], "peak_mb": peak}


def _texts(data: Path, size: int) -> tuple[File, File]:
    """The first lines of the chained development documents, as two files."""
    names = [name for name in sets(data) if name.endswith("-dev")]
    sides: tuple[list[str], list[str]] = ([], [])
    for name in sorted(names, key=lambda name: (name != _FIRST, name)):
        for document in documents(data, name):
            for lines, path in zip(sides, (document.source, document.target), strict=True):
                lines += path.read_text("utf-8").splitlines()
    if min(map(len, sides)) < size:
        raise SystemExit(f"{data} holds only {min(map(len, sides)):,} development lines a side")
    source, target = ("\n".join(lines[:size]).encode() for lines in sides)
    return File("source.txt", source), File("target.txt", target)


if __name__ == "__main__":
    main()
