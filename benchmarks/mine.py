"""Quality of mining: precision, recall and F1 of the pairs mined from unaligned lines.

    python -m benchmarks.mine --data FOLDER [--language TAG …] [--encoder built-in|FOLDER]

The lines of PUD and NTREX and their translations are hidden among ten times as many others on each side (see
`haystack`). `P`, `R` and `F1` are of the pairs at the threshold that Diglot chooses by itself. `best` is the
highest F1 that any threshold could have reached, and `margin` the same for pairs ranked by the margin alone,
as by Artetxe and Schwenk 2019. `ece` is the expected calibration error of the probabilities. The weights were
fitted without any of these lines (`benchmarks.mine_weights`).
"""

import argparse
import time
from pathlib import Path
from typing import NamedTuple

import faiss
import numpy as np

from benchmarks.lib.corpora.haystack import TEST, Haystack, hidden, test_pairs
from benchmarks.lib.report import machine
from benchmarks.lib.report.calibration import expected_error
from core.align.mining import Lines, Mined, MineOptions, Retrieval, Scoring, mined, one_to_one
from core.align.mining.near import Near, candidates, compare
from core.align.mining.odds import best_threshold
from core.encode import BUILT_IN, Encoder, open_encoder

LANGUAGES = ("de", "fr", "es", "ru", "zh", "ar")
COMPARED = (
    MineOptions(),
    MineOptions(scoring=Scoring.RATIO),
    MineOptions(scoring=Scoring.ABSOLUTE),
    MineOptions(retrieval=Retrieval.INTERSECTION),
)
HEAD = "       scoring   retrieval          P      R     F1    at    best margin   ece"


class Found(NamedTuple):
    """The figures of one miner on one haystack."""

    precision: float
    recall: float
    f1: float
    threshold: float
    best: float
    ece: float


def main() -> None:
    """Mine every language pair, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds tests/ and train/")
    parser.add_argument("--language", nargs="+", choices=sorted(TEST), default=LANGUAGES)
    parser.add_argument("--times", type=int, default=10, help="other lines for each hidden one (10)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in or a model folder")
    arguments = parser.parse_args()
    print(f"Machine: {machine.description()}; threads of the comparison: {faiss.omp_get_max_threads()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}; seed {arguments.seed}\n")
    encoder = open_encoder(arguments.encoder)
    result = {}
    for language in arguments.language:
        rng = np.random.default_rng(arguments.seed)
        pairs = test_pairs(arguments.data, language)
        haystack = hidden(arguments.data, language, pairs, arguments.times, rng)
        result[f"f1_{language}"] = _judged(language, haystack, encoder)
    print("RESULT " + " ".join(f"{name}={value:.4f}" for name, value in result.items()))


def _judged(language: str, haystack: Haystack, encoder: Encoder) -> float:
    """Print the figures of a language; return the F1 of the default options."""
    begun = time.perf_counter()
    english, other = (Lines(texts, encoder.encode(texts)) for texts in (haystack.english, haystack.other))
    encoded = time.perf_counter()
    near = compare(english.units, other.units, MineOptions().neighbours)
    compared = time.perf_counter()
    defaults = mined(english, other, near, MineOptions())
    done = time.perf_counter()
    print(
        f"{language}: {len(haystack.gold):,} pairs among {len(haystack.english):,} and "
        f"{len(haystack.other):,} lines; {encoded - begun:.1f} s encoding, {compared - encoded:.1f} s "
        f"comparing, {done - compared:.1f} s for the rest\n{HEAD}"
    )
    for options in COMPARED:
        found = figures([english, other], mined(english, other, near, options), haystack)
        alone = figures([english, other], by_margin(near, options), haystack)
        print(
            f"{language:6} {options.scoring:9} {options.retrieval:13} {found.precision:6.3f} "
            f"{found.recall:6.3f} {found.f1:6.3f} {found.threshold:5.2f}  {found.best:6.3f} "
            f"{alone.best:6.3f} {found.ece:5.3f}",
            flush=True,
        )
    print()
    return figures([english, other], defaults, haystack).f1


def by_margin(near: Near, options: MineOptions) -> Mined:
    """Mine by the margin alone; the margin takes the place of the probability."""
    found = candidates(near, options.scoring)
    order = np.argsort(-found.margin, kind="stable")
    kept = order[one_to_one(found, order, options.retrieval)]
    return Mined(found.source[kept], found.target[kept], found.margin[kept])


def figures(sides: list[Lines], found: Mined, haystack: Haystack) -> Found:
    """Score mined pairs; a line stands for all its copies."""
    rows = [{place: at for at, places in enumerate(side.places) for place in places} for side in sides]
    gold = {(rows[0].get(a), rows[1].get(b)) for a, b in haystack.gold.items()}
    right = np.array(
        [pair in gold for pair in zip(found.source.tolist(), found.target.tolist(), strict=True)]
    )
    counts = np.arange(1, len(right) + 1)
    f1 = 2 * np.cumsum(right) / (counts + len(gold))
    threshold = best_threshold(found.probability)
    kept = int((found.probability >= threshold).sum())
    return Found(
        float(right[:kept].mean()),
        float(right[:kept].sum() / len(gold)),
        float(f1[kept - 1]),
        threshold,
        float(f1.max()),
        expected_error(np.stack([found.probability, right], axis=1)),
    )


if __name__ == "__main__":
    main()
