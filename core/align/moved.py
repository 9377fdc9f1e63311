"""Passages that stand elsewhere in the translation: sought after the monotone pass, which cannot cross.

beads ─holds─▶ loose segments ─nearest─▶ pairs ─passages─▶ stretches ─inner aligner─▶ links

A passage that moved is left over in one place of the source and in another of the target, or is paired there
with strangers: both its ends are loose. How well a bead holds its segments is told by its cosine, on a scale
between what strangers of this text have in common and what its good beads have.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.align.nearest import nearest
from core.align.passages import Pairs, Passage, passages
from core.model import Bead, Side
from core.model.message import message
from core.progress import SILENT, Progress
from core.text_length import lengths
from core.vectors import Encoded, EncodedPair, Vectors, unit

Aligner = Callable[[Side, Side, EncodedPair], Sequence[Bead]]
"""A function that aligns a passage with its translation: two sides and their vectors → beads."""

_LETTERS = 8  # Latin letters, or as much in another script, below which a segment proves nothing
_NEIGHBOURS = 8
_HOLDS = 0.5  # between strangers, 0, and good beads, 1: from where on a bead holds its segments
_AROUND = np.array([1, 2, 3, 2, 1]) / 9  # how the beads around one weigh in whether it does
_SURE = 0.8  # of the inner aligner, on a bead at the end of a passage that holds badly
_LEAST_SPREAD = 0.2  # of cosines, from strangers to good beads


def link_moved(
    source: Side,
    target: Side,
    encoded: EncodedPair,
    beads: Sequence[Bead],
    inner: Aligner,
    progress: Progress = SILENT,
) -> tuple[Bead, ...]:
    """Return the beads, those of moved passages as linked pairs of one-sided beads that keep their places.

    `encoded` are the segments of both sides; `beads` are those of the monotone pass, every
    segment in one, in document order; `inner` aligns a passage. A person's beads, and those linked already,
    stay as they are. Links count on from the highest there is. Time is linear but for one matrix product of
    the segments that no bead holds well.
    """
    if not beads:
        return ()
    sides, vectors = (source, target), (encoded[0].vectors, encoded[1].vectors)
    hold = _hold(vectors, beads)
    stretches = passages(_pairs(sides, vectors, beads, hold, progress))
    moved = [bead for stretch in stretches for bead in _inside(stretch, sides, vectors, hold, inner)]
    return _linked(beads, moved) if moved else tuple(beads)


@dataclass(frozen=True, slots=True, eq=False)
class _Hold:
    """How well beads hold their segments: 1 - _HOLDS as good beads do, below 0 not at all.

    `sizes` (beads, 2) int64 are their segments; `values` (beads,) float64; `strangers` and `spread` turn a
    cosine into such a value.
    """

    sizes: NDArray[np.int64]
    values: NDArray[np.float64]
    strangers: float
    spread: float

    def of(self, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values of beads of these cosines."""
        out: NDArray[np.float64] = (cosines - self.strangers) / self.spread - _HOLDS
        return out

    def segments(self, at: int) -> NDArray[np.float64]:
        """The values of the beads in which the segments of one side stand."""
        out: NDArray[np.float64] = np.repeat(self.values, self.sizes[:, at])
        return out


def _hold(vectors: tuple[Vectors, Vectors], beads: Sequence[Bead]) -> _Hold:
    sizes = _sizes(beads)
    paired, rows = _paired(vectors, sizes)
    cosines = _dots(*rows)
    strange = _dots(rows[0], np.roll(rows[1], len(paired) // 2 + 1, axis=0))
    sure = np.array([beads[at].certainty for at in paired.tolist()])
    good = cosines[sure >= np.median(sure)] if len(paired) else cosines
    strangers, best = (float(np.median(part)) if len(part) else 0.0 for part in (strange, good))
    hold = _Hold(sizes, np.full(len(beads), -_HOLDS), strangers, max(best - strangers, _LEAST_SPREAD))
    hold.values[paired] = hold.of(cosines)
    return hold


def _sizes(beads: Sequence[Bead]) -> NDArray[np.int64]:
    return np.array([(len(bead.source), len(bead.target)) for bead in beads], np.int64).reshape(-1, 2)


def _paired(
    vectors: tuple[Vectors, Vectors], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], tuple[Vectors, Vectors]]:
    """Which beads have two sides, and the unit vectors of these sides, (paired, dimension) each."""
    both: NDArray[np.bool_] = np.logical_and(sizes[:, 0] > 0, sizes[:, 1] > 0)
    sides = []
    for at, part in enumerate(vectors):
        counts, starts = sizes[both, at], (np.cumsum(sizes[:, at]) - sizes[:, at])[both]
        sums = part[starts]  # most beads hold one segment a side: faster than reduceat
        for more in range(1, counts.max(initial=1)):
            longer = counts > more
            sums[longer] += part[starts[longer] + more]
        sides.append(unit(sums))
    return np.flatnonzero(both), (sides[0], sides[1])


def _dots(left: Vectors, right: Vectors) -> NDArray[np.float64]:
    out: NDArray[np.float64] = np.einsum("ij,ij->i", left, right).astype(np.float64)
    return out


def _pairs(
    sides: tuple[Side, Side],
    vectors: tuple[Vectors, Vectors],
    beads: Sequence[Bead],
    hold: _Hold,
    progress: Progress,
) -> Pairs:
    """The mutual nearest neighbours among the segments that no bead holds well."""
    ours = np.array([bead.untouched for bead in beads], bool)
    around = np.convolve(np.clip(hold.values, -1, 1), _AROUND)[2 : len(beads) + 2]
    loose = ours & ((around < 0) | ~hold.sizes.all(axis=1))
    runs, places, units = [], [], []
    for at, side in enumerate(sides):
        part = np.repeat(loose, hold.sizes[:, at])
        runs.append(np.where(part, np.cumsum(~part), -1))
        worded = np.flatnonzero(part)
        texts = side.texts()
        worded = worded[lengths([texts[place] for place in worded.tolist()]) >= _LETTERS]
        places.append(worded)
        units.append(vectors[at][worded])
    if not min(map(len, places)):
        return Pairs(np.zeros((0, 2), np.int64), np.zeros(0), (runs[0], runs[1]))
    ahead, forth = nearest(units[0], units[1], _NEIGHBOURS, progress, message("Looking for moved passages"))
    behind, back = nearest(units[1], units[0], _NEIGHBOURS, progress, message("Looking for moved passages"))
    mutual = np.flatnonzero(back[forth[:, 0], 0] == np.arange(len(forth)))
    others = forth[mutual, 0]
    margins = ahead[mutual, 0] - (ahead[mutual].mean(axis=1) + behind[others].mean(axis=1)) / 2
    found = np.stack([places[0][mutual], places[1][others]], axis=1)
    return Pairs(found, margins.astype(np.float64) / hold.spread, (runs[0], runs[1]))


def _inside(
    passage: Passage,
    sides: tuple[Side, Side],
    vectors: tuple[Vectors, Vectors],
    hold: _Hold,
    inner: Aligner,
) -> list[Bead]:
    """The two-sided beads of a passage, their confidence times the passage's; none if they hold no better.

    At its ends those that hold badly are left out, unless the aligner is sure of them (a short sentence has
    few words to be held by): there the passage was taken too wide.
    """
    cuts = slice(*passage.source), slice(*passage.target)
    parts = [replace(side, segments=side.segments[cut]) for side, cut in zip(sides, cuts, strict=True)]
    rows = vectors[0][cuts[0]], vectors[1][cuts[1]]
    beads = inner(parts[0], parts[1], (Encoded(rows[0]), Encoded(rows[1])))
    sizes = _sizes(beads)
    paired, units = _paired(rows, sizes)
    values = hold.of(_dots(*units))
    firm = np.flatnonzero(values > 0)
    if not len(firm):
        return []
    sure = np.array([beads[at].certainty >= _SURE for at in paired.tolist()])
    first, last = int(firm[0]), int(firm[-1])
    while first and sure[first - 1]:
        first -= 1
    while last + 1 < len(sure) and sure[last + 1]:
        last += 1
    kept = slice(first, last + 1)
    now = values[kept] @ sizes[paired[kept]].sum(axis=1)
    before = sum(np.maximum(hold.segments(at)[cut], 0).sum() for at, cut in enumerate(cuts))
    if now <= before:
        return []
    inside = [beads[at] for at in paired[kept].tolist()]
    return [replace(bead, confidence=bead.certainty * passage.confidence) for bead in inside]


def _linked(beads: Sequence[Bead], moved: Sequence[Bead]) -> tuple[Bead, ...]:
    """The beads, those that `moved` ones take segments from replaced by one-sided ones in the same places.

    What is left of them stands alone.
    """
    link = max((bead.moved for bead in beads if bead.moved is not None), default=-1)
    groups: tuple[dict[int, Bead], dict[int, Bead]] = {}, {}
    for number, bead in enumerate(moved, link + 1):
        groups[0].update((id_, Bead(bead.source, (), bead.confidence, moved=number)) for id_ in bead.source)
        groups[1].update((id_, Bead((), bead.target, bead.confidence, moved=number)) for id_ in bead.target)
    out: list[Bead] = []
    for bead in beads:
        if groups[0].keys().isdisjoint(bead.source) and groups[1].keys().isdisjoint(bead.target):
            out.append(bead)
            continue
        for id_ in bead.source:
            half = groups[0].get(id_, Bead((id_,), (), bead.confidence))
            if half.source[0] == id_:
                out.append(half)
        for id_ in bead.target:
            half = groups[1].get(id_, Bead((), (id_,), bead.confidence))
            if half.target[0] == id_:
                out.append(half)
    return tuple(out)
