"""Readers, which turn a file into a Document. `READERS` is the table of formats.

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
from core.read.unsupported import refuse_unsupported, unknown

READERS: tuple[Reader, ...] = (Text(), Markdown(), Html(), Docx())
"""Every format Diglot reads; of two with the same score, the earlier one reads."""

_HEAD = 4096
_PLAIN = 1  # the score of plain text, which any other format beats

__all__ = [
    "READERS",
    "File",
    "ReadOptions",
    "Reader",
    "keeps_line_breaks",
    "load",
    "read",
    "suffixes",
]


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)


def keeps_line_breaks(format_: str) -> bool:
    """Return whether line breaks inside a block are meaningful in documents of this format."""
    return any(reader.keeps_line_breaks for reader in READERS if reader.name == format_)


def load(path: Path) -> File:
    """Return the file at `path`. Raises Missing, Protected, TooLarge, Empty, Damaged (see `core.errors`)."""
    suffix = path.suffix.lower()
    limits = [reader.limit_mb for reader in READERS if suffix in reader.suffixes]
    return _file.fetch(path, max(limits, default=READERS[0].limit_mb))


def read(file: File, options: ReadOptions = ReadOptions()) -> Document:  # noqa: B008 (frozen)
    """Return the document in `file`, read by the reader of its suffix or else by the one that recognises its
    head.

    Raises a `CannotRead`: Unknown, Damaged, Protected, TooLarge.
    """
    return _reader(file).read(file, options)


def _reader(file: File) -> Reader:
    """Return the reader of the file's suffix, or else the one that recognises its head. Raises Unknown or
    Protected.

    Unless that reader recognises the head, formats that are known but not supported are refused: a PDF named
    `.txt` is refused as a PDF, but a web page named `.pdf` is read.
    """
    scores = [reader.sniff(file.data[:_HEAD]) for reader in READERS]
    found = next((at for at, reader in enumerate(READERS) if file.suffix in reader.suffixes), None)
    at = scores.index(max(scores)) if found is None else found
    if scores[at] <= _PLAIN:
        refuse_unsupported(file, suffixes())
    if scores[at] <= 0 and found is None:
        raise unknown(file)
    return READERS[at]
