"""Static encoders: a text's vector is the sum of its pieces' vectors, scaled to length 1. Needs only numpy.

The folder holds `config.json` (which names the kind), `tokenizer.json` and `model.safetensors`: `rows` int8
(pieces, dimension) and `scale` float32 (pieces,), a piece's vector being the product of the two.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode import tokenizer
from core.errors import ModelMissing, WrongShape
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import Encoded, Pieces, Vectors, sums, unit

KIND = "diglot-static"
FILES = ("config.json", "tokenizer.json", "model.safetensors")
_EVERY = 256  # texts between two progress reports
_REMEDY = message("Choose another encoder, or copy the folder again.")


@dataclass(frozen=True, slots=True, eq=False)
class PieceTable:
    """The vectors of pieces: `rows` (pieces, dimension) times `scale` float32 (pieces,).

    The rows keep the small integers of the file; only those that are requested become float32.
    """

    rows: npt.NDArray[np.int8] | npt.NDArray[np.floating]
    scale: Vectors

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of pieces and dimensions."""
        pieces, dimension = self.rows.shape
        return pieces, dimension

    def __getitem__(self, ids: npt.NDArray[np.integer]) -> Vectors:
        """Return the vectors of some pieces, float32 (*the shape of ids, dimension)."""
        found: Vectors = np.multiply(self.rows[ids], self.scale[ids][..., None], dtype=np.float32)
        return found

    def sum(self, ids: Sequence[int]) -> Vectors:
        """Return the sum of the vectors of some pieces, float32 (dimension,)."""
        places = np.array(ids)
        # No BLAS: for so small a sum, starting its threads takes longer than the sum.
        found: Vectors = np.einsum(
            "i,ij->j", self.scale.take(places), self.rows.take(places, axis=0), dtype=np.float32
        )
        return found


class StaticEncoder:
    """An encoder whose vector of a text is the sum of its subword pieces' vectors, scaled to length 1."""

    def __init__(self, name: str, cutter: tokenizer.Tokenizer, table: PieceTable) -> None:
        self.name = name
        self.dimension = table.shape[1]
        self._cutter = cutter
        self._table = table

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit vectors, float32 (texts, dimension); zero for a text without letters and digits."""
        return self.encode_with_pieces(texts, progress).vectors

    def encode_with_pieces(self, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
        """Return the unit vectors and the pieces of the texts."""
        cut = []
        for at, text in enumerate(texts):
            cut.append(self._cutter.ids(text))
            if not at % _EVERY:
                progress(at, len(texts), message("Encoding"))
        progress(len(texts), len(texts), message("Encoding"))
        return encoded(cut, self._table)


def encoded(cut: Sequence[Sequence[int]], table: PieceTable) -> Encoded:
    """Return texts, given as the ids of their pieces, as unit vectors and pieces."""
    starts = np.concatenate(([0], np.cumsum([len(ids) for ids in cut]))).astype(np.int64)
    flat = np.fromiter(chain.from_iterable(cut), np.int64, int(starts[-1]))
    kinds, ids = np.unique(flat, return_inverse=True)
    rows = table[kinds]
    pieces = Pieces(ids, starts, unit(rows), np.linalg.norm(rows, axis=1))
    return Encoded(unit(sums(rows, ids, starts)), pieces)


def kind_of(folder: Path) -> str:
    """Return the kind that a folder's `config.json` names, or ""."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(config.get("kind", "")) if isinstance(config, dict) else ""


def load(folder: Path, name: str) -> StaticEncoder:
    """Open the encoder in a folder. Raises `ModelMissing` and `WrongShape`."""
    return StaticEncoder(name, *parts(folder, name))


def parts(folder: Path, name: str) -> tuple[tokenizer.Tokenizer, PieceTable]:
    """Return the tokeniser and the vectors of the pieces. Raises as `load` does."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    for file in FILES:
        if not (folder / file).is_file():
            raise ModelMissing(
                message("The encoder “{name}” is missing its file “{file}”.", name=name, file=file),
                file=name,
                remedy=_REMEDY,
            )
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        cutter = tokenizer.load(folder / "tokenizer.json")
        tensors = load_file(folder / "model.safetensors")
        shape = (int(config["pieces"]), int(config["dimension"]))
        rows, scale = tensors["rows"], tensors["scale"]
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as problem:
        raise WrongShape(
            message("The encoder “{name}” is damaged.", name=name),
            file=name,
            remedy=_REMEDY,
            detail=repr(problem),
        ) from problem
    if rows.shape != shape or scale.shape != shape[:1] or len(cutter.pieces) != shape[0]:
        raise WrongShape(
            message("The files of the encoder “{name}” do not fit together.", name=name),
            file=name,
            remedy=_REMEDY,
        )
    return cutter, PieceTable(rows, scale.astype(np.float32))
