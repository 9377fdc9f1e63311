"""Contextual encoders: static vectors, corrected by a thin transformer that sees the surrounding pieces.

The folder is that of a static encoder with another `config.json` and one more file, `context.safetensors`:
the transformer's parameters, float16, as `core.train.thin` has them (all layers of a kind in one array). A
text's vector is still a sum over its pieces, scaled to length 1. Needs only numpy.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode import static
from core.encode.tokenizer import Tokenizer
from core.errors import ModelMissing, WrongShape
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import Vectors, unit

KIND = "diglot-contextual"
WEIGHTS = "context.safetensors"
_AT_ONCE = 2048  # pieces read together; few enough to stay in the processor's cache
_TEXTS = 4096  # texts cut before they are read, so that many windows have the same length
_REMEDY = message("Choose another encoder, or copy the folder again.")

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Transformer:
    """The transformer's shape and its parameters, float32, by their names in `core.train.thin`."""

    heads: int
    window: int
    reach: int
    parameters: Mapping[str, Vectors]


class ContextualEncoder:
    """An encoder that sums the corrected vectors of a text's subword pieces."""

    def __init__(
        self, name: str, cutter: Tokenizer, table: static.PieceTable, transformer: Transformer
    ) -> None:
        self.name = name
        self.dimension = table.shape[1]
        self._cutter = cutter
        self._table = table
        self._transformer = transformer

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit vectors, float32 (texts, dimension); zero for a text without letters and digits."""
        out = np.zeros((len(texts), self.dimension), np.float32)
        for begin in range(0, len(texts), _TEXTS):
            found = [self._cutter.ids(text) for text in texts[begin : begin + _TEXTS]]
            cut = [
                (begin + at, ids[first : first + self._transformer.window])
                for at, ids in enumerate(found)
                for first in range(0, len(ids), self._transformer.window)
            ]
            done = 0
            for places, pieces in _alike(cut):
                np.add.at(out, places, read(self._transformer, self._table[pieces]))
                done += len(places)
                progress(begin + done * len(found) // len(cut), len(texts), message("Encoding"))
        progress(len(texts), len(texts), message("Encoding"))
        return unit(out)


def _alike(cut: list[tuple[int, list[int]]]) -> Iterator[tuple[Ids, Ids]]:
    """Yield batches of windows of equal length, without padding: their texts, and their pieces (windows,
    length)."""
    by_length: dict[int, list[tuple[int, list[int]]]] = {}
    for window in cut:
        by_length.setdefault(len(window[1]), []).append(window)
    for length, found in by_length.items():
        step = max(1, _AT_ONCE // length)
        for begin in range(0, len(found), step):
            some = found[begin : begin + step]
            yield np.array([text for text, _ in some]), np.array([pieces for _, pieces in some])


def read(transformer: Transformer, vectors: Vectors) -> Vectors:
    """Return the vectors of windows, not scaled, float32 (windows, dimension).

    `vectors` float32 (windows, length, dimension) are the static vectors of their pieces.
    """
    of = transformer.parameters
    count, length, dimension = vectors.shape
    width = of["inward"].shape[1]
    parts = (count, length, 3, transformer.heads, width // transformer.heads)
    apart = np.arange(length)[:, None] - np.arange(length)
    apart = np.clip(apart, -transformer.reach, transformer.reach) + transformer.reach
    state: Vectors = vectors.reshape(-1, dimension) @ of["inward"]
    for layer in range(len(of["attend"])):
        queries, keys, values = (_normal(state) @ of["attend"][layer]).reshape(parts).transpose(2, 0, 3, 1, 4)
        shares = queries @ keys.transpose(0, 1, 3, 2)
        shares += of["nearness"][layer][:, apart]
        shares -= shares.max(axis=-1, keepdims=True)
        np.exp(shares, out=shares)
        attended = shares @ values
        attended /= shares.sum(axis=-1, keepdims=True)
        state += attended.transpose(0, 2, 1, 3).reshape(-1, width) @ of["gather"][layer]
        inner = _normal(state) @ of["widen"][layer]
        inner += of["lift"][layer]
        np.maximum(inner, 0, out=inner)
        state += inner @ of["narrow"][layer]
    state = _normal(state)
    gates = 2 / (1 + np.exp(-(state @ of["gate"])))
    made: Vectors = (gates.reshape(count, 1, length) @ vectors)[:, 0]
    made += state.reshape(count, length, width).sum(axis=1) @ of["outward"]
    return made


def _normal(state: Vectors) -> Vectors:
    mean = np.einsum("ij,ij->i", state, state)
    mean /= state.shape[1]
    mean += np.float32(1e-6)
    np.sqrt(mean, out=mean)
    made: Vectors = state / mean[:, None]
    return made


def load(folder: Path, name: str) -> ContextualEncoder:
    """Open the encoder in a folder. Raises `ModelMissing` and `WrongShape`."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    cutter, table = static.parts(folder, name)
    if not (folder / WEIGHTS).is_file():
        raise ModelMissing(
            message("The encoder “{name}” is missing its file “{file}”.", name=name, file=WEIGHTS),
            file=name,
            remedy=_REMEDY,
        )
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        shape = {key: int(config[key]) for key in ("layers", "width", "heads", "inner", "window", "reach")}
        found = {key: made.astype(np.float32) for key, made in load_file(folder / WEIGHTS).items()}
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as problem:
        raise WrongShape(
            message("The encoder “{name}” is damaged.", name=name),
            file=name,
            remedy=_REMEDY,
            detail=repr(problem),
        ) from problem
    expected = _shapes(table.shape[1], **shape)
    if (
        {key: made.shape for key, made in found.items()} != expected
        or shape["window"] < 1
        or shape["width"] % shape["heads"]
    ):
        raise WrongShape(
            message("The files of the encoder “{name}” do not fit together.", name=name),
            file=name,
            remedy=_REMEDY,
        )
    # Attention scores are divided by the root of a head's width: here once, in the query matrix.
    found["attend"][:, :, : shape["width"]] *= (shape["width"] // shape["heads"]) ** -0.5
    return ContextualEncoder(
        name, cutter, table, Transformer(shape["heads"], shape["window"], shape["reach"], found)
    )


def _shapes(
    dimension: int, layers: int, width: int, heads: int, inner: int, window: int, reach: int
) -> dict[str, tuple[int, ...]]:
    return {
        "inward": (dimension, width),
        "attend": (layers, width, 3 * width),
        "nearness": (layers, heads, 2 * reach + 1),
        "gather": (layers, width, width),
        "widen": (layers, width, inner),
        "lift": (layers, inner),
        "narrow": (layers, inner, width),
        "gate": (width,),
        "outward": (width, dimension),
    }
