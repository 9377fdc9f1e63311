"""How well an encoder finds translations among the lines held out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.encode.protocol import Vectors
from core.encode.static import unit
from core.train.draw import sums_of
from core.train.material import Pairing
from core.train.registers import REGISTERS, SOFTWARE

_WORDS = 1_000
_SAME = 1e-6  # lines that say the same may stand for each other


@dataclass(frozen=True, slots=True)
class Found:
    """Lines of one language that were judged, and the share that found their translation, both ways averaged.

    `prose` is the share among the lines that are neither labels nor documentation, None where there are none.
    """

    lines: int
    share: float
    prose_lines: int
    prose: float | None


def found(left: Vectors, right: Vectors) -> npt.NDArray[np.float64]:
    """For each unit row the share of the two directions in which its own is the nearest, float64 (n,)."""
    likeness = left @ right.T
    own = np.diagonal(likeness)
    either = [(own >= likeness.max(axis=axis) - _SAME).astype(np.float64) for axis in (0, 1)]
    both: npt.NDArray[np.float64] = np.mean(either, axis=0)
    return both


def judged(pairing: Pairing, vectors: npt.NDArray[np.float32]) -> Found:
    """Retrieval among the lines of a pairing by the vectors of pieces, float32 (pieces, dimension)."""
    left, right = (
        unit(sums_of(bags, rows, vectors))
        for bags, rows in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows))
    )
    each = found(left, right)
    prose = each[pairing.registers != REGISTERS.index(SOFTWARE)]
    return Found(len(each), float(each.mean()), len(prose), float(prose.mean()) if len(prose) else None)


def means(scores: dict[str, Found]) -> tuple[float, float]:
    """The means over languages of all lines and of prose (languages with fifty lines of it or more)."""
    prose = [score.prose for score in scores.values() if score.prose is not None and score.prose_lines >= 50]
    return (
        sum(score.share for score in scores.values()) / max(1, len(scores)),
        sum(prose) / max(1, len(prose)),
    )


def of_words(pairings: tuple[Pairing, ...], vectors: npt.NDArray[np.float32]) -> float:
    """The mean over languages of the share of words found among at most `_WORDS` of their language."""
    some = [pairing.only(np.arange(len(pairing)) < _WORDS) for pairing in pairings]
    return float(np.mean([judged(pairing, vectors).share for pairing in some])) if some else 0.0
