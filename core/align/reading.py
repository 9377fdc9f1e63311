"""Features of the segments of one side, computed before any pairing."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from core.align.cognates import Shared, shared_cognates, shared_numbers
from core.align.piece_stats import PieceStatistics, piece_statistics
from core.align.punctuation import Marks, marks
from core.model import BlockKind, Side
from core.text_length import lengths
from core.vectors import EncodedPair, Vectors

_KINDS = tuple(BlockKind)
OPENINGS = len(_KINDS) + 1
_APART = 100  # positions, more than any run is wide


@dataclass(frozen=True, slots=True, eq=False)
class SideFeatures:
    """The segments of one side that have text, n of them.

    `places` (n,) are their positions in the side; `sizes` (n,) float64 their lengths in letters; `vectors`
    (n, d) their unit vectors, so that every segment of a run counts alike; `opening` (n,) is 0 for a segment
    that does not open its block, otherwise 1 plus the kind of the block.
    """

    places: NDArray[np.int64]
    sizes: NDArray[np.float64]
    vectors: Vectors
    marks: Marks
    numbers: Shared
    cognates: Shared
    opening: NDArray[np.int64]
    pieces: PieceStatistics | None

    def __len__(self) -> int:
        return len(self.places)

    def part(self, first: int, end: int) -> "SideFeatures":
        """Return the segments from `first` up to, not including, `end`."""
        here = slice(first, end)
        marks = Marks(*(getattr(self.marks, field.name)[here] for field in fields(Marks)))
        return SideFeatures(
            self.places[here],
            self.sizes[here],
            self.vectors[here],
            marks,
            Shared(self.numbers.rows[here], self.numbers.mass[here]),
            Shared(self.cognates.rows[here], self.cognates.mass[here]),
            self.opening[here],
            None if self.pieces is None else self.pieces.part(first, end),
        )

    def taken(self, numbers: NDArray[np.int64]) -> "SideFeatures":
        """Return the segments with these numbers; -1 inserts a separator that no run crosses."""
        separator, at = numbers < 0, np.maximum(numbers, 0)
        apart = _APART * np.cumsum(separator)
        marks = Marks(*(getattr(self.marks, field.name)[at] for field in fields(Marks)))
        return SideFeatures(
            np.where(separator, -apart, self.places[at] + apart),
            self.sizes[at],
            self.vectors[at],
            marks,
            Shared(self.numbers.rows[at], self.numbers.mass[at]),
            Shared(self.cognates.rows[at], self.cognates.mass[at]),
            self.opening[at],
            None if self.pieces is None else self.pieces.taken(at),
        )


def readings(sides: tuple[Side, Side], encoded: EncodedPair) -> tuple[SideFeatures, SideFeatures]:
    """Return the features of both sides, computed together because shared numbers and cognates need both
    texts."""
    texts = sides[0].texts(), sides[1].texts()
    places = _with_text(texts[0]), _with_text(texts[1])
    kept_texts = [[texts_[at] for at in places_] for texts_, places_ in zip(texts, places, strict=True)]
    numbers, cognates = shared_numbers(*kept_texts), shared_cognates(*kept_texts)
    one, other = (part.pieces for part in encoded)
    pieces = (None, None) if one is None or other is None else piece_statistics((one, other), places)
    first, second = (
        SideFeatures(
            places[at],
            lengths(kept_texts[at]),
            encoded[at].vectors[places[at]],
            marks(kept_texts[at]),
            numbers[at],
            cognates[at],
            _opening(sides[at])[places[at]],
            pieces[at],
        )
        for at in (0, 1)
    )
    return first, second


def _with_text(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return the positions of the segments that have text; only these are aligned."""
    return np.flatnonzero([bool(text.strip()) for text in texts])


def _opening(side: Side) -> NDArray[np.int64]:
    blocks = side.document.blocks
    out = np.zeros(len(side.segments), np.int64)
    last = -1
    for at, segment in enumerate(side.segments):
        if segment.block != last:
            last = segment.block
            # in an excerpt the first segment need not be the block's first
            if not side.document.visible(last)[: segment.start].strip():
                out[at] = 1 + _KINDS.index(blocks[last].kind)
    return out
