"""Choice of split points and neighbours by the lengths of texts."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from core.model import Bead, Bitext, SideName

_NEAR = 40  # rows above and below that are used for the ratio of lengths


def sizes(bitext: Bitext, side: SideName, ids: Sequence[int]) -> list[int]:
    """Return the lengths of segments."""
    return [len(bitext.side(side).text(id_)) for id_ in ids]


def possible_cuts(count: int) -> range:
    """Return the positions at which so many segments can be cut in two, between two segments if there are."""
    return range(1, count) if count > 1 else range(count + 1)


def nearest_cut(lengths: Sequence[int], share: float) -> int:
    """Return the position with the share of letters before it nearest to `share`, between two segments if
    possible."""
    total = max(1, sum(lengths))
    return min(possible_cuts(len(lengths)), key=lambda cut: abs(sum(lengths[:cut]) / total - share))


def even_cuts(short: Sequence[int], long: Sequence[int]) -> list[int]:
    """Return where to cut `long` into as many non-empty parts as `short` has, so that the shares before each
    cut are most alike.

    Begins with 0 and ends with the length of `long`.
    """
    cuts, ends = [0], [0, *accumulate(long)]
    scale = ends[-1] / max(1, sum(short))
    for done, wish in enumerate(list(accumulate(short))[:-1], start=1):
        low, high = cuts[-1] + 1, len(long) - len(short) + done
        at = bisect_left(ends, wish * scale, low, high)
        cuts.append(at - 1 if at > low and wish * scale - ends[at - 1] < ends[at] - wish * scale else at)
    return [*cuts, len(long)]


def misfit(bitext: Bitext, bead: Bead, ratio: float) -> float:
    """Return how badly the lengths of a row's two texts fit each other; 0 is best.

    The squared difference divided by the sum, which the variance is proportional to (Gale & Church 1993).
    """
    source, target = (sum(sizes(bitext, side, bead.ids(side))) for side in ("source", "target"))
    return (source - ratio * target) ** 2 / (source + ratio * target + 1)


def usual_ratio(bitext: Bitext, at: int) -> float:
    """Return the number of source letters per target letter in the rows around `at`."""
    near = [bead for bead in bitext.beads[max(0, at - _NEAR) : at + _NEAR + 1] if bead.source and bead.target]
    source, target = (
        1 + sum(sum(sizes(bitext, side, bead.ids(side))) for bead in near) for side in ("source", "target")
    )
    return source / target
