"""What decides how sides are aligned, kept with the result so that it can be made again."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """`reach` is the most segments in a bead, both sides counted; `neighbours` how many nearest segments of
    the other side tell how alike a segment is to what does not translate it."""

    reach: int = 8
    neighbours: int = 8

    def __post_init__(self) -> None:
        if not 2 <= self.reach <= 8:
            raise ValueError(f"reach is {self.reach}, not 2 to 8")
        if self.neighbours < 1:
            raise ValueError("neighbours must be above zero")


@cache
def shapes(reach: int) -> tuple[tuple[int, int], ...]:
    """The two-sided beads of at most `reach` segments, the simple ones first: (1, 1), (1, 2), (2, 1), …"""
    pairs = ((total - target, target) for total in range(2, reach + 1) for target in range(1, total))
    return tuple(sorted(pairs, key=lambda pair: (sum(pair), abs(pair[0] - pair[1]), pair)))
