"""Weights that judge a pair by its own meaning, and how well they tell wrong pairs from right ones.

    python -m benchmarks.pair_evidence --data FOLDER

Memories of 4, 12, 40 and 200 pairs are made from the development sets, a tenth of their targets (at least
two) are exchanged or, in every other memory, replaced by strange ones, and a logistic model is learnt from
the evidence of `core.align.pair_evidence`. The table shows each size with the weights learnt without the set
that is judged; then those of all sets together.

The second table shows, with the weights in use, how many exchanges of two targets each are found by
`core.align.exchanges`, how many others are proposed, and whether their probabilities agree with the share
that is right.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.lib.report import machine
from benchmarks.lib.reviewer.planted_mistakes import Stretch, stretches
from core.advice import exchanges_in
from core.align.exchanges import Exchange, suspects
from core.align.pair_evidence import evidence
from core.encode import BUILT_IN, Encoder, open_encoder
from core.import_pairs import open_pairs
from core.pipeline import Options
from core.read import File
from core.review.doubts.suggestions import exchanged

SIZES = {4: 50, 12: 16, 40: 6, 200: 4}
"""Pairs of a memory, and the number of memories from each stretch of text."""
_RUNS = 6  # stretches of a set
_RIDGE = 1e-3

Floats = NDArray[np.float64]


def main() -> None:
    """Learn the weights with each set left out, and print how they judge it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    arguments = parser.parse_args()
    print(f"Machine: {machine.description()}\nData: the development sets, seed 0\n")
    columns, right, sets, sizes = _examples(arguments.data)
    found = np.zeros(len(right))
    for name in sorted(set(sets.tolist())):
        there = sets == name
        found[there] = _probabilities(columns[there], _learnt(columns[~there], right[~there], sizes[~there]))
    print(f"{'pairs':>6}{'wrong <.5':>16}{'>=.9':>8}{'right <.5':>12}{'<.9':>8}{'mean':>8}{'true':>8}")
    for size in SIZES:
        of = sizes == size
        wrong, good = found[of & ~right], found[of & right]
        cells = [np.mean(wrong < 0.5), np.mean(wrong >= 0.9), np.mean(good < 0.5), np.mean(good < 0.9)]
        print(
            f"{size:>6}{cells[0]:>16.3f}{cells[1]:>8.3f}{cells[2]:>12.3f}{cells[3]:>8.3f}"
            f"{found[of].mean():>8.3f}{right[of].mean():>8.3f}"
        )
    learnt = ",".join(f"{one:.3f}" for one in _learnt(columns, right, sizes))
    planted, proposed, good = _exchanges(arguments.data)
    print(f"\nRESULT weights={learnt} exchanges={planted} found={good} wrong={proposed - good}")


def _exchanges(data: Path) -> tuple[int, int, int]:
    """Print the table of exchanges; return how many were planted and proposed, and how many of these are
    right, all sizes together."""
    rng, encoder = np.random.default_rng(0), open_encoder(BUILT_IN)
    totals = np.zeros(3, np.int64)
    print(f"\n{'pairs':>6}{'exchanges':>16}{'found':>8}{'wrong':>12}{'mean':>8}{'true':>8}")
    for size in SIZES:
        planted, stated, good = 0, list[float](), list[bool]()
        for runs in stretches(data).values():
            for texts in map(_texts, runs[:_RUNS]):
                if len(texts[0]) >= size:
                    start = int(rng.integers(0, len(texts[0]) - size + 1))
                    sources, targets = (side[start : start + size] for side in texts)
                    couples = rng.choice(size, (max(1, size // 20), 2), replace=False)
                    planted += len(couples)
                    for one, other in couples:
                        targets[one], targets[other] = targets[other], targets[one]
                    there = {frozenset(couple) for couple in couples.tolist()}
                    found = _found(encoder, sources, targets)
                    stated += [one.probability for one in found]
                    good += [frozenset(one.rows) in there for one in found]
        cells = [np.mean(stated), np.mean(good)]
        print(
            f"{size:>6}{planted:>16}{sum(good):>8}{len(good) - sum(good):>12}{cells[0]:>8.3f}{cells[1]:>8.3f}"
        )
        totals += planted, len(good), sum(good)
    planted, proposed, right = totals.tolist()
    return planted, proposed, right


def _found(encoder: Encoder, sources: list[str], targets: list[str]) -> list[Exchange]:
    rows = "\n".join("\t".join(pair) for pair in zip(sources, targets, strict=True))
    memory = open_pairs(File("memory.tsv", f"source\ttarget\n{rows}".encode()), Options(), columns=(0, 1))
    found = exchanges_in(suspects(memory.bitext), encoder)
    return [one for one in found if exchanged(memory.bitext, one.rows[0], one.rows, one.probability)]


def _examples(data: Path) -> tuple[Floats, NDArray[np.bool_], NDArray[np.str_], NDArray[np.int64]]:
    """Return the evidence of all pairs, whether each is right, its set, and the size of its memory."""
    rng, encoder = np.random.default_rng(0), open_encoder(BUILT_IN)
    columns, right, sets, sizes = [], [], [], []
    for name, runs in stretches(data).items():
        for run in runs[:_RUNS]:
            sources, targets = _texts(run)
            for size, times in SIZES.items():
                for at in range(times if len(sources) >= size else 0):
                    start = int(rng.integers(0, len(sources) - size + 1))
                    part = slice(start, start + size)
                    strange = [*targets[:start], *targets[start + size :]] if at % 2 else []
                    found, good = _memory(encoder, sources[part], targets[part], strange, rng)
                    columns.append(found)
                    right.append(good)
                    sets += [name] * size
                    sizes += [size] * size
    return np.concatenate(columns), np.concatenate(right), np.array(sets), np.array(sizes)


def _texts(run: Stretch) -> tuple[list[str], list[str]]:
    """Return the texts of the two-sided beads of a stretch."""
    document = run.document
    lines = [path.read_text(encoding="utf-8").splitlines() for path in (document.source, document.target)]
    beads = [bead for bead in run.beads if all(bead)]
    sources, targets = ([" ".join(lines[at][one] for one in bead[at]) for bead in beads] for at in range(2))
    return sources, targets


def _memory(
    encoder: Encoder, sources: list[str], targets: list[str], strange: list[str], rng: np.random.Generator
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the evidence of the pairs of a memory with some wrong targets, and which are right.

    The wrong ones are exchanged, or taken from `strange` targets where there are enough.
    """
    half = max(1, round(len(sources) / 20))
    chosen = rng.choice(len(sources), 2 * half, replace=False)
    texts = [*targets]
    if len(strange) >= len(chosen):
        others = [strange[at] for at in rng.choice(len(strange), len(chosen), replace=False)]
    else:
        others = [targets[at] for at in (*chosen[half:], *chosen[:half])]
    for at, other in zip(chosen, others, strict=True):
        texts[at] = other
    found = evidence(encoder.encode(sources), encoder.encode(texts), sources, texts)
    good = np.ones(len(sources), bool)
    good[chosen] = False
    return found, good


def _learnt(columns: Floats, right: NDArray[np.bool_], sizes: NDArray[np.int64]) -> Floats:
    """Return the weights of a logistic model, by Newton's method; small memories count half."""
    design = np.column_stack([np.ones(len(columns)), columns])
    heavy, weights = np.where(sizes == max(SIZES), 1.0, 0.5), np.zeros(design.shape[1])
    for _ in range(60):
        found = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (heavy * (right - found)) - _RIDGE * weights
        curve = (design * (heavy * found * (1 - found))[:, None]).T @ design
        weights += np.linalg.solve(curve + _RIDGE * np.eye(len(weights)), slope)
    return weights


def _probabilities(columns: Floats, weights: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-(weights[0] + columns @ weights[1:])))
    return out


if __name__ == "__main__":
    main()
