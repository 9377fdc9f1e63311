"""Speed of realigning rows in the middle of a long text, and the share of mistakes that it corrects.

    python -m benchmarks.realign --data FOLDER [--rows N] [--size N] [--runs N]

The text is that of `benchmarks.speed`, with `--size` sentences per side, aligned. Every tenth of the rows in
its middle is merged with the next, as if by a mistake of the aligner. These rows are then realigned: in this
process, and in a worker process as in the window, with both transfers included. The last run has every tenth
row accepted, so that the rest falls into short stretches. Everything is warm, and each figure is the best of
the runs.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.tasks import Realign
from app.worker import Worker
from benchmarks.lib.gold.joined_documents import side
from benchmarks.lib.gold.long_texts import long_texts
from benchmarks.lib.report import machine
from core.align.realign import excerpt
from core.encode import BUILT_IN, open_encoder
from core.model import Bead, Bitext, Patch, Status, apply
from core.pipeline import Options, Prepared, align_sides, realign
from core.read import File

_SPACING = 10


def main() -> None:
    """Measure, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument("--rows", type=int, default=200, help="number of rows to realign (200)")
    parser.add_argument("--size", type=int, default=5_100, help="sentences per side (5,100)")
    parser.add_argument("--runs", type=int, default=5, help="runs, of which the best counts (5)")
    arguments = parser.parse_args()
    print(f"Machine: {machine.description()}")
    result = machine.reference(arguments.runs)
    source, target = long_texts(arguments.data, arguments.size)
    sides, encoder = (side(source, "hu"), side(target, "en")), open_encoder(BUILT_IN)
    file = File("text.txt", b"")
    right = align_sides(Prepared((file, file), *sides), encoder, Options()).bitext
    first = (len(right.beads) - arguments.rows) // 2
    print(f"Data: {arguments.data.resolve()}; {len(right.beads):,} rows, realigned from row {first + 1:,}\n")
    wrong, rows = damaged(right, (first, first + arguments.rows))
    name = f"realign_{arguments.rows}"
    result[f"{name}_inside_ms"] = 1000 * _best(arguments.runs, wrong, rows)
    worker = Worker()
    trips = [machine.seconds(lambda: in_worker(worker, wrong, rows)) for _ in range(arguments.runs + 1)]
    worker.stop()
    result[f"{name}_pins_ms"] = 1000 * _best(arguments.runs, *pinned(right, rows))
    fresh = realign(right, (first, first + arguments.rows), encoder, Options())
    result["changed_fresh"] = sum(len(splice.before) for splice in fresh.beads)
    again = apply(wrong, realign(wrong, rows, encoder, Options()))
    result["repaired"] = _share(right.beads[first : first + arguments.rows], again.beads)
    result[f"{name}_ms"] = 1000 * min(trips[1:])
    for what, value in result.items():
        print(f"{what.replace('_', ' '):28} {value:10.3f}")
    print("\nRESULT " + " ".join(f"{what}={value:.3f}" for what, value in result.items()))


def damaged(bitext: Bitext, rows: tuple[int, int]) -> tuple[Bitext, tuple[int, int]]:
    """Merge every tenth of some rows with the next; return the bitext and the new range of these rows."""
    first, end = rows
    beads: list[Bead] = []
    left = list(bitext.beads[first:end])
    while left:
        one = left.pop(0)
        if left and not len(beads) % _SPACING:
            other = left.pop(0)
            one = replace(one, source=one.source + other.source, target=one.target + other.target)
        beads.append(one)
    whole = (*bitext.beads[:first], *beads, *bitext.beads[end:])
    return replace(bitext, beads=whole), (first, first + len(beads))


def pinned(bitext: Bitext, rows: tuple[int, int]) -> tuple[Bitext, tuple[int, int]]:
    """Accept every tenth of some rows; return the bitext and these rows."""
    beads = list(bitext.beads)
    for at in range(*rows, _SPACING):
        beads[at] = replace(beads[at], status=Status.ACCEPTED)
    return replace(bitext, beads=tuple(beads)), rows


def in_worker(worker: Worker, bitext: Bitext, rows: tuple[int, int]) -> Patch:
    """Realign as the window does, from the command to the patch."""
    worker.pipe.send(Realign(excerpt(bitext, rows), {}))
    kind, value = "progress", None
    while kind == "progress":
        kind, value = worker.pipe.recv()
    assert isinstance(value, Patch), value
    return value


def _best(runs: int, bitext: Bitext, rows: tuple[int, int]) -> float:
    realign(bitext, rows, open_encoder(BUILT_IN), Options())
    return min(
        machine.seconds(lambda: realign(bitext, rows, open_encoder(BUILT_IN), Options())) for _ in range(runs)
    )


def _share(wanted: Sequence[Bead], found: Sequence[Bead]) -> float:
    there = {(bead.source, bead.target) for bead in found}
    return sum((bead.source, bead.target) in there for bead in wanted) / len(wanted)


if __name__ == "__main__":
    main()
