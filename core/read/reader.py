"""The protocol of readers, and the options that a user can set."""

from dataclasses import dataclass
from typing import Protocol

from core.model import Document
from core.read.file import File


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of reading.

    `encoding` is the character encoding of a text file, None to detect it. With `lines` each line of a text
    file is a block; formats that are not plain text ignore it.
    """

    encoding: str | None = None
    lines: bool = False


class Reader(Protocol):
    """A format of documents. A reader opens no file itself."""

    @property
    def name(self) -> str:
        """Return the value of `Document.format`: "docx"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the suffixes in lower case, the usual one first: (".md", ".markdown")."""

    @property
    def limit_mb(self) -> int:
        """Return the size in megabytes (of a million bytes) above which files are refused unread."""

    @property
    def keeps_line_breaks(self) -> bool:
        """Tell that a line break inside a block is the author's, not the width of an editor's window."""

    def sniff(self, head: bytes) -> int:
        """Return how much the first bytes of a file look like this format: 0 not at all, 1 plain text, 10
        surely."""

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return the document. Raises a `CannotRead`."""
