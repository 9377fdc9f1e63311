"""Effect of damage to a text on its alignment.

    python -m benchmarks.damage --data FOLDER [--only NAME …] [--seed N] [--encoder built-in|FOLDER]

Development documents are joined to texts of at least 600 gold beads (`joined_documents`). One side at a time
is damaged (`damaged_lines`) and the texts are aligned again. The strict F1 on the undamaged beads
(`undamaged_score`) is compared with the F1 on the same beads before; for changed characters, on all beads.
Figures of several texts are over all their beads together, and the result takes the side with the larger
loss. For swapped blocks the share of their sentences that end in a moved pair, and in a correct one, is
printed too. Finally the verdict on the whole is tested on texts that do and do not translate each other
(`mismatched_pairs`). `--only` takes the beginnings of damage names, and `verdict`.
"""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.lib.damage.damaged_lines import DAMAGES, SWAPPED, Damaged, whole
from benchmarks.lib.damage.undamaged_score import Moved, judged, moved_share, restored
from benchmarks.lib.gold.aligned_documents import ladder_beads, shipped_weights
from benchmarks.lib.gold.joined_documents import PLANS, Lines, Lookup, Text, encoded, side, text
from benchmarks.lib.gold.mismatched_pairs import mismatched, true, warned
from benchmarks.lib.report import machine
from core.align.align import align
from core.align.weights import Weights
from core.encode import BUILT_IN
from core.evaluation import LadderBead, Score
from core.model import SIDES, Bitext


class Found(NamedTuple):
    """The beads found between two texts, and those of them that are moved pairs."""

    beads: list[LadderBead]
    moved: list[LadderBead]


Aligned = Callable[[tuple[str, str], tuple[Lines, Lines]], Found]
"""Aligns two texts, given their languages and their lines."""


class Case(NamedTuple):
    """A text with one side damaged; `name` is the kind of damage."""

    name: str
    text: Text
    pair: tuple[Damaged, Damaged]


class Outcome(NamedTuple):
    """The counts on undamaged beads before and after a damage, and on the sentences of swapped blocks."""

    before: Score
    after: Score
    moved: Moved

    @property
    def fall(self) -> float:
        """The loss of strict F1."""
        return self.before.strict.f1 - self.after.strict.f1


def main() -> None:
    """Damage, align, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument("--only", nargs="+", default=[""], help="beginnings of damage names, or verdict")
    parser.add_argument("--seed", type=int, default=1, help="seed of the damages (default 1)")
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in or a model folder")
    chosen = parser.parse_args()
    print(f"Machine: {machine.description()}")
    print(f"Data: {chosen.data.resolve()}; encoder: {chosen.encoder}; seed {chosen.seed}\n")
    only = tuple(chosen.only)
    names = [name for name in DAMAGES if name.startswith(only)]
    result = _damages(chosen.data, names, chosen.seed, chosen.encoder) if names else {}
    if "verdict".startswith(only):
        result |= _verdicts(chosen.data, chosen.encoder)
    print("\nRESULT " + " ".join(f"{name}={value}" for name, value in result.items()))


def _damages(data: Path, names: Sequence[str], seed: int, encoder: str) -> dict[str, str]:
    """Print a row for each damage and side; return the figures of the result."""
    texts = [text(data, plan) for plan in PLANS]
    cases = [
        (name, at, [_damaged(each, name, at, seed) for each in texts]) for name in names for at in (0, 1)
    ]
    damaged = [each.lines for _, _, group in cases for case in group for each in case.pair]
    lookup = encoded(encoder, damaged + [lines for each in texts for lines in each.sides])
    aligned = partial(_found, lookup=lookup, weights=shipped_weights(encoder))
    before = {each.name: _undamaged(each, aligned) for each in texts}
    print(f"\n{'damage':18} side    before   after    loss" + "".join(f"{name:>10}" for name in before))
    totals: dict[str, list[Outcome]] = {}
    worst = 0.0
    for name, at, group in cases:
        outcomes = [_outcome(case, before[case.text.name], aligned) for case in group]
        totals.setdefault(name, []).append(_total(outcomes))
        worst = max(worst, *(each.fall for each in outcomes))
        _row(name, SIDES[at], totals[name][-1], outcomes)
    return _result(totals) | {"worst_fall": f"{worst:.4f}"}


def _verdicts(data: Path, encoder: str) -> dict[str, str]:
    print("\nTexts that do not translate each other, and the findings about them")
    mismatched_warned, pairs = warned(mismatched(data), encoder)
    print("Texts that do, and the findings")
    true_warned, _ = warned(true(data), encoder)
    return {"mismatched_warned": f"{mismatched_warned}/{pairs}", "true_warned": f"{true_warned}"}


def _damaged(text: Text, name: str, at: int, seed: int) -> Case:
    random = Random(f"{seed} {text.name} {name} {SIDES[at]}")
    damaged = DAMAGES[name](text.sides[at], text.foreign[at], random)
    other = whole(text.sides[1 - at])
    return Case(name, text, (other, damaged) if at else (damaged, other))


def _undamaged(text: Text, aligned: Aligned) -> Found:
    found = aligned(text.languages, text.sides)
    figures = judged(text.gold, found.beads, (whole(text.sides[0]), whole(text.sides[1]))).strict
    print(
        f"{text.name:10} {'-'.join(text.languages)} {len(text.sides[0]):5} × {len(text.sides[1]):4} lines,"
        f" {len(text.gold):5} gold beads, strict F1 {figures.f1:.3f}, {len(found.moved)} moved pairs"
    )
    return found


def _found(languages: tuple[str, str], sides: tuple[Lines, Lines], lookup: Lookup, weights: Weights) -> Found:
    source, target = (side(lines, language) for lines, language in zip(sides, languages, strict=True))
    both = lookup(sides[0]), lookup(sides[1])
    beads = align(source, target, both, weights)
    bitext = Bitext(source, target, beads)
    found = ladder_beads(bitext)
    pairs = zip(found, bitext.pairs(), strict=True)
    return Found(found, [bead for bead, pair in pairs if pair.moved is not None])


def _outcome(case: Case, before: Found, aligned: Aligned) -> Outcome:
    gold, pair = case.text.gold, case.pair
    after = aligned(case.text.languages, (pair[0].lines, pair[1].lines))
    sound = judged(gold, before.beads, pair)
    hurt = judged(gold, restored(after.beads, pair), pair)
    swapped = case.name.startswith(SWAPPED)
    return Outcome(sound, hurt, moved_share(gold, restored(after.moved, pair), pair) if swapped else Moved())


def _total(outcomes: Sequence[Outcome]) -> Outcome:
    before, after, moved = zip(*outcomes, strict=True)
    return Outcome(sum(before, Score()), sum(after, Score()), sum(moved, Moved()))


def _row(name: str, side: str, total: Outcome, outcomes: Sequence[Outcome]) -> None:
    figures = f"{total.before.strict.f1:7.3f} {total.after.strict.f1:7.3f} {total.fall:+7.3f}"
    falls = "".join(f"{each.fall:+10.3f}" for each in outcomes)
    moved = f"  moved {total.moved.share:.2f}, correctly {total.moved.right_share:.2f}"
    print(f"{name:18} {side} {figures}{falls}{moved if name.startswith(SWAPPED) else ''}", flush=True)


def _result(totals: dict[str, list[Outcome]]) -> dict[str, str]:
    result = {f"fall_{name}": f"{max(each.fall for each in sides):.4f}" for name, sides in totals.items()}
    for name, sides in totals.items():
        if name.startswith(SWAPPED):
            result[f"moved_share{name.removeprefix(SWAPPED)}"] = f"{_total(sides).moved.share:.4f}"
    return result


if __name__ == "__main__":
    main()
