"""What decides how sides are aligned, kept with the result so that it can be made again."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """The weights of the aligner; the defaults were fitted on development sets only.

    A two-sided bead scores its cosine, less half the mean cosine of each of its sides to that side's
    `neighbours` nearest, plus `base`, less `length` times the absolute log ratio of its lengths, all times
    half its segments; each segment beyond one a side costs `merge`. The first of some segments left alone
    costs `skip`, each that follows `skip_more`.
    `reach` is the most segments in a bead, both sides counted. Confidences are those of a Gibbs
    distribution over all alignments at `temperature`.
    """

    reach: int = 6
    neighbours: int = 8
    base: float = 0.35
    length: float = 0.25
    merge: float = 0.22
    skip: float = 0.25
    skip_more: float = 0.01
    temperature: float = 0.065

    def __post_init__(self) -> None:
        if not 2 <= self.reach <= 8:
            raise ValueError(f"reach is {self.reach}, not 2 to 8")
        if self.neighbours < 1 or not self.temperature > 0:
            raise ValueError("neighbours and temperature must be above zero")


@cache
def shapes(reach: int) -> tuple[tuple[int, int], ...]:
    """The two-sided beads of at most `reach` segments, the simple ones first: (1, 1), (1, 2), (2, 1), …"""
    pairs = ((total - target, target) for total in range(2, reach + 1) for target in range(1, total))
    return tuple(sorted(pairs, key=lambda pair: (sum(pair), abs(pair[0] - pair[1]), pair)))
