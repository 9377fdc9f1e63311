"""Passages: stretches of two texts that run along one diagonal, among pairs of segments of which few may be
right.

They are the heaviest chains of pairs (Smith and Waterman 1981, on the few cells that hold a pair).
Translations run along the diagonal, chance as often against it, so the chains against it measure chance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEP = 16  # most segments, on either side, from one pair of a chain to the next
_DRIFT = 0.03  # penalty for each segment by which a chain leaves its diagonal
_PAIRS = 3  # fewest pairs in a chain
_LEAST = 1.0  # least weight of a chain
_CHANCE = 2.0  # and its least multiple of the weight of the heaviest chain by chance
_RIM = 6  # segments before and after a chain that may belong to its passage


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of segments that may translate each other.

    `places` (k, 2) int64 are their positions, ascending in the source, each at most once on either side;
    `weights` (k,) float64 how good they are, 1 being a good bead; `runs`, int64 (n,) and (m,), number the
    stretches that a passage may not leave, one number per segment, -1 where no passage may be.
    """

    places: NDArray[np.int64]
    weights: NDArray[np.float64]
    runs: tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Passage:
    """First and end positions of source and of target segments that translate each other.

    `confidence` (0 to 1) is how far chance can be excluded.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Chain:
    first: tuple[int, int]
    last: tuple[int, int]
    weight: float


def passages(pairs: Pairs) -> list[Passage]:
    """Return the passages that chance does not explain, none overlapping another on either side."""
    count = len(pairs.runs[1])
    mirrored = pairs.places * (1, -1) + (0, count - 1)
    against = _chains(Pairs(mirrored, pairs.weights, (pairs.runs[0], pairs.runs[1][::-1])))
    chance = max((chain.weight for chain in against), default=0.0)
    free = tuple(runs >= 0 for runs in pairs.runs)
    kept: list[_Chain] = []
    for chain in sorted(_chains(pairs), key=lambda chain: -chain.weight):
        hull = [slice(chain.first[at], chain.last[at] + 1) for at in (0, 1)]
        if chain.weight < max(_LEAST, _CHANCE * chance):
            break
        if all(free[at][hull[at]].all() for at in (0, 1)):
            kept.append(chain)
            for at in (0, 1):
                free[at][hull[at]] = False
    return [_widened(chain, pairs.runs, free, chain.weight / (chain.weight + chance)) for chain in kept]


def _widened(
    chain: _Chain,
    runs: tuple[NDArray[np.int64], NDArray[np.int64]],
    free: tuple[NDArray[np.bool_], ...],
    confidence: float,
) -> Passage:
    """Return the passage around a chain, with the free segments of its runs before and after it."""
    ends = []
    for at in (0, 1):
        first, end = chain.first[at], chain.last[at] + 1
        run = runs[at][first]
        while first > max(chain.first[at] - _RIM, 0) and free[at][first - 1] and runs[at][first - 1] == run:
            first -= 1
        stop = min(chain.last[at] + 1 + _RIM, len(free[at]))
        while end < stop and free[at][end] and runs[at][end] == run:
            end += 1
        free[at][first:end] = False
        ends.append((first, end))
    return Passage(ends[0], ends[1], confidence)


def _chains(pairs: Pairs) -> list[_Chain]:
    """Return the heaviest chains, each pair in at most one."""
    places, weights = pairs.places.tolist(), pairs.weights.tolist()
    runs = [pairs.runs[at][pairs.places[:, at]].tolist() for at in (0, 1)]
    best, back = list(weights), [-1] * len(places)
    for at, (i, j) in enumerate(places):
        for before in range(at - 1, -1, -1):
            down, across = i - places[before][0], j - places[before][1]
            if down > _STEP or runs[0][before] != runs[0][at]:
                break
            weight = best[before] + weights[at] - _DRIFT * abs(down - across)
            if 0 < across <= _STEP and runs[1][before] == runs[1][at] and weight > best[at]:
                best[at], back[at] = weight, before
    chains = []
    used = [False] * len(places)
    for end in sorted(range(len(places)), key=lambda at: -best[at]):
        at, count = end, 0
        while at >= 0 and not used[at]:
            used[at], first, count, at = True, at, count + 1, back[at]
        if count >= _PAIRS:
            weight = best[end] - (best[at] if at >= 0 else 0.0)
            chains.append(_Chain(tuple(places[first]), tuple(places[end]), weight))
    return chains
