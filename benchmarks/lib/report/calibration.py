"""Calibration of confidence: of beads at .8, eight in ten should be correct.

Judged beads are rows (beads, 2) of float64: the confidence, and 1 for a correct bead, 0 for a wrong one.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GROUPS = 10
SURE = 0.95

Judged = NDArray[np.float64]


class Group(NamedTuple):
    """Beads of similar confidence: the mean, the share that is correct, and their number."""

    confidence: float
    right: float
    beads: int


def groups(judged: Judged, count: int = GROUPS) -> list[Group]:
    """Split beads into groups of equal size by confidence; equals stay in their order."""
    ordered = judged[np.argsort(judged[:, 0], kind="stable")]
    parts = (part for part in np.array_split(ordered, count) if len(part))
    return [Group(float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)) for part in parts]


def expected_error(judged: Judged) -> float:
    """Return the expected calibration error: the mean distance of confidence and accuracy."""
    return sum(abs(each.confidence - each.right) * each.beads for each in groups(judged)) / max(
        len(judged), 1
    )


def brier(judged: Judged) -> tuple[float, float]:
    """Return the mean squared error of the confidences, and that of one confidence, the accuracy, for all."""
    confidence, right = judged.T
    return float(((confidence - right) ** 2).mean()), float(right.mean() * (1 - right.mean()))


def sure(judged: Judged) -> tuple[float, float]:
    """Return the share of beads of confidence .95 or more, and the accuracy of these (1 if none)."""
    certain = judged[judged[:, 0] >= SURE]
    return len(certain) / max(len(judged), 1), float(certain[:, 1].mean()) if len(certain) else 1.0
