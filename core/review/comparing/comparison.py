"""A second alignment of the same texts, with its beads as segments of ours."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from core.model import SIDES, SideName

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""Segments of the source and of the target that translate each other, by their ids. One may be empty."""


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


def segments_of(pair: Pair) -> Iterator[tuple[SideName, int]]:
    """Yield the segments of a pair, each with its side."""
    return chain((("source", id_) for id_ in pair[0]), (("target", id_) for id_ in pair[1]))
