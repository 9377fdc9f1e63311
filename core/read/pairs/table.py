"""Tables of pairs, before two sides are chosen: columns of texts, and rows across them."""

from dataclasses import dataclass
from typing import Protocol

from core.model import Place, Status
from core.model.message import Message
from core.read.file import File


@dataclass(frozen=True, slots=True)
class Column:
    """A language of the file. `name` is what the file calls it ("EN-US", "column 2"); `language` the
    BCP 47 tag that this means, "" where it means none; `texts` counts its cells with text, `opening` is the
    first of them."""

    name: Message
    language: str
    texts: int
    opening: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: its texts, one a column, exactly as in the file and "" where missing; and the facts about it.

    `confidence` lies between 0 and 1, None where the file has none; `place` says where the row is.
    """

    texts: tuple[str, ...]
    confidence: float | None = None
    status: Status = Status.OPEN
    note: str = ""
    place: Place = ()


@dataclass(frozen=True, slots=True)
class PairTable:
    """The content of a file of pairs. `proposed` are the columns that are most likely source and target.

    `sure` tells that there is nothing to choose; `warnings` are sentences for the user.
    """

    format: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    proposed: tuple[int, int]
    sure: bool
    encoding: str = ""
    warnings: tuple[Message, ...] = ()


class PairsReader(Protocol):
    """A format of pairs. A reader opens no file itself."""

    @property
    def name(self) -> str:
        """Return the value of `Document.format`: "tmx"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the suffixes in lower case, the usual one first."""

    @property
    def limit_mb(self) -> int:
        """Return the size in megabytes (of a million bytes) above which files are refused unread."""

    def sniff(self, head: bytes) -> int:
        """Return how much the first bytes of a file look like this format: 0 not at all, 10 surely."""

    def read(self, file: File, encoding: str | None) -> PairTable:
        """Return the table. Raises a `CannotRead`."""


def within(number: object) -> float | None:
    """Return a confidence however a file writes it, None for anything but a number from 0 to 1."""
    try:
        found = float(str(number))
    except ValueError:
        return None
    return found if 0.0 <= found <= 1.0 else None


def judged(word: str) -> Status:
    """Return the status that a file names, open for names that Diglot does not use."""
    try:
        return Status(word.strip().lower())
    except ValueError:
        return Status.OPEN
