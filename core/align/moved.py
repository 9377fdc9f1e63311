"""Moved passages, which the monotone pass cannot find because they cross the rest.

beads ─holds─▶ loose segments ─nearest─▶ pairs ─passages─▶ stretches ─inner aligner─▶ links

A passage that moved is left over in one place of the source and in another of the target, or is paired there
with unrelated segments: both its ends are loose. A bead's cosine measures how well it holds its segments, on
a scale from that of random pairs of this text to that of its good beads.
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

_LETTERS = 8  # fewest Latin letters, or as much in another script, of a segment that counts as evidence
_NEIGHBOURS = 8
_HOLDS = 0.5  # between random pairs, 0, and good beads, 1: the value from which a bead holds its segments
_AROUND = np.array([1, 2, 3, 2, 1]) / 9  # weights of a bead and its neighbours when deciding whether it does
_SURE = (
    0.8  # confidence of the inner aligner with which a bead that holds badly is kept at the end of a passage
)
_LEAST_SPREAD = 0.2  # of cosines, from random pairs to good beads


def link_moved(
    source: Side,
    target: Side,
    encoded: EncodedPair,
    beads: Sequence[Bead],
    inner: Aligner,
    progress: Progress = SILENT,
) -> tuple[Bead, ...]:
    """Return the beads, with those of moved passages as linked pairs of one-sided beads that keep their
    places.

    `encoded` holds the segments of both sides; `beads` are those of the monotone pass, every segment in one,
    in document order; `inner` aligns a passage. The user's beads and those already linked stay as they are.
    New links are numbered on from the highest there is. Time is linear except for one matrix product of the
    segments that no bead holds well.
    """
    if not beads:
        return ()
    sides, vectors = (source, target), (encoded[0].vectors, encoded[1].vectors)
    hold = _hold(vectors, beads)
    stretches = passages(_pairs(sides, vectors, beads, hold, progress))
    moved = [bead for stretch in stretches for bead in _passage_beads(stretch, sides, vectors, hold, inner)]
    return _linked(beads, moved) if moved else tuple(beads)


@dataclass(frozen=True, slots=True, eq=False)
class _Hold:
    """Measure of how well beads hold their segments: 1 - _HOLDS as good beads do, below 0 badly.

    `sizes` (beads, 2) int64 are the numbers of their segments; `values` (beads,) float64; `strangers` and
    `spread` convert a cosine into such a value.
    """

    sizes: NDArray[np.int64]
    values: NDArray[np.float64]
    strangers: float
    spread: float

    def of(self, cosines: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values of beads with these cosines."""
        out: NDArray[np.float64] = (cosines - self.strangers) / self.spread - _HOLDS
        return out

    def segments(self, at: int) -> NDArray[np.float64]:
        """Return, for each segment of one side, the value of its bead."""
        out: NDArray[np.float64] = np.repeat(self.values, self.sizes[:, at])
        return out


def _hold(vectors: tuple[Vectors, Vectors], beads: Sequence[Bead]) -> _Hold:
    sizes = _sizes(beads)
    paired, rows = _paired(vectors, sizes)
    cosines = _dots(*rows)
    far = len(paired) // 2 + 1
    pairs = (rows[0], np.roll(rows[1], far, axis=0)), (np.roll(rows[0], far, axis=0), rows[1])
    strange = np.concatenate([_dots(*pair) for pair in pairs])  # both ways, so that swapping changes nothing
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
    """Return the beads that have two sides and the unit vectors of these sides, (paired, dimension) each."""
    both: NDArray[np.bool_] = np.logical_and(sizes[:, 0] > 0, sizes[:, 1] > 0)
    sides = []
    for at, part in enumerate(vectors):
        counts, starts = sizes[both, at], (np.cumsum(sizes[:, at]) - sizes[:, at])[both]
        sums = part[starts]  # faster than reduceat, because most beads hold one segment a side
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
    """Return the mutual nearest neighbours among the segments that no bead holds well."""
    untouched = np.array([bead.untouched for bead in beads], bool)
    around = np.convolve(np.clip(hold.values, -1, 1), _AROUND)[2 : len(beads) + 2]
    loose = untouched & ((around < 0) | ~hold.sizes.all(axis=1))
    runs, places, units = [], [], []
    for at, side in enumerate(sides):
        part = np.repeat(loose, hold.sizes[:, at])
        runs.append(np.where(part, np.cumsum(~part), -1))
        with_text = np.flatnonzero(part)
        texts = side.texts()
        with_text = with_text[lengths([texts[place] for place in with_text.tolist()]) >= _LETTERS]
        places.append(with_text)
        units.append(vectors[at][with_text])
    if not min(map(len, places)):
        return Pairs(np.zeros((0, 2), np.int64), np.zeros(0), (runs[0], runs[1]))
    ahead, forth = nearest(units[0], units[1], _NEIGHBOURS, progress, message("Looking for moved passages"))
    behind, back = nearest(units[1], units[0], _NEIGHBOURS, progress, message("Looking for moved passages"))
    mutual = np.flatnonzero(back[forth[:, 0], 0] == np.arange(len(forth)))
    others = forth[mutual, 0]
    margins = ahead[mutual, 0] - (ahead[mutual].mean(axis=1) + behind[others].mean(axis=1)) / 2
    found = np.stack([places[0][mutual], places[1][others]], axis=1)
    return Pairs(found, margins.astype(np.float64) / hold.spread, (runs[0], runs[1]))


def _passage_beads(
    passage: Passage,
    sides: tuple[Side, Side],
    vectors: tuple[Vectors, Vectors],
    hold: _Hold,
    inner: Aligner,
) -> list[Bead]:
    """Return the two-sided beads of a passage, their confidence multiplied by the passage's; none if they
    hold no better than the old ones.

    Beads at its ends that hold badly are left out, because the passage may have been taken too wide, unless
    the aligner is sure of them: a short sentence has few words that could hold it.
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
    """Return the beads, with those that share segments with `moved` replaced by one-sided ones in the same
    places.

    Their other segments become beads of their own.
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
