"""Verbs that pair passages anywhere in the texts, and separate them again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.model import SIDE_WORDS, Bead, Bitext, Patch, SideName, Status
from core.model.message import Message, message
from core.review.verbs.merge_split_move import move_segments
from core.review.verbs.rows import (
    NotPossible,
    bead_at,
    guessed,
    holding,
    only,
    rearranged,
    refuse_accepted,
    union,
)
from core.review.verbs.unmerge import separate, taken_out


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive segments in a cell: from position `start` to `end` (exclusive)."""

    row: int
    side: SideName
    start: int
    end: int


def passage(bitext: Bitext, at: int, side: SideName, position: int) -> Passage:
    """Return the passage that a user means by pointing at a segment: all of a one-sided row, otherwise the
    segment."""
    bead = bead_at(bitext, at)
    count = len(bead.ids(side))
    if not 0 <= position < count:
        raise NotPossible(message("Row {row} has no such {side} segment.", row=at + 1, side=SIDE_WORDS[side]))
    return Passage(at, side, 0, count) if bead.one_sided else Passage(at, side, position, position + 1)


def pair(bitext: Bitext, one: Passage, other: Passage) -> Patch:
    """Pair two passages, one on each side.

    If one of them has a row for itself and no segment lies in between, the other moves to that row. Otherwise
    they become a moved pair: each stays in place, in a row of its own, and a link joins them. What is left of
    the rows they came from is a guess.
    """
    if one.side == other.side:
        raise NotPossible(message("Choose a passage in the source and one in the target."))
    if one.row == other.row:
        raise NotPossible(message("Both are already in row {row}.", row=one.row + 1))
    upper, lower = sorted((one, other), key=lambda each: each.row)
    return _in_order(bitext, upper, lower) or _linked(bitext, upper, lower)


def pair_rows(bitext: Bitext, one: int, other: int) -> Patch:
    """Pair two rows that lack different sides."""
    passages = []
    for at in (one, other):
        bead = bead_at(bitext, at)
        if not bead.one_sided:
            raise NotPossible(
                message("Row {row} has both sides. Choose two rows that have one side each.", row=at + 1)
            )
        passages.append(passage(bitext, at, "source" if bead.source else "target", 0))
    return pair(bitext, *passages)


def cross(bitext: Bitext, at: int) -> Patch:
    """Pair the source of row `at` with the target of the row below, and the other way round.

    The latter pair becomes one row, between the two halves of a moved pair. The user has stated all of it.
    """
    if at + 1 >= len(bitext.beads):
        raise NotPossible(message("There is no row below to swap with."))
    upper, lower = bead_at(bitext, at), bitext.beads[at + 1]
    if upper.one_sided or lower.one_sided:
        raise NotPossible(message("Only two rows with both sides filled can have their targets swapped."))
    refuse_accepted(bitext, at + 1)
    patch = _linked(
        bitext,
        Passage(at, "source", 0, len(upper.source)),
        Passage(at + 1, "target", 0, len(lower.target)),
        crossed=True,
    )
    return replace(
        patch, name=message("Swap targets of rows {first} and {second}", first=at + 1, second=at + 2)
    )


def exchange_targets(bitext: Bitext, rows: Sequence[int]) -> Patch:
    """Pair the source of each of these rows with the target of the next, and that of the last with the target
    of the first.

    Segments keep their order, so these become moved pairs. The user has stated all of them.
    """
    if len(rows) < 2 or len({*rows}) < len(rows):
        raise NotPossible(message("Choose at least two different rows."))
    beads = [bead_at(bitext, at) for at in rows]
    for at, bead in zip(rows, beads, strict=True):
        if bead.one_sided:
            raise NotPossible(message("Row {row} has no counterpart.", row=at + 1))
        refuse_accepted(bitext, at)
    first, *others = sorted(rows)
    if others == [first + 1]:
        return cross(bitext, first)
    start = _free_link(bitext)
    links = [*range(start, start + len(rows))]
    stretches = []
    for place, (at, bead) in enumerate(zip(rows, beads, strict=True)):
        source = _by_hand(holding(bead, "target", ()), links[place])
        target = _by_hand(only("target", bead.target), links[place - 1])
        stretches.append((at, at, (source, target)))
    name = message("Exchange the targets of {count} rows", count=len(rows))
    return rearranged(bitext, name, *sorted(stretches, key=lambda stretch: stretch[0]))


def unpair(bitext: Bitext, at: int) -> Patch:
    """Separate the pair in row `at`: a moved passage loses its link, the sides of another row get a
    row each."""
    link = bead_at(bitext, at).moved
    if link is None:
        return separate(bitext, at)
    halves = [row for row, bead in enumerate(bitext.beads) if bead.moved == link]
    return rearranged(
        bitext,
        message("Unlink rows {first} and {second}", first=halves[0] + 1, second=halves[1] + 1),
        *((row, row, (_by_hand(bitext.beads[row], None),)) for row in halves),
        unpairing=True,
    )


def _in_order(bitext: Bitext, upper: Passage, lower: Passage) -> Patch | None:
    """Move one of the two into the row that the other has for itself, if no other segment is in the way."""
    above, below = bitext.beads[upper.row], bitext.beads[lower.row]
    between = bitext.beads[upper.row + 1 : lower.row]
    patch = None
    if (
        above.one_sided
        and _whole_cell(bitext, upper)
        and lower.start == 0
        and not any(bead.ids(lower.side) for bead in between)
    ):
        patch = move_segments(bitext, lower.row, lower.side, lower.end - 1, upper.row)
    elif (
        below.one_sided
        and _whole_cell(bitext, lower)
        and upper.end == len(above.ids(upper.side))
        and not any(bead.ids(upper.side) for bead in between)
    ):
        patch = move_segments(bitext, upper.row, upper.side, upper.start, lower.row)
    return patch and replace(patch, name=_name(upper, lower))


def _linked(bitext: Bitext, upper: Passage, lower: Passage, *, crossed: bool = False) -> Patch:
    """Return the patch that links two passages; if `crossed`, what they leave behind is stated as a
    pair too."""
    link = _free_link(bitext)
    above, first, inner = _set_out(bitext, upper, link, last=False)
    outer, second, below = _set_out(bitext, lower, link, last=True)
    if lower.row == upper.row + 1:
        left = [*inner, *outer]
        if len(left) == 2 and all(_whole_cell(bitext, one) for one in (upper, lower)):
            whole = union(left)  # what remains of two whole crossing cells is a pair too
            left = [whole if crossed else guessed(whole, bitext.beads[upper.row : lower.row + 1])]
        stretch = upper.row, lower.row, (*above, first, *left, second, *below)
        return rearranged(bitext, _name(upper, lower), stretch)
    return rearranged(
        bitext,
        _name(upper, lower),
        (upper.row, upper.row, (*above, first, *inner)),
        (lower.row, lower.row, (*outer, second, *below)),
    )


def _free_link(bitext: Bitext) -> int:
    return 1 + max((bead.moved for bead in bitext.beads if bead.moved is not None), default=0)


def _whole_cell(bitext: Bitext, one: Passage) -> bool:
    return one.start == 0 and one.end == len(bitext.beads[one.row].ids(one.side))


def _set_out(bitext: Bitext, one: Passage, link: int, *, last: bool) -> tuple[list[Bead], Bead, list[Bead]]:
    bead = bitext.beads[one.row]
    above, alone, below = taken_out(bitext, bead, one.side, one.start, one.end, last=last)
    return above, _by_hand(alone, link), below


def _by_hand(bead: Bead, link: int | None) -> Bead:
    return replace(bead, confidence=None, status=Status.OPEN, moved=link)


def _name(upper: Passage, lower: Passage) -> Message:
    return message("Pair passages of rows {first} and {second}", first=upper.row + 1, second=lower.row + 1)
