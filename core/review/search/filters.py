"""Row filters."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.model import SIDES, Bead, Bitext, SideName, Status
from core.review.doubts.reasons import usual
from core.review.doubts.risk import DOUBT, risk
from core.review.search.find import Sought, compiled, matches


class Shape(StrEnum):
    """Type of a row by the number of segments on either side."""

    ONE_TO_ONE = "1-1"
    ONLY_SOURCE = "1-0"
    ONLY_TARGET = "0-1"
    SEVERAL = "n-m"
    MOVED = "moved"


class Mark(StrEnum):
    """Marks that a person can leave on a row."""

    BY_HAND = "by hand"
    EDITED = "edited"
    NOTED = "noted"
    BOOKMARKED = "bookmarked"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions for a row to be shown: for each field one of the values, or any if the field is empty.

    `doubt` selects rows that need review according to `core.review.doubts.risk`, or the others. `least` and
    `most` (0 to 1) bound the confidence; a row made by a person counts as 1. `sought` must occur in the row's
    texts.
    """

    statuses: frozenset[Status] = frozenset()
    shapes: frozenset[Shape] = frozenset()
    marks: frozenset[Mark] = frozenset()
    doubt: bool | None = None
    least: float = 0.0
    most: float = 1.0
    sought: Sought | None = None


def shape(bead: Bead) -> Shape:
    """Return the type of a row."""
    if bead.moved is not None:
        return Shape.MOVED
    if len(bead.source) == len(bead.target) == 1:
        return Shape.ONE_TO_ONE
    if bead.source and bead.target:
        return Shape.SEVERAL
    return Shape.ONLY_SOURCE if bead.source else Shape.ONLY_TARGET


def rows(bitext: Bitext, wanted: Filter) -> list[int]:
    """Return the rows that pass, ascending. Raises NotPossible as `core.review.search.find.spans` does."""
    return [row for row, passes in enumerate(passing(bitext, wanted)) if passes]


def passing(bitext: Bitext, wanted: Filter, doubts: Container[int] | None = None) -> Iterator[bool]:
    """Yield for each row in turn whether it passes, so that a window can pause in between.

    `doubts` are the rows that need review, if known; otherwise they are computed here.
    """
    known = usual(bitext) if wanted.doubt is not None and doubts is None else None
    edited: dict[SideName, set[int]] = {side: set() for side in SIDES}
    if Mark.EDITED in wanted.marks:
        for side in SIDES:
            edited[side] = {one.id for one in bitext.side(side).segments if one.edited is not None}
    pattern = compiled(wanted.sought) if wanted.sought is not None else None
    for row, bead in enumerate(bitext.beads):
        # Not `certainty`, which is 1 for accepted rows too: they are found by the aligner's confidence.
        yield (
            (not wanted.statuses or bead.status in wanted.statuses)
            and (not wanted.shapes or shape(bead) in wanted.shapes)
            and wanted.least <= (1.0 if bead.confidence is None else bead.confidence) <= wanted.most
            and (not wanted.marks or _marked(bead, wanted.marks, edited))
            and (wanted.sought is None or _holds(bitext, bead, wanted.sought, pattern))
            and (
                wanted.doubt is None
                or wanted.doubt is (risk(bitext, row, known) >= DOUBT if doubts is None else row in doubts)
            )
        )


def _marked(bead: Bead, marks: frozenset[Mark], edited: dict[SideName, set[int]]) -> bool:
    return (
        (Mark.NOTED in marks and bool(bead.note))
        or (Mark.BOOKMARKED in marks and bead.bookmark)
        or (Mark.BY_HAND in marks and bead.made_by_person)
        or any(not edited[side].isdisjoint(bead.ids(side)) for side in SIDES)
    )


def _holds(bitext: Bitext, bead: Bead, sought: Sought, pattern: Any) -> bool:
    return any(
        matches(bitext.side(side).text(id_), pattern) for side in sought.sides for id_ in bead.ids(side)
    )
