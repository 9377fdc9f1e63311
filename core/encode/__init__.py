"""Encoders: texts in, unit vectors out. One module per kind of encoder; `ENCODERS` lists those that ship."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from core.encode import built_in, contextual, folder, static
from core.encode.files import digest_of
from core.encode.protocol import Encoder, PieceEncoder
from core.encode.quality import Level, Quality, read_quality
from core.encode.row import EncoderRow
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import Encoded

__all__ = [
    "BUILT_IN",
    "ENCODERS",
    "Encoder",
    "EncoderRow",
    "Level",
    "PieceEncoder",
    "Quality",
    "digest",
    "encode_texts",
    "open_encoder",
    "quality_of",
    "row_of",
]

BUILT_IN = built_in.NAME

ENCODERS: tuple[EncoderRow, ...] = (built_in.ROW,)
"""The encoders that ship."""

_OURS: dict[str, Callable[[Path, str], Encoder]] = {
    static.KIND: static.load,
    contextual.KIND: contextual.load,
}
"""The formats of folders that `core.train` writes: the kind in `config.json` and the function that
opens it."""


def row_of(name_or_folder: str) -> EncoderRow:
    """Return the encoder with this id in `ENCODERS`, or a row for the encoder in this folder."""
    found = (row for row in ENCODERS if row.id == name_or_folder)
    return next(found, None) or _folder_row(name_or_folder)


def _folder_row(name: str) -> EncoderRow:
    path = Path(name or "\0")  # an empty name is not a folder, not even the current one
    kind = static.kind_of(path)
    called = path.resolve().name if name else ""
    return EncoderRow(
        name,
        message("The encoder “{name}”", name=called),
        partial(_open_folder, path, kind),
        partial(digest_of, path),
        partial(read_quality, path, message("“{name}”", name=called)),
        "built-in" if kind == static.KIND else "folder",
    )


def _open_folder(path: Path, kind: str) -> Encoder:
    load = _OURS.get(kind)
    return load(path, path.resolve().name) if load else folder.open_folder(path)


def open_encoder(name_or_folder: str) -> Encoder:
    """Open the encoder with this id in `ENCODERS`, or the one in this folder.

    Raises `ModelMissing` if there is no such folder or the packages that run it are not installed, and
    `WrongShape` if the folder holds something other than a sentence encoder that Diglot can run.
    """
    return row_of(name_or_folder).open()


def digest(name_or_folder: str) -> str:
    """Return the SHA-256 in hexadecimal over the files of an encoder, named as for `open_encoder`.

    Reads all of them, which takes seconds for a large model. Raises `ModelMissing` if they do not exist.
    """
    return row_of(name_or_folder).digest()


def quality_of(name_or_folder: str) -> Quality:
    """Return the quality of an encoder, named as for `open_encoder`, in each language. Never raises."""
    return row_of(name_or_folder).quality()


def encode_texts(encoder: Encoder, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
    """Return the unit vectors of texts, with their pieces if the encoder provides them."""
    if isinstance(encoder, PieceEncoder):
        return encoder.encode_with_pieces(texts, progress)
    return Encoded(encoder.encode(texts, progress))
