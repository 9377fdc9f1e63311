"""Learns the vectors of sub-words by telling translations from other lines of their language.

The loss is `core.train.margin`'s, with the batch's other lines as negatives; a batch is of one pairing.
Some batches join lines into runs of two and three, so that the sum of a run is as good a vector as that of a
sentence.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.train.margin import loss_and_slope
from core.train.material import Material, Pairing, Rows, Say, chances
from core.train.tokens import Bags

_RUNS = (0.6, 0.25, 0.15)  # how many lines are one, two, three long where runs are joined
_JOINED = 0.5  # batches that join
_EVERY = 100  # steps between two lines of news
_CHECKPOINT_SECONDS = 300.0
_MEMORY = (0.9, 0.999)  # Adam's


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the vectors. Training ends after `steps`, or `minutes` where `steps` is 0."""

    pieces: int
    dimension: int = 192
    minutes: float = 30.0
    steps: int = 0
    seed: int = 1
    batch: int = 2048
    rate: float = 6e-3
    scale: float = 25.0
    margin: float = 0.1
    threads: int = 2


@dataclass(slots=True)
class State:
    """What a training is at: the vectors, Adam's two memories of each, float32 (pieces, dimension)."""

    table: Any
    mean: Any
    square: Any
    step: int = 0
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces of both halves end to end, where each bag begins, and which bags say the same."""

    pieces: Rows
    starts: Rows
    same: npt.NDArray[np.bool_] | None


def learn(
    material: Material, recipe: Recipe, checkpoint: Path, say: Say
) -> tuple[npt.NDArray[np.float32], int]:
    """The vectors, float32 (pieces, dimension), and the steps made.

    Goes on from `checkpoint` where there is one. Needs the extra `train`. Every step draws from its own seed,
    so that a resumed training goes on as an uninterrupted one would.
    """
    import torch

    torch.set_num_threads(recipe.threads)
    state = _begun(material, recipe, checkpoint)
    odds = chances(material.training)
    began, saved, losses = time.monotonic() - state.spent, state.spent, []
    while (done := _share_done(state, recipe)) < 1:
        chance = np.random.default_rng((recipe.seed, state.step))
        pairing = material.training[int(chance.choice(len(odds), p=odds))]
        losses.append(_step(state, drawn(pairing, recipe.batch, chance), recipe.rate * (1 - done), recipe))
        state.spent = time.monotonic() - began
        if state.step % _EVERY == 0:
            say(f"step {state.step}, {done:.1%}, loss {np.mean(losses[-_EVERY:]):.3f}")
        if state.spent - saved > _CHECKPOINT_SECONDS:
            saved = state.spent
            torch.save(asdict(state), checkpoint)
    say(f"step {state.step}, done")
    found: npt.NDArray[np.float32] = state.table.numpy()
    return found, state.step


def drawn(pairing: Pairing, size: int, chance: np.random.Generator) -> Batch:
    """A batch of at most `size` pairs of a pairing, some of them joined into runs."""
    joined = pairing.kind != "lexicon" and chance.random() < _JOINED
    runs = chance.choice(3, min(size, len(pairing) // 2), p=_RUNS) + 1 if joined else np.ones(size, np.int64)
    runs = runs[np.cumsum(runs) <= len(pairing)]
    rows = chance.choice(len(pairing), int(runs.sum()), replace=False)
    halves = [
        _bagged(bags, taken[rows], runs)
        for bags, taken in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows))
    ]
    full = halves[0][1].astype(bool) & halves[1][1].astype(bool)
    pieces = np.concatenate([half[0][np.repeat(full, half[1])] for half in halves])
    lengths = np.concatenate([half[1][full] for half in halves])
    starts = np.cumsum(lengths) - lengths
    return Batch(pieces, starts, _saying_the_same(pieces, starts))


def _bagged(texts: Bags, rows: Rows, runs: Rows) -> tuple[Rows, Rows]:
    pieces, lengths = texts.take(rows)
    return pieces, np.add.reduceat(lengths, np.cumsum(runs) - runs)


def _saying_the_same(pieces: Rows, starts: Rows) -> npt.NDArray[np.bool_] | None:
    """Where a pair is a translation of another pair's line too, and so no negative, bool (half, half)."""
    if not len(starts):
        return None
    marks = (pieces.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    sums = np.add.reduceat(marks ^ (marks >> np.uint64(29)), starts).reshape(2, -1)
    same: npt.NDArray[np.bool_] | None = None
    for half in sums:
        if len(np.unique(half)) < len(half):
            alike = half[:, None] == half[None, :]
            same = alike if same is None else same | alike
    if same is not None:
        np.fill_diagonal(same, False)
    return same


def _step(state: State, batch: Batch, rate: float, recipe: Recipe) -> float:
    """One step of lazy Adam (Kingma and Ba 2015): only rows of pieces that the batch holds are moved."""
    import torch
    from torch.nn import functional

    order = np.argsort(batch.pieces.astype(np.uint16), kind="stable")  # a radix sort
    used, firsts = np.unique(batch.pieces[order], return_index=True)
    bag_of = np.repeat(np.arange(len(batch.starts)), np.diff(batch.starts, append=len(batch.pieces)))
    sums = functional.embedding_bag(
        torch.from_numpy(batch.pieces), state.table, torch.from_numpy(batch.starts), mode="sum"
    )
    same = None if batch.same is None else torch.from_numpy(batch.same)
    loss, slope = loss_and_slope(sums, same, recipe.scale, recipe.margin)
    by_rows = functional.embedding_bag(
        torch.from_numpy(bag_of[order]), slope, torch.from_numpy(firsts), mode="sum"
    )
    places, (keep, keep_square) = torch.from_numpy(used), _MEMORY
    state.step += 1
    mean = state.mean[places].mul_(keep).add_(by_rows, alpha=1 - keep)
    square = state.square[places].mul_(keep_square).addcmul_(by_rows, by_rows, value=1 - keep_square)
    state.mean[places], state.square[places] = mean, square
    spread = square.div(1 - keep_square**state.step).sqrt_().add_(1e-8)
    state.table.index_add_(0, places, mean / spread, alpha=-rate / (1 - keep**state.step))
    return loss


def _share_done(state: State, recipe: Recipe) -> float:
    return state.step / recipe.steps if recipe.steps else state.spent / (60 * recipe.minutes)


def _first_vectors(material: Material, recipe: Recipe) -> Any:
    """Random directions; frequent pieces begin short (Arora et al. 2017, equation 1)."""
    import torch

    counts = np.ones(recipe.pieces)
    for bags in _distinct_bags(material):
        counts += np.bincount(bags.ids, minlength=recipe.pieces)
    weight = 1e-3 / (1e-3 + counts / counts.sum()) / np.sqrt(recipe.dimension)
    directions = np.random.default_rng((recipe.seed, 0)).standard_normal((recipe.pieces, recipe.dimension))
    return torch.from_numpy((directions * weight[:, None]).astype(np.float32))


def _distinct_bags(material: Material) -> Iterator[Bags]:
    return iter(
        {id(bags): bags for pairing in material.training for bags in (pairing.left, pairing.right)}.values()
    )


def _begun(material: Material, recipe: Recipe, checkpoint: Path) -> State:
    import torch

    if checkpoint.is_file():
        return State(**torch.load(checkpoint, weights_only=True))
    table = _first_vectors(material, recipe)
    return State(table, torch.zeros_like(table), torch.zeros_like(table))
