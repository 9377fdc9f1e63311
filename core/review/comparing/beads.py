"""The beads of another alignment as pairs of our segments, once its texts have been found among them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.model import SIDES, Bead, Bitext, SideName
from core.review.comparing.comparison import Comparison, Pair, Unplaced
from core.review.comparing.placing import Stretch
from core.review.verbs.rows import union

Found = tuple[list[Stretch | None], list[Stretch | None]]
"""The places in ours of the texts of the other alignment, for each side."""

_NEAR = 50  # texts above an unknown one among which one that was found tells where it belongs
_AROUND = 8  # segments next to an unknown text that may be meant by it, besides four for each such text


def comparison_of(bitext: Bitext, other: Bitext, found: Found, name: str) -> Comparison:
    """Return the beads of another alignment, called `name`, as pairs of segments of `bitext`."""
    return _Placing(bitext, other, found).comparison(name)


class _Placing:
    """Turns the beads of the other alignment into pairs of our segments."""

    def __init__(self, bitext: Bitext, other: Bitext, found: Found) -> None:
        self._other, self._found = other, dict(zip(SIDES, found, strict=True))
        self._ids = {side: [one.id for one in bitext.side(side).segments] for side in SIDES}
        self._taken: dict[SideName, set[int]] = {side: set() for side in SIDES}

    def comparison(self, name: str) -> Comparison:
        pairs: list[Pair] = []
        left: list[Bead] = []
        for bead in self._other.pairs():
            pair = self._pair(bead)
            if pair is None:
                left.append(bead)
            else:
                pairs.append(pair)
        unplaced: list[Bead] = []
        for group in self._sharing(left):
            pair = self._pair(union(group)) if len(group) > 1 else None
            if pair is None:
                unplaced += group
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

    def _sharing(self, beads: Sequence[Bead]) -> Iterator[list[Bead]]:
        """Yield the beads that are cut inside the same segments of ours together: theirs may be shorter."""
        cuts = [set(self._cuts(bead)) for bead in beads]
        sharing: dict[tuple[SideName, int], list[int]] = defaultdict(list)
        for at, places_ in enumerate(cuts):
            for place in places_:
                sharing[place].append(at)
        seen: set[int] = set()
        for first in range(len(beads)):
            group, todo = [], [first]
            while todo:
                at = todo.pop()
                if at not in seen:
                    seen.add(at)
                    group.append(at)
                    todo += [other for place in cuts[at] for other in sharing[place]]
            if group:
                yield [beads[at] for at in sorted(group)]

    def _cuts(self, bead: Bead) -> Iterator[tuple[SideName, int]]:
        """Yield the segments of ours inside which the texts of a bead begin or end."""
        for side in SIDES:
            for stretch in self._stretches(side, bead.ids(side)):
                for at, letters in stretch or ():
                    if letters:
                        yield side, at

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
                above = next(
                    (place for place in reversed(self._found[side][max(first - _NEAR, 0) : first]) if place),
                    None,
                )
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
