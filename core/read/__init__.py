"""A file becomes a Document. The table of readers is one of the four doors.

A new format is one module with a reader, one line in `READERS`, and samples in `tests/cases/read/<name>/`.
"""

from pathlib import Path

from core.model import Document
from core.read import file as _file
from core.read.docx import Docx
from core.read.file import File
from core.read.html import Html
from core.read.markdown import Markdown
from core.read.reader import Reader, ReadOptions
from core.read.text import Text
from core.read.unsupported import refuse_foreign, unknown

READERS: tuple[Reader, ...] = (Text(), Markdown(), Html(), Docx())
"""Every format Diglot reads; where two sniff alike, the earlier one reads."""

SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.suffixes)

_HEAD = 4096

__all__ = ["READERS", "SUFFIXES", "File", "ReadOptions", "Reader", "load", "read"]


def load(path: Path) -> File:
    """The file at `path`. Raises Missing, Protected, TooLarge, Empty, Damaged (see `core.errors`)."""
    suffix = path.suffix.lower()
    limits = [reader.limit_mb for reader in READERS if suffix in reader.suffixes]
    return _file.fetch(path, max(limits, default=READERS[0].limit_mb))


def read(file: File, options: ReadOptions = ReadOptions()) -> Document:  # noqa: B008 (frozen)
    """The document in `file`, by the reader its suffix names, else by the one its first bytes look like.

    Raises a `CannotRead`: Unknown, Damaged, Protected, TooLarge.
    """
    refuse_foreign(file)
    for reader in READERS:
        if file.suffix in reader.suffixes:
            return reader.read(file, options)
    scores = [reader.sniff(file.data[:_HEAD]) for reader in READERS]
    if max(scores) <= 0:
        raise unknown(file)
    return READERS[scores.index(max(scores))].read(file, options)
