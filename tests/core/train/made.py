"""Graphs made for the tests of training: every bead and cell of two short sides, with random features."""

from collections.abc import Sequence

import numpy as np

from core.train.graphs import Found, GoldBead, Graph, built

NAMES = ("one", "opening", "other")


def everything(source: int, target: int, widest: int, random: np.random.Generator) -> Found:
    """All beads of up to so many segments a side, in all cells."""
    beads = [
        (a + 1, b + 1, i, j)
        for a, b in np.ndindex(widest, widest)
        for i in range(a + 1, source + 1)
        for j in range(b + 1, target + 1)
    ]
    features = [random.normal(size=(count, len(NAMES))) for count in (len(beads), source, target)]
    for skips in features[1:]:
        skips[:, 1] = 0
    table, *skips = (each.astype(np.float32) for each in features)
    cells = np.arange((source + 1) * (target + 1))
    return Found(
        np.array(beads, np.int64).reshape(-1, 4), table, cells, (skips[0], skips[1]), (source, target)
    )


def graph_of(found: Found, gold: Sequence[GoldBead] = ()) -> Graph:
    """The graph of these beads, in which runs left alone open by the feature of that name."""
    return built(gold, found, NAMES.index("opening"))
