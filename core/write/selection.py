"""Which pairs a file shall hold, and what became of them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from core.model import Bead, Bitext, Status

Which = Literal["all", "accepted", "confidence"]


@dataclass(frozen=True, slots=True)
class Choice:
    """All pairs, only the accepted ones, or those with a confidence of at least `minimum` (0 to 1).

    `paired` leaves out what has no partner: of a mined bitext nearly all.

    An accepted pair, and one that a person made, count as 1; one that a person doubts is taken by no
    confidence. Raises ValueError for a minimum outside 0..1.
    """

    which: Which = "all"
    minimum: float = 0.0
    paired: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.minimum <= 1.0 or math.isnan(self.minimum):
            raise ValueError(f"a confidence lies between 0 and 1, not at {self.minimum}")

    def takes(self, pair: Bead) -> bool:
        """Whether this pair is chosen."""
        if self.paired and not (pair.source and pair.target):
            return False
        if self.which == "accepted":
            return pair.status is Status.ACCEPTED
        if self.which == "confidence":
            return pair.status is not Status.DOUBTFUL and pair.certainty >= self.minimum
        return True


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Report:
    """What a writer did: nothing is left out that is not counted here.

    `written` pairs stand in the file; `skipped` ones were chosen but could not stand there;
    `dropped_characters` were illegal in the format. `warnings` says all of it in sentences for the person.
    """

    written: int
    skipped: int = 0
    dropped_characters: int = 0
    warnings: tuple[str, ...] = ()


class Writer(Protocol):
    """A door out. `suffix` begins with a dot and is in lower case."""

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        """Write the chosen pairs, in the order of the source, to a file that is open for bytes."""
        ...

    def count(self, bitext: Bitext, choice: Choice) -> int:
        """How many pairs `write` would report as written."""
        ...


def chosen(bitext: Bitext, choice: Choice) -> Iterator[Bead]:
    """The pairs that a choice takes; a moved pair is one pair, at its source."""
    return (pair for pair in bitext.pairs() if choice.takes(pair))


def blank_pairs(number: int) -> tuple[str, ...]:
    """The warning about pairs without any text."""
    return counted(
        number,
        f"{number:,} pair without any text was left out.",
        f"{number:,} pairs without any text were left out.",
    )


def half_empty_pairs(number: int) -> tuple[str, ...]:
    """The warning about pairs with text on one side only, or on none."""
    return counted(
        number,
        f"{number:,} pair with an empty side was left out.",
        f"{number:,} pairs with an empty side were left out.",
    )


def illegal_characters(number: int) -> tuple[str, ...]:
    """The warning about characters that the format forbids."""
    return counted(
        number,
        f"{number:,} character that the format does not allow was dropped.",
        f"{number:,} characters that the format does not allow were dropped.",
    )


def counted(number: int, one: str, many: str) -> tuple[str, ...]:
    """One warning that counts something, in the words for one or for many; none where nothing is counted."""
    return ((one if number == 1 else many),) if number else ()
