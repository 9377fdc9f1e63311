"""Longest ascending subsequences: of things that cross, the most that keep their order."""

from bisect import bisect_right
from collections.abc import Sequence


def longest_ascending(numbers: Sequence[int]) -> set[int]:
    """Return the positions of a longest ascending subsequence, in O(n log n) (Fredman 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_right(tails, number)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [at]
    chain: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.add(at)
        at = before[at]
    return chain
