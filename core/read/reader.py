"""What a reader is, and what a person can tell it."""

from dataclasses import dataclass
from typing import Protocol

from core.model import Document
from core.read.file import File


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is read.

    `encoding` is the character encoding of a text file, None where Diglot shall find out. With `lines` a
    text file gives one block a line; formats that are not plain text take no notice of it.
    """

    encoding: str | None = None
    lines: bool = False


class Reader(Protocol):
    """Turns one kind of file into a Document. Opens no file itself."""

    @property
    def name(self) -> str:
        """What `Document.format` says: "docx"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Ends of names in small letters, the usual one first: (".md", ".markdown")."""

    @property
    def limit_mb(self) -> int:
        """Files over this size, in megabytes of a million bytes, are refused before they are read."""

    def sniff(self, head: bytes) -> int:
        """How much the first bytes of a file look like this format: 0 not at all, 10 surely."""

    def read(self, file: File, options: ReadOptions) -> Document:
        """The document. Raises a `CannotRead`."""
