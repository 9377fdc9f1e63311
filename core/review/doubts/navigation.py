"""The rows that are left to look at, and the way from one to the next."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from core.model import Bead, Bitext

UNSURE = 0.8
"""A pair with a lower confidence deserves a look."""


def unsure(confidence: float) -> bool:
    """Whether so low a confidence is a doubt."""
    return confidence < UNSURE


def unaccepted(bead: Bead) -> bool:
    """Whether a row still waits for a person."""
    return not bead.accepted


def onward(
    bitext: Bitext,
    wanted: Callable[[Bead], bool],
    row: int,
    step: int = 1,
    among: Sequence[int] | None = None,
) -> int | None:
    """The next row after `row` (or before it, where `step` is -1), around the end, that is wanted.

    It is `row` itself where no other is, and None where there is none at all. `among` are the rows that may
    be it, ascending; all where it is None.
    """
    rows = range(len(bitext.beads)) if among is None else among
    first = bisect_right(rows, row) if step > 0 else bisect_left(rows, row) - 1
    ways = (rows[(first + turn * step) % len(rows)] for turn in range(len(rows)))
    return next((at for at in ways if wanted(bitext.beads[at])), None)
