"""What a file of pairs holds before anybody has chosen two sides: columns of texts, and rows across them."""

from dataclasses import dataclass
from typing import Protocol

from core.model import Place, Status
from core.read.file import File


@dataclass(frozen=True, slots=True)
class Column:
    """One language of the file. `name` is what the file calls it ("EN-US", "column 2"); `language` the
    BCP 47 tag that this means, "" where it means none; `texts` counts its cells with text, `opening` is the
    first of them."""

    name: str
    language: str
    texts: int
    opening: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: a text in each column, "" where it has none, to the letter; and what the file says of it.

    `confidence` lies within 0..1, None where the file has none; `place` says where it stands.
    """

    texts: tuple[str, ...]
    confidence: float | None = None
    status: Status = Status.OPEN
    note: str = ""
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file of pairs, read. `proposed` are the columns that are most likely source and target.

    `sure` says whether there is nothing to choose; `warnings` are sentences for the person.
    """

    format: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    proposed: tuple[int, int]
    sure: bool
    encoding: str = ""
    warnings: tuple[str, ...] = ()


class PairsReader(Protocol):
    """Turns one kind of file into a Table. Opens no file itself."""

    @property
    def name(self) -> str:
        """What `Document.format` says: "tmx"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Ends of names in small letters, the usual one first."""

    @property
    def limit_mb(self) -> int:
        """Files over this size, in megabytes of a million bytes, are refused before they are read."""

    def sniff(self, head: bytes) -> int:
        """How much the first bytes of a file look like this format: 0 not at all, 10 surely."""

    def read(self, file: File, encoding: str | None) -> Table:
        """The table. Raises a `CannotRead`."""


def within(number: object) -> float | None:
    """A confidence in whatever way a file writes it, None for what is no number from 0 to 1."""
    try:
        found = float(str(number))
    except ValueError:
        return None
    return found if 0.0 <= found <= 1.0 else None


def judged(word: str) -> Status:
    """The status that a file names, open where it names none of ours."""
    try:
        return Status(word.strip().lower())
    except ValueError:
        return Status.OPEN
