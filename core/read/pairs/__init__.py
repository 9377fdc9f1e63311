"""Readers of pairs, which turn a file of existing pairs into a table; two of its columns become a Bitext.

A new format is one module with a reader and one line in `READERS`. Ladders are read separately: they hold
numbers of segments, and their texts are in two other files (`ladder_beads`, `bitext_of_ladder`).
"""

from pathlib import Path

from core.errors import Unknown
from core.model.message import message
from core.read import file as _file
from core.read.file import File
from core.read.pairs.ladder import SUFFIX as LADDER
from core.read.pairs.ladder import LadderBead, ladder_beads, lengths, looks_like_ladder
from core.read.pairs.ladder_to_bitext import bitext_of_ladder
from core.read.pairs.separated import Separated
from core.read.pairs.table import Column, PairsReader, PairTable, Row
from core.read.pairs.tmx import Tmx
from core.read.pairs.to_bitext import paired
from core.read.pairs.xlsx import Xlsx

READERS: tuple[PairsReader, ...] = (Tmx(), Xlsx(), Separated())
"""Every format of pairs that Diglot reads; of two with the same score, the earlier one reads."""

_HEAD = 4096

__all__ = [
    "LADDER",
    "READERS",
    "Column",
    "LadderBead",
    "PairTable",
    "PairsReader",
    "Row",
    "bitext_of_ladder",
    "is_ladder",
    "ladder_beads",
    "lengths",
    "load",
    "paired",
    "read",
    "suffixes",
]


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats, ladders excepted."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)


def load(path: Path) -> File:
    """Return the file at `path`. Raises Missing, Protected, TooLarge, Empty, Damaged (see `core.errors`)."""
    suffix = path.suffix.lower()
    limits = [reader.limit_mb for reader in READERS if suffix in reader.suffixes]
    return _file.fetch(path, max(limits, default=READERS[0].limit_mb))


def is_ladder(file: File) -> bool:
    """Return whether a file holds numbers of segments instead of texts."""
    return file.suffix == LADDER or (file.suffix not in suffixes() and looks_like_ladder(file.data[:_HEAD]))


def read(file: File, encoding: str | None = None) -> PairTable:
    """Return the table in `file`, read by the reader of its suffix, or else by the one that recognises its
    head.

    Raises a `CannotRead`: Unknown, Damaged, Protected, TooLarge, Empty.
    """
    for reader in READERS:
        if file.suffix in reader.suffixes:
            return reader.read(file, encoding)
    scores = [reader.sniff(file.data[:_HEAD]) for reader in READERS]
    if max(scores) <= 0:
        raise Unknown(
            message("“{name}” contains no pairs in a format that Diglot knows.", name=file.name),
            file=file.name,
            remedy=message(
                "Choose a file in one of these formats: {formats}.", formats=", ".join((*suffixes(), LADDER))
            ),
        )
    return READERS[scores.index(max(scores))].read(file, encoding)
