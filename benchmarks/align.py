"""Quality of Diglot's alignments: scores, intervals, calibration of confidence, time and memory.

    python -m benchmarks.align --data FOLDER [--set NAME …] [--encoder built-in|trial|FOLDER]
                               [--documents] [--curve FILE.png] [--runs N]

Each line of a text is a segment, so `diglot align --segmentation lines SOURCE TARGET -o x.ladder` and
`diglot measure GOLD=x.ladder …` give the same figures. Diglot is compared with our own Gale–Church, a
baseline dynamic programme on the same vectors, the stored results of other aligners in the data folder, and
the aligners that `lib/peers` finds on the PATH. Figures are over all beads of a set together (micro) and,
under `docs mean`, means over documents; intervals hold 95 % of the draws of `lib/report/bootstrap.py`.

Development documents are aligned with weights learnt without them; only the four weights that calibrate
confidence have seen how other weights performed on them. This takes some minutes, and needs scipy. `trial`
is a rough encoder in the data folder that separates the effects of search and encoder; it needs tokenizers.
Both packages are part of the extra `train`.
"""

import argparse
import time
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.lib import alignment_timing, rough_encoder, weight_learning
from benchmarks.lib.gold.aligned_documents import (
    align_document,
    encode_document,
    ladder_beads,
    shipped_weights,
)
from benchmarks.lib.gold.documents import GoldDocument, documents, sets
from benchmarks.lib.peers.answers import answers
from benchmarks.lib.report import align_tables as tables
from benchmarks.lib.report import calibration, machine
from benchmarks.lib.report.align_tables import Outcome
from benchmarks.lib.report.bootstrap import Counts, blocks
from core.align.weights import Weights
from core.encode import BUILT_IN, Encoder, open_encoder

DIGLOT = "Diglot"
SIZE = 5_000  # sentences per side in the figures for time and memory


def main() -> None:
    """Align every set, and print the tables and the result."""
    arguments = _arguments()
    rough_encoder.register(arguments.data)
    names = arguments.set or [name for name in sets(arguments.data) if name.endswith("-dev")]
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}\n")
    encoder = open_encoder(arguments.encoder)
    print(tables.HEAD)
    blind = Blind(arguments.data, encoder, shipped_weights(arguments.encoder))
    outcomes = []
    for name in names:
        outcomes.append(outcome(name, documents(arguments.data, name), encoder, blind))
        print(*tables.scores(outcomes[-1], DIGLOT, arguments.documents), sep="\n", flush=True)
    print(*tables.differences(outcomes, DIGLOT), sep="\n")
    print(*tables.confidence({each.name: each.judged for each in outcomes}), sep="\n")
    result: dict[str, float] = {}
    for each in outcomes:
        strict, lax = tables.micro(each.counts[DIGLOT])
        result |= {f"strict_f1_{each.name}": strict, f"lax_f1_{each.name}": lax}
    result["seconds"] = sum(each.seconds for each in outcomes)
    result["ece"] = calibration.expected_error(np.concatenate([each.judged for each in outcomes]))
    if arguments.curve:
        from benchmarks.lib.report.reliability_curve import picture

        picture({each.name: each.judged for each in outcomes}, arguments.curve)
    if arguments.runs:
        result |= _speed(arguments.data, arguments.encoder, arguments.runs)
    print("RESULT " + " ".join(f"{name}={value:.4f}" for name, value in result.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument(
        "--set", nargs="+", action="extend", help="names of sets (default: all development sets)"
    )
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in, trial, or a model folder")
    parser.add_argument("--documents", action="store_true", help="also print a row for each document")
    parser.add_argument("--curve", type=Path, help="write the reliability curve to this PNG file")
    parser.add_argument("--runs", type=int, default=5, help="runs for time and memory (5); 0 skips these")
    return parser.parse_args()


class Blind:
    """Weights that have not seen a document: for one of a development set, learnt from all the others."""

    def __init__(self, data: Path, encoder: Encoder, shipped: Weights) -> None:
        self.data = data
        self.encoder = encoder
        self.shipped = shipped

    @cached_property
    def lessons(self) -> list[weight_learning.Lesson]:
        """The lessons of all development documents, with this encoder's vectors."""
        found = weight_learning.read_documents(self.data, self.encoder)
        return [lesson for each in found for lesson in weight_learning.lessons(each, self.encoder)]

    def __call__(self, document: GoldDocument) -> Weights:
        """Return the weights for a document: those that ship, for one of a test set."""
        if not document.set.endswith("-dev"):
            return self.shipped
        found = weight_learning.learn(
            self.lessons, without=weight_learning.document_key(document), begin=self.shipped
        )
        return Weights(found.coarse, {**self.shipped.fine, **found.fine})  # with the shipped calibration


def outcome(name: str, found: list[GoldDocument], encoder: Encoder, blind: "Blind") -> Outcome:
    """Align a set with Diglot and every peer, and score the results."""
    counts: defaultdict[str, dict[str, Counts]] = defaultdict(dict)
    judged: list[tuple[float, float]] = []
    seconds = 0.0
    for document in found:
        gold = document.beads()
        unseen = blind(document)
        begun = time.perf_counter()
        encoded = encode_document(document, encoder)
        bitext = align_document(encoded, unseen)
        seconds += time.perf_counter() - begun
        beads = ladder_beads(bitext)
        counts[DIGLOT][document.name] = blocks(gold, beads)
        right = set(gold)
        judged += [
            (pair.certainty, float(bead in right)) for pair, bead in zip(bitext.pairs(), beads, strict=True)
        ]
        for peer, answer in answers(encoded):
            counts[peer][document.name] = blocks(gold, answer)
    names = tuple(document.name for document in found)
    return Outcome(name, names, dict(counts), np.array(judged, np.float64).reshape(-1, 2), seconds)


def _speed(data: Path, encoder: str, runs: int) -> dict[str, float]:
    """Print the time of 5,000 sentences and the current speed of the machine; return the figures."""
    reference = machine.reference(runs)
    timing = alignment_timing.best_runs(data, [SIZE], encoder, runs)[SIZE]
    print(
        f"\n{SIZE:,} × {SIZE:,} sentences, best of {runs}; a 5,000² × 192 product, a loop of 5 million steps"
    )
    print("  ".join(f"{name} {value:.2f}" for name, value in (timing | reference).items()))
    return {"align_5k_s": timing["beads_s"], "peak_mb": timing["peak_mb"]}


if __name__ == "__main__":
    main()
