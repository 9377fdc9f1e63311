"""Exact nearest neighbours of unit vectors, in blocks."""

import numpy as np
from numpy.typing import NDArray

from core.model.message import Message, message
from core.progress import SILENT, Progress

_COMPARING = message("Comparing")

_BLOCK = 1024
_GROUP, _SHORT = 32, 16  # columns and rows of a group, of which only the highest value is looked at first


def nearest(
    queries: NDArray[np.float32],
    base: NDArray[np.float32],
    count: int,
    progress: Progress = SILENT,
    what: Message = _COMPARING,
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return for each query the `count` rows of `base` with the highest cosine, or all if there are fewer.

    Takes unit vectors (n, d) and (m, d) of float32; returns cosines and row numbers, both (n, min(count, m)),
    the nearest first. Time is that of one n × m × d matrix product; memory is linear.
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


Near = tuple[NDArray[np.float32], NDArray[np.int64]]
"""The highest cosines of each row and the numbers of the rows they belong to: (n, count) each, the nearest
first."""


def nearest_both_ways(
    source: NDArray[np.float32],
    target: NDArray[np.float32],
    count: int,
    progress: Progress = SILENT,
    what: Message = _COMPARING,
) -> tuple[Near, Near]:
    """Return for each row of either side the `count` rows of the other with the highest cosine, or all if
    there are fewer.

    Takes unit vectors (n, d) and (m, d) of float32. One n × m × d matrix product serves both directions,
    which takes a third of the time of two calls of `nearest` at some thousands of rows; memory is linear.
    """
    ahead = _none(len(source), min(count, len(target)))
    behind = _none(len(target), min(count, len(source)))
    columns = np.ascontiguousarray(target.T)
    for start in range(0, len(source), _BLOCK):
        progress(start, len(source), what)
        block = source[start : start + _BLOCK] @ columns
        part = slice(start, start + len(block))
        ahead[0][part], ahead[1][part] = _highest(block, ahead[0].shape[1])
        better = np.flatnonzero(block.max(axis=0) > behind[0][:, -1]) if behind[0].size else np.zeros(0, int)
        if not len(better):
            continue
        found, rows = _highest_of_columns(block, better, min(count, len(block)))
        pool = np.concatenate([behind[0][better], found], axis=1)
        names = np.concatenate([behind[1][better], rows + start], axis=1)
        order = np.argsort(-pool, axis=1, kind="stable")[:, : behind[0].shape[1]]
        behind[0][better] = np.take_along_axis(pool, order, axis=1)
        behind[1][better] = np.take_along_axis(names, order, axis=1)
    progress(len(source), len(source), what)
    return ahead, behind


def _highest_of_columns(block: NDArray[np.float32], columns: NDArray[np.int64], count: int) -> Near:
    """Return the `count` highest values of some columns and their rows, (columns, count) each, in
    any order."""
    rows = len(block)
    groups = rows // _SHORT
    if rows % _SHORT or groups <= count:
        return _highest(np.ascontiguousarray(block[:, columns].T), count)
    tops = block.reshape(groups, _SHORT, -1).max(axis=1)[:, columns].T
    chosen = np.argpartition(tops, groups - count, axis=1)[:, groups - count :]
    places = (chosen[:, :, None] * _SHORT + np.arange(_SHORT)).reshape(len(columns), -1)
    values = block[places, columns[:, None]]
    kept = np.argpartition(values, values.shape[1] - count, axis=1)[:, values.shape[1] - count :]
    return np.take_along_axis(values, kept, axis=1), np.take_along_axis(places, kept, axis=1)


def _none(rows: int, count: int) -> Near:
    return np.full((rows, count), -np.inf, np.float32), np.zeros((rows, count), np.int64)


def _highest(block: NDArray[np.float32], count: int) -> Near:
    """Return the `count` highest values of each row and their columns, the highest first.

    They lie in the groups of columns with the highest maxima, so only these groups are searched.
    """
    rows, width = block.shape
    groups = -(-width // _GROUP)
    if groups > 2 * count:
        whole = block[:, : groups * _GROUP - _GROUP].reshape(rows, groups - 1, _GROUP)
        tops = np.concatenate(
            [whole.max(axis=2), block[:, (groups - 1) * _GROUP :].max(axis=1)[:, None]], axis=1
        )
        chosen = np.argpartition(tops, groups - count, axis=1)[:, groups - count :]
        places = (chosen[:, :, None] * _GROUP + np.arange(_GROUP)).reshape(rows, -1)
        values = np.take_along_axis(block, np.minimum(places, width - 1), axis=1)
        values[places >= width] = -np.inf
    else:
        places, values = np.broadcast_to(np.arange(width), block.shape), block
    kept = np.argpartition(values, values.shape[1] - count, axis=1)[:, values.shape[1] - count :]
    found = np.take_along_axis(values, kept, axis=1)
    order = np.argsort(-found, axis=1, kind="stable")
    kept = np.take_along_axis(kept, order, axis=1)
    return np.take_along_axis(found, order, axis=1), np.take_along_axis(places, kept, axis=1)
