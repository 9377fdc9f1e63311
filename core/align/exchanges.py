"""Exchanged translations in a translation memory: rows whose own partners stand in each other's place.

Only rows that are probably wrong can have exchanged their translations, so only these are compared with each
other, and a sample of the other pairs tells how near strangers come (`core.align.pair_evidence`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.align.pair_evidence import probabilities_across
from core.model import SIDES, Bead, Bitext
from core.vectors import Vectors

_WRONG = 0.7  # certainty below which a row may hold another's translation
_MOST = 1_000  # such rows, the least certain, so that the table of all against all stays small
_STRANGERS = 400
_LIKELY = 0.3  # lowest probability of a new pair
_LONGEST = 8  # rows that pass on their translations in turn


@dataclass(frozen=True, slots=True)
class Suspects:
    """Texts of the rows that may have exchanged their translations, and after them those of some other
    pairs."""

    rows: tuple[int, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Rows of which each holds the translation of the one before it, and the first that of the last.

    `probability` (0 to 1) is the probability that all their own pairs are right.
    """

    rows: tuple[int, ...]
    probability: float


def may_be_exchanged(bead: Bead) -> bool:
    """Return whether a row may hold the translation of another."""
    return not (bead.one_sided or bead.pinned) and bead.certainty < _WRONG


def suspects(bitext: Bitext) -> Suspects:
    """Return the suspects of a bitext, by which alone `exchanges` can be found."""
    beads = bitext.beads
    found = [row for row, bead in enumerate(beads) if may_be_exchanged(bead)]
    found = sorted(sorted(found, key=lambda row: beads[row].certainty)[:_MOST])
    taken = set(found)
    others = [row for row, bead in enumerate(beads) if not bead.one_sided and row not in taken]
    others = others[:: -(-len(others) // _STRANGERS) or 1]
    texts = (
        tuple(" ".join(map(bitext.side(side).text, beads[row].ids(side))) for row in (*found, *others))
        for side in SIDES
    )
    return Suspects(tuple(found), *texts)


def exchanges(given: Suspects, source: Vectors, target: Vectors) -> tuple[Exchange, ...]:
    """Return the exchanges among the suspects, which share no row.

    `source` and `target`, float32 (texts, dimension), are unit vectors of all the texts given.
    """
    if len(given.rows) < 2:
        return ()
    found = probabilities_across(source, target, given.source, given.target, len(given.rows))
    np.fill_diagonal(found, 0.0)
    best = found.argmax(axis=1).tolist()
    out: list[Exchange] = []
    done: set[int] = set()
    for first in range(len(best)):
        ring = _ring(best, first)
        if ring and done.isdisjoint(ring):
            done.update(ring)
            pairs = [float(found[at, best[at]]) for at in ring]
            if min(pairs) >= _LIKELY:
                out.append(Exchange(tuple(given.rows[at] for at in ring), float(np.prod(pairs))))
    return tuple(out)


def _ring(best: Sequence[int], first: int) -> list[int]:
    """Return the row `first` and those that follow it, if the last of them leads back to it."""
    ring = [first]
    while best[ring[-1]] != first:
        if len(ring) == _LONGEST:
            return []
        ring.append(best[ring[-1]])
    return ring
