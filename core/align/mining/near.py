"""Which lines may translate each other, and how far they are nearer to each other than to all else.

Artetxe and Schwenk 2019 (ACL; their equations 1 to 4): the cosine a of a pair is set against b, the mean
cosine of both its lines to their k nearest on the other side. Lines that are like everything, whose a is high
whatever the partner, lose by it.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.align.nearest import nearest
from core.model.message import Message, message
from core.progress import SILENT, Progress

_EXACT = 100_000  # rows up to which every one is compared
_PROBES = 32  # cells that are searched beyond
_TRAINING = 40  # rows a cell that the cells are made from
_BLOCK = 1024
_FLAT = 0.01  # a scatter of margins that only few lines can have
_LEAST = 0.05  # b for a ratio: where nothing is like anything, b is next to nothing and of either sign

RowIndices = NDArray[np.int64]
Floats = NDArray[np.float64]


class Scoring(StrEnum):
    """What is made of a pair's cosine a and of b: a, a - b or a / b."""

    ABSOLUTE = "absolute"
    DISTANCE = "distance"
    RATIO = "ratio"


class Near(NamedTuple):
    """The nearest lines of every line: `ahead` float32 and `to` int64 (n, k), of the source in the target,
    `behind` and `at` (m, k), of the target in the source: cosines and row numbers, the nearest first.
    """

    ahead: NDArray[np.float32]
    to: RowIndices
    behind: NDArray[np.float32]
    at: RowIndices


class Candidates(NamedTuple):
    """Pairs of rows, each once, ascending: `source` and `target` int64 (pairs,), `margin` float64 (pairs,).

    Margins are in units of the material at hand, so that they mean the same in all languages, for all
    encoders and for many lines as for few: 0 is the mean margin of lines with their second nearest, which is
    no translation, and 1 its standard deviation.
    """

    source: RowIndices
    target: RowIndices
    margin: Floats


def compare(
    source: NDArray[np.float32], target: NDArray[np.float32], count: int, progress: Progress = SILENT
) -> Near:
    """The `count` nearest of every line on the other side. Takes unit rows, float32 (n, d) and (m, d).

    Exact where a side has up to 100,000 rows, beyond that among the cells that lie nearest to a line. Memory
    is linear.
    """
    return Near(
        *_near(source, target, count, progress, message("Comparing forwards")),
        *_near(target, source, count, progress, message("Comparing backwards")),
    )


def candidates(near: Near, scoring: Scoring) -> Candidates:
    """Every line with its nearest of the other side."""
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
    """As `nearest`, where `base` is large by an inverted file: only the cells nearest to a query are seen."""
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
    missing = rows < 0  # the cells held too few
    cosines[missing], rows[missing] = 0, 0
    return cosines, rows
