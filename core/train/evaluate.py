"""Retrieval of translations among held-out lines."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.train.draw import sums_of
from core.train.material import Pairing
from core.train.registers import REGISTERS, SOFTWARE
from core.vectors import Vectors, unit

_WORDS = 1_000
_SAME = 1e-6  # identical lines count as each other's match


@dataclass(frozen=True, slots=True)
class Found:
    """Number of evaluated lines of one language, and the share that found their translation, averaged over
    both directions.

    `prose` is the share among lines that are neither labels nor documentation, None if there are none.
    """

    lines: int
    share: float
    prose_lines: int
    prose: float | None


def found(left: Vectors, right: Vectors) -> npt.NDArray[np.float64]:
    """Return for each unit row the share of the two directions in which its own counterpart is nearest,
    float64 (n,)."""
    likeness = left @ right.T
    own = np.diagonal(likeness)
    either = [(own >= likeness.max(axis=axis) - _SAME).astype(np.float64) for axis in (0, 1)]
    both: npt.NDArray[np.float64] = np.mean(either, axis=0)
    return both


def judged(pairing: Pairing, vectors: npt.NDArray[np.float32]) -> Found:
    """Return the retrieval among the lines of a pairing with these piece vectors, float32 (pieces,
    dimension)."""
    left, right = (
        unit(sums_of(bags, rows, vectors))
        for bags, rows in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows))
    )
    each = found(left, right)
    prose = each[pairing.registers != REGISTERS.index(SOFTWARE)]
    return Found(len(each), float(each.mean()), len(prose), float(prose.mean()) if len(prose) else None)


def means(scores: dict[str, Found]) -> tuple[float, float]:
    """Return the means over languages for all lines and for prose (languages with at least fifty
    such lines)."""
    prose = [score.prose for score in scores.values() if score.prose is not None and score.prose_lines >= 50]
    return (
        sum(score.share for score in scores.values()) / max(1, len(scores)),
        sum(prose) / max(1, len(prose)),
    )


def of_words(pairings: tuple[Pairing, ...], vectors: npt.NDArray[np.float32]) -> float:
    """Return the mean over languages of the share of words found among at most `_WORDS` of their language."""
    some = [pairing.only(np.arange(len(pairing)) < _WORDS) for pairing in pairings]
    return float(np.mean([judged(pairing, vectors).share for pairing in some])) if some else 0.0
