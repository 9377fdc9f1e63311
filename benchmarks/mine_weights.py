"""Fit the weights by which `core.align.mining.odds` estimates the probability of a mined pair.

    python -m benchmarks.mine_weights --data FOLDER [--encoder built-in|FOLDER]

Fitted on the Tatoeba test in 12 languages and on the one-to-one beads of the development sets, hidden among
three times as many other lines (see `haystack`). Prints for each language the quality of weights that never
saw it, and last the weights of all, as they are in `core/align/mining/odds.py`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.lib.corpora.haystack import gold_pairs, hidden, tatoeba_pairs
from benchmarks.lib.report.calibration import expected_error
from core.align.mining import Lines, MineOptions, Retrieval, one_to_one
from core.align.mining.near import Candidates, Scoring, candidates, compare
from core.align.mining.odds import FEATURES, WEIGHTS, best_threshold, evidence, probabilities
from core.encode import BUILT_IN, Encoder, open_encoder

Array = NDArray[np.float64]

TATOEBA = {
    "ar": "ara", "cs": "ces", "de": "deu", "es": "spa", "fi": "fin", "fr": "fra", "he": "heb", "it": "ita",
    "ja": "jpn", "ru": "rus", "tr": "tur", "zh": "cmn",
}  # fmt: skip
GOLD = ("fr", "hu", "is", "pl", "zh")
TIMES = 3
MOST = 1_500  # pairs per language
ROUNDS = 3
RIDGE = 1.0


class Case(NamedTuple):
    """The candidates of a haystack, their evidence, flags of the correct ones, and the number sought."""

    language: str
    found: Candidates
    evidence: Array
    right: NDArray[np.bool_]
    sought: int


def main() -> None:
    """Fit the weights for every scoring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="holds tests/tatoeba/, gold/ and train/")
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in or a model folder")
    arguments = parser.parse_args()
    cases = _cases(arguments.data, open_encoder(arguments.encoder))
    print(" ".join(FEATURES))
    for scoring, some in cases.items():
        for language in sorted({case.language for case in some}):
            weights = fitted([case for case in some if case.language != language], scoring)
            for case in some:
                if case.language == language:
                    print(f"{scoring} without {language}: {_quality(case, weights)}")
        weights = fitted(some, scoring)
        print(f"{scoring}: " + ", ".join(f"{weight:.3f}" for weight in weights), flush=True)


def _cases(data: Path, encoder: Encoder) -> dict[Scoring, list[Case]]:
    cases: dict[Scoring, list[Case]] = {scoring: [] for scoring in Scoring}
    rng = np.random.default_rng(2)
    kinds = [(language, tatoeba_pairs(data, code)) for language, code in TATOEBA.items()]
    kinds += [(language, gold_pairs(data, language)) for language in GOLD]
    for language, pairs in kinds:
        some = [pairs[at] for at in rng.permutation(len(pairs))[:MOST]]
        haystack = hidden(data, language, some, TIMES, rng)
        sides = [Lines(texts, encoder.encode(texts)) for texts in (haystack.english, haystack.other)]
        rows = [{place: at for at, places in enumerate(side.places) for place in places} for side in sides]
        gold = {(rows[0].get(a), rows[1].get(b)) for a, b in haystack.gold.items()}
        near = compare(sides[0].units, sides[1].units, MineOptions().neighbours)
        for scoring in Scoring:
            found = candidates(near, scoring)
            pairs_ = zip(found.source.tolist(), found.target.tolist(), strict=True)
            right = np.array([pair in gold for pair in pairs_])
            seen = evidence(found, sides[0].texts, sides[1].texts)
            cases[scoring].append(Case(language, found, seen, right, len(gold)))
        print(f"{language}: {len(gold):,} pairs", flush=True)
    return cases


def fitted(cases: Sequence[Case], scoring: Scoring) -> Array:
    """Return (features,) float64: weights of the log odds where half of the pairs are correct.

    Weights are fitted on the pairs that they select, so this is repeated for some rounds.
    """
    weights = np.array(WEIGHTS[scoring])
    for _ in range(ROUNDS):
        chosen = [(case, _chosen(case, weights)) for case in cases]
        shares = [case.right[kept].mean() for case, kept in chosen]
        weights = _logistic(
            np.concatenate([case.evidence[kept] for case, kept in chosen]),
            np.concatenate([case.right[kept] for case, kept in chosen]).astype(np.float64),
            np.concatenate(
                [np.full(len(kept), np.log(s / (1 - s))) for (_, kept), s in zip(chosen, shares, strict=True)]
            ),
        )
    return weights


def _chosen(case: Case, weights: Array) -> NDArray[np.int64]:
    order = np.argsort(-(case.evidence @ weights), kind="stable")
    return order[one_to_one(case.found, order, Retrieval.MAX)]


def _logistic(evidence: Array, right: Array, offsets: Array) -> Array:
    """Fit a logistic regression with known offsets, by Newton's method."""
    weights = np.zeros(evidence.shape[1])
    for _ in range(12):
        likely = 1 / (1 + np.exp(-(evidence @ weights + offsets)))
        slope = evidence.T @ (right - likely) - RIDGE * weights
        curve = (evidence * (likely * (1 - likely))[:, None]).T @ evidence + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def _quality(case: Case, weights: Array) -> str:
    kept = _chosen(case, weights)
    right, probability = case.right[kept], probabilities(case.evidence[kept] @ weights)
    f1 = 2 * np.cumsum(right) / (np.arange(1, len(right) + 1) + case.sought)
    count = int((probability >= best_threshold(probability)).sum())
    error = expected_error(np.stack([probability, right], axis=1))
    return (
        f"F1 {f1[count - 1]:.3f}, best {f1.max():.3f}; share {probability.mean():.3f}, "
        f"actually {right.mean():.3f}; ece {error:.3f}"
    )


if __name__ == "__main__":
    main()
