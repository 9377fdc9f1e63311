"""Verbs that merge and split rows and move segments between them.

Rows, `at`, `first`, `last` and positions count from 0; names of patches count rows from 1, as the table does.
"""

from collections.abc import Iterable

from core.model import SIDE_WORDS, SIDES, Bitext, Patch, SideName
from core.model.message import message
from core.review.verbs.lengths import misfit, nearest_cut, possible_cuts, sizes, usual_ratio
from core.review.verbs.rows import (
    NotPossible,
    bead_at,
    guessed,
    holding,
    hollow,
    kept_in_passing,
    neighbour,
    only,
    opposite,
    rearranged,
    refuse_accepted,
    union,
    without_empty_rows,
)


def merge(bitext: Bitext, first: int, last: int, *, stated: bool = True) -> Patch:
    """Merge rows `first` to `last`. The result is accepted if all of them were.

    It is an open guess unless `stated`, that is, chosen by the user.
    """
    bead_at(bitext, first)
    bead_at(bitext, last)
    if first >= last:
        raise NotPossible(message("Choose at least two rows to merge."))
    pair = message("Merge rows {first} and {last}", first=first + 1, last=last + 1)
    more = message("Merge rows {first} to {last}", first=first + 1, last=last + 1)
    rows = bitext.beads[first : last + 1]
    whole = union(rows) if stated else guessed(union(rows), rows)
    return rearranged(bitext, pair if last == first + 1 else more, (first, last, (whole,)))


def merge_rows(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """Merge the selected rows; they must be adjacent."""
    chosen = set(rows)
    if len(chosen) < 2:
        raise NotPossible(message("Choose at least two rows to merge."))
    return merge(bitext, *ends(chosen))


def ends(rows: Iterable[int]) -> tuple[int, int]:
    """Return the first and last of some rows if they are adjacent; otherwise raise NotPossible."""
    chosen = sorted(set(rows))
    if chosen[-1] - chosen[0] >= len(chosen):
        raise NotPossible(message("The selected rows are not adjacent. Select adjacent rows."))
    return chosen[0], chosen[-1]


def merge_next(bitext: Bitext, at: int) -> Patch:
    """Merge row `at` with the one below it, past halves of moved pairs where the order allows it."""
    if at + 1 >= len(bitext.beads):
        raise NotPossible(message("There is no row below to merge with."))
    return _merged(bitext, at, _partner(bitext, at, 1))


def merge_previous(bitext: Bitext, at: int) -> Patch:
    """Merge row `at` with the one above it, past halves of moved pairs where the order allows it."""
    if at <= 0:
        raise NotPossible(message("There is no row above to merge with."))
    return _merged(bitext, _partner(bitext, at, -1), at)


def _partner(bitext: Bitext, at: int, step: int) -> int:
    """Return the row to merge row `at` with: the next one in this direction, or, if that is half of a moved
    pair, the first behind it that is not, if the order of the segments allows it."""
    row = at + step
    while 0 <= row < len(bitext.beads) and bitext.beads[row].linked:
        row += step
    reached = 0 <= row < len(bitext.beads) and not bitext.beads[at].linked
    return row if reached and _union_place(bitext, min(at, row), max(at, row)) is not None else at + step


def _union_place(bitext: Bitext, first: int, last: int) -> int | None:
    """Return at which of two rows they can become one, so that no segment passes another of its side."""
    between = bitext.beads[first + 1 : last]
    for place, leaving in ((first, bitext.beads[last]), (last, bitext.beads[first])):
        if not any(leaving.ids(side) and one.ids(side) for one in between for side in SIDES):
            return place
    return None


def _merged(bitext: Bitext, first: int, last: int, *, stated: bool = True) -> Patch:
    """Merge two rows; those between them stay as they are."""
    between = bitext.beads[first + 1 : last]
    if not between:
        return merge(bitext, first, last, stated=stated)
    rows = bitext.beads[first], bitext.beads[last]
    whole = union(rows) if stated else guessed(union(rows), rows)
    after = (whole, *between) if _union_place(bitext, first, last) == first else (*between, whole)
    name = message("Merge rows {first} and {last}", first=first + 1, last=last + 1)
    return rearranged(bitext, name, (first, last, after))


def join_lone(bitext: Bitext, at: int) -> Patch:
    """Merge a one-sided row with the neighbour whose lengths it fits better.

    Halves of moved pairs are passed over where the order allows it. A neighbour that is accepted or half of a
    moved pair is left alone if the other one is neither. If there was a choice, the row is a guess.
    """
    if not bead_at(bitext, at).one_sided:
        raise NotPossible(
            message(
                "Row {row} has both sides. Merge it with the next or the previous row instead.", row=at + 1
            )
        )
    beside = [_partner(bitext, at, step) for step in (-1, 1) if 0 <= at + step < len(bitext.beads)]
    if not beside:
        raise NotPossible(message("There is no other row to merge it with."))
    ratio = usual_ratio(bitext, at)

    def harm(row: int) -> float:
        pair = bitext.beads[min(at, row)], bitext.beads[max(at, row)]
        return misfit(bitext, union(pair), ratio) - misfit(bitext, bitext.beads[row], ratio)

    beside = [row for row in beside if not kept_in_passing(bitext.beads[row])] or beside
    best = min(beside, key=harm)
    return _merged(bitext, min(at, best), max(at, best), stated=len(beside) == 1)


def split(bitext: Bitext, at: int, source_at: int, target_at: int, *, stated: bool = True) -> Patch:
    """Move the segments from `source_at` and `target_at` on (positions in their cells) to a new row below.

    The note and the bookmark stay above. Both rows are guesses unless `stated`, that is, chosen by the user.
    """
    bead = bead_at(bitext, at)
    if not (0 <= source_at <= len(bead.source) and 0 <= target_at <= len(bead.target)):
        raise NotPossible(message("Row {row} has no such segment.", row=at + 1))
    upper = holding(holding(bead, "source", bead.source[:source_at]), "target", bead.target[:target_at])
    lower = holding(only("source", bead.source[source_at:]), "target", bead.target[target_at:])
    if hollow(upper) or hollow(lower):
        raise NotPossible(message("Row {row} can only be split between two segments.", row=at + 1))
    rows = (upper, lower) if stated else (guessed(upper, (bead,)), guessed(lower, (bead,)))
    return rearranged(bitext, message("Split row {row}", row=at + 1), (at, at, rows))


def split_at(bitext: Bitext, at: int, side: SideName, position: int, *, stated: bool = True) -> Patch:
    """Move the segment at `position` of a cell and those after it to a new row below.

    The other side is split where the two upper halves have the most similar share of their texts; if there is
    more than one way to do that, or the position was not `stated` by the user, both rows are guesses.
    """
    bead = bead_at(bitext, at)
    if not 0 < position < len(bead.ids(side)):
        raise NotPossible(
            message(
                "Choose the segment that should start the new row; the first segment already starts this one."
            )
        )
    other = opposite(side)
    lengths = sizes(bitext, side, bead.ids(side))
    share = sum(lengths[:position]) / max(1, sum(lengths))
    cut = nearest_cut(sizes(bitext, other, bead.ids(other)), share)
    stated = stated and len(possible_cuts(len(bead.ids(other)))) == 1
    source_at, target_at = (position, cut) if side == "source" else (cut, position)
    return split(bitext, at, source_at, target_at, stated=stated)


def split_row(bitext: Bitext, at: int) -> Patch:
    """Split row `at` at the best place.

    The longer cell is split nearest its middle; a row with one segment on each side becomes two one-sided
    rows. If there is more than one way to split, both rows are guesses.
    """
    bead = bead_at(bitext, at)
    if len(bead.source) == len(bead.target) == 1:
        return split(bitext, at, 1, 0)
    side: SideName = "source" if len(bead.source) >= len(bead.target) else "target"
    if len(bead.ids(side)) < 2:
        raise NotPossible(
            message("Row {row} has only one segment. Place the caret in it to split its text.", row=at + 1)
        )
    lengths = sizes(bitext, side, bead.ids(side))
    stated = len(possible_cuts(len(lengths))) == 1
    return split_at(bitext, at, side, nearest_cut(lengths, 0.5), stated=stated)


def move_segment_up(bitext: Bitext, at: int, side: SideName, count: int = 1) -> Patch:
    """Move the first `count` segments of a cell to the end of the cell above; an emptied row disappears."""
    bead_at(bitext, at)
    above = neighbour(bitext, at, -1, side)
    if above < 0:
        raise NotPossible(message("There is no row above to move the segment to."))
    return move_segments(bitext, at, side, count - 1, above)


def move_segment_down(bitext: Bitext, at: int, side: SideName, count: int = 1) -> Patch:
    """Move the last `count` segments of a cell to the start of the cell below; an emptied row disappears."""
    bead = bead_at(bitext, at)
    below = neighbour(bitext, at, 1, side)
    if below >= len(bitext.beads):
        raise NotPossible(message("There is no row below to move the segment to."))
    return move_segments(bitext, at, side, len(bead.ids(side)) - count, below)


def take_segment_from_below(bitext: Bitext, at: int, side: SideName) -> Patch:
    """Move the first segment of the cell below to the end of this one; an emptied row disappears."""
    below = neighbour(bitext, at, 1, side)
    if below >= len(bitext.beads):
        raise NotPossible(message("There is no row below to take a segment from."))
    refuse_accepted(bitext, below)
    return move_segments(bitext, below, side, 0, at)


def take_segment_from_above(bitext: Bitext, at: int, side: SideName) -> Patch:
    """Move the last segment of the cell above to the start of this one; an emptied row disappears."""
    bead_at(bitext, at)
    above = neighbour(bitext, at, -1, side)
    if above < 0:
        raise NotPossible(message("There is no row above to take a segment from."))
    refuse_accepted(bitext, above)
    return move_segments(bitext, above, side, len(bitext.beads[above].ids(side)) - 1, at)


def move_segments(bitext: Bitext, at: int, side: SideName, position: int, to: int) -> Patch:
    """Move the segment at `position` of a cell to row `to`, with all segments between the two.

    These are the segments before it in its cell if it moves up, and those after it if it moves down. Cells on
    the way must be empty; an emptied row disappears. What is left of the row they came from is a guess.
    """
    bead, goal = bead_at(bitext, at), bead_at(bitext, to)
    ids = bead.ids(side)
    if not 0 <= position < len(ids):
        raise NotPossible(
            message("Row {row} has no {side} segment to move.", row=at + 1, side=SIDE_WORDS[side])
        )
    if to == at:
        raise NotPossible(message("The segment is already in this row."))
    first, last = min(at, to), max(at, to)
    between = bitext.beads[first + 1 : last]
    if any(one.ids(side) for one in between):
        raise NotPossible(message("Other segments are in the way. Move them first, or move row by row."))
    if to < at:
        upper, lower = holding(goal, side, goal.ids(side) + ids[: position + 1]), ids[position + 1 :]
        after = [upper, *between, guessed(holding(bead, side, lower), (bead,))]
    else:
        lower_row = holding(goal, side, ids[position:] + goal.ids(side))
        after = [guessed(holding(bead, side, ids[:position]), (bead,)), *between, lower_row]
    name = (
        message("Move a segment up from row {row}", row=at + 1)
        if to < at
        else message("Move a segment down from row {row}", row=at + 1)
    )
    return rearranged(bitext, name, (first, last, without_empty_rows(after)))
