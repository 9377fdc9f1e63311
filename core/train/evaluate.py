"""How well an encoder finds translations among the lines held out."""

import numpy as np
import numpy.typing as npt

from core.encode.protocol import Vectors
from core.encode.static import unit
from core.train.material import Pairing

_SAME = 1e-6  # lines that say the same may stand for each other


def retrieval(left: Vectors, right: Vectors) -> float:
    """The share of unit rows whose nearest neighbour on the other side is their own, both ways averaged."""
    likeness = left @ right.T
    own = np.diagonal(likeness)
    found = [float((own >= likeness.max(axis=axis) - _SAME).mean()) for axis in (0, 1)]
    return sum(found) / len(found)


def judged(pairing: Pairing, vectors: npt.NDArray[np.float32]) -> float:
    """Retrieval among the lines of a pairing by the vectors of pieces, float32 (pieces, dimension)."""
    halves = []
    for bags, rows in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows)):
        pieces, lengths = bags.take(rows)
        sums = np.zeros((len(rows), vectors.shape[1]), np.float32)
        full = np.flatnonzero(lengths)
        if len(full):
            sums[full] = np.add.reduceat(vectors[pieces], (np.cumsum(lengths) - lengths)[full], axis=0)
        halves.append(unit(sums))
    return retrieval(halves[0], halves[1])
