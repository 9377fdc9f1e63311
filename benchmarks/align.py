"""How well Diglot aligns: strict and lax precision, recall and F1 beside those of other programs.

    python benchmarks/align.py --data FOLDER [--set NAME …] [--encoder built-in|FOLDER]

Each line of a text is a segment, so `diglot align --segmentation lines SOURCE TARGET -o x.ladder` and
`diglot measure GOLD=x.ladder …` give the same figures. The expected calibration error compares confidence
with correctness in ten groups of beads of equal size.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import machine
import numpy as np
from gold import GoldDocument, documents, sets

from core.align.measure import LadderBead, Score, score
from core.encode import BUILT_IN
from core.model import Bitext
from core.pipeline import Options, SideOptions, align_files
from core.read import load
from core.segment import Segmentation

SETS_BEYOND_DEVELOPMENT = ("textberg-test",)
HEAD = f"{'set':22} {'aligner':18} {'docs':>5}  strict P      R     F1   lax P      R     F1  seconds"


def main() -> None:
    """Align every set, print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="holds gold/<set>/")
    parser.add_argument(
        "--set", nargs="+", help="names of sets; by default the development sets and textberg-test"
    )
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in, or the folder of a model")
    arguments = parser.parse_args()
    names = arguments.set or [
        name for name in sets(arguments.data) if name.endswith("-dev") or name in SETS_BEYOND_DEVELOPMENT
    ]
    options = by_lines(arguments.encoder)
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}\n")
    print(HEAD)
    result: dict[str, float] = {}
    judged: list[tuple[float, bool]] = []
    for name in names:
        total, seconds = _set(name, documents(arguments.data, name), options, judged)
        result[f"strict_f1_{name}"], result[f"lax_f1_{name}"] = total.strict.f1, total.lax.f1
        result["seconds"] = result.get("seconds", 0.0) + seconds
    result["ece"] = calibration_error(judged)
    print(f"\n{len(judged):,} beads, expected calibration error {result['ece']:.3f}")
    print("RESULT " + " ".join(f"{name}={value:.4f}" for name, value in result.items()))


def _set(
    name: str, found: list[GoldDocument], options: Options, judged: list[tuple[float, bool]]
) -> tuple[Score, float]:
    """Align and print one set; its counts and seconds. `judged` gains a confidence and a verdict a bead."""
    total = Score()
    peers: defaultdict[str, tuple[Score, int]] = defaultdict(lambda: (Score(), 0))
    seconds = 0.0
    for document in found:
        gold = document.beads()
        begun = time.perf_counter()
        bitext = aligned(document, options)
        seconds += time.perf_counter() - begun
        beads = ladder(bitext)
        total += score(gold, beads)
        judged.extend(
            (pair.certainty, bead in set(gold)) for pair, bead in zip(bitext.pairs(), beads, strict=True)
        )
        for peer, answer in document.peers():
            counts, times = peers[peer]
            peers[peer] = counts + score(gold, answer), times + 1
    _row(name, "Diglot", f"{len(found)}", total, f"{seconds:8.1f}")
    for peer, (counts, times) in sorted(peers.items()):
        _row("", peer, f"{times}/{len(found)}" if times < len(found) else f"{times}", counts, "")
    return total, seconds


def by_lines(encoder: str) -> Options:
    """What aligns texts of a segment a line, with this encoder."""
    line = SideOptions(segmentation=Segmentation.LINES)
    return Options(line, line, encoder=encoder)


def aligned(document: GoldDocument, options: Options) -> Bitext:
    """What Diglot makes of a document."""
    return align_files(load(document.source), load(document.target), options)


def overall(found: Iterable[GoldDocument], encoder: str) -> Score:
    """How far Diglot's beads of all documents, with this encoder, are the gold ones."""
    options = by_lines(encoder)
    return sum((score(each.beads(), ladder(aligned(each, options))) for each in found), Score())


def ladder(bitext: Bitext) -> list[LadderBead]:
    """The pairs as numbers of lines."""
    source, target = bitext.source, bitext.target
    return [
        (tuple(map(source.position, pair.source)), tuple(map(target.position, pair.target)))
        for pair in bitext.pairs()
    ]


def _row(name: str, aligner: str, count: str, counts: Score, seconds: str) -> None:
    strict, lax = counts.strict, counts.lax
    print(
        f"{name:22} {aligner:18} {count:>5}  {strict.precision:8.3f} {strict.recall:6.3f} {strict.f1:6.3f}"
        f"  {lax.precision:6.3f} {lax.recall:6.3f} {lax.f1:6.3f} {seconds}",
        flush=True,
    )


def calibration_error(judged: list[tuple[float, bool]]) -> float:
    """The mean distance of confidence from correctness over ten groups of equal size, by confidence."""
    values = np.array(sorted(judged), float)
    groups = [group for group in np.array_split(values, 10) if len(group)]
    return sum(abs(group[:, 0].mean() - group[:, 1].mean()) * len(group) for group in groups) / max(
        len(values), 1
    )


if __name__ == "__main__":
    main()
