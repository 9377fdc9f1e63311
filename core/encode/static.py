"""Static encoders: a text is the sum of its sub-words' vectors, made unit. numpy is all it takes.

A folder holds `config.json` (which says so), `tokenizer.json` and `model.safetensors`: `rows` int8
(pieces, dimension) and `scale` float32 (pieces,), a piece's vector being the product of the two.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode import tokenizer
from core.encode.protocol import Vectors
from core.errors import ModelMissing, WrongShape
from core.progress import SILENT, Progress

KIND = "diglot-static"
FILES = ("config.json", "tokenizer.json", "model.safetensors")
_AT_ONCE = 1 << 14  # pieces whose vectors are in memory together
_REMEDY = "Choose another encoder, or copy the folder again."


class StaticEncoder:
    """Sums the vectors of a text's sub-words. A text without letters and digits has the zero vector."""

    def __init__(self, name: str, cutter: tokenizer.Tokenizer, rows: Vectors) -> None:
        self.name = name
        self.dimension = int(rows.shape[1])
        self._cutter = cutter
        self._rows = rows

    @property
    def pieces(self) -> tuple[str, ...]:
        """The vocabulary, as the tokeniser cuts texts into it."""
        return self._cutter.pieces

    @property
    def piece_vectors(self) -> Vectors:
        """The vectors that are summed, float32 (pieces, dimension)."""
        return self._rows

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Unit rows, float32 (texts, dimension); zero where a text has neither letter nor digit."""
        return unit(self.sums(texts, progress))

    def sums(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """The raw sums, float32 (texts, dimension): those of a run of texts add up to the run's."""
        out = np.zeros((len(texts), self.dimension), np.float32)
        ids: list[int] = []
        starts: list[int] = []
        places: list[int] = []
        for at, text in enumerate(texts):
            found = self._cutter.ids(text)
            if len(found) > _AT_ONCE:
                out[at] = self._long_sum(found)
            elif found:
                places.append(at)
                starts.append(len(ids))
                ids += found
            if len(ids) >= _AT_ONCE:
                out[places] = np.add.reduceat(self._rows[ids], starts, axis=0)
                ids, starts, places = [], [], []
                progress(at + 1, len(texts), "Encoding")
        if ids:
            out[places] = np.add.reduceat(self._rows[ids], starts, axis=0)
        progress(len(texts), len(texts), "Encoding")
        return out

    def _long_sum(self, ids: list[int]) -> Vectors:
        parts = [self._rows[ids[at : at + _AT_ONCE]].sum(axis=0) for at in range(0, len(ids), _AT_ONCE)]
        total: Vectors = np.sum(parts, axis=0, dtype=np.float32)
        return total


def unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Rows made unit, float32; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    made: Vectors = np.divide(
        vectors, lengths, out=np.zeros(vectors.shape, np.float32), where=lengths > 0, dtype=np.float32
    )
    return made


def recognises(folder: Path) -> bool:
    """Whether a folder's `config.json` says that it is of this layout."""
    try:
        told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("kind") == KIND


def load(folder: Path, name: str) -> StaticEncoder:
    """The encoder in a folder. Raises `ModelMissing` and `WrongShape`."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    for file in FILES:
        if not (folder / file).is_file():
            raise ModelMissing(f"The encoder “{name}” lacks its file “{file}”.", file=name, remedy=_REMEDY)
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        cutter = tokenizer.load(folder / "tokenizer.json")
        tensors = load_file(folder / "model.safetensors")
        shape = (int(config["pieces"]), int(config["dimension"]))
        rows, scale = tensors["rows"], tensors["scale"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as problem:
        raise WrongShape(
            f"The encoder “{name}” is damaged.", file=name, remedy=_REMEDY, detail=repr(problem)
        ) from problem
    if rows.shape != shape or scale.shape != shape[:1] or len(cutter.pieces) != shape[0]:
        raise WrongShape(f"The files of the encoder “{name}” do not fit together.", file=name, remedy=_REMEDY)
    return StaticEncoder(name, cutter, rows.astype(np.float32) * scale[:, None].astype(np.float32))
