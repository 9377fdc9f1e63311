"""A thin and deep transformer that corrects the static vectors of a text by what stands around them.

Its shape is LEALLA's (Mao and Nakagawa 2023: many narrow layers); its vector stays a sum over pieces, so that
those of a run of sentences still add up to the run's. A text's vector is the sum of its pieces' static
vectors, each times a gate between 0 and 2, plus the sum of the pieces' corrections. Gates begin at 1 and
corrections at 0: an untrained transformer gives the static encoder's vectors.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.train.material import Rows

Tensor = Any  # torch's, which is imported where it is used
Parameters = dict[str, Tensor]

_AT_ONCE = 4096  # pieces of a micro-batch, padding included


@dataclass(frozen=True, slots=True)
class Shape:
    """What a transformer is built like.

    A text is read in windows of `window` pieces; how far apart two pieces stand counts up to `reach`.
    """

    layers: int = 8
    width: int = 64
    heads: int = 4
    inner: int = 128
    window: int = 64
    reach: int = 16


def fresh(shape: Shape, dimension: int, seed: int) -> Parameters:
    """The parameters of an untrained transformer, float32, by name; all layers of a kind in one tensor."""
    import torch

    chance = torch.Generator().manual_seed(seed)

    def random(*size: int) -> Tensor:
        return torch.randn(*size, generator=chance) * size[-2] ** -0.5

    # Were all distances alike at first, the order of words would be hard to discover.
    layers, width, inner = shape.layers, shape.width, shape.inner
    calm = (2 * layers) ** -0.5  # what the layers add keeps the size of what they read
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


def sums(parameters: Parameters, shape: Shape, table: Tensor, pieces: Rows, starts: Rows) -> Tensor:
    """The raw vectors of texts, float32 (texts, dimension).

    `pieces` of all texts stand end to end, text i from `starts[i]` on; `table` float32 (pieces of the
    vocabulary, dimension) are the static vectors. Texts of like length are read together.
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


def windows(starts: Rows, end: int, longest: int) -> tuple[Rows, Rows, Rows]:
    """Texts in windows of at most `longest` pieces: which text each is of, where it begins, its length."""
    sizes = np.diff(starts, append=end)
    counts = -(-sizes // longest)
    text_of = np.repeat(np.arange(len(starts)), counts)
    before = (np.arange(len(text_of)) - np.repeat(np.cumsum(counts) - counts, counts)) * longest
    return text_of, starts[text_of] + before, np.minimum(sizes[text_of] - before, longest)


def read(parameters: Parameters, shape: Shape, vectors: Tensor, seen: Tensor) -> Tensor:
    """The raw vectors of windows, float32 (windows, dimension).

    `vectors` float32 (windows, length, dimension) are static and zero beyond a window's end; `seen` bool
    (windows, length) says which are not.
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
    """Each row with a mean square of 1 (Zhang and Sennrich 2019), without gains: the next matrix has them."""
    from torch.nn import functional

    return functional.rms_norm(state, state.shape[-1:], eps=1e-6)


def _micro(lengths: Rows) -> Iterator[slice]:
    """Ascending lengths in slices of at most `_AT_ONCE` pieces when padded; at least one window each."""
    begin = 0
    for end in range(1, len(lengths) + 1):
        if end == len(lengths) or (end + 1 - begin) * lengths[end] > _AT_ONCE:
            yield slice(begin, end)
            begin = end
