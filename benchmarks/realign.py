"""How fast rows are aligned anew in the middle of a long text, and whether what was wrong is put right.

    python -m benchmarks.realign --data FOLDER [--rows N] [--size N] [--runs N]

The text is that of `benchmarks.speed`, as many sentences a side as `--size` says, aligned. Of the rows in its
middle every tenth is merged with the next, as if the aligner had done so, and then they are aligned anew: in
this process, and in a worker as the window has one, to and fro. Then once more with every tenth row accepted,
so that all is cut into short stretches. Everything is warm, each figure the best of so many runs.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.window.background.tasks import Realign
from app.worker import Worker
from benchmarks.lib.gold.joined_documents import side
from benchmarks.lib.gold.long_texts import long_texts
from benchmarks.lib.report import machine
from core.align.realign import excerpt
from core.model import Bead, Bitext, Patch, Status, apply
from core.pipeline import Options, align_sides, realign

_SPACING = 10


def main() -> None:
    """Measure, print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="holds gold/<set>/")
    parser.add_argument("--rows", type=int, default=200, help="to be aligned anew (200)")
    parser.add_argument("--size", type=int, default=5_100, help="sentences a side (5,100)")
    parser.add_argument("--runs", type=int, default=5, help="of each figure the best of so many (5)")
    asked = parser.parse_args()
    print(f"Machine: {machine.description()}")
    result = machine.reference(asked.runs)
    source, target = long_texts(asked.data, asked.size)
    right = align_sides(side(source, "hu"), side(target, "en"), Options())
    first = (len(right.beads) - asked.rows) // 2
    print(f"Data: {asked.data.resolve()}; {len(right.beads):,} rows, realigned from {first + 1:,} on\n")
    wrong, rows = damaged(right, (first, first + asked.rows))
    name = f"realign_{asked.rows}"
    result[f"{name}_inside_ms"] = 1000 * _best(asked.runs, wrong, rows)
    worker = Worker()
    trips = [machine.seconds(lambda: to_and_fro(worker, wrong, rows)) for _ in range(asked.runs + 1)]
    worker.stop()
    result[f"{name}_pins_ms"] = 1000 * _best(asked.runs, *pinned(right, rows))
    fresh = realign(right, (first, first + asked.rows), Options())
    result["changed_fresh"] = sum(len(splice.before) for splice in fresh.beads)
    again = apply(wrong, realign(wrong, rows, Options()))
    result["repaired"] = _share(right.beads[first : first + asked.rows], again.beads)
    result[f"{name}_ms"] = 1000 * min(trips[1:])
    for what, value in result.items():
        print(f"{what.replace('_', ' '):28} {value:10.3f}")
    print("\nRESULT " + " ".join(f"{what}={value:.3f}" for what, value in result.items()))


def damaged(bitext: Bitext, rows: tuple[int, int]) -> tuple[Bitext, tuple[int, int]]:
    """The bitext with every tenth of some rows merged with the next, and where these rows are now."""
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
    """The bitext with every tenth of some rows accepted, and these rows."""
    beads = list(bitext.beads)
    for at in range(*rows, _SPACING):
        beads[at] = replace(beads[at], status=Status.ACCEPTED)
    return replace(bitext, beads=tuple(beads)), rows


def to_and_fro(worker: Worker, bitext: Bitext, rows: tuple[int, int]) -> Patch:
    """As the window does it, from the key to the patch."""
    worker.pipe.send(Realign(excerpt(bitext, rows), {}))
    how, value = "progress", None
    while how == "progress":
        how, value = worker.pipe.recv()
    assert isinstance(value, Patch), value
    return value


def _best(runs: int, bitext: Bitext, rows: tuple[int, int]) -> float:
    realign(bitext, rows, Options())
    return min(machine.seconds(lambda: realign(bitext, rows, Options())) for _ in range(runs))


def _share(wanted: Sequence[Bead], found: Sequence[Bead]) -> float:
    there = {(bead.source, bead.target) for bead in found}
    return sum((bead.source, bead.target) in there for bead in wanted) / len(wanted)


if __name__ == "__main__":
    main()
