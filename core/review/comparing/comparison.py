"""A second alignment of the same texts, with its beads as segments of ours."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from core.errors import NothingToDo
from core.model import SIDE_WORDS, SIDES, Bead, Bitext, IndexRange, Side, SideName
from core.model.message import message
from core.review.comparing.placing import Stretch, bare, places

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""Segments of the source and of the target that translate each other, by their ids. One may be empty."""

Cells = tuple[IndexRange, IndexRange]
"""The places of a row's segments in both sides."""

_SAME = 0.5  # share of the segments that must be found on each side
_AROUND = 8  # segments next to an unknown text that may be meant by it, besides four for each such text


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A bead of the other alignment that does not consist of whole segments of ours: its two texts.

    `near` is the side and id of a segment of ours next to which it stands, None if that is unknown.
    """

    source: str
    target: str
    near: tuple[SideName, int] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The other alignment: its name, its beads as ids of our segments, and those that could not be placed.

    Segments of which it says nothing are in no pair; those in `unclear` may belong to a bead that could not
    be placed.
    """

    name: str
    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...] = ()
    unclear: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    _known: dict[SideName, dict[int, Pair]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __reduce__(self) -> tuple[type["Comparison"], tuple[object, ...]]:
        return Comparison, (self.name, self.pairs, self.unplaced, self.unclear)

    def pair(self, side: SideName, segment_id: int) -> Pair | None:
        """Return the pair that holds one of our segments, or None."""
        if not self._known:
            for at, name in enumerate(SIDES):
                self._known[name] = {id_: pair for pair in self.pairs for id_ in pair[at]}
        return self._known[side].get(segment_id)


def swapped(comparison: Comparison) -> Comparison:
    """Return the comparison after the sides were swapped."""
    other: dict[SideName, SideName] = {"source": "target", "target": "source"}
    return Comparison(
        comparison.name,
        tuple((target, source) for source, target in comparison.pairs),
        tuple(
            Unplaced(one.target, one.source, one.near and (other[one.near[0]], one.near[1]))
            for one in comparison.unplaced
        ),
        (comparison.unclear[1], comparison.unclear[0]),
    )


def compare(bitext: Bitext, other: Bitext, name: str) -> Comparison:
    """Return another alignment of the same texts, called `name`, as segments of `bitext`.

    Its segments are found by their text, so it may be cut differently, lack rows, have them in another order,
    hold some edited texts, or have its sides swapped. Takes time linear in the texts. Raises NothingToDo if
    half of the segments of a side are not found: these are other texts.
    """
    if all(bitext.side(side) == other.side(side) for side in SIDES):
        return Comparison(name, tuple((bead.source, bead.target) for bead in other.pairs()))
    found = _found(bitext, other)
    if min(map(_share, found)) < _SAME:
        beads = tuple(Bead(bead.target, bead.source) for bead in other.pairs())
        turned = Bitext(other.target, other.source, beads)
        found_turned = _found(bitext, turned)
        if min(map(_share, found_turned)) < _SAME:
            _refuse(found, name)
        other, found = turned, found_turned
    return _Placing(bitext, other, found).comparison(name)


def _found(bitext: Bitext, other: Bitext) -> tuple[list[Stretch | None], list[Stretch | None]]:
    """Return where the texts of the other alignment stand; rows with both texts equal decide first."""
    texts = [[[bare(text) for text in one.side(side).texts()] for side in SIDES] for one in (bitext, other)]
    rows = [_rows(one, sides) for one, sides in zip((bitext, other), texts, strict=True)]
    same = [
        pair
        for text, mine in rows[0].items()
        if len(mine) == len(rows[1].get(text, ()))
        for pair in zip(rows[1][text], mine, strict=True)
    ]
    source, target = (
        places(texts[0][at], texts[1][at], [(theirs[at], ours[at]) for theirs, ours in same]) for at in (0, 1)
    )
    return source, target


def _rows(bitext: Bitext, texts: Sequence[Sequence[str]]) -> dict[tuple[str, str], list[Cells]]:
    """Return the places of the two-sided rows of an alignment, by their texts."""
    rows: dict[tuple[str, str], list[Cells]] = defaultdict(list)
    for bead in bitext.pairs():
        if bead.source and bead.target:
            source, target = (_cell(bitext.side(side), bead.ids(side)) for side in SIDES)
            words = "".join(texts[0][slice(*source)]), "".join(texts[1][slice(*target)])
            if all(words):
                rows[words].append((source, target))
    return rows


def _cell(side: Side, ids: Sequence[int]) -> IndexRange:
    first = side.position(ids[0])
    return first, first + len(ids)


def _share(found: Sequence[Stretch | None]) -> float:
    return sum(place is not None for place in found) / len(found) if found else 0.0


def _refuse(found: Sequence[Sequence[Stretch | None]], name: str) -> None:
    at = min((0, 1), key=lambda at: _share(found[at]))
    raise NothingToDo(
        message(
            "“{name}” is not an alignment of these two texts: only {found} of its {count} {side} segments "
            "are in this project.",
            name=name,
            found=sum(place is not None for place in found[at]),
            count=len(found[at]),
            side=SIDE_WORDS[SIDES[at]],
        ),
        file=name,
        remedy=message("Choose an alignment of the same two texts."),
    )


class _Placing:
    """Turns the beads of the other alignment into pairs of our segments."""

    def __init__(
        self, bitext: Bitext, other: Bitext, found: tuple[list[Stretch | None], list[Stretch | None]]
    ) -> None:
        self._other, self._found = other, dict(zip(SIDES, found, strict=True))
        self._ids = {side: [one.id for one in bitext.side(side).segments] for side in SIDES}
        self._taken: dict[SideName, set[int]] = {side: set() for side in SIDES}

    def comparison(self, name: str) -> Comparison:
        pairs: list[Pair] = []
        unplaced: list[Bead] = []
        for bead in self._other.pairs():
            pair = self._pair(bead)
            if pair is None:
                unplaced.append(bead)
            else:
                pairs.append(pair)
        unclear = [frozenset(self._unclear(side, unplaced)) for side in SIDES]
        return Comparison(name, tuple(pairs), tuple(map(self._unplaced, unplaced)), (unclear[0], unclear[1]))

    def _pair(self, bead: Bead) -> Pair | None:
        cells = {side: self._cell(side, bead.ids(side)) for side in SIDES}
        source, target = cells["source"], cells["target"]
        if source is None or target is None or not (source or target):
            return None
        for side in SIDES:
            self._taken[side].update(cells[side] or ())
        return source, target

    def _stretches(self, side: SideName, ids: Sequence[int]) -> list[Stretch | None]:
        whole = self._other.side(side)
        return [self._found[side][whole.position(id_)] for id_ in ids]

    def _cell(self, side: SideName, ids: Sequence[int]) -> tuple[int, ...] | None:
        """Return the segments of ours that a cell consists of; None if it does not consist of whole ones."""
        if not ids:
            return ()
        stretches = self._stretches(side, ids)
        parts = sorted(part for part in stretches if part is not None)
        joined = all(one[1] == other[0] for one, other in pairwise(parts))
        if len(parts) < len(ids) or not joined:
            return None
        (first, before), (end, after) = parts[0][0], parts[-1][1]
        cell = tuple(self._ids[side][first:end])
        return None if before or after or not cell or not self._taken[side].isdisjoint(cell) else cell

    def _unplaced(self, bead: Bead) -> Unplaced:
        texts = [" ".join(self._other.side(side).text(id_) for id_ in bead.ids(side)) for side in SIDES]
        return Unplaced(texts[0], texts[1], next(self._near(bead), None))

    def _near(self, bead: Bead) -> Iterator[tuple[SideName, int]]:
        """Yield segments of ours next to a bead: those of its own texts, else those above them."""
        for side in SIDES:
            for stretch in self._stretches(side, bead.ids(side)):
                if stretch is not None:
                    yield side, self._ids[side][stretch[0][0]]
        for side in SIDES:
            if bead.ids(side):
                first = self._other.side(side).position(bead.ids(side)[0])
                above = next((place for place in reversed(self._found[side][:first]) if place), None)
                if above is not None:
                    yield side, self._ids[side][max(above[1][0] - 1, above[0][0])]

    def _unclear(self, side: SideName, unplaced: Sequence[Bead]) -> Iterator[int]:
        """Yield the segments of ours that the beads that could not be placed may hold."""
        ids, found = self._ids[side], self._found[side]
        whole = self._other.side(side)
        for bead in unplaced:
            for id_ in bead.ids(side):
                at = whole.position(id_)
                stretch = found[at]
                if stretch is not None:
                    yield from ids[stretch[0][0] : stretch[1][0] + bool(stretch[1][1])]
        first = 0
        while first < len(found):
            end = first
            while end < len(found) and found[end] is None:
                end += 1
            if end > first:
                yield from self._free(side, first, end)
            first = end + 1

    def _free(self, side: SideName, first: int, end: int) -> Iterator[int]:
        """Yield the segments in no pair beside which a run of texts stands that were not found."""
        ids, found, most = self._ids[side], self._found[side], _AROUND + 4 * (end - first)
        before = found[first - 1] if first else None
        after = found[end] if end < len(found) else None
        start = before[1][0] if before else 0
        stop = after[0][0] if after else len(ids)
        for run in (range(start, min(start + most, len(ids))), range(stop - 1, max(stop - 1 - most, -1), -1)):
            for at in run:
                if ids[at] in self._taken[side]:
                    break
                yield ids[at]


def segments_of(pair: Pair) -> Iterator[tuple[SideName, int]]:
    """Yield the segments of a pair, each with its side."""
    return chain((("source", id_) for id_ in pair[0]), (("target", id_) for id_ in pair[1]))
