"""Batches: pairs of one pairing, some joined into runs, some chosen because they are easily confused."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.train.material import Pairing, RowIndices
from core.train.tokens import Bags

RUNS = (0.5, 0.25, 0.15, 0.1)
"""Shares of texts that are one, two, three and four lines long in batches that join lines."""

JOINED = 0.5
"""Share of batches that join lines."""

Near = Callable[[Pairing, int, np.random.Generator], RowIndices]
"""Function that picks a number of rows of a pairing for a batch."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines, and the texts they form.

    `pieces` of all lines are concatenated; with the start of each line, int64. Text i consists of the lines
    `firsts[i]` to `firsts[i] + counts[i]`. There are n texts, then their n translations; if `altered`, each
    of them follows again with one line too many or too few. `same` bool (n, n) marks pairs that are not valid
    negatives.
    """

    pieces: RowIndices
    starts: RowIndices
    firsts: RowIndices
    counts: RowIndices
    altered: bool
    same: npt.NDArray[np.bool_] | None


def at_random(pairing: Pairing, count: int, chance: np.random.Generator) -> RowIndices:
    """Draw rows of a pairing at random, without replacement."""
    return chance.choice(len(pairing), min(count, len(pairing)), replace=False)


def drawn(
    pairing: Pairing, size: int, chance: np.random.Generator, near: Near = at_random, dropped: float = 0.0
) -> Batch:
    """Return a batch of at most `size` pairs of texts. A share of the pieces is `dropped`, never all of a
    line."""
    joined = pairing.kind != "lexicon" and chance.random() < JOINED
    runs = chance.choice(len(RUNS), size, p=RUNS) + 1 if joined else np.ones(size, np.int64)
    runs = runs[np.cumsum(runs) <= len(pairing)]
    rows = near(pairing, int(runs.sum()), chance)
    runs = runs[np.cumsum(runs) <= len(rows)]
    rows = rows[: int(runs.sum())]
    whole = [
        bags.take(taken[rows])
        for bags, taken in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows))
    ]
    firsts = np.cumsum(runs) - runs
    same = _saying_the_same(*_end_to_end(whole), np.concatenate([firsts, firsts + len(rows)]))
    pieces, starts = _end_to_end([_thinned(*half, dropped, chance) for half in whole])
    altered = joined and len(runs) > 1
    ways = [(firsts, runs), (firsts, runs)]
    if altered:
        ways += [_altered(firsts, runs, len(rows), chance) for _ in range(2)]
    return Batch(
        pieces,
        starts,
        np.concatenate([way[0] + at % 2 * len(rows) for at, way in enumerate(ways)]),
        np.concatenate([way[1] for way in ways]),
        altered,
        same,
    )


def lines_of(batch: Batch) -> tuple[RowIndices, RowIndices]:
    """Return for each line of each text, int64 (lines of all texts,), its text and its line."""
    ends = np.cumsum(batch.counts)
    within = np.arange(ends[-1]) - np.repeat(ends - batch.counts, batch.counts)
    texts = np.repeat(np.arange(len(batch.firsts)), batch.counts)
    return texts, batch.firsts[texts] + within


def _end_to_end(halves: list[tuple[RowIndices, RowIndices]]) -> tuple[RowIndices, RowIndices]:
    """Return the pieces of both halves, concatenated, and the start of each line."""
    lengths = np.concatenate([half[1] for half in halves])
    return np.concatenate([half[0] for half in halves]), np.cumsum(lengths) - lengths


def _thinned(
    pieces: RowIndices, lengths: RowIndices, dropped: float, chance: np.random.Generator
) -> tuple[RowIndices, RowIndices]:
    if not dropped or not len(lengths):
        return pieces, lengths
    kept = chance.random(len(pieces)) >= dropped
    starts = np.cumsum(lengths) - lengths
    left = np.add.reduceat(kept, starts, dtype=np.int64)
    kept[starts[left == 0]] = True
    return pieces[kept], np.maximum(left, 1)


def _altered(
    firsts: RowIndices, runs: RowIndices, lines: int, chance: np.random.Generator
) -> tuple[RowIndices, RowIndices]:
    """Return the same runs with the next line added, or without their first or last line."""
    how = np.where(runs > 1, chance.integers(0, 4, len(runs)), 0)  # 0 and 1 add a line, 2 and 3 remove one
    adds = how < 2
    at_end = firsts + runs >= lines  # at the end of the text: add the previous line
    begins = firsts + np.where(how == 2, 1, 0) - np.where(adds & at_end, 1, 0)
    begins = np.maximum(begins, 0)
    return begins, np.where(adds, runs + 1, runs - 1).clip(1, lines)


def _saying_the_same(
    pieces: RowIndices, starts: RowIndices, texts: RowIndices
) -> npt.NDArray[np.bool_] | None:
    """Return where a pair also translates another pair's text and so is no negative, bool (half, half)."""
    marks = (pieces.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    by_line = np.add.reduceat(marks ^ (marks >> np.uint64(29)), starts)
    sums = np.add.reduceat(by_line, texts).reshape(2, -1)
    same: npt.NDArray[np.bool_] | None = None
    for half in sums:
        if len(np.unique(half)) < len(half):
            alike = half[:, None] == half[None, :]
            same = alike if same is None else same | alike
    if same is not None:
        np.fill_diagonal(same, False)
    return same


def sums_of(bags: Bags, rows: RowIndices, table: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the sums of piece vectors of the texts `rows`, float32 (rows, dimension); zero for
    empty texts."""
    pieces, lengths = bags.take(rows)
    sums = np.zeros((len(rows), table.shape[1]), np.float32)
    full = np.flatnonzero(lengths)
    if len(full):
        sums[full] = np.add.reduceat(table[pieces], (np.cumsum(lengths) - lengths)[full], axis=0)
    return sums
