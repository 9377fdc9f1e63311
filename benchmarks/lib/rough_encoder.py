"""A rough static encoder, FOLDER/trial-encoder, that separates the effects of search and encoder.

tokenizer.json   BPE over text after NFKC and lower case, read by the package `tokenizers` (extra `train`)
vectors.npz      `q` int8 (pieces, dimension), `scale` float16 (pieces, 1): a text is the sum of its rows
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from core import encode
from core.encode import EncoderRow, Quality
from core.encode.files import digest_of
from core.encode.static import PieceTable, encoded
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import Encoded, Vectors

NAME = "trial"

_BATCH = 512


class TrialEncoder:
    """An encoder that sums the vectors of a text's pieces."""

    name = NAME

    def __init__(self, cut: Callable[[list[str]], list[list[int]]], table: PieceTable) -> None:
        self.dimension = table.shape[1]
        self._cut = cut
        self._table = table

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit rows, float32 (texts, dimension)."""
        return self.encode_with_pieces(texts, progress).vectors

    def encode_with_pieces(self, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
        """Return the unit rows and the pieces of the texts."""
        cut: list[list[int]] = []
        for start in range(0, len(texts), _BATCH):
            progress(start, len(texts), message("Encoding"))
            batch = [unicodedata.normalize("NFKC", text).lower() for text in texts[start : start + _BATCH]]
            cut += self._cut(batch)
        return encoded(cut, self._table)


def register(data: Path) -> None:
    """Register the encoder of a data folder in `core.encode.ENCODERS`, under the name trial."""
    folder = data / "trial-encoder"
    row = EncoderRow(
        NAME,
        message("The trial encoder"),
        partial(_opened, folder),
        partial(digest_of, folder),
        partial(Quality, message("the trial encoder")),
        "built-in",
        stays_loaded=True,
    )
    encode.ENCODERS = (*encode.ENCODERS, row)


@lru_cache(maxsize=1)
def _opened(folder: Path) -> TrialEncoder:
    try:
        from tokenizers import Tokenizer
    except ModuleNotFoundError:
        raise SystemExit("the encoder trial needs the package tokenizers: pip install -e .[train]") from None
    if not (folder / "vectors.npz").is_file():
        raise SystemExit(f"there is no {folder / 'vectors.npz'}")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def cut(texts: list[str]) -> list[list[int]]:
        return [found.ids for found in tokenizer.encode_batch(texts, add_special_tokens=False)]

    with np.load(folder / "vectors.npz") as arrays:
        return TrialEncoder(cut, PieceTable(arrays["q"], arrays["scale"][:, 0].astype(np.float32)))
