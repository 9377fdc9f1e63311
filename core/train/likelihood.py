"""Maximum-likelihood weights for manual alignments: a log-linear model over paths through graphs.

Conditional random fields (Lafferty et al. 2001) with latent parts: where the manual alignment is silent, all
paths that agree with the rest count together.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.train.graphs import Graph

_NEVER = -1e9


class Field:
    """Several graphs processed together; `shares` are their weights in the loss."""

    def __init__(self, graphs: Sequence[Graph], shares: Sequence[float]) -> None:
        nodes = np.cumsum([0, *(len(graph.levels) for graph in graphs)])
        rows = np.cumsum([0, *(len(graph.features) for graph in graphs)])
        begin = np.concatenate([graph.begin + at for graph, at in zip(graphs, nodes, strict=False)])
        end = np.concatenate([graph.end + at for graph, at in zip(graphs, nodes, strict=False)])
        row = np.concatenate(
            [np.where(graph.row >= 0, graph.row + at, -1) for graph, at in zip(graphs, rows, strict=False)]
        )
        levels = np.concatenate([graph.levels for graph in graphs])
        order = np.lexsort((end, levels[end]))
        self.count = int(nodes[-1])
        self.begin, self.end, self.row = begin[order], end[order], row[order]
        self.allowed = np.concatenate([graph.allowed for graph in graphs])[order]
        self.features = np.concatenate([graph.features for graph in graphs])
        self.starts = np.concatenate([graph.starts + at for graph, at in zip(graphs, nodes, strict=False)])
        self.ends = np.concatenate([graph.ends + at for graph, at in zip(graphs, nodes, strict=False)])
        self.shares = np.repeat(shares, [len(graph.starts) for graph in graphs])
        at_level = levels[self.end]
        bounds = np.flatnonzero(np.concatenate(([True], np.diff(at_level) > 0, [True])))
        self.levels = []
        for first, last in pairwise(bounds.tolist()):
            ends = self.end[first:last]
            groups = np.flatnonzero(np.concatenate(([True], np.diff(ends) > 0)))
            self.levels.append((first, last, groups, ends[groups], np.diff(np.append(groups, last - first))))

    def loss(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the negative log likelihood of the manual alignments and its gradient."""
        scores = (self.features @ weights.astype(np.float32)).astype(np.float64)
        scores = np.where(self.row >= 0, scores[self.row], 0.0)
        every, all_ways = self._posteriors(scores)
        right, gold_ways = self._posteriors(np.where(self.allowed, scores, _NEVER))
        told = self.row >= 0
        force = np.bincount(self.row[told], (right - every)[told], len(self.features))
        loss = float((self.shares * (all_ways - gold_ways)).sum())
        return loss, -(self.features.T @ force.astype(np.float32)).astype(np.float64)

    def _posteriors(self, scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the posterior of each edge times its graph's share, (edges,), and the log sum of each
        stretch."""
        logs = np.full(self.count, _NEVER)
        logs[self.starts] = 0.0
        for first, last, groups, ends, sizes in self.levels:
            values = logs[self.begin[first:last]] + scores[first:last]
            highest = np.maximum.reduceat(values, groups)
            total = np.add.reduceat(np.exp(values - np.repeat(highest, sizes)), groups)
            logs[ends] = np.maximum(logs[ends], highest + np.log(total))
        used = np.zeros(self.count)
        used[self.ends] = self.shares
        out = np.zeros(len(self.begin))
        for first, last, *_ in reversed(self.levels):
            begin, end = self.begin[first:last], self.end[first:last]
            part = used[end] * np.exp(np.minimum(logs[begin] + scores[first:last] - logs[end], 0))
            out[first:last] = part
            np.add.at(used, begin, part)
        return out, logs[self.ends]


def fitted(
    graphs: Sequence[Graph],
    shares: Sequence[float],
    stiffness: float = 3.0,
    steps: int = 100,
    begin: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return the weights of highest likelihood under a ridge penalty (`stiffness`)."""
    from scipy.optimize import minimize

    field = Field(graphs, shares)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        found, slope = field.loss(weights)
        return found + stiffness / 2 * float(weights @ weights), slope + stiffness * weights

    start = np.zeros(field.features.shape[1]) if begin is None else begin
    out: NDArray[np.float64] = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}
    ).x
    return out


def logistic(
    evidence: NDArray[np.float64],
    right: NDArray[np.float64],
    shares: NDArray[np.float64],
    stiffness: float = 0.1,
) -> NDArray[np.float64]:
    """Return the weights of a logistic model: `evidence` (k, features), `right` (k,) 0 or 1, `shares` (k,)
    the weight of each."""
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = evidence @ weights
        found = shares @ (np.logaddexp(0, odds) - right * odds) + stiffness / 2 * (weights @ weights)
        slope = evidence.T @ (shares * (1 / (1 + np.exp(-odds)) - right)) + stiffness * weights
        return float(found), slope

    out: NDArray[np.float64] = minimize(loss, np.zeros(evidence.shape[1]), jac=True, method="L-BFGS-B").x
    return out
