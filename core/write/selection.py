"""Selections: rules for which pairs of a bitext are exported."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.model import Bead

Rule = Literal["all", "accepted", "confidence", "segments"]


@dataclass(frozen=True, slots=True)
class Selection:
    """All pairs, only the accepted ones, those with a confidence of at least `minimum` (0 to 1), or those
    that hold one of the `source` or `target` segments, given by their ids.

    Pairs that the user accepted or made count as 1; a pair that the user marked as doubtful is not selected
    by any confidence. `paired` leaves out segments without a counterpart, of which a mined bitext has many.
    Raises ValueError for a minimum outside 0 to 1.
    """

    rule: Rule = "all"
    minimum: float = 0.0
    paired: bool = False
    source: frozenset[int] = frozenset()
    target: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not 0.0 <= self.minimum <= 1.0 or math.isnan(self.minimum):
            raise ValueError(f"a confidence lies between 0 and 1, not at {self.minimum}")

    @property
    def partial(self) -> bool:
        """True if the user asked for only some of the pairs."""
        return self.rule in ("accepted", "segments") or self.minimum > 0

    def takes(self, pair: Bead) -> bool:
        """Return whether this pair is selected."""
        if self.paired and pair.one_sided:
            return False
        if self.rule == "accepted":
            return pair.accepted
        if self.rule == "segments":
            return not (self.source.isdisjoint(pair.source) and self.target.isdisjoint(pair.target))
        if self.rule == "confidence":
            return not pair.doubtful and pair.certainty >= self.minimum
        return True


EVERYTHING = Selection()


def of_rows(beads: Iterable[Bead]) -> Selection:
    """Return the selection of the pairs that these rows of the table belong to."""
    rows = tuple(beads)
    return Selection(
        "segments",
        source=frozenset(id_ for bead in rows for id_ in bead.source),
        target=frozenset(id_ for bead in rows for id_ in bead.target),
    )
