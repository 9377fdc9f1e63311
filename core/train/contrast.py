"""Contrastive training of sub-word vectors: translations against other lines of the same language and
register.

The loss is that of `core.train.margin`, with the other texts of the batch as negatives; a batch has one
pairing. Difficulty comes from three sources: more and more batches are gathered around a few lines, so that
their texts are each other's nearest neighbours; half of the texts are runs of one to four lines; and each run
is also compared with its translation one line longer or shorter.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import WrongShape
from core.model.message import message
from core.train.draw import Batch, at_random, drawn, lines_of
from core.train.margin import loss_and_slope
from core.train.material import Material, Pairing, RowIndices, Say, chances
from core.train.tokens import Bags

_EVERY = 100  # steps between two progress lines
_CHECKPOINT_SECONDS = 300.0
_MEMORY = (0.9, 0.999)  # Adam's parameters


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyperparameters of the training. Ends after `steps`, or after `minutes` if `steps` is 0."""

    pieces: int
    dimension: int = 256
    minutes: float = 60.0
    steps: int = 0
    seed: int = 1
    batch: int = 2048
    rate: float = 6e-3
    scale: float = 25.0
    margin: float = 0.1
    dropped: float = 0.15
    gathered: float = 0.5
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Learnt:
    """Trained vectors, float32 (pieces, dimension), and the steps and minutes they took."""

    vectors: npt.NDArray[np.float32]
    steps: int
    minutes: float


@dataclass(slots=True)
class State:
    """State of a running training: the vectors and Adam's two moments of each, float32 (pieces,
    dimension)."""

    table: Any
    mean: Any
    square: Any
    step: int = 0
    spent: float = 0.0


def learn(material: Material, recipe: Recipe, checkpoint: Path, say: Say) -> Learnt:
    """Return trained vectors for a vocabulary's pieces.

    Resumes from `checkpoint` if there is one. Needs the extra `train`. Every step draws from its own seed, so
    that a resumed training gives the same result as an uninterrupted one. Raises `WrongShape` if the
    checkpoint belongs to another training.
    """
    import torch

    torch.set_num_threads(recipe.threads)
    identity = _identity(material, recipe)
    state = _begun(material, recipe, checkpoint, identity)
    odds = chances(material.training)
    began, saved, losses = time.monotonic() - state.spent, state.spent, []
    while (done := _share_done(state, recipe)) < 1:
        chance = np.random.default_rng((recipe.seed, state.step))
        pairing = material.training[int(chance.choice(len(odds), p=odds))]
        hard = chance.random() < recipe.gathered * done  # early on, random lines are hard enough
        near = partial(neighbours, state.table) if hard else at_random
        batch = drawn(pairing, recipe.batch, chance, near, recipe.dropped)
        losses.append(_step(state, batch, recipe.rate * (1 - done), recipe))
        state.spent = time.monotonic() - began
        if state.step % _EVERY == 0:
            say(f"step {state.step}, {done:.1%}, loss {np.mean(losses[-_EVERY:]):.3f}")
        if state.spent - saved > _CHECKPOINT_SECONDS or _share_done(state, recipe) >= 1:
            saved = state.spent
            _save(state, checkpoint, identity)
    say(f"step {state.step}, done")
    return Learnt(state.table.numpy(), state.step, state.spent / 60)


def neighbours(table: Any, pairing: Pairing, count: int, chance: np.random.Generator) -> RowIndices:
    """Return rows near a few of the pairing's lines, according to the current vectors."""
    import torch
    from torch.nn import functional

    if len(pairing) < 2 * count:
        return at_random(pairing, count, chance)
    rows = at_random(pairing, 4 * count, chance)
    pieces, lengths = pairing.left.take(pairing.left_rows[rows])
    sums = functional.embedding_bag(
        torch.from_numpy(pieces), table, torch.from_numpy(np.cumsum(lengths) - lengths), mode="sum"
    )
    units = functional.normalize(sums)
    group = (units @ units[:32].T).argmax(1).numpy()  # the first 32 rows are as good as any
    order = np.argsort(chance.permutation(32)[group], kind="stable")
    return rows[order][:count][chance.permutation(min(count, len(rows)))]


def _step(state: State, batch: Batch, rate: float, recipe: Recipe) -> float:
    """Take one step of lazy Adam (Kingma and Ba 2015): only rows of pieces in the batch are updated."""
    import torch
    from torch.nn import functional

    order, used, firsts = _grouped(batch.pieces)
    line_of = np.repeat(np.arange(len(batch.starts)), np.diff(batch.starts, append=len(batch.pieces)))
    lines = functional.embedding_bag(
        torch.from_numpy(batch.pieces), state.table, torch.from_numpy(batch.starts), mode="sum"
    )
    same = None if batch.same is None else torch.from_numpy(batch.same)
    if not batch.altered and len(batch.firsts) == len(lines):  # every line is a text
        loss, slope = loss_and_slope(lines, same, recipe.scale, recipe.margin)
    else:
        loss, slope = _over_runs(lines, batch, same, recipe)
    by_rows = functional.embedding_bag(
        torch.from_numpy(line_of[order]), slope, torch.from_numpy(firsts), mode="sum"
    )
    places, (keep, keep_square) = torch.from_numpy(used), _MEMORY
    state.step += 1
    mean = state.mean[places].mul_(keep).add_(by_rows, alpha=1 - keep)
    square = state.square[places].mul_(keep_square).addcmul_(by_rows, by_rows, value=1 - keep_square)
    state.mean[places], state.square[places] = mean, square
    spread = square.div(1 - keep_square**state.step).sqrt_().add_(1e-8)
    state.table.index_add_(0, places, mean / spread, alpha=-rate / (1 - keep**state.step))
    return loss


def _over_runs(lines: Any, batch: Batch, same: Any, recipe: Recipe) -> tuple[float, Any]:
    """Return the loss of texts that are sums of lines, and its gradient with respect to the lines."""
    import torch

    texts, members = (torch.from_numpy(rows) for rows in lines_of(batch))
    sums = lines.new_zeros((len(batch.firsts), lines.shape[1])).index_add_(0, texts, lines[members])
    loss, slope = loss_and_slope(sums, same, recipe.scale, recipe.margin, batch.altered)
    return loss, torch.zeros_like(lines).index_add_(0, members, slope[texts])


def _grouped(pieces: RowIndices) -> tuple[RowIndices, RowIndices, RowIndices]:
    """Return the sort order of the pieces, the distinct pieces, and where each begins in sorted order."""
    order = np.argsort(pieces.astype(np.uint16), kind="stable")  # a radix sort, in two passes
    order = order[np.argsort((pieces[order] >> 16).astype(np.uint16), kind="stable")]
    ordered = pieces[order]
    firsts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return order, ordered[firsts], firsts


def _share_done(state: State, recipe: Recipe) -> float:
    return state.step / recipe.steps if recipe.steps else state.spent / (60 * recipe.minutes)


def _first_vectors(material: Material, recipe: Recipe) -> Any:
    """Return random directions; frequent pieces start short (Arora et al. 2017, equation 1)."""
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


def _identity(material: Material, recipe: Recipe) -> dict[str, float]:
    """Return the settings a checkpoint must agree on; duration and number of threads may differ."""
    told = asdict(recipe) | {"pairs": sum(map(len, material.training))}
    return {name: value for name, value in told.items() if name not in ("minutes", "steps", "threads")}


def _begun(material: Material, recipe: Recipe, checkpoint: Path, identity: dict[str, float]) -> State:
    import torch

    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        if kept.pop("identity", None) != identity:
            raise WrongShape(
                message("The checkpoint “{name}” belongs to another training run.", name=checkpoint.name),
                file=str(checkpoint),
                remedy=message("Move it away, or train in another folder (--work)."),
            )
        return State(**kept)
    table = _first_vectors(material, recipe)
    return State(table, torch.zeros_like(table), torch.zeros_like(table))


def _save(state: State, checkpoint: Path, identity: dict[str, float]) -> None:
    """Write the checkpoint to a temporary file and move it, so that a kill leaves the previous one."""
    import torch

    beside = checkpoint.with_suffix(".new")
    kept = {field.name: getattr(state, field.name) for field in fields(state)}  # `asdict` would copy
    torch.save(kept | {"identity": identity}, beside)
    beside.replace(checkpoint)
