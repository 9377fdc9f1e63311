"""Translation units: the same passage in two or more languages, and facts about it.

A unit does not depend on how it was aligned: a bitext yields units with two variants; several bitexts that
share a source can yield units with more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.model import Place, Status


@dataclass(frozen=True, slots=True)
class Variant:
    """The text of a unit in one language, "" if it has no counterpart in that language.

    `text` is a single line without characters that XML or spreadsheets forbid. `segments` are the positions
    of its segments in their side, counted from 0; `place` is where the first of them is in the document.
    """

    language: str
    text: str
    segments: tuple[int, ...] = ()
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage in two or more variants, the source first.

    `confidence` is between 0 and 1, and 1 if the user decided; `moved` is True if source and translation are
    at different places; `dropped` is the number of forbidden characters removed from the texts and the note.
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
        """The texts of all variants, in order."""
        return tuple(variant.text for variant in self.variants)

    @property
    def blank(self) -> bool:
        """True if no variant has any text."""
        return not any(self.texts)

    @property
    def translated(self) -> bool:
        """True if the source and at least one translation have text."""
        source, *translations = self.texts
        return bool(source) and any(translations)


@dataclass(frozen=True, slots=True)
class UnitText:
    """A text with variants in the units: its language tag, "und" if unknown, and its file name."""

    language: str
    document: str


@dataclass(frozen=True, slots=True)
class Units:
    """The units of two or more texts, the source first.

    `make` yields the units anew on each call, one at a time, so that a long bitext needs little memory.
    """

    texts: tuple[UnitText, ...]
    make: Callable[[], Iterator[Unit]]

    def __iter__(self) -> Iterator[Unit]:
        return self.make()

    @property
    def languages(self) -> tuple[str, ...]:
        """The language tags of the texts, in order."""
        return tuple(text.language for text in self.texts)
