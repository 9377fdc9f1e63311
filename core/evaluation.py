"""Scores of an alignment against a manual one: strict and lax precision, recall and F1.

The convention is that of vecalign's published scorer, after Sennrich and Volk 2011. A bead is strictly right
if the identical bead occurs in the other alignment; laxly right if it shares a source and a target segment
with one bead there. Precision counts every bead of the result, including one-sided ones; recall only
two-sided beads of the gold and of the result. The alignment of a document is a set of beads.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

LadderBead = tuple[tuple[int, ...], tuple[int, ...]]
"""Segment numbers, from 0, of the source and of the target."""

_LINE = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::.*)?")


def parse_ladder(text: str) -> list[LadderBead]:
    """Return the beads of a ladder with lines such as `[0, 1]:[0]`; anything after a second colon is ignored.

    Raises `ValueError` naming the first invalid line; blank lines are allowed.
    """
    beads = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        try:
            if found is None:
                raise ValueError(line)
            beads.append((_numbers(found[1]), _numbers(found[2])))
        except ValueError:
            raise ValueError(
                f"line {number} is not a bead such as [0, 1]:[0]: {line.strip()[:60]!r}"
            ) from None
    return beads


def _numbers(text: str) -> tuple[int, ...]:
    parts = text.split(",") if text.strip() else []
    if parts and not parts[-1].strip():
        parts.pop()  # Python's own notation of a number
    return tuple(int(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of beads, which add up over documents; the figures are micro-averages.

    `tested`: beads of the results, of which `right` are strictly and `near` laxly right. `sought`: two-sided
    beads of the gold, of which `found` are strictly and `met` laxly found.
    """

    tested: int = 0
    right: int = 0
    near: int = 0
    sought: int = 0
    found: int = 0
    met: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.tested + other.tested,
            self.right + other.right,
            self.near + other.near,
            self.sought + other.sought,
            self.found + other.found,
            self.met + other.met,
        )

    @property
    def strict(self) -> Figures:
        """Figures for identical beads."""
        return _figures(self.right, self.tested, self.found, self.sought)

    @property
    def lax(self) -> Figures:
        """Figures for beads that overlap on both sides."""
        return _figures(self.near, self.tested, self.met, self.sought)


def score(gold: Iterable[LadderBead], result: Iterable[LadderBead]) -> Score:
    """Return the counts of one document."""
    golds = {bead for bead in gold if bead[0] or bead[1]}
    results = {bead for bead in result if bead[0] or bead[1]}
    right, near = hits(results, golds)
    two_sided = {bead for bead in golds if all(bead)}
    found, met = hits(two_sided, {bead for bead in results if all(bead)})
    return Score(len(results), len(right), len(near), len(two_sided), len(found), len(met))


def hits(beads: set[LadderBead], reference: set[LadderBead]) -> tuple[set[LadderBead], set[LadderBead]]:
    """Return the beads that occur in the reference, and those that occur there or overlap one of
    its beads."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for source, target in reference:
        for at in source:
            partners[at].update(target)
    identical = beads & reference
    touching = {
        bead
        for bead in beads - reference
        if any(not partners[at].isdisjoint(bead[1]) for at in bead[0] if at in partners)
    }
    return identical, identical | touching


def _figures(right: int, tested: int, found: int, sought: int) -> Figures:
    precision = right / tested if tested else 0.0
    recall = found / sought if sought else 0.0
    both = precision + recall
    return Figures(precision, recall, 2 * precision * recall / both if both else 0.0)
