"""The best monotone alignment by exact dynamic programming over the whole table, for the baselines.

Time is quadratic; memory is a byte per cell, 45 MB for a novel of 6,700 sentences.
"""

from collections import deque
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.evaluation import LadderBead

Floats = NDArray[np.float32]

_SOURCE, _TARGET = -1, -2  # the way to a cell in which no bead of the table ends


def best_path(
    shapes: Sequence[tuple[int, int]], scores: Iterable[Floats], source_skips: Floats, target_skips: Floats
) -> list[LadderBead]:
    """Return the beads of the highest sum of scores, in order.

    `shapes` are the two-sided beads allowed; `scores` gives for each source segment a table (shapes, m + 1)
    of the beads that end with it, in column j those that end before target segment j, -inf where none can;
    `source_skips` (n,) and `target_skips` (m,) score one-sided segments.
    """
    along = np.concatenate(([0.0], np.cumsum(target_skips, dtype=np.float64)))
    came = np.full((len(source_skips) + 1, len(along)), _TARGET, np.int8)
    rows = deque([along], maxlen=max(a for a, _ in shapes))
    for at, (ending, skip) in enumerate(zip(scores, source_skips, strict=True), 1):
        best = rows[-1] + skip
        came[at] = _SOURCE
        for kind, (a, b) in enumerate(shapes):
            if a <= len(rows) and b < len(along):
                ways = rows[-a][:-b] + ending[kind, b:]
                better = ways > best[b:]
                best[b:][better] = ways[better]
                came[at, b:][better] = kind
        ahead = best - along
        most = np.maximum.accumulate(ahead)
        came[at][most > ahead] = _TARGET
        rows.append(most + along)
    return _traced(shapes, came)


def _traced(shapes: Sequence[tuple[int, int]], came: NDArray[np.int8]) -> list[LadderBead]:
    i, j = came.shape[0] - 1, came.shape[1] - 1
    beads: list[LadderBead] = []
    while i or j:
        kind = int(came[i, j])
        a, b = {_SOURCE: (1, 0), _TARGET: (0, 1)}.get(kind) or shapes[kind]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]
