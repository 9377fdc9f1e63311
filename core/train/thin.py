"""A thin, deep transformer that corrects the static vectors of a text by their context.

Its shape is that of LEALLA (Mao and Nakagawa 2023: many narrow layers). Its vector remains a sum over pieces:
the sum of the static vectors, each times a gate between 0 and 2, plus the sum of the corrections. Gates start
at 1 and corrections at 0, so an untrained transformer returns the vectors of the static encoder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.train.material import RowIndices

Tensor = Any  # torch types; torch is imported where it is used
Parameters = dict[str, Tensor]

_AT_ONCE = 4096  # pieces in a micro-batch, including padding


@dataclass(frozen=True, slots=True)
class Shape:
    """Dimensions of a transformer.

    A text is read in windows of `window` pieces; distances between pieces are distinguished up to `reach`.
    """

    layers: int = 8
    width: int = 64
    heads: int = 4
    inner: int = 128
    window: int = 64
    reach: int = 16


def fresh(shape: Shape, dimension: int, seed: int) -> Parameters:
    """Return the parameters of an untrained transformer, float32, by name; all layers share one tensor per
    kind."""
    import torch

    chance = torch.Generator().manual_seed(seed)

    def random(*size: int) -> Tensor:
        return torch.randn(*size, generator=chance) * size[-2] ** -0.5

    # If all distances started out equal, word order would be hard to learn.
    layers, width, inner = shape.layers, shape.width, shape.inner
    calm = (2 * layers) ** -0.5  # keeps the scale of the residual stream
    return {
        "inward": random(dimension, width) * dimension**0.5,
        "attend": random(layers, width, 3 * width),
        "nearness": torch.randn(layers, shape.heads, 2 * shape.reach + 1, generator=chance),
        "gather": random(layers, width, width) * calm,
        "widen": random(layers, width, inner),
        "lift": torch.zeros(layers, inner),
        "narrow": random(layers, inner, width) * calm,
        "gate": torch.zeros(width),
        "outward": torch.zeros(width, dimension),
    }


def sums(
    parameters: Parameters, shape: Shape, table: Tensor, pieces: RowIndices, starts: RowIndices
) -> Tensor:
    """Return the raw vectors of texts, float32 (texts, dimension).

    `pieces` of all texts are concatenated, text i beginning at `starts[i]`; `table` float32 (pieces of the
    vocabulary, dimension) holds the static vectors. Texts of similar length are processed together.
    """
    import torch

    text_of, begins, lengths = windows(starts, len(pieces), shape.window)
    order = np.argsort(lengths, kind="stable")
    found = []
    for some in _micro(lengths[order]):
        here = order[some]
        long = int(lengths[here[-1]])
        places = np.minimum(begins[here][:, None] + np.arange(long), len(pieces) - 1)
        seen = torch.from_numpy(np.arange(long) < lengths[here][:, None])
        vectors = table[torch.from_numpy(pieces[places])] * seen[..., None]
        found.append(read(parameters, shape, vectors, seen))
    whole = table.new_zeros(len(starts), table.shape[1])
    return whole.index_add(0, torch.from_numpy(text_of[order]), torch.cat(found)) if found else whole


def windows(starts: RowIndices, end: int, longest: int) -> tuple[RowIndices, RowIndices, RowIndices]:
    """Divide texts into windows of at most `longest` pieces and return the text, start and length of each."""
    sizes = np.diff(starts, append=end)
    counts = -(-sizes // longest)
    text_of = np.repeat(np.arange(len(starts)), counts)
    before = (np.arange(len(text_of)) - np.repeat(np.cumsum(counts) - counts, counts)) * longest
    return text_of, starts[text_of] + before, np.minimum(sizes[text_of] - before, longest)


def read(parameters: Parameters, shape: Shape, vectors: Tensor, seen: Tensor) -> Tensor:
    """Return the raw vectors of windows, float32 (windows, dimension).

    `vectors` float32 (windows, length, dimension) are static vectors, zero beyond a window's end; `seen` bool
    (windows, length) marks the rest.
    """
    import torch

    count, long = seen.shape
    parts = (count, long, 3, shape.heads, shape.width // shape.heads)
    apart = torch.arange(long)[:, None] - torch.arange(long)
    apart = apart.clamp(-shape.reach, shape.reach) + shape.reach
    unseen = torch.zeros(seen.shape).masked_fill(~seen, -1e9)[:, None, None, :]
    state = vectors @ parameters["inward"]
    for layer in range(shape.layers):
        asked, offered, said = (
            (_normal(state) @ parameters["attend"][layer]).view(parts).permute(2, 0, 3, 1, 4)
        )
        likeness = asked @ offered.transpose(2, 3) * parts[-1] ** -0.5
        shares = torch.softmax(likeness + (parameters["nearness"][layer][:, apart] + unseen), -1)
        heard = (shares @ said).transpose(1, 2).reshape(count, long, shape.width)
        state = state + heard @ parameters["gather"][layer]
        inner = torch.relu(_normal(state) @ parameters["widen"][layer] + parameters["lift"][layer])
        state = state + inner @ parameters["narrow"][layer]
    state = _normal(state) * seen[..., None]
    gates = 2 * torch.sigmoid(state @ parameters["gate"])
    return (gates[:, None] @ vectors)[:, 0] + state.sum(1) @ parameters["outward"]


def _normal(state: Tensor) -> Tensor:
    """Scale each row to a mean square of 1 (Zhang and Sennrich 2019); gains are part of the next matrix."""
    from torch.nn import functional

    return functional.rms_norm(state, state.shape[-1:], eps=1e-6)


def _micro(lengths: RowIndices) -> Iterator[slice]:
    """Divide ascending lengths into slices of at most `_AT_ONCE` pieces when padded, with at least one window
    each."""
    begin = 0
    for end in range(1, len(lengths) + 1):
        if end == len(lengths) or (end + 1 - begin) * lengths[end] > _AT_ONCE:
            yield slice(begin, end)
            begin = end
