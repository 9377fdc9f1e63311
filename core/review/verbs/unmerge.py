"""Verbs that divide rows: into the pairs they most likely were, into two sides, or by moving one
segment out."""

from dataclasses import replace

from core.model import SIDE_WORDS, Bead, Bitext, Patch, SideName
from core.model.message import message
from core.review.verbs.lengths import even_cuts, misfit, nearest_cut, sizes, usual_ratio
from core.review.verbs.rows import NotPossible, bead_at, guessed, holding, hollow, only, opposite, rearranged


def unmerge(bitext: Bitext, at: int) -> Patch:
    """Divide row `at` into as many rows as its shorter cell has segments, with similar shares of both texts.

    If one side has a single segment, it stays with the segment of the other side whose length fits best, and
    the rest become one-sided rows; a one-sided row becomes one row per segment. The note stays above. All
    parts are guesses, unless there is only one way to divide the row.
    """
    bead = bead_at(bitext, at)
    counts = sorted((len(bead.source), len(bead.target)))
    if counts[1] < 2:
        raise NotPossible(
            message(
                "Row {row} has at most one segment on each side, so there is nothing to unmerge.", row=at + 1
            )
        )
    parts = _pairs(bitext, bead) if counts[0] > 1 else _around_one(bitext, at, bead)
    if 0 < counts[0] < counts[1]:
        parts = [guessed(part, (bead,)) for part in parts]
    parts[0] = replace(parts[0], note=bead.note, bookmark=bead.bookmark)
    return rearranged(bitext, message("Unmerge row {row}", row=at + 1), (at, at, parts))


def _pairs(bitext: Bitext, bead: Bead) -> list[Bead]:
    short: SideName = "source" if len(bead.source) <= len(bead.target) else "target"
    other = opposite(short)
    cuts = even_cuts(sizes(bitext, short, bead.ids(short)), sizes(bitext, other, bead.ids(other)))
    return [
        holding(only(short, (id_,)), other, bead.ids(other)[cuts[part] : cuts[part + 1]])
        for part, id_ in enumerate(bead.ids(short))
    ]


def _around_one(bitext: Bitext, at: int, bead: Bead) -> list[Bead]:
    side: SideName = "source" if len(bead.source) > len(bead.target) else "target"
    single = bead.ids(opposite(side))
    parts = [only(side, (id_,)) for id_ in bead.ids(side)]
    if single:
        ratio = usual_ratio(bitext, at)
        whole = [holding(part, opposite(side), single) for part in parts]
        best = min(range(len(parts)), key=lambda part: misfit(bitext, whole[part], ratio))
        parts[best] = whole[best]
    return parts


def set_alone(bitext: Bitext, at: int, side: SideName, position: int) -> Patch:
    """Move the segment at `position` of a cell to a one-sided row of its own.

    If it comes from the middle, the segments before and after it become a row each. What is left is a guess.
    """
    bead = bead_at(bitext, at)
    if not 0 <= position < len(bead.ids(side)):
        raise NotPossible(
            message(
                "Row {row} has no {side} segment to move to its own row.", row=at + 1, side=SIDE_WORDS[side]
            )
        )
    if len(bead.source) + len(bead.target) == 1:
        raise NotPossible(message("This segment is already alone in its row."))
    above, alone, below = taken_out(bitext, bead, side, position, position + 1)
    name = message("Move a segment of row {row} to its own row", row=at + 1)
    return rearranged(bitext, name, (at, at, (*above, alone, *below)))


def separate(bitext: Bitext, at: int) -> Patch:
    """Separate the two sides of row `at`: each gets a row of its own, source first."""
    bead = bead_at(bitext, at)
    if bead.one_sided:
        raise NotPossible(message("Row {row} has no counterpart.", row=at + 1))
    rows = holding(bead, "target", ()), only("target", bead.target)
    return rearranged(bitext, message("Separate the sides of row {row}", row=at + 1), (at, at, rows))


def taken_out(
    bitext: Bitext, bead: Bead, side: SideName, start: int, end: int, *, last: bool = False
) -> tuple[list[Bead], Bead, list[Bead]]:
    """Return a row without the segments from `start` to `end` of a cell: the rows above them, their row,
    those below.

    If the whole cell leaves, the other side stays below it, or above it if the cell is to be the `last`. Note
    and bookmark stay with the first remaining row. All rows but that of the segments taken out are guesses.
    """
    ids, other = bead.ids(side), opposite(side)
    before, after = ids[:start], ids[end:]
    there = bead.ids(other)
    if before and after:
        lengths = sizes(bitext, side, before), sizes(bitext, side, after)
        share = sum(lengths[0]) / max(1, sum(lengths[0]) + sum(lengths[1]))
        cut = nearest_cut(sizes(bitext, other, there), share)
    else:
        cut = len(there) if before or (last and not after) else 0
    rows = [
        holding(only(side, before), other, there[:cut]),
        only(side, ids[start:end]),
        holding(only(side, after), other, there[cut:]),
    ]
    heir = next((place for place in (0, 2) if not hollow(rows[place])), 1)
    rows[heir] = replace(rows[heir], note=bead.note, bookmark=bead.bookmark)
    above, below = (
        [guessed(row, (bead,)) for row in part if not hollow(row)] for part in (rows[:1], rows[2:])
    )
    return above, rows[1], below
