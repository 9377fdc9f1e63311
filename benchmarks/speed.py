"""How fast Diglot is: start of the window, `diglot --version`, and aligning by stages with peak memory.

    python -m benchmarks.speed --data FOLDER [--runs N] [--sizes N …] [--encoder built-in|trial|FOLDER]

Each figure is the best of so many runs, each run in a process of its own. Two fixed pieces of work stand
beside them, measured in the same run: a matrix product of 5,000 × 192 by 192 × 5,000, and a loop of five
million steps in plain Python. The texts are the development documents of `gold`, chained, a sentence a line,
and where these run out pairs of sentences of `train/direct`, shuffled, no text twice. `beads` is the
time from segmented texts to beads, the opening of the encoder included.
"""

import argparse
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.lib import rough_encoder
from benchmarks.lib.gold.documents import documents, sets
from benchmarks.lib.report import machine
from core.encode import BUILT_IN
from core.pipeline import Options, SideOptions, align_sides, prepare
from core.progress import Progress
from core.read import load
from core.segment import Segmentation

_STAGES = {"Encoding": "encode", "Comparing": "search", "Aligning": "search", "Weighing": "confidence"}
SIZES = [1_000, 5_000, 10_000, 20_000, 50_000]
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
    parser.add_argument("--runs", type=int, default=5, help="of each figure the best of so many (5)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="sentences a side")
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in, trial, or the folder of a model")
    parser.add_argument("--child", type=Path, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child is not None:
        rough_encoder.announce(arguments.data)
        print(json.dumps(_aligned(arguments.child, arguments.encoder)))
        return
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}; best of {arguments.runs}\n")
    result = machine.reference(arguments.runs)
    result["version_s"] = min(_version() for _ in range(arguments.runs))
    result["window_s"] = min(_window() for _ in range(arguments.runs))
    for size, best in measured(arguments.data, arguments.sizes, arguments.encoder, arguments.runs).items():
        result |= {f"align_{size}_{name}": value for name, value in best.items()}
    for name, value in result.items():
        print(f"{name.replace('_', ' '):34} {value:10.2f}")
    print("\nRESULT " + " ".join(f"{name}={value:.3f}" for name, value in result.items()))


def measured(data: Path, sizes: Sequence[int], encoder: str, runs: int) -> dict[int, dict[str, float]]:
    """By sentences a side, the quickest of so many runs: seconds by stage, and peak memory in MB."""
    sides = texts(data, max(sizes))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.txt" for name in ("source", "target")]
        for size in sizes:
            for path, lines in zip(paths, sides, strict=True):
                path.write_text("\n".join(lines[:size]), "utf-8", newline="\n")
            found[size] = min(
                (_child(data, paths, encoder) for _ in range(runs)), key=lambda run: run["beads_s"]
            )
    return found


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


def _child(data: Path, paths: Sequence[Path], encoder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.speed", "--data", str(data), "--encoder", encoder, "--child"]
    run = subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _aligned(files: Sequence[Path], encoder: str) -> dict[str, float]:
    """Seconds by stage of aligning two files, in all, and this process's peak memory in MB."""
    import resource  # not on Windows, where the rest of this module is of use

    marks: list[tuple[str, float]] = [("read", time.perf_counter())]

    def report(done: int, total: int, what: str) -> None:
        stage = _STAGES.get(what.partition(" ")[0], marks[-1][0])
        if stage != marks[-1][0]:
            marks.append((stage, time.perf_counter()))

    line = SideOptions(segmentation=Segmentation.LINES)
    source, target = (prepare(load(path), line) for path in files)
    marks.append(("encode", time.perf_counter()))
    align_sides(source, target, Options(line, line, encoder=encoder), Progress(report))
    marks.append(("", time.perf_counter()))
    taken: dict[str, float] = {}
    for (stage, begun), (_, ended) in pairwise(marks):
        taken[f"{stage}_s"] = taken.get(f"{stage}_s", 0.0) + ended - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    whole = marks[-1][1] - marks[0][1]
    return {**taken, "seconds": whole, "beads_s": whole - taken["read_s"], "peak_mb": peak}


def texts(data: Path, size: int) -> tuple[list[str], list[str]]:
    """So many lines of a text and of its translation: development documents, then shuffled pairs."""
    names = [name for name in sets(data) if name.endswith("-dev")]
    sides: tuple[list[str], list[str]] = ([], [])
    for name in sorted(names, key=lambda name: (name != _FIRST, name)):
        for document in documents(data, name):
            for lines, path in zip(sides, (document.source, document.target), strict=True):
                lines += path.read_text("utf-8").splitlines()
    seen = set(sides[0]), set(sides[1])
    pairs = _pairs(data) if min(map(len, sides)) < size else iter(())
    for pair in pairs:
        if min(map(len, sides)) >= size:
            break
        if not any(text in known for text, known in zip(pair, seen, strict=True)):
            for lines, known, text in zip(sides, seen, pair, strict=True):
                lines.append(text)
                known.add(text)
    if min(map(len, sides)) < size:
        raise SystemExit(f"{data} holds only {min(map(len, sides)):,} lines a side, not {size:,}")
    return sides[0][:size], sides[1][:size]


def _pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Sentences and their translations, shuffled, one pair of languages after the other."""
    order = random.Random(0)
    paths = sorted((data / "train/direct").glob("*.tsv.xz"))
    order.shuffle(paths)
    for path in paths:
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").strip("\n").split("\n")
        order.shuffle(lines)
        for line in lines:
            source, target = line.split("\t")[:2]
            yield source, target


if __name__ == "__main__":
    main()
