"""The features of beads: the table of evidence that the log-linear model weighs.

A cell (i, j) is the position before source segment i and target segment j; a bead of shape (a, b) that ends
there holds source segments i - a to i - 1 and target segments j - b to j - 1. Each feature is a float32 array
over some cells; features with the same name are added. Similarities are in units of this document: 0 is the
similarity of random pairs, 1 that of anchors.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.align.coverage import Coverage
from core.align.estimates import Estimates
from core.align.run_products import RunProducts
from core.align.runs import Runs
from core.vectors import Indices

Values = NDArray[np.float32]

_SOFT = 4  # letters added to each length, so that one letter more or less matters little
_OFTEN = 2.0  # cap on the log of a segment's number of occurrences
_GAIN = 0.3  # cap on a gain of similarity


@dataclass(frozen=True, slots=True, eq=False)
class SidePair:
    """Both sides and the estimates made from them together."""

    source: Runs
    target: Runs
    estimates: Estimates


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Some cells and the evidence at them.

    `rows` and `columns` (cells,) are their positions, `ends` (cells,) how well the marks before them
    correspond; `products`, `numbers`, `cognates` and `coverage` hold what the runs that end there share.
    """

    rows: Indices
    columns: Indices
    ends: Values
    products: RunProducts
    numbers: RunProducts | None
    cognates: RunProducts | None
    coverage: Coverage | None


def bead_features(pair: "SidePair", cells: Cells, a: int, b: int) -> Iterator[tuple[str, Values]]:
    """Yield the features of the beads of shape (a, b) that end in the cells.

    Values for beads that begin outside the lattice are arbitrary.
    """
    yield f"bead {min(a, b)}-{max(a, b)}", np.ones(len(cells.rows), np.float32)
    yield from _similarity(pair, cells, a, b)
    yield from _length(pair, cells, a, b)
    yield from _marks(pair, cells, a, b)
    yield from _shared(pair, cells, a, b)
    if cells.coverage is not None:
        yield from _coverage(cells.coverage, a, b)


def _similarity(pair: SidePair, cells: Cells, a: int, b: int) -> Iterator[tuple[str, Values]]:
    source, target, estimates, products = pair.source, pair.target, pair.estimates, cells.products
    rows, columns = cells.rows, cells.columns
    base, unit = np.float32(estimates.strangers), np.float32(1 / estimates.contrast)
    whole = products.beads(a, b)

    def likeness(product: Values, a: int, b: int, rows: Indices, columns: Indices) -> Values:
        product = product * source.scale[a - 1, rows]
        product *= target.scale[b - 1, columns]
        product -= base
        product *= unit
        return product

    like = likeness(whole, a, b, rows, columns)
    yield "similarity", like * np.float32((a + b) / 2)
    gains = []
    if a > 1:
        gains.append(
            (
                likeness(products.beads(a - 1, b), a - 1, b, rows, columns),  # without its first segment
                likeness(whole - products.rows(0, b), a - 1, b, rows - 1, columns),
            )
        )  # without its last
    if b > 1:
        gains.append(
            (
                likeness(products.beads(a, b - 1), a, b - 1, rows, columns),
                likeness(whole - products.beads(a, 1), a, b - 1, rows, columns - 1),
            )
        )
    for first, last in gains:
        yield "rim", np.clip(like - first, -_GAIN, _GAIN) + np.clip(like - last, -_GAIN, _GAIN)
        yield "rim least", like - np.maximum(first, last)


def _length(pair: SidePair, cells: Cells, a: int, b: int) -> Iterator[tuple[str, Values]]:
    halfway = np.float32(pair.estimates.ratio**0.5)
    first = pair.source.size[a - 1, cells.rows] / halfway
    second = pair.target.size[b - 1, cells.columns] * halfway
    far = np.abs(np.log((first + _SOFT) / (second + _SOFT)))
    yield "length", far * np.float32((a + b) / 2)
    yield "length flat", far
    yield "length square", np.minimum(far * far, 4)
    chance = (first - second) ** 2 / (np.float32(pair.estimates.spread) * (first + second) + 1)
    yield "length chance", np.minimum(chance, 8)


def _marks(pair: SidePair, cells: Cells, a: int, b: int) -> Iterator[tuple[str, Values]]:
    source, target = pair.source, pair.target
    rows, columns = cells.rows, cells.columns
    yield "ends", cells.ends
    first, second = np.maximum(rows - a, 0), np.maximum(columns - b, 0)
    yield "starts", pair.estimates.starts[source.start[first], target.start[second]]
    yield "openings", pair.estimates.openings[source.opening[first], target.opening[second]]
    for name in ("questions", "shouts", "quotes", "wordless", "repeats"):
        apart = getattr(source, name)[a - 1, rows] - getattr(target, name)[b - 1, columns]
        yield name, np.minimum(np.abs(apart), 2)
    if pair.estimates.borders > 0 and a + b > 2:
        breaks = source.breaks[a - 1, rows] + target.breaks[b - 1, columns]
        yield "breaks", np.minimum(breaks, 3) * np.float32(pair.estimates.borders)


def _shared(pair: SidePair, cells: Cells, a: int, b: int) -> Iterator[tuple[str, Values]]:
    for name, products in (("numbers", cells.numbers), ("cognates", cells.cognates)):
        if products is None:
            continue
        both = products.beads(a, b)
        mass = (
            getattr(pair.source, name)[a - 1, cells.rows] + getattr(pair.target, name)[b - 1, cells.columns]
        )
        yield f"{name} shared", np.minimum(both, 3)
        yield f"{name} apart", np.clip(mass / 2 - both, 0, 3)


def _coverage(coverage: Coverage, a: int, b: int) -> Iterator[tuple[str, Values]]:
    whole, rims = coverage.beads(a, b)
    mean = (whole[0] + whole[1]) * np.float32(0.5)
    yield "words", mean * np.float32((a + b) / 2)
    yield "words flat", mean
    yield "words least", np.minimum(*whole)
    if rims:
        yield "words rim", sum(rims[1:], rims[0])
        yield "words rim least", np.minimum.reduce(rims)


def skip_features(pair: SidePair, side: Runs) -> Iterator[tuple[str, Values]]:
    """Yield the features of skipping each segment of a side, (n,) each."""
    unit = np.float32(1 / pair.estimates.contrast)
    yield "alone", np.ones(len(side.best), np.float32)
    yield "alone best", (side.best - np.float32(pair.estimates.strangers)) * unit
    yield "alone margin", (side.best - side.around) * unit
    yield "alone letters", side.letters - 4
    yield "alone wordless", side.wordless[0, 1:]
    yield "alone repeats", np.minimum(side.repeats[0, 1:], _OFTEN)
    yield "alone mute", side.mute.astype(np.float32)
