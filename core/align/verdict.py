"""A check whether two texts translate each other at all, before anything is aligned.

Where both texts have the same content, each segment's similarity to its nearest neighbour on the other side
stands out, and such pairs follow each other in both texts. What remains of that after the order of one text
is shuffled is what any two texts would show.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.anchors import heaviest
from core.align.nearest import nearest
from core.model import Finding, FindingKind, Side
from core.model.message import message
from core.progress import SILENT, Progress
from core.text_length import lengths
from core.vectors import EncodedPair

_ROWS = 1_000  # most segments of the smaller side that are compared
_STRETCH = 50  # of these in a row, so that pairs can follow each other
_NEAREST = 8
_SHUFFLES = 8
_DRAWS = 1_024  # random pairs to measure the spread of cosines

_SHORT = 20  # letters; shorter lines, such as chapter numbers, are weaker evidence

FEWEST = 8  # fewest segments on the smaller side from which anything can be concluded
_RELATED = 0.03  # strength below which texts do not translate each other (benchmarks.verdict)
_LONGER = 2.5  # times as long as expected
_LINKS = 20  # links that are enough to estimate the usual ratio


@dataclass(frozen=True, slots=True)
class Evidence:
    """Measurements of how well two texts correspond.

    `segments` is the number of segments of the smaller side that were compared. `coverage` is the share of
    their similarity to the other side that remains if both texts are read in order, above what remains in
    shuffled text: near 0 for any two texts, 1 for a sentence-by-sentence translation. `margin` is that
    similarity per segment, in standard deviations of the cosines of random pairs. `ratio` is how many times
    longer the source is than the target, relative to the pairs that follow each other.
    """

    segments: int
    coverage: float
    margin: float
    ratio: float

    @property
    def strength(self) -> float:
        """Coverage times margin: the strength of the evidence that the texts translate each other."""
        return self.coverage * self.margin


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Rows, columns and positive weights of segments that may translate each other."""


def unrelated_or_lopsided(source: Side, target: Side, found: Evidence) -> tuple[Finding, ...]:
    """Return a finding if two texts do not translate each other, or if one is far too long for the other.

    Empty if neither is the case, or if the texts are too short to tell.
    """
    if found.segments < FEWEST:
        return ()
    one, other = source.document.name, target.document.name
    if found.strength < _RELATED:
        return (
            Finding(
                FindingKind.UNRELATED,
                message(
                    "“{name}” and “{other}” do not seem to be translations of each other: hardly any "
                    "sentences match in the same order. Check that these are the right files.",
                    name=one,
                    other=other,
                ),
            ),
        )
    if max(found.ratio, 1 / found.ratio) < _LONGER:
        return ()
    if found.ratio < 1:
        one, other = other, one
    times = f"{max(found.ratio, 1 / found.ratio):.1f}".removesuffix(".0")
    return (
        Finding(
            FindingKind.LOPSIDED,
            message(
                "“{name}” is about {times} times as long as “{other}”. Part of “{other}” may be missing.",
                name=one,
                times=times,
                other=other,
            ),
        ),
    )


def evidence(source: Side, target: Side, encoded: EncodedPair, progress: Progress = SILENT) -> Evidence:
    """Return how well two texts correspond, by the vectors of their segments.

    Compares at most 1,000 segments of the smaller side with all of the other: time and memory are linear. The
    result is deterministic.
    """
    sizes = lengths(source.texts()), lengths(target.texts())
    places = np.flatnonzero(sizes[0]), np.flatnonzero(sizes[1])
    if not (len(places[0]) and len(places[1])):
        return Evidence(0, 0.0, 0.0, 1.0)
    units = encoded[0].vectors[places[0]], encoded[1].vectors[places[1]]
    small = int(len(places[0]) > len(places[1]))
    sampled = _stretches(len(places[small]))
    rows, columns = units[small][sampled], units[1 - small]
    rng = np.random.default_rng(0)
    letters = sizes[small][places[small][sampled]], sizes[1 - small][places[1 - small]]
    pairs = _candidates(rows, columns, letters, progress)
    kept = heaviest(*pairs)
    weight = float(pairs[2][kept].sum())
    shuffled = float(np.mean([_shuffled(pairs, len(columns), rng) for _ in range(_SHUFFLES)]))
    most = min(_best(pairs[0], pairs[2]), _best(pairs[1], pairs[2]))
    draws = rng.integers(0, len(rows), _DRAWS), rng.integers(0, len(columns), _DRAWS)
    spread = float(np.einsum("ij,ij->i", rows[draws[0]], columns[draws[1]]).std())
    links = places[small][sampled[pairs[0][kept]]], places[1 - small][pairs[1][kept]]
    return Evidence(
        len(rows),
        max(weight - shuffled, 0.0) / max(most - shuffled, 1e-9),
        (weight - shuffled) / max(spread, 1e-9) / len(rows),
        _ratio(*sizes, links[small], links[1 - small]),
    )


def _stretches(count: int) -> NDArray[np.int64]:
    """Return the positions to compare among so many: all, or stretches at even distances."""
    if count <= _ROWS:
        return np.arange(count)
    starts = np.linspace(0, count - _STRETCH, _ROWS // _STRETCH).astype(np.int64)
    return np.unique(starts[:, None] + np.arange(_STRETCH))


def _candidates(
    rows: NDArray[np.float32],
    columns: NDArray[np.float32],
    letters: tuple[NDArray[np.float64], NDArray[np.float64]],
    progress: Progress,
) -> Pairs:
    """Return each row with its nearest columns, weighted by how far they stand out from the other neighbours
    of both."""
    cosines, near = nearest(rows, columns, _NEAREST, progress, message("Comparing the texts"))
    neighbours, where = np.unique(near, return_inverse=True)
    back, _ = nearest(columns[neighbours], rows, _NEAREST)
    usual = (cosines.mean(axis=1)[:, None] + back.mean(axis=1)[where.reshape(near.shape)]) / 2
    shorter = np.minimum(letters[0][:, None], letters[1][near])
    weights = (cosines - usual) * np.minimum(shorter / _SHORT, 1.0)
    out = weights > 0
    return np.nonzero(out)[0], near[out], weights[out]


def _best(places: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """Return the sum of the best weight of each position: the total if order did not matter."""
    best = np.zeros(places.max(initial=0) + 1)
    np.maximum.at(best, places, weights)
    return float(best.sum())


def _shuffled(pairs: Pairs, columns: int, rng: np.random.Generator) -> float:
    rows, places, weights = pairs
    shuffled = rows, rng.permutation(columns)[places], weights
    return float(weights[heaviest(*shuffled)].sum())


def _ratio(
    source: NDArray[np.float64],
    target: NDArray[np.float64],
    source_links: NDArray[np.int64],
    target_links: NDArray[np.int64],
) -> float:
    """Return how many times longer the source is, by itself or relative to its links to the target.

    Returns whichever is nearer to 1, because links between parts of long sentences mislead.
    """
    whole = float(source.sum() / target.sum())
    if len(source_links) < _LINKS:
        return whole
    usual = float(np.median(source[source_links] / target[target_links]))
    return min(whole, whole / usual, key=lambda ratio: abs(np.log(ratio)))
