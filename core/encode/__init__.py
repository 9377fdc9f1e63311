"""Texts in, vectors out. One module a kind of encoder; `ENCODERS` is the table of those that ship."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from core.encode import built_in, contextual, folder, static
from core.encode.files import digest_of
from core.encode.protocol import AdditiveEncoder, Encoded, Encoder, Pieces, ReadingEncoder, Vectors
from core.encode.quality import Level, Quality, quality_of
from core.progress import SILENT, Progress

__all__ = [
    "BUILT_IN",
    "ENCODERS",
    "AdditiveEncoder",
    "Encoded",
    "Encoder",
    "Level",
    "Pieces",
    "Quality",
    "ReadingEncoder",
    "Vectors",
    "additive",
    "digest",
    "open_encoder",
    "quality_of",
    "read",
]

BUILT_IN = built_in.NAME

ENCODERS: tuple[tuple[str, Callable[[], Encoder]], ...] = ((built_in.NAME, built_in.open_built_in),)
"""The encoders that ship: a name and what opens it."""

_OURS: dict[str, Callable[[Path, str], Encoder]] = {
    static.KIND: static.load,
    contextual.KIND: contextual.load,
}
"""The layouts of folders that `core.train` writes: what `config.json` calls them and what opens them."""


def open_encoder(name_or_folder: str) -> Encoder:
    """The encoder of that name in `ENCODERS`, or the one in that folder.

    Raises `ModelMissing` where there is no such folder or what runs it is not installed, and `WrongShape`
    where the folder holds something else than a sentence encoder that Diglot can run.
    """
    for name, opened in ENCODERS:
        if name == name_or_folder:
            return opened()
    path = Path(name_or_folder)
    load = _OURS.get(static.kind_of(path))
    return load(path, path.resolve().name) if load else folder.open_folder(path)


def digest(name_or_folder: str) -> str:
    """SHA-256 in hexadecimal over the files of an encoder, as `open_encoder` names it.

    Reads all of them, seconds for a large model. Raises `ModelMissing` where they are not there.
    """
    if name_or_folder == BUILT_IN:
        with built_in.place() as path:
            return digest_of(path)
    return digest_of(Path(name_or_folder))


def additive(encoder: Encoder, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
    """Rows whose sum over a run of texts is the vector of the run, float32 (texts, dimension).

    For a static encoder that is exact: its raw sums. For others the unit row times the length of the text in
    characters stands in for it.
    """
    if isinstance(encoder, AdditiveEncoder):
        return encoder.sums(texts, progress)
    lengths = np.array([len(text) for text in texts], np.float32)
    weighted: Vectors = encoder.encode(texts, progress) * lengths[:, None]
    return weighted


def read(encoder: Encoder, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
    """What an encoder makes of texts: a row each, and the pieces of their words where it tells them."""
    if isinstance(encoder, ReadingEncoder):
        return encoder.read(texts, progress)
    return Encoded(additive(encoder, texts, progress), None)
