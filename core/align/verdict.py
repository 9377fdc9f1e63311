"""Whether two texts translate each other at all, before anything is aligned.

Wherever the two texts talk of the same, each segment's likeness to its nearest on the other side stands out,
and those that stand out follow each other in both texts. How much of that is left once the order of one text
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

_ROWS = 1_000  # segments of the smaller side that are looked at
_STRETCH = 50  # of these in a row, so that what follows each other is seen to do so
_NEAREST = 8
_SHUFFLES = 8
_DRAWS = 1_024  # random pairs that tell how cosines spread

_SHORT = 20  # letters; shorter lines, such as the numbers of chapters, tell less

FEWEST = 8  # segments on the smaller side; of fewer nothing can be said
_RELATED = 0.03  # strength below which texts do not translate each other (benchmarks.verdict)
_LONGER = 2.5  # times as long as usual
_LINKS = 20  # links that are enough to tell what is usual


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well two texts go together.

    `segments` is how many of the smaller side were looked at. `coverage` is the share of their likeness to
    the other side that stays if both texts are read in order, above what stays of shuffled text: near 0 for
    any two texts, 1 for a translation sentence by sentence. `margin` is how much likeness that is a segment,
    in standard deviations of the cosines of random pairs. `ratio` is how many times longer the source is
    than the target, beyond what the pairs that follow each other make usual.
    """

    segments: int
    coverage: float
    margin: float
    ratio: float

    @property
    def strength(self) -> float:
        """Coverage times margin: how sure it is that the texts translate each other."""
        return self.coverage * self.margin


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Rows, columns and weights above 0 of what may translate each other."""


def unrelated_or_lopsided(source: Side, target: Side, found: Evidence) -> tuple[Finding, ...]:
    """Whether two texts do not translate each other, else whether one is far too long for the other.

    Nothing where all is well, or where the texts are too short to tell.
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
    """Return how well two texts go together, by the vectors of their segments.

    Looks at most at 1,000 segments of the smaller side, and compares these with all of the other: time and
    memory are linear. The same input gives the same evidence.
    """
    sizes = lengths(source.texts()), lengths(target.texts())
    places = np.flatnonzero(sizes[0]), np.flatnonzero(sizes[1])
    if not (len(places[0]) and len(places[1])):
        return Evidence(0, 0.0, 0.0, 1.0)
    units = encoded[0].vectors[places[0]], encoded[1].vectors[places[1]]
    small = int(len(places[0]) > len(places[1]))
    seen = _stretches(len(places[small]))
    rows, columns = units[small][seen], units[1 - small]
    chance = np.random.default_rng(0)
    letters = sizes[small][places[small][seen]], sizes[1 - small][places[1 - small]]
    pairs = _candidates(rows, columns, letters, progress)
    kept = heaviest(*pairs)
    weight = float(pairs[2][kept].sum())
    shuffled = float(np.mean([_shuffled(pairs, len(columns), chance) for _ in range(_SHUFFLES)]))
    most = min(_best(pairs[0], pairs[2]), _best(pairs[1], pairs[2]))
    draws = chance.integers(0, len(rows), _DRAWS), chance.integers(0, len(columns), _DRAWS)
    spread = float(np.einsum("ij,ij->i", rows[draws[0]], columns[draws[1]]).std())
    links = places[small][seen[pairs[0][kept]]], places[1 - small][pairs[1][kept]]
    return Evidence(
        len(rows),
        max(weight - shuffled, 0.0) / max(most - shuffled, 1e-9),
        (weight - shuffled) / max(spread, 1e-9) / len(rows),
        _ratio(*sizes, links[small], links[1 - small]),
    )


def _stretches(count: int) -> NDArray[np.int64]:
    """The places that are looked at among so many: all, or stretches at even distances."""
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
    """Each row with its nearest columns, as far as they stand out from what else is near to both."""
    cosines, near = nearest(rows, columns, _NEAREST, progress, message("Comparing the texts"))
    asked, where = np.unique(near, return_inverse=True)
    back, _ = nearest(columns[asked], rows, _NEAREST)
    usual = (cosines.mean(axis=1)[:, None] + back.mean(axis=1)[where.reshape(near.shape)]) / 2
    shorter = np.minimum(letters[0][:, None], letters[1][near])
    weights = (cosines - usual) * np.minimum(shorter / _SHORT, 1.0)
    out = weights > 0
    return np.nonzero(out)[0], near[out], weights[out]


def _best(places: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """The weight of the best pair of each place, together: what there would be if order did not matter."""
    best = np.zeros(places.max(initial=0) + 1)
    np.maximum.at(best, places, weights)
    return float(best.sum())


def _shuffled(pairs: Pairs, columns: int, chance: np.random.Generator) -> float:
    rows, places, weights = pairs
    shuffled = rows, chance.permutation(columns)[places], weights
    return float(weights[heaviest(*shuffled)].sum())


def _ratio(
    source: NDArray[np.float64],
    target: NDArray[np.float64],
    source_links: NDArray[np.int64],
    target_links: NDArray[np.int64],
) -> float:
    """How many times longer the source is, by itself or beyond what its links to the target make usual.

    Whichever is nearer to 1: links between parts of long sentences mislead.
    """
    whole = float(source.sum() / target.sum())
    if len(source_links) < _LINKS:
        return whole
    usual = float(np.median(source[source_links] / target[target_links]))
    return min(whole, whole / usual, key=lambda ratio: abs(np.log(ratio)))
