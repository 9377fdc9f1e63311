"""Whether confidence tells the truth: of beads at .8, eight in ten should be right.

Judged beads are rows (beads, 2) of float64: the confidence, and 1 where the bead is right, 0 where it is not.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GROUPS = 10
SURE = 0.95

Judged = NDArray[np.float64]


class Group(NamedTuple):
    """Some beads of like confidence: its mean, the share of them that are right, and their number."""

    confidence: float
    right: float
    beads: int


def groups(judged: Judged, count: int = GROUPS) -> list[Group]:
    """The beads in so many groups of equal size, by confidence; equals stay in the order they came in."""
    ordered = judged[np.argsort(judged[:, 0], kind="stable")]
    parts = (part for part in np.array_split(ordered, count) if len(part))
    return [Group(float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)) for part in parts]


def expected_error(judged: Judged) -> float:
    """The expected calibration error: how far confidence is from the share that is right, over the groups."""
    return sum(abs(each.confidence - each.right) * each.beads for each in groups(judged)) / max(
        len(judged), 1
    )


def brier(judged: Judged) -> tuple[float, float]:
    """The mean squared error of the confidences, and that of their saying the share of right beads of all."""
    confidence, right = judged.T
    return float(((confidence - right) ** 2).mean()), float(right.mean() * (1 - right.mean()))


def sure(judged: Judged) -> tuple[float, float]:
    """The share of beads of confidence .95 or more, and the share of these that are right (1 of none)."""
    certain = judged[judged[:, 0] >= SURE]
    return len(certain) / max(len(judged), 1), float(certain[:, 1].mean()) if len(certain) else 1.0
