"""Training of a transformer that corrects static vectors by their context.

Batches, negatives and the margin softmax are those of the static stage; a student also imitates a wider
teacher.
"""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from core.train import distil, thin
from core.train.contrast import neighbours
from core.train.draw import Batch, at_random, drawn, lines_of
from core.train.margin import loss_and_slope
from core.train.material import Material, Say, chances
from core.train.thin import Parameters, Shape, Tensor

_EVERY = 100  # steps between two progress lines
_CHECKPOINT_SECONDS = 120.0
_CALM = 0.125  # share of the learning rate for corrections, which are smaller than the vectors
_WARM = 0.03  # share of the time in which the learning rate rises


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyperparameters of a transformer's training. Ends after `steps`, or after `minutes` if `steps` is 0."""

    minutes: float = 15.0
    steps: int = 0
    seed: int = 1
    batch: int = 128
    rate: float = 2e-3
    scale: float = 25.0
    margin: float = 0.1
    gathered: float = 0.5
    feature: float = 1.0
    logit: float = 0.5
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Read:
    """A transformer with the static vectors that it reads and corrects, float32 (pieces, dimension)."""

    shape: Shape
    parameters: Parameters
    table: Tensor

    def lines(self, batch: Batch) -> Tensor:
        """Return the raw vectors of a batch's lines, float32 (lines, dimension)."""
        return thin.sums(self.parameters, self.shape, self.table, batch.pieces, batch.starts)


@dataclass(slots=True)
class State:
    """State of a running training."""

    parameters: Parameters
    optimiser: Any
    step: int = 0
    spent: float = 0.0


def learn(
    material: Material,
    table: Tensor,
    shape: Shape,
    recipe: Recipe,
    checkpoint: Path,
    say: Say,
    teacher: Read | None = None,
) -> Read:
    """Return a transformer trained on static vectors, float32 (pieces, dimension), of length about 1.

    Resumes from `checkpoint` if there is one. Every step draws from its own seed, so that a resumed training
    gives the same result as an uninterrupted one.
    """
    import torch

    torch.set_num_threads(recipe.threads)
    state = _begun(shape, table.shape[1], recipe, checkpoint)
    pairings = tuple(pairing for pairing in material.training if pairing.kind != "lexicon")
    odds = chances(pairings)
    student = Read(shape, state.parameters, table)
    began, saved, losses = time.monotonic() - state.spent, state.spent, []
    while (done := _share_done(state, recipe)) < 1:
        chance = np.random.default_rng((recipe.seed, state.step))
        pairing = pairings[int(chance.choice(len(odds), p=odds))]
        near = partial(neighbours, table) if chance.random() < recipe.gathered else at_random
        losses.append(
            _step(state, student, drawn(pairing, recipe.batch, chance, near), done, recipe, teacher)
        )
        state.spent = time.monotonic() - began
        if state.step % _EVERY == 0:
            say(f"step {state.step}, {done:.1%}, loss {np.mean(losses[-_EVERY:]):.3f}")
        if state.spent - saved > _CHECKPOINT_SECONDS or _share_done(state, recipe) >= 1:
            saved = state.spent
            _save(state, checkpoint)
    say(f"step {state.step}, done")
    return student


def _step(
    state: State, student: Read, batch: Batch, done: float, recipe: Recipe, teacher: Read | None
) -> float:
    """Take one step of AdamW (Loshchilov and Hutter 2019) and return the loss of the margin softmax."""
    import torch

    texts = _texts(student.lines(batch), batch)
    same = None if batch.same is None else torch.from_numpy(batch.same)
    loss, slope = loss_and_slope(texts.detach(), same, recipe.scale, recipe.margin, batch.altered)
    whole = (texts * slope).sum()  # has the gradient of the loss, not its value
    if teacher is not None:
        with torch.no_grad():
            taught = _texts(teacher.lines(batch), batch)
        plain = 2 * (len(texts) // (4 if batch.altered else 2))
        whole = whole + recipe.feature * distil.feature(texts, taught, state.parameters["projection"])
        whole = whole + recipe.logit * distil.logit(texts[:plain], taught[:plain], recipe.scale)
    for group in state.optimiser.param_groups:
        group["lr"] = group["share"] * recipe.rate * min(1.0, (done + 1e-3) / _WARM) * (1 - done)
    state.optimiser.zero_grad()
    whole.backward()
    torch.nn.utils.clip_grad_norm_(state.parameters.values(), 1.0)
    state.optimiser.step()
    state.step += 1
    return loss


def _texts(lines: Tensor, batch: Batch) -> Tensor:
    """Return the sums of the lines of each text, float32 (texts, dimension)."""
    import torch

    texts, members = (torch.from_numpy(rows) for rows in lines_of(batch))
    return lines.new_zeros(len(batch.firsts), lines.shape[1]).index_add(0, texts, lines[members])


def _share_done(state: State, recipe: Recipe) -> float:
    return state.step / recipe.steps if recipe.steps else state.spent / (60 * recipe.minutes)


def _begun(shape: Shape, dimension: int, recipe: Recipe, checkpoint: Path) -> State:
    import torch

    parameters = thin.fresh(shape, dimension, recipe.seed)
    parameters["projection"] = torch.eye(dimension)
    for parameter in parameters.values():
        parameter.requires_grad_()
    groups = [
        {"params": [parameter], "share": _CALM if name == "outward" else 1.0}
        for name, parameter in parameters.items()
    ]
    optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    state = State(parameters, optimiser)
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        for name, parameter in parameters.items():
            parameter.data.copy_(kept["parameters"][name])
        optimiser.load_state_dict(kept["optimiser"])
        state.step, state.spent = kept["step"], kept["spent"]
    return state


def _save(state: State, checkpoint: Path) -> None:
    """Write the checkpoint to a temporary file and move it, so that a kill leaves the previous one."""
    import torch

    beside = checkpoint.with_suffix(".new")
    parameters = {name: parameter.detach() for name, parameter in state.parameters.items()}
    optimiser = state.optimiser.state_dict()
    torch.save(
        {"parameters": parameters, "optimiser": optimiser, "step": state.step, "spent": state.spent}, beside
    )
    beside.replace(checkpoint)
