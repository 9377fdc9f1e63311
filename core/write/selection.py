"""Selections: rules for which pairs of a bitext are exported."""

import math
from dataclasses import dataclass
from typing import Literal

from core.model import Bead

Rule = Literal["all", "accepted", "confidence"]


@dataclass(frozen=True, slots=True)
class Selection:
    """All pairs, only the accepted ones, or those with a confidence of at least `minimum` (0 to 1).

    Pairs that the user accepted or made count as 1; a pair that the user marked as doubtful is not selected
    by any confidence. `paired` leaves out segments without a counterpart, of which a mined bitext has many.
    Raises ValueError for a minimum outside 0 to 1.
    """

    rule: Rule = "all"
    minimum: float = 0.0
    paired: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.minimum <= 1.0 or math.isnan(self.minimum):
            raise ValueError(f"a confidence lies between 0 and 1, not at {self.minimum}")

    @property
    def partial(self) -> bool:
        """True if the user asked for only some of the pairs."""
        return self.rule == "accepted" or self.minimum > 0

    def takes(self, pair: Bead) -> bool:
        """Return whether this pair is selected."""
        if self.paired and pair.one_sided:
            return False
        if self.rule == "accepted":
            return pair.accepted
        if self.rule == "confidence":
            return not pair.doubtful and pair.certainty >= self.minimum
        return True


EVERYTHING = Selection()
