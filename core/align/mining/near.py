"""Candidate pairs of lines, with the margin by which they are nearer to each other than to everything else.

Artetxe and Schwenk 2019 (ACL; their equations 1 to 4): the cosine a of a pair is compared with b, the mean
cosine of both its lines to their k nearest on the other side. This penalises lines whose cosine is high with
any partner.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.align.nearest import nearest
from core.model.message import Message, message
from core.progress import SILENT, Progress

_EXACT = 100_000  # rows up to which all are compared
_PROBES = 32  # cells that are searched if there are more
_TRAINING = 40  # rows per cell on which the cells are trained
_BLOCK = 1024
_FLAT = 0.01  # least standard deviation of margins; only a few lines can have a smaller one
_LEAST = 0.05  # least b for a ratio: where nothing is similar, b is near zero and of either sign

RowIndices = NDArray[np.int64]
Floats = NDArray[np.float64]


class Scoring(StrEnum):
    """The margin of a pair from its cosine a and from b: a, a - b or a / b."""

    ABSOLUTE = "absolute"
    DISTANCE = "distance"
    RATIO = "ratio"


class Near(NamedTuple):
    """The nearest lines of every line.

    `ahead` float32 and `to` int64 (n, k) are cosines and row numbers of the source's neighbours in the
    target, `behind` and `at` (m, k) those of the target's in the source, the nearest first.
    """

    ahead: NDArray[np.float32]
    to: RowIndices
    behind: NDArray[np.float32]
    at: RowIndices


class Candidates(NamedTuple):
    """Pairs of rows, each once, ascending: `source` and `target` int64 (pairs,), `margin` float64 (pairs,).

    Margins are in units of the text at hand, so that they mean the same in all languages, for all encoders
    and for any number of lines: 0 is the mean margin of lines with their second nearest, which is not a
    translation, and 1 is its standard deviation.
    """

    source: RowIndices
    target: RowIndices
    margin: Floats


def compare(
    source: NDArray[np.float32], target: NDArray[np.float32], count: int, progress: Progress = SILENT
) -> Near:
    """Return the `count` nearest of every line on the other side. Takes unit vectors, float32 (n, d) and (m,
    d).

    Exact for sides of up to 100,000 rows; beyond that only the cells nearest to a line are searched. Memory
    is linear.
    """
    return Near(
        *_near(source, target, count, progress, message("Comparing forwards")),
        *_near(target, source, count, progress, message("Comparing backwards")),
    )


def candidates(near: Near, scoring: Scoring) -> Candidates:
    """Return every line paired with its nearest on the other side."""
    ahead, to, behind, at = near
    if not (to.size and at.size):
        return Candidates(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    usual = ahead.mean(axis=1, dtype=np.float64), behind.mean(axis=1, dtype=np.float64)
    rows = np.concatenate((np.repeat(np.arange(len(to)), to.shape[1]), at.ravel()))
    columns = np.concatenate((to.ravel(), np.repeat(np.arange(len(at)), at.shape[1])))
    cosines = np.concatenate((ahead.ravel(), behind.ravel())).astype(np.float64)
    margin = _margin(cosines, (usual[0][rows] + usual[1][columns]) / 2, scoring)
    second = np.concatenate([(np.arange(part.size) % part.shape[1]) == 1 for part in (to, at)])
    if second.any():
        margin = (margin - margin[second].mean()) / max(float(margin[second].std()), _FLAT)
    _, first = np.unique(rows * len(at) + columns, return_index=True)
    return Candidates(rows[first], columns[first], margin[first])


def _margin(cosines: Floats, usual: Floats, scoring: Scoring) -> Floats:
    if scoring is Scoring.ABSOLUTE:
        return cosines
    return cosines - usual if scoring is Scoring.DISTANCE else cosines / np.maximum(usual, _LEAST)


def _near(
    queries: NDArray[np.float32], base: NDArray[np.float32], count: int, progress: Progress, what: Message
) -> tuple[NDArray[np.float32], RowIndices]:
    """Return the result of `nearest`, by an inverted file if `base` is large: only the cells nearest to a
    query are searched."""
    if len(base) <= _EXACT:
        return nearest(queries, base, count, progress, what)
    import faiss

    cells = int(4 * np.sqrt(len(base)))
    index = faiss.IndexIVFFlat(
        faiss.IndexFlatIP(base.shape[1]), base.shape[1], cells, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.spherical = True
    index.nprobe = _PROBES
    progress(0, len(queries), what)
    index.train(base[np.linspace(0, len(base) - 1, min(len(base), _TRAINING * cells)).astype(np.int64)])
    index.add(base)
    cosines = np.zeros((len(queries), count), np.float32)
    rows = np.zeros((len(queries), count), np.int64)
    for start in range(0, len(queries), _BLOCK):
        progress(start, len(queries), what)
        part = slice(start, start + _BLOCK)
        cosines[part], rows[part] = index.search(np.ascontiguousarray(queries[part]), count)
    missing = rows < 0  # the cells held too few rows
    cosines[missing], rows[missing] = 0, 0
    return cosines, rows
