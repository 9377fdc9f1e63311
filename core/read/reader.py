"""The protocol of readers, and the options that a user can set."""

from dataclasses import dataclass
from typing import Protocol

from core.model import Document
from core.read.file import File


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options for reading a file.

    `encoding` is the character encoding of a text file, None to detect it; a `language` that is known helps
    with that. With `lines` each line of a text
    file is a block; formats other than plain text ignore it.
    """

    encoding: str | None = None
    lines: bool = False
    language: str = ""


class Reader(Protocol):
    """A format of documents. A reader opens no file itself."""

    @property
    def name(self) -> str:
        """The value of `Document.format`: "docx"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes in lower case, the usual one first: (".md", ".markdown")."""

    @property
    def limit_mb(self) -> int:
        """The size in megabytes (of a million bytes) above which files are refused unread."""

    @property
    def keeps_line_breaks(self) -> bool:
        """True if a line break inside a block is the author's, not due to the width of an editor's window."""

    def sniff(self, head: bytes) -> int:
        """Return how much the first bytes of a file look like this format: 0 not at all, 1 plain text, 10
        certainly."""

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return the document. Raises a `CannotRead`."""
