"""Usefulness of doubts: the share of wrong rows that get a reason, and of those with a correct suggestion.

    python -m benchmarks.doubts --data FOLDER [--set NAME …] [--encoder built-in|trial|FOLDER] [--seed N]

Each set is aligned as in `benchmarks.align`. The reasons and the best alternative of every row are computed;
an alternative is correct if all its rows are in the manual alignment. Then about one correct row in twelve is
made wrong in one of three ways and examined again: merged with the next row, with a boundary shifted by a
segment, or split up. Such rows get a high confidence, so that low confidence is not their reason.

Last come the risks by which the review queue orders rows: the share of wrong rows by risk, and the share of
correct rows, expected and actual.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.lib import rough_encoder
from benchmarks.lib.gold.aligned_documents import align_document, encode_document, shipped_weights
from benchmarks.lib.gold.documents import documents, sets
from benchmarks.lib.report import machine
from core.advice import doubts
from core.encode import BUILT_IN, open_encoder
from core.evaluation import LadderBead
from core.model import Bead, Bitext
from core.pipeline import Options
from core.review.doubts.reasons import Doubt, ReasonKind, usual
from core.review.doubts.risk import risk

APART = 12  # rows between two that are made wrong
WAYS = ("merged", "shifted", "split")
STEPS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.01)  # of risk
SURE = 0.99  # so that low confidence is no reason of rows made wrong


def main() -> None:
    """Examine all rows of every set, and print the tables and the result."""
    arguments = _arguments()
    rough_encoder.register(arguments.data)
    names = arguments.set or [name for name in sets(arguments.data) if name.endswith("-dev")]
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}; seed: {arguments.seed}\n")
    encoder, options = open_encoder(arguments.encoder), Options(encoder=arguments.encoder)
    weights = shipped_weights(arguments.encoder)
    total: Counter[str] = Counter()
    weighed: list[tuple[float, bool]] = []
    print(f"{'':24}" + "".join(f"{name:>12}" for name in _COLUMNS))
    for name in names:
        found: Counter[str] = Counter()
        for document in documents(arguments.data, name):
            bitext = align_document(encode_document(document, encoder), weights)
            right = set(document.beads())
            weighed += risks(bitext, right)
            asked = [row for row, bead in enumerate(bitext.beads) if bead.moved is None]
            found += judged(bitext, doubts(bitext, asked, encoder, options), right)
            for at, way in enumerate(WAYS):
                chance = np.random.default_rng([arguments.seed, at])
                wrong, rows = planted(bitext, right, way, chance)
                found += answered(way, wrong, doubts(wrong, rows, encoder, options), right)
        print(_line(name, found), flush=True)
        total += found
    print(_line("all", total) + "\n")
    shares = dict(_shares(total)) | _compared(np.array(weighed))
    print("RESULT " + " ".join(f"{name}={share:.4f}" for name, share in shares.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument(
        "--set", nargs="+", action="extend", help="names of sets (default: all development sets)"
    )
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in, trial, or a model folder")
    parser.add_argument("--seed", type=int, default=0, help="seed for the rows that are made wrong")
    return parser.parse_args()


def judged(bitext: Bitext, asked: Iterable[Doubt], right: set[LadderBead]) -> Counter[str]:
    """Count rows: all, those with a reason (of each kind, any), with a correct alternative."""
    out: Counter[str] = Counter()
    for doubt in asked:
        kind = "right" if _in_ladder(bitext, bitext.beads[doubt.row]) in right else "wrong"
        out[kind] += 1
        out[f"{kind} any"] += bool(doubt.reasons)
        out.update(f"{kind} {reason}" for reason in {reason.kind for reason in doubt.reasons})
        out[f"{kind} better"] += _better(bitext, doubt, right)
    return out


def risks(bitext: Bitext, right: set[LadderBead]) -> list[tuple[float, bool]]:
    """Return the risk of each row, and True where it is wrong."""
    known = usual(bitext)
    return [
        (risk(bitext, row, known), _in_ladder(bitext, bead) not in right)
        for row, bead in enumerate(bitext.beads)
        if bead.moved is None
    ]


def _compared(weighed: NDArray[np.float64]) -> dict[str, float]:
    """Print the share of wrong rows by risk; return the expected and actual shares of correct rows."""
    print(f"{'risk':>12}{'rows':>10}{'mean risk':>12}{'wrong':>10}")
    for low, high in pairwise(STEPS):
        part = weighed[(weighed[:, 0] >= low) & (weighed[:, 0] < high)]
        if len(part):
            mean, wrong = part.mean(axis=0)
            print(f"{low:>12.2f}{len(part):>10}{mean:>12.3f}{wrong:>10.3f}")
    expected, true = 1 - weighed.mean(axis=0)
    return {"expected_right": float(expected), "right": float(true)}


def answered(way: str, bitext: Bitext, asked: Iterable[Doubt], right: set[LadderBead]) -> Counter[str]:
    """Count rows made wrong in some way: all, with a reason, with a correct alternative."""
    out: Counter[str] = Counter()
    for doubt in asked:
        out[way] += 1
        out[f"{way} any"] += bool(doubt.reasons)
        out[f"{way} better"] += _better(bitext, doubt, right)
    return out


def planted(
    bitext: Bitext, right: set[LadderBead], way: str, chance: np.random.Generator
) -> tuple[Bitext, list[int]]:
    """Make about every twelfth row wrong in some way; return the bitext and the numbers of these rows."""
    beads, rows = list[Bead](), list[int]()
    at, due = 0, int(chance.integers(1, APART))
    while at < len(bitext.beads):
        two = bitext.beads[at : at + 2]
        fit = len(two) == 2 and all(
            bead.source and bead.target and _in_ladder(bitext, bead) in right for bead in two
        )
        if at >= due and fit:
            rows.append(len(beads))
            beads.extend(_wrong(two, way, chance))
            at, due = at + 2, at + 2 + APART
        else:
            beads.append(bitext.beads[at])
            at += 1
    return replace(bitext, beads=tuple(beads)), rows


def _wrong(two: Sequence[Bead], way: str, chance: np.random.Generator) -> Iterator[Bead]:
    """Make two neighbouring rows wrong."""
    one, other = two
    if way == "merged":
        yield Bead(one.source + other.source, one.target + other.target, SURE)
    elif way == "split":
        yield from (Bead((id_,), (), SURE) for id_ in one.source)
        yield from (Bead((), (id_,), SURE) for id_ in one.target)
        yield other
    elif chance.integers(2):
        yield from (
            Bead(one.source[:-1], one.target, SURE),
            Bead(one.source[-1:] + other.source, other.target, SURE),
        )
    else:
        yield from (
            Bead(one.source, one.target + other.target[:1], SURE),
            Bead(other.source, other.target[1:], SURE),
        )


def _better(bitext: Bitext, doubt: Doubt, right: set[LadderBead]) -> bool:
    if doubt.patch is None:
        return False
    return all(_in_ladder(bitext, bead) in right for bead in doubt.patch.beads[0].after)


def _in_ladder(bitext: Bitext, bead: Bead) -> LadderBead:
    source, target = bitext.source, bitext.target
    return tuple(map(source.position, bead.source)), tuple(map(target.position, bead.target))


_COLUMNS = ("wrong", "reason", "better", "correct", "doubted", *WAYS)


def _line(name: str, found: Counter[str]) -> str:
    """Format the columns of a set, and below them how many wrong and correct rows have each kind of reason.

    Rows made wrong are shown as the shares with a reason and with a correct alternative.
    """
    cells = [found[key] for key in ("wrong", "wrong any", "wrong better", "right", "right any")]
    ways = [f"{_share(found, way, 'any'):.2f}/{_share(found, way, 'better'):.2f}" for way in WAYS]
    kinds = "  ".join(f"{kind} {found[f'wrong {kind}']}/{found[f'right {kind}']}" for kind in ReasonKind)
    return f"{name:24}" + "".join(f"{cell:>12}" for cell in (*cells, *ways)) + f"\n    {kinds}"


def _share(found: Counter[str], of: str, what: str) -> float:
    return found[f"{of} {what}"] / max(found[of], 1)


def _shares(found: Counter[str]) -> Iterator[tuple[str, float]]:
    yield "wrong_with_reason", _share(found, "wrong", "any")
    yield "wrong_with_right_alternative", _share(found, "wrong", "better")
    yield "right_accused", _share(found, "right", "any")
    for way in WAYS:
        yield f"{way}_with_reason", _share(found, way, "any")
        yield f"{way}_with_right_alternative", _share(found, way, "better")


if __name__ == "__main__":
    main()
