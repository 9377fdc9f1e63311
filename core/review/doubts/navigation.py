"""Rows still to be reviewed, and navigation from one to the next."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from core.model import Bead, Bitext

UNSURE = 0.8
"""A pair with a lower confidence needs review."""


def unsure(confidence: float) -> bool:
    """Return whether a confidence is low enough to be a doubt."""
    return confidence < UNSURE


def unaccepted(bead: Bead) -> bool:
    """Return whether a row still waits for a decision."""
    return not bead.accepted


def onward(
    bitext: Bitext,
    wanted: Callable[[Bead], bool],
    row: int,
    step: int = 1,
    among: Sequence[int] | None = None,
    place: Callable[[int], int] | None = None,
) -> int | None:
    """Return the next wanted row after `row` (before it, if `step` is -1), wrapping around the end.

    Returns `row` itself if no other row is wanted, and None if there is none at all. `among` are the
    candidate rows, all rows if None, ascending by `place`, which is their number if None.
    """
    rows = range(len(bitext.beads)) if among is None else among
    here = row if place is None else place(row)
    first = bisect_right(rows, here, key=place) if step > 0 else bisect_left(rows, here, key=place) - 1
    ways = (rows[(first + turn * step) % len(rows)] for turn in range(len(rows)))
    return next((at for at in ways if wanted(bitext.beads[at])), None)
