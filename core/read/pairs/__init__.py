"""A file that holds pairs already becomes a Table, of which two columns become a Bitext.

A new format is one module with a reader and one line in `READERS`. A ladder is no such file: it holds numbers
of segments, and its two texts stand elsewhere (`rungs`, `climbed`).
"""

from pathlib import Path

from core.errors import Unknown
from core.read import file as _file
from core.read.file import File
from core.read.pairs.ladder import SUFFIX as LADDER
from core.read.pairs.ladder import Rung, lengths, looks_like_ladder, rungs
from core.read.pairs.ladder_to_bitext import climbed
from core.read.pairs.separated import Separated
from core.read.pairs.table import Column, PairsReader, Row, Table
from core.read.pairs.tmx import Tmx
from core.read.pairs.to_bitext import CUT_BY, paired
from core.read.pairs.xlsx import Xlsx

READERS: tuple[PairsReader, ...] = (Tmx(), Xlsx(), Separated())
"""Every format of pairs that Diglot reads; where two sniff alike, the earlier one reads."""

SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)

_HEAD = 4096

__all__ = [
    "CUT_BY",
    "LADDER",
    "READERS",
    "SUFFIXES",
    "Column",
    "PairsReader",
    "Row",
    "Rung",
    "Table",
    "climbed",
    "is_ladder",
    "lengths",
    "load",
    "paired",
    "read",
    "rungs",
]


def load(path: Path) -> File:
    """The file at `path`. Raises Missing, Protected, TooLarge, Empty, Damaged (see `core.errors`)."""
    suffix = path.suffix.lower()
    limits = [reader.limit_mb for reader in READERS if suffix in reader.suffixes]
    return _file.fetch(path, max(limits, default=READERS[0].limit_mb))


def is_ladder(file: File) -> bool:
    """Whether a file holds numbers of segments instead of texts."""
    return file.suffix == LADDER or (file.suffix not in SUFFIXES and looks_like_ladder(file.data[:_HEAD]))


def read(file: File, encoding: str | None = None) -> Table:
    """The table in `file`, by the reader its suffix names, else by the one its first bytes look like.

    Raises a `CannotRead`: Unknown, Damaged, Protected, TooLarge, Empty.
    """
    for reader in READERS:
        if file.suffix in reader.suffixes:
            return reader.read(file, encoding)
    scores = [reader.sniff(file.data[:_HEAD]) for reader in READERS]
    if max(scores) <= 0:
        raise Unknown(
            f"“{file.name}” holds no pairs in a format that Diglot knows.",
            file=file.name,
            remedy="Choose a .tmx, .tsv, .csv, .xlsx or .ladder file.",
        )
    return READERS[scores.index(max(scores))].read(file, encoding)
