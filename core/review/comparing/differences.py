"""Differences between our rows and another alignment of the same texts.

A difference is a smallest set of segments that both alignments hold in whole rows, but in different ones. It
is named by segments, so it stays true when rows elsewhere are merged or split.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.model import SIDES, Bead, Bitext, SideName
from core.review.comparing.comparison import Comparison, Pair, segments_of

Located = tuple[SideName, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """The same segments in both alignments: in pairs of ours, and in pairs of theirs."""

    ours: tuple[Pair, ...]
    theirs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All differences, in the order of rows, and counts.

    `same` counts our rows that the other alignment has too, `absent` those of which it says nothing. Rows
    that may belong to one of its beads that could not be placed are in neither.
    """

    differences: tuple[Difference, ...]
    same: int
    absent: int


def outcome(bitext: Bitext, comparison: Comparison) -> Outcome:
    """Return the differences and counts of the whole bitext. Takes time linear in it."""
    places = {
        side: {id_: row for row, bead in enumerate(bitext.beads) for id_ in bead.ids(side)} for side in SIDES
    }
    view = _View(bitext, comparison, lambda side, id_: places[side].get(id_))
    found: list[Difference] = []
    same = absent = 0
    for component in view.components(range(len(bitext.beads))):
        if component.difference is not None:
            found.append(component.difference)
        elif component.same:
            same += component.rows
        elif component.absent:
            absent += component.rows
    return Outcome(tuple(found), same, absent)


def differences(bitext: Bitext, comparison: Comparison, rows: Iterable[int]) -> tuple[Difference, ...]:
    """Return the differences in which any of the given rows take part, in their order."""
    view = _View(bitext, comparison, lambda side, id_: _row(bitext, side, id_))
    return tuple(one.difference for one in view.components(rows) if one.difference is not None)


def rows_of(bitext: Bitext, difference: Difference) -> tuple[int, ...]:
    """Return the rows of a difference, ascending. Raises KeyError if it is no longer one."""
    return tuple(sorted({bitext.row_of(*one) for pair in difference.ours for one in segments_of(pair)}))


@dataclass(frozen=True, slots=True)
class _Component:
    """Rows that share segments with the same beads of the other alignment."""

    rows: int
    difference: Difference | None = None
    same: bool = False
    absent: bool = False


class _View:
    """The bitext and the comparison beside each other."""

    def __init__(
        self, bitext: Bitext, comparison: Comparison, row: Callable[[SideName, int], int | None]
    ) -> None:
        self._bitext, self._comparison, self._row = bitext, comparison, row
        halves: dict[int | None, dict[SideName, Bead]] = {}
        for bead in [bead for bead in bitext.beads if bead.moved is not None]:
            halves.setdefault(bead.moved, {})["source" if bead.source else "target"] = bead
        self._links = {link: (both["source"].source, both["target"].target) for link, both in halves.items()}

    def components(self, rows: Iterable[int]) -> Iterator[_Component]:
        """Yield the component of each row, each once."""
        seen: set[Located] = set()
        for row in rows:
            bead = self._bitext.beads[row]
            pair = self._pair(bead)
            first = next(segments_of(pair))
            if first not in seen and self._comparison.pair(*first) == pair:
                seen.update(segments_of(pair))
                yield _Component(1 + bead.linked, same=True)
            elif first not in seen:
                yield self._component(first, seen)

    def _pair(self, bead: Bead) -> Pair:
        return (bead.source, bead.target) if bead.moved is None else self._links[bead.moved]

    def _ours(self, one: Located) -> Pair | None:
        row = self._row(*one)
        return None if row is None else self._pair(self._bitext.beads[row])

    def _component(self, first: Located, seen: set[Located]) -> _Component:
        ours: dict[Pair, None] = {}
        theirs: dict[Pair, None] = {}
        without: list[Located] = []
        gone = False
        left = [first]
        while left:
            one = left.pop()
            if one in seen:
                continue
            seen.add(one)
            mine, other = self._ours(one), self._comparison.pair(*one)
            gone = gone or mine is None
            if other is None:
                without.append(one)
            for pair, known in ((mine, ours), (other, theirs)):
                if pair is not None and pair not in known:
                    known[pair] = None
                    left += segments_of(pair)
        rows = len(
            {self._row(side, ids[0]) for pair in ours for side, ids in zip(SIDES, pair, strict=True) if ids}
        )
        unclear = dict(zip(SIDES, self._comparison.unclear, strict=True))
        lost = gone or any(id_ in unclear[side] for side, id_ in without)
        if lost or not theirs:
            return _Component(rows, absent=not lost)
        for pair in self._alone(without):
            theirs[pair] = None
        return _Component(rows, Difference(self._sorted(ours), self._sorted(theirs)))

    def _alone(self, without: Iterable[Located]) -> Iterator[Pair]:
        """Yield the segments that the other alignment leaves out as rows of one side, cut as ours are."""
        cells: dict[tuple[SideName, int | None], list[int]] = {}
        for side, id_ in without:
            cells.setdefault((side, self._row(side, id_)), []).append(id_)
        for (side, _), ids in cells.items():
            position = self._bitext.side(side).position
            run: list[int] = []
            for id_ in sorted(ids, key=position):
                if run and position(id_) != position(run[-1]) + 1:
                    yield _one_sided(side, run)
                    run = []
                run.append(id_)
            yield _one_sided(side, run)

    def _sorted(self, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
        """Return pairs in document order, by the source if they have one, else by the row of the target."""
        return tuple(sorted(pairs, key=self._order))

    def _order(self, pair: Pair) -> tuple[int, int]:
        side, id_ = next(segments_of(pair))
        return self._row(side, id_) or 0, self._bitext.side(side).position(id_)


def _one_sided(side: SideName, ids: list[int]) -> Pair:
    return (tuple(ids), ()) if side == "source" else ((), tuple(ids))


def _row(bitext: Bitext, side: SideName, id_: int) -> int | None:
    return bitext.row_of(side, id_) if bitext.side(side).holds(id_) else None
