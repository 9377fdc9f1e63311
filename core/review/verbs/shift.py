"""Verbs that shift the cells of one side down or up along the other side, no further than needed.

Only the row that the first cell moves to is stated by the user; the rows pushed along with it are guesses.
"""

from collections.abc import Callable

from core.model import SIDE_WORDS, Bead, Bitext, Patch, SideName
from core.model.message import message
from core.review.verbs.rows import (
    NotPossible,
    bead_at,
    guessed,
    holding,
    kept_in_passing,
    neighbour,
    only,
    rearranged,
    without_empty_rows,
)


def shift_down(bitext: Bitext, at: int, side: SideName) -> Patch:
    """Shift each cell of a side from row `at` on one row down, as far as the next empty one, which is filled.

    If an accepted row or half of a moved pair comes first, the last cell gets a row of its own above it. Rows
    left empty disappear.
    """
    _something(bitext, at, side)
    end = _next(bitext, at + 1, lambda bead: kept_in_passing(bead) or not bead.ids(side))
    hole = end < len(bitext.beads) and not kept_in_passing(bitext.beads[end])
    if end == at + 1 and not hole and bitext.beads[at].one_sided:
        raise NotPossible(message("There is no row below row {row} to shift to.", row=at + 1))
    rows = bitext.beads[at : end + hole]
    cells = [(), *(bead.ids(side) for bead in rows)]
    after = [holding(bead, side, cells[place]) for place, bead in enumerate(rows)]
    if not hole:
        after.append(only(side, cells[-1]))
    after = [
        bead if place == 1 else guessed(bead, rows[max(place - 1, 0) : place + 1])
        for place, bead in enumerate(after)
    ]
    return rearranged(
        bitext,
        message("Shift the {side} down from row {row}", side=SIDE_WORDS[side], row=at + 1),
        (at, end + hole - 1, without_empty_rows(after)),
    )


def shift_up(bitext: Bitext, at: int, side: SideName) -> Patch:
    """Shift each cell of a side from row `at` on one row up, the first to the end of the cell above.

    This goes as far as the next row that has only this side, which disappears. If the cell of a row is empty
    first, or the row is accepted or half of a moved pair, the row above it is left without this side.
    """
    _something(bitext, at, side)
    above = neighbour(bitext, at, -1, side)
    if above < 0:
        raise NotPossible(message("There is no row above to shift to."))
    here = bitext.beads[at]
    end = _next(bitext, at, lambda bead: bead.one_sided or (bead is not here and kept_in_passing(bead)))
    spent = end < len(bitext.beads) and (end == at or not kept_in_passing(bitext.beads[end]))
    rows = (bitext.beads[above], *bitext.beads[at : end + spent])
    cells = [rows[0].ids(side) + rows[1].ids(side), *(bead.ids(side) for bead in rows[2:]), ()]
    after = [holding(bead, side, ids) for bead, ids in zip(rows, cells, strict=True)]
    after[1:] = [guessed(bead, rows[place : place + 2]) for place, bead in enumerate(after[1:], start=1)]
    after[1:1] = bitext.beads[above + 1 : at]
    return rearranged(
        bitext,
        message("Shift the {side} up from row {row}", side=SIDE_WORDS[side], row=at + 1),
        (above, end + spent - 1, without_empty_rows(after)),
    )


def _something(bitext: Bitext, at: int, side: SideName) -> None:
    if not bead_at(bitext, at).ids(side):
        raise NotPossible(
            message("Row {row} has nothing to shift in the {side}.", row=at + 1, side=SIDE_WORDS[side])
        )


def _next(bitext: Bitext, first: int, wanted: Callable[[Bead], bool]) -> int:
    """Return the first wanted row from `first` on, or the end."""
    return next((at for at in range(first, len(bitext.beads)) if wanted(bitext.beads[at])), len(bitext.beads))
