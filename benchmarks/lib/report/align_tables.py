"""Tables of `benchmarks.align`: scores, differences from the peers, and confidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.lib.report.bootstrap import Counts, Floats, f1, interval, resampled
from benchmarks.lib.report.calibration import SURE, Judged, brier, expected_error, sure
from core.evaluation import Score

FEWEST = 5  # blocks needed for an interval
HEAD = (
    f"{'set':22} {'aligner':22} {'docs':>5}  {'strict P':>8}      R     F1 {'95 %':^13} {'docs mean':>9}"
    f"   {'lax P':>6}      R     F1 {'95 %':^13} {'docs mean':>9} {'seconds':>8}"
)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The results for a set: counts by aligner, document and block, and the judged beads of Diglot."""

    name: str
    documents: tuple[str, ...]
    counts: dict[str, dict[str, Counts]]
    judged: Judged
    seconds: float


def micro(counts: Mapping[str, Counts]) -> Floats:
    """Return strict and lax F1 of all documents together, (2,)."""
    return f1(np.concatenate(list(counts.values())).sum(axis=0))


def macro(counts: Mapping[str, Counts]) -> Floats:
    """Return strict and lax F1, means over documents, (2,)."""
    found: Floats = np.mean([f1(each.sum(axis=0)) for each in counts.values()], axis=0)
    return found


def scores(outcome: Outcome, ours: str, each_document: bool) -> Iterator[str]:
    """Yield a row per aligner, ours first; with `each_document` also a row for each document of ours."""
    peers = sorted(name for name in outcome.counts if name != ours)
    for name in (ours, *peers):
        counts = outcome.counts[name]
        some = f"/{len(outcome.documents)}" if len(counts) < len(outcome.documents) else ""
        label = f"{outcome.name if name == ours else '':22} {name:22} {f'{len(counts)}{some}':>5}"
        yield _row(label, counts) + (f" {outcome.seconds:8.1f}" if name == ours else "")
        if name == ours and each_document:
            for document, blocks in counts.items():
                yield _row(f"  {document[:26]:26} {'':23}", {document: blocks})


def _row(label: str, counts: Mapping[str, Counts]) -> str:
    together = np.concatenate(list(counts.values()))
    figures = Score(*together.sum(axis=0).tolist())
    drawn = resampled(together, 0)
    means = macro(counts)
    cells = [
        f"{of.precision:{width}.3f} {of.recall:6.3f} {of.f1:6.3f}"
        f" {_ends(drawn[:, at], len(together))} {means[at]:9.3f}"
        for at, (of, width) in enumerate(((figures.strict, 8), (figures.lax, 6)))
    ]
    return f"{label}  {'   '.join(cells)}"


def differences(outcomes: Sequence[Outcome], ours: str) -> Iterator[str]:
    """Yield our lead over each peer, set by set and over the sets for which it is complete."""
    yield f"\n{f'{ours} ahead of, F1':45} {'strict':>8} {'95 %':^15} {'lax':>9} {'95 %':^15}"
    whole: dict[str, list[tuple[Floats, Floats, int]]] = {}
    for seed, each in enumerate(outcomes):
        for peer in sorted(name for name in each.counts if name != ours):
            found = difference(each.counts[ours], each.counts[peer], seed)
            if len(each.counts[peer]) == len(each.documents):
                whole.setdefault(peer, []).append(found)
            yield _ahead(each.name, peer, *found)
    for peer, rows in whole.items():
        if len(rows) > 1:
            ahead, drawn, numbers = zip(*rows, strict=True)
            means = np.mean(ahead, axis=0), np.mean(drawn, axis=0)
            yield _ahead(f"mean of {len(rows)} sets", peer, *means, sum(numbers))


def difference(
    ours: Mapping[str, Counts], theirs: Mapping[str, Counts], seed: int
) -> tuple[Floats, Floats, int]:
    """Return our lead in strict and lax F1 over the documents of both.

    The difference (2,), the draws of it (runs, 2), and the number of blocks.
    """
    names = [name for name in ours if name in theirs]
    here, there = (np.concatenate([side[name] for name in names]) for side in (ours, theirs))
    ahead = f1(here.sum(axis=0)) - f1(there.sum(axis=0))
    return ahead, resampled(here, seed) - resampled(there, seed), len(here)


def _ahead(name: str, peer: str, ahead: Floats, drawn: Floats, number: int) -> str:
    cells = (f"{ahead[at]:+8.3f} {_ends(drawn[:, at], number, '+')}" for at in (0, 1))
    return f"{name:22} {peer:22} " + "  ".join(cells)


def _ends(drawn: Floats, number: int, sign: str = "") -> str:
    """Format an interval, blank if there are too few blocks."""
    low, high = interval(drawn)
    text = f"[{low:{sign}.3f} {high:{sign}.3f}]"
    return text if number >= FEWEST else " " * len(text)


def confidence(judged: Mapping[str, Judged]) -> Iterator[str]:
    """Yield a row per set and one for all: calibration error, Brier scores, certain beads, their accuracy."""
    yield (
        f"\n{'confidence':22} {'beads':>6} {'ECE':>6} {'Brier':>6} {'all equal':>10}"
        f" {f'≥ {SURE:.2f}':>7} {'of these correct':>16}"
    )
    for name, rows in (*judged.items(), ("all together", np.concatenate(list(judged.values())))):
        score, flat = brier(rows)
        share, right = sure(rows)
        yield (
            f"{name:22} {len(rows):6,} {expected_error(rows):6.3f} {score:6.3f} {flat:10.3f}"
            f" {share:7.1%} {right:16.1%}"
        )
