"""The rows of another alignment instead of ours, as a patch."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.ascending import longest_ascending
from core.model import SIDES, Bead, Bitext, Patch, SideName
from core.model.message import Message, message
from core.review.comparing.comparison import Pair, segments_of
from core.review.comparing.differences import Difference, rows_of
from core.review.verbs.rows import NotPossible, Stretch, notes, rearranged


def take_theirs(bitext: Bitext, difference: Difference) -> Patch:
    """Rearrange the rows of a difference as the other alignment has them; the user has stated the result.

    Pairs that cross others become moved pairs. Notes and bookmarks go to the row with most of the segments.
    Raises NotPossible if the rows have changed, or if a moved pair of the user would break.
    """
    try:
        rows = rows_of(bitext, difference)
    except KeyError:
        raise NotPossible(message("These rows have changed.")) from None
    first, last = rows[0], rows[-1]
    changing = set(rows)
    kept = {row: bitext.beads[row] for row in range(first, last + 1) if row not in changing}
    made = _beads(bitext, difference, kept.values())
    heirs = _with_notes(made, [bitext.beads[row] for row in rows])
    after = list(_in_order(bitext, [*heirs, *kept.values()]))
    return rearranged(bitext, _name(rows), *_stretches(bitext, kept, after, first, last))


def _name(rows: Sequence[int]) -> Message:
    if len(rows) == 1:
        return message("Use the other alignment for row {row}", row=rows[0] + 1)
    return message("Use the other alignment for rows {first} to {last}", first=rows[0] + 1, last=rows[-1] + 1)


@dataclass(frozen=True, slots=True)
class _Order:
    """Positions of the segments of both sides."""

    bitext: Bitext

    def start(self, pair: Pair | Bead, side: SideName) -> int:
        ids = pair.ids(side) if isinstance(pair, Bead) else pair[SIDES.index(side)]
        return self.bitext.side(side).position(ids[0])


def _beads(bitext: Bitext, difference: Difference, kept: Iterable[Bead]) -> list[Bead]:
    """Return the beads of the other alignment, those that cross others as moved pairs."""
    order = _Order(bitext)
    fixed = [bead for bead in kept if bead.source and bead.target]
    marks = [[order.start(bead, side) for bead in fixed] for side in SIDES]
    both = sorted(
        (pair for pair in difference.theirs if pair[0] and pair[1]),
        key=lambda pair: order.start(pair, "source"),
    )
    free = [
        pair
        for pair in both
        if bisect_left(marks[0], order.start(pair, "source"))
        == bisect_left(marks[1], order.start(pair, "target"))
    ]
    chain = longest_ascending([order.start(pair, "target") for pair in free])
    straight = {free[at] for at in chain}
    link = max((bead.moved for bead in bitext.beads if bead.moved is not None), default=0)
    made: list[Bead] = []
    for pair in difference.theirs:
        if pair in straight or not (pair[0] and pair[1]):
            made.append(Bead(*pair))
        else:
            link += 1
            made += [Bead(pair[0], (), moved=link), Bead((), pair[1], moved=link)]
    return made


def _with_notes(made: Sequence[Bead], before: Sequence[Bead]) -> list[Bead]:
    """Return new beads with the notes and bookmarks of the rows before."""
    out = list(made)
    for old in before:
        if old.annotated:
            held = {*segments_of((old.source, old.target))}
            shares = [len(held.intersection(segments_of((new.source, new.target)))) for new in out]
            at = shares.index(max(shares))
            note, mark = notes((out[at], old)), out[at].bookmark or old.bookmark
            out[at] = replace(out[at], note=note, bookmark=mark)
    return out


def _in_order(bitext: Bitext, beads: Sequence[Bead]) -> Iterator[Bead]:
    """Yield beads in document order on both sides, those of one side near to where they were."""
    order = _Order(bitext)
    queues = {
        side: sorted((bead for bead in beads if bead.ids(side)), key=lambda bead: order.start(bead, side))
        for side in SIDES
    }
    left, right = queues["source"], queues["target"]
    at = to = 0
    while at < len(left) or to < len(right):
        source = left[at] if at < len(left) else None
        target = right[to] if to < len(right) else None
        lone = source is not None and not source.target, target is not None and not target.source
        if lone[0] and lone[1]:
            assert source is not None
            assert target is not None
            first = bitext.row_of("source", source.source[0]) <= bitext.row_of("target", target.target[0])
        else:
            first = lone[0]
        if first and source is not None:
            yield source
            at += 1
        elif lone[1] and target is not None:
            yield target
            to += 1
        else:
            assert source is not None
            yield source
            at, to = at + 1, to + 1


def _stretches(
    bitext: Bitext, kept: Mapping[int, Bead], after: Sequence[Bead], first: int, last: int
) -> Iterator[Stretch]:
    """Yield the stretches of rows that change, cut at the kept rows that stay between them."""
    places = {bead: place for place, bead in enumerate(after)}
    row, place = first, 0
    for at in [*kept, last + 1]:
        to = places[kept[at]] if at in kept else len(after)
        if to < place:
            continue  # this row is moved, so it is part of a longer stretch
        if bitext.beads[row:at] != tuple(after[place:to]):
            yield row, at - 1, after[place:to]
        row, place = at + 1, to + 1
