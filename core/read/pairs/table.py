"""Tables of pairs, before two sides are chosen: columns of texts, and rows across them."""

from dataclasses import dataclass
from typing import Protocol

from core.model import Place, Status
from core.model.message import Message
from core.read.file import File


@dataclass(frozen=True, slots=True)
class Column:
    """A language of the file.

    `name` is its name there ("EN-US", "column 2"); `language` the BCP 47 tag that this means, or ""; `texts`
    is the number of its cells with text, `opening` the first of them.
    """

    name: Message
    language: str
    texts: int
    opening: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: its texts, one per column, exactly as in the file and "" if missing; and the facts about it.

    `confidence` is between 0 and 1, None if the file has none; `place` is the position of the row in the
    file.
    """

    texts: tuple[str, ...]
    confidence: float | None = None
    status: Status = Status.OPEN
    note: str = ""
    place: Place = ()


@dataclass(frozen=True, slots=True)
class PairTable:
    """The content of a file of pairs. `proposed` are the columns that are most likely source and target.

    `sure` is True if there is nothing to choose; `warnings` are sentences for the user.
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
        """The value of `Document.format`: "tmx"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes in lower case, the usual one first."""

    @property
    def limit_mb(self) -> int:
        """The size in megabytes (of a million bytes) above which files are refused unread."""

    def sniff(self, head: bytes) -> int:
        """Return how much the first bytes of a file look like this format: from 0, not at all, to 10,
        certainly."""

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
