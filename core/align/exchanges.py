"""Exchanged translations in a translation memory: rows whose own partners stand in each other's place.

Only rows that are probably wrong can have exchanged their translations, so only these are compared with each
other, and a sample of the other pairs tells how near strangers come (`core.align.pair_evidence`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from core.align.pair_evidence import Floats, probabilities_across
from core.model import SIDES, Bead, Bitext
from core.vectors import Vectors

_WRONG = 0.7  # certainty below which a row may hold another's translation
_MOST = 1_000  # such rows, the least certain, so that the table of all against all stays small
_STRANGERS = 400
_LIKELY = 0.3  # lowest probability of both new pairs of a couple, and of each of a longer ring
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
    rings = [(_probability(found, ring), ring) for ring in chain(_couples(found), _rings(found))]
    left = dict(enumerate(given.rows))
    out: list[Exchange] = []
    for probability, ring in sorted(rings, key=lambda one: -one[0]):
        if left.keys() >= {*ring}:
            out.append(Exchange(tuple(left.pop(at) for at in ring), probability))
    return tuple(out)


def _probability(found: Floats, ring: Sequence[int]) -> float:
    """Return the probability that each text of a ring is a pair with the next."""
    return float(np.prod([found[at, other] for at, other in zip(ring, [*ring[1:], ring[0]], strict=True)]))


def _couples(found: Floats) -> Iterator[list[int]]:
    """Yield couples of texts that may have each other's partner."""
    yield from np.argwhere(np.triu(found * found.T) >= _LIKELY).tolist()


def _rings(found: Floats) -> Iterator[list[int]]:
    """Yield rings of texts whose best partner is that of the next."""
    best = found.argmax(axis=1).tolist()
    for first in range(len(best)):
        ring = [first]
        while len(ring) < _LONGEST and best[ring[-1]] != first:
            ring.append(best[ring[-1]])
        if best[ring[-1]] == first and min(found[at, best[at]] for at in ring) >= _LIKELY:
            yield ring
