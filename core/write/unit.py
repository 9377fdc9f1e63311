"""Translation units: the same passage in two or more languages, and the facts known about it.

A unit is independent of how it was aligned: a bitext yields units with two variants, several bitexts that
share a source can yield units with more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.model import Place, Status


@dataclass(frozen=True, slots=True)
class Variant:
    """The text of a unit in one language, "" where that language has no counterpart.

    `text` is a single line without characters that XML or spreadsheets forbid. `segments` are the positions
    of its segments in their side, counted from 0; `place` says where the first of them stands.
    """

    language: str
    text: str
    segments: tuple[int, ...] = ()
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage in two or more variants, the source first.

    `confidence` lies between 0 and 1, and is 1 where a person decided; `moved` tells that source and
    translation stand at different places; `dropped` counts the forbidden characters that the texts and the
    note have lost.
    """

    variants: tuple[Variant, ...]
    confidence: float = 1.0
    status: Status = Status.OPEN
    note: str = ""
    bookmark: bool = False
    moved: bool = False
    dropped: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the texts of all variants, in order."""
        return tuple(variant.text for variant in self.variants)

    @property
    def blank(self) -> bool:
        """Tell that no variant has any text."""
        return not any(self.texts)

    @property
    def translated(self) -> bool:
        """Tell that the source and at least one translation have text."""
        source, *translations = self.texts
        return bool(source) and any(translations)


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts that units run across: its language tag, "und" where unknown, and its file name."""

    language: str
    document: str


@dataclass(frozen=True, slots=True)
class Units:
    """The units of two or more texts, the source first.

    `make` yields the units anew on each call, one at a time, so that a long bitext needs little memory.
    """

    texts: tuple[Text, ...]
    make: Callable[[], Iterator[Unit]]

    def __iter__(self) -> Iterator[Unit]:
        return self.make()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the language tags of the texts, in order."""
        return tuple(text.language for text in self.texts)
