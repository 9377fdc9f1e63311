"""Map of the whole bitext: both documents as axes, measured in letters, and the beads as a path between them.

The map knows nothing about pixels. The widget that draws it gives the number of letters per pixel and
receives the path in runs (`runs`), so that a hundred thousand beads cost no more than the pixels they fall
into.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.model import Bead, Bitext, IndexRange, SideName
from core.review.doubts.navigation import unsure

SURE = 0.9
"""A pair with at least this confidence needs no review."""
_HOLE = 6  # a one-sided stretch is a gap from this multiple of the usual length of a cell on
_SHARE = 4  # one bead in this many decides the look of a run

Stretch = tuple[float, float]
"""First and last letter of a stretch of one side."""


class Look(IntEnum):
    """Appearance of a bead on the map: where many share a pixel, higher values are seen first."""

    MOVED = 0
    LONE = 1
    ACCEPTED = 2
    SURE = 3
    BY_HAND = 4
    FAIR = 5
    POOR = 6
    DOUBTFUL = 7


@dataclass(frozen=True, slots=True)
class Hole:
    """A long gap: rows from `first` to `end` (exclusive) that have only side `side`."""

    side: SideName
    first: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """The map. `source` and `target` hold the first letter of each bead and, last, the length of the text (n
    + 1 int64, ascending); `looks` belong to the beads (n uint8); `holes` ascend.

    Each item of `moved` is a block off the path: the rows of a source stretch and those of its translation.
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    looks: NDArray[np.uint8]
    holes: tuple[Hole, ...]
    moved: tuple[tuple[IndexRange, IndexRange], ...]

    @property
    def rows(self) -> int:
        """Number of beads."""
        return len(self.looks)

    @property
    def size(self) -> tuple[int, int]:
        """Number of letters on each side."""
        return int(self.source[-1]), int(self.target[-1])


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Stretches of the path, each drawn as one shape: rows `first` to `end` (exclusive, int64).

    `look` is the highest that a quarter of their beads reach, or doubtful if a person marked one so (uint8);
    `confirmed` tells if a person confirmed one (bool). Halves of moved pairs do not count: they are drawn as
    blocks of their own.
    """

    first: NDArray[np.int64]
    end: NDArray[np.int64]
    look: NDArray[np.uint8]
    confirmed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Contribution of some rows to a map: their letters on both sides (int64), and their looks (uint8)."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    looks: NDArray[np.uint8]


def piece(bitext: Bitext, rows: IndexRange) -> Piece:
    """Return the piece of some rows; the window computes a long text piece by piece."""
    first, end = rows
    looks = np.fromiter(map(look, bitext.beads[first:end]), np.uint8, end - first)
    return Piece(_widths(bitext, "source", rows), _widths(bitext, "target", rows), looks)


def mapped(bitext: Bitext, pieces: Sequence[Piece] = ()) -> Map:
    """Return the map of a bitext; `pieces` cover all its rows, if they have been computed."""
    known = pieces or [piece(bitext, (0, len(bitext.beads)))]
    source, target, looks = (
        np.concatenate([getattr(part, name) for part in known]) for name in ("source", "target", "looks")
    )
    return _drawn(bitext, Piece(source, target, looks))


def remapped(before: Map, bitext: Bitext, first: int, last: int) -> Map:
    """Return the map after a change of rows `first` to `last`, counted in the present bitext."""
    grown = len(bitext.beads) - before.rows
    if last < first or not first <= last + 1 - grown <= before.rows:
        return mapped(bitext)
    gone, new = slice(first, last + 1 - grown), piece(bitext, (first, last + 1))
    return _drawn(
        bitext,
        Piece(
            _put(np.diff(before.source), gone, new.source),
            _put(np.diff(before.target), gone, new.target),
            _put(before.looks, gone, new.looks),
        ),
    )


def look(bead: Bead) -> Look:
    """Return the look of a bead."""
    if bead.accepted:
        return Look.ACCEPTED
    if bead.doubtful:
        return Look.DOUBTFUL
    if bead.linked:
        return Look.MOVED
    if bead.made_by_person:
        return Look.BY_HAND
    if bead.one_sided:
        return Look.LONE
    if bead.certainty >= SURE:
        return Look.SURE
    return Look.POOR if unsure(bead.certainty) else Look.FAIR


def runs(chart: Map, steps: tuple[float, float], rows: IndexRange) -> Runs:
    """Return the path of these rows in runs of beads that begin in the same `steps` letters of both sides.

    The runs are in order and contain every row once.
    """
    first, end = rows
    if first >= end:
        nothing = np.empty(0, np.int64)
        return Runs(nothing, nothing, np.empty(0, np.uint8), np.empty(0, np.bool_))
    cells = [
        (ends[first:end] / step).astype(np.int64)
        for ends, step in zip((chart.source, chart.target), steps, strict=True)
    ]
    starts = np.flatnonzero((np.diff(cells[0], prepend=-1) != 0) | (np.diff(cells[1], prepend=-1) != 0))
    looks = chart.looks[first:end]
    confirmed = (looks == Look.ACCEPTED) | (looks == Look.BY_HAND)
    return Runs(
        starts + first,
        np.append(starts[1:], end - first) + first,
        _seen(looks, starts),
        np.logical_or.reduceat(confirmed, starts),
    )


def _seen(looks: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the look of each run. One unsure bead among many says little about a chapter; many do."""
    counts = np.diff(np.append(starts, len(looks)))
    seen = np.zeros(len(starts), np.uint8)
    for one in Look:
        reached = np.add.reduceat(looks >= one, starts, dtype=np.int64)
        seen[(reached * _SHARE >= counts) | ((reached > 0) & (one is Look.DOUBTFUL))] = one
    return seen


def touching(chart: Map, source: Stretch, target: Stretch) -> IndexRange:
    """Return the rows of the path that lie in a window, according to their letters; empty if there
    are none."""
    both = _held(chart.source, source), _held(chart.target, target)
    first = max(one for one, _ in both)
    return first, max(first, min(end for _, end in both))


def within(chart: Map, source: Stretch, target: Stretch) -> IndexRange:
    """Return all rows that contain part of the source stretch or of the target stretch, and those in between.

    These are the rows in which the two stretches can be aligned with each other.
    """
    both = _held(chart.source, source), _held(chart.target, target)
    return min(first for first, _ in both), max(end for _, end in both)


def nearest(chart: Map, source: float, target: float, steps: tuple[float, float]) -> int:
    """Return the row whose place on the path is nearest to a point (letters of both sides).

    `steps` letters are one unit of distance. A moved block that contains the point gives its source row.
    Needs at least one row.
    """
    for (first, end), (other, other_end) in chart.moved:
        inside = chart.source[first] <= source <= chart.source[end]
        if inside and chart.target[other] <= target <= chart.target[other_end]:
            return min(int(np.searchsorted(chart.source, source, "right")), end) - 1
    first, end = within(chart, (source, source), (target, target))
    apart = (_apart(chart.source, first, end, source) / steps[0]) ** 2
    apart += (_apart(chart.target, first, end, target) / steps[1]) ** 2
    return first + int(np.argmin(apart))


def _apart(ends: NDArray[np.int64], first: int, end: int, at: float) -> NDArray[np.float64]:
    """Return the distance in letters of each row from a letter."""
    before, behind = ends[first:end] - at, at - ends[first + 1 : end + 1]
    found: NDArray[np.float64] = np.maximum(np.maximum(before, behind), 0.0)
    return found


def _held(ends: NDArray[np.int64], stretch: Stretch) -> IndexRange:
    """Return the rows that contain part of a stretch of one side, at least one."""
    rows = len(ends) - 1
    first = int(np.searchsorted(ends, min(stretch), "right")) - 1
    end = int(np.searchsorted(ends, max(stretch), "left"))
    first = min(max(first, 0), rows - 1)
    return first, min(max(end, first + 1), rows)


def _widths(bitext: Bitext, name: SideName, rows: IndexRange) -> NDArray[np.int64]:
    """Return the number of letters of each of these rows on one side."""
    side = bitext.side(name)
    cells = [bead.ids(name) for bead in bitext.beads[slice(*rows)]]
    counts = np.fromiter(map(len, cells), np.int64, len(cells))
    start = next((side.position(ids[0]) for ids in cells if ids), 0)
    found = side.segments[start : start + int(counts.sum())]  # by law 1, rows hold the segments in order
    letters = (
        segment.end - segment.start if segment.edited is None else len(segment.edited) for segment in found
    )
    ends = np.concatenate(([0], np.cumsum(np.fromiter(letters, np.int64, len(found)))))
    return np.diff(ends[np.concatenate(([0], np.cumsum(counts)))])


def _put(old: NDArray[Any], where: slice, new: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate((old[: where.start], new, old[where.stop :]))


def _drawn(bitext: Bitext, whole: Piece) -> Map:
    source, target = (np.concatenate(([0], np.cumsum(width))) for width in (whole.source, whole.target))
    return Map(source, target, whole.looks, _holes(whole), _blocks(bitext))


def _holes(whole: Piece) -> tuple[Hole, ...]:
    """Return the stretches where one side continues for long without the other; moved passages are
    excluded."""
    source, target, looks = whole.source, whole.target, whole.looks
    lone = ((source == 0) ^ (target == 0)) & (looks != Look.MOVED)
    kinds = np.where(lone, np.where(source > 0, 1, 2), 0)
    starts = np.flatnonzero(np.diff(kinds, prepend=-1))
    ends = np.append(starts[1:], len(kinds))
    holes = []
    one_sided: tuple[tuple[int, SideName, NDArray[np.int64]], ...]
    one_sided = ((1, "source", source), (2, "target", target))
    for kind, side, width in one_sided:
        usual = float(np.median(width[width > 0])) if (width > 0).any() else 0.0
        reached = np.concatenate(([0], np.cumsum(width)))
        long = (kinds[starts] == kind) & (reached[ends] - reached[starts] >= _HOLE * usual)
        holes += [
            Hole(side, first, end)
            for first, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True)
        ]
    return tuple(sorted(holes, key=lambda hole: hole.first))


def _blocks(bitext: Bitext) -> tuple[tuple[IndexRange, IndexRange], ...]:
    """Return the moved passages; rows that are adjacent on both sides form one block."""
    links = [(at, bead) for at, bead in enumerate(bitext.beads) if bead.moved is not None]
    ends = {bead.moved: at for at, bead in links if bead.target}
    blocks: list[tuple[IndexRange, IndexRange]] = []
    for at, bead in links:
        if bead.source:
            other = ends[bead.moved]
            (first, end), (there, behind) = blocks[-1] if blocks else ((0, -1), (0, -1))
            if (end, behind) == (at, other):
                blocks[-1] = ((first, at + 1), (there, other + 1))
            else:
                blocks.append(((at, at + 1), (other, other + 1)))
    return tuple(blocks)
