"""The exact nearest neighbours of unit rows, in blocks."""

import numpy as np
from numpy.typing import NDArray

from core.progress import SILENT, Progress

_BLOCK = 1024


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, d) float32: the rows at length 1; zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    out: NDArray[np.float32] = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    return out


def nearest(
    queries: NDArray[np.float32],
    base: NDArray[np.float32],
    count: int,
    progress: Progress = SILENT,
    what: str = "Comparing",
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """For each query its `count` rows of `base` of highest cosine, or all where there are fewer.

    Takes unit rows (n, d) and (m, d) of float32; returns cosines and row numbers, both (n, min(count, m)),
    the nearest first. Time is that of one n × m × d matrix product, memory linear.
    """
    import faiss

    count = min(count, len(base))
    cosines = np.zeros((len(queries), count), np.float32)
    rows = np.zeros((len(queries), count), np.int64)
    if not count:
        return cosines, rows
    index = faiss.IndexFlatIP(base.shape[1])
    index.add(np.ascontiguousarray(base))
    for start in range(0, len(queries), _BLOCK):
        progress(start, len(queries), what)
        part = slice(start, start + _BLOCK)
        cosines[part], rows[part] = index.search(np.ascontiguousarray(queries[part]), count)
    return cosines, rows
