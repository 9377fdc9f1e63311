"""Options of the aligner, kept with the result so that it can be reproduced."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Options of the aligner.

    `reach` is the largest number of segments in a bead, both sides counted; `neighbours` is the number of
    nearest segments on the other side whose mean cosine shows how similar a segment is to text that does not
    translate it.
    """

    reach: int = 8
    neighbours: int = 8

    def __post_init__(self) -> None:
        if not 2 <= self.reach <= 8:
            raise ValueError(f"reach is {self.reach}, not 2 to 8")
        if self.neighbours < 1:
            raise ValueError("neighbours must be above zero")


@cache
def shapes(reach: int) -> tuple[tuple[int, int], ...]:
    """Return the two-sided beads of at most `reach` segments, the simple ones first: (1, 1), (1, 2), (2, 1),
    …"""
    pairs = ((total - target, target) for total in range(2, reach + 1) for target in range(1, total))
    return tuple(sorted(pairs, key=lambda pair: (sum(pair), abs(pair[0] - pair[1]), pair)))
