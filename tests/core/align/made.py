"""Sides and vectors made for the aligner's tests: texts whose translations are known by construction."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.align.align import align
from core.align.corridor import Corridor
from core.align.options import AlignOptions
from core.align.weights import load
from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, check
from core.vectors import Encoded, EncodedPair, unit

DIMENSION = 24
FOLDER = load("folder")


def side(texts: Sequence[str], first_id: int = 0) -> Side:
    """A block a text, a segment a block; ids count from `first_id`."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    segments = tuple(Segment(first_id + at, at, 0, len(text)) for at, text in enumerate(texts))
    return Side(Document("a.txt", "txt", "en", "", blocks), segments, "lines", first_id + len(texts))


def words(count: int, seed: int = 1) -> list[str]:
    """Texts of 20 to 90 letters, no two alike."""
    sizes = np.random.default_rng(seed).integers(20, 90, count)
    return [f"{_letters(at)} {'x' * int(size)}" for at, size in enumerate(sizes)]


def _letters(number: int) -> str:
    """A number as three letters."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


def random_vectors(count: int, seed: int) -> NDArray[np.float32]:
    """Rows in random directions, of random length."""
    return np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)


def translated(vectors: NDArray[np.float32], seed: int, noise: float = 0.4) -> NDArray[np.float32]:
    """The rows of a translation: near the original's, not equal to them."""
    return vectors + np.float32(noise) * random_vectors(len(vectors), seed)


def pair(source: NDArray[np.float32], target: NDArray[np.float32]) -> EncodedPair:
    """Both sides as an encoder without pieces gives them."""
    return Encoded(unit(source)), Encoded(unit(target))


def aligned(
    source: Side,
    target: Side,
    source_vectors: NDArray[np.float32],
    target_vectors: NDArray[np.float32],
    options: AlignOptions | None = None,
) -> tuple[Bead, ...]:
    """The beads, once the laws are checked."""
    encoded = pair(source_vectors, target_vectors)
    beads = align(source, target, encoded, FOLDER, options or AlignOptions())
    check(Bitext(source, target, beads))
    return beads


def places(beads: Sequence[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The beads as their ids alone."""
    return [(bead.source, bead.target) for bead in beads]


def ragged(source: int, target: int, random: np.random.Generator) -> Corridor:
    """A corridor of any form between sides of so many segments."""
    left = np.sort(random.integers(0, target + 1, source + 1))
    right = np.maximum(np.sort(random.integers(1, target + 2, source + 1)), left + 1)
    left[0], right[-1] = 0, target + 1
    left[1:] = np.minimum(left[1:], right[:-1] - 1)
    return Corridor(np.minimum.accumulate(left[::-1])[::-1], np.maximum.accumulate(right))
