"""Probability that a pair is right, judged by its own meaning: how much closer its texts are to each other
than to those of other pairs.

Paths through the texts have no rival for a wrong pair between right ones, such as two translations exchanged
in a translation memory. Strangers are that rival: the cosine of a pair is compared with those of its source
and of its target with the texts of up to 400 other pairs, in standard deviations, as in margin-based mining
(Artetxe and Schwenk 2019), but with the spread taken into account.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.model import SIDES, Bead, Bitext
from core.text_length import length
from core.vectors import Encoded, EncodedPair, Vectors, unit

Floats = NDArray[np.float64]

WEIGHTS = (9.174, 1.713, 0.469, -1.912, -4.919)
"""Weights of a constant and of the columns of `evidence`, learnt by `python -m benchmarks.pair_evidence` from
manual alignments in which a tenth of the targets were exchanged or replaced."""
_STRANGERS = 400
_AT_ONCE = 2048
_PRIOR = 10  # strangers that are assumed before any is seen ...
_SPREAD = 0.1  # ... with this standard deviation of their cosines
_RIVAL = 2.0  # standard deviations at least of the best stranger, which a few do not show
_SOFT = 4  # letters added to a length
_SHORT = 54  # letters; shorter texts say as little as this, but are not believed for being short


def at_most_by_meaning(bitext: Bitext, beads: Sequence[Bead], encoded: EncodedPair) -> tuple[Bead, ...]:
    """Return beads of a bitext with a confidence that is at most the probability by their own meaning.

    A pair between right ones has no rival among the paths, however wrong it is.
    """
    return tuple(
        replace(bead, confidence=min(1.0 if bead.confidence is None else bead.confidence, one))
        for bead, one in zip(beads, pair_probabilities(bitext, encoded), strict=True)
    )


def pair_probabilities(bitext: Bitext, encoded: EncodedPair) -> list[float]:
    """Return the probability (0 to 1) of each bead by its own meaning; 1 for beads with one side, which have
    none.

    `encoded` are the segments of both sides, in order. Deterministic; time is linear in the beads.
    """
    rows = [row for row, bead in enumerate(bitext.beads) if not bead.one_sided]
    out = [1.0] * len(bitext.beads)
    if rows:
        vectors = [_of_beads(bitext, at, encoded[at], rows) for at in range(2)]
        texts = [
            [" ".join(map(bitext.side(side).text, bitext.beads[row].ids(side))) for row in rows]
            for side in SIDES
        ]
        columns = evidence(vectors[0], vectors[1], texts[0], texts[1])
        odds = WEIGHTS[0] + columns @ np.array(WEIGHTS[1:])
        for row, one in zip(rows, odds.tolist(), strict=True):
            out[row] = float(1 / (1 + np.exp(-np.clip(one, -30, 30))))
    return out


def _of_beads(bitext: Bitext, at: int, encoded: Encoded, rows: Sequence[int]) -> Vectors:
    """Return a unit vector for one side of each of these beads, as if its segments were one text."""
    side = bitext.side(SIDES[at])
    if encoded.pieces is not None:
        sums = encoded.pieces.sums()
    else:
        sums = encoded.vectors * np.array([length(text) for text in side.texts()], np.float32)[:, None]
    places = [[side.position(id_) for id_ in bitext.beads[row].ids(SIDES[at])] for row in rows]
    return unit(np.stack([sums[ids].sum(axis=0) for ids in places]))


def evidence(source: Vectors, target: Vectors, sources: Sequence[str], targets: Sequence[str]) -> Floats:
    """Return the evidence for each of n pairs, float64 (n, 4).

    `source` and `target`, float32 (n, dimension), are unit vectors of the texts `sources` and `targets`. The
    columns: the cosine of the pair in standard deviations above those of strangers; how far that is above
    the best stranger; the log of the letters of the shorter text, at least 54; and how unusual the ratio of
    lengths is.
    """
    n = len(source)
    share = n / (n + _PRIOR)
    one, other = (unit(vectors - vectors.mean(axis=0) * share) for vectors in (source, target))
    own = np.einsum("ij,ij->i", one, other).astype(np.float64)
    across, best_across = _standing(own, one, other, targets)
    down, best_down = _standing(own, other, one, sources)
    z = (across + down) / 2
    rival = np.maximum(np.maximum(best_across, best_down), _RIVAL)
    sizes = [np.array([length(text) for text in texts]) for texts in (sources, targets)]
    ratios = np.log((sizes[0] + _SOFT) / (sizes[1] + _SOFT))
    unusual = np.abs(ratios - np.median(ratios) * share)
    letters = np.log(np.maximum(np.minimum(*sizes), _SHORT))
    return np.stack([z, z - rival, letters, unusual], axis=1)


def probabilities_across(
    source: Vectors, target: Vectors, sources: Sequence[str], targets: Sequence[str], among: int
) -> Floats:
    """Return the probability that a source and a target are a pair, float64 (among, among): a row for each
    of the first `among` sources, a column for each of the first targets.

    The other texts are strangers only. The parameters are those of `evidence`, which tells the same of the
    pairs as they are. Takes `among` times n steps.
    """
    share = len(source) / (len(source) + _PRIOR)
    one, other = (unit(vectors - vectors.mean(axis=0) * share) for vectors in (source, target))
    across, best_across = _standing_across(one[:among], other, targets)
    down, best_down = (found.T for found in _standing_across(other[:among], one, sources))
    z = (across + down) / 2
    rival = np.maximum(np.maximum(best_across, best_down), _RIVAL)
    sizes = [np.array([length(text) for text in texts]) for texts in (sources, targets)]
    logs = [np.log(size + _SOFT) for size in sizes]
    usual = np.median(logs[0] - logs[1]) * share
    unusual = np.abs(logs[0][:among, None] - logs[1][None, :among] - usual)
    letters = np.log(np.maximum(np.minimum(sizes[0][:among, None], sizes[1][None, :among]), _SHORT))
    odds = WEIGHTS[0] + np.stack([z, z - rival, letters, unusual], axis=2) @ np.array(WEIGHTS[1:])
    out: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return out


def _standing_across(of: Vectors, among: Vectors, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return, for each text and each of the first texts as its partner, how the cosine of the two and that of
    the best stranger stand among the cosines with strangers: all other texts that read differently."""
    kinds = {text: at for at, text in reversed([*enumerate(texts)])}
    firsts = sorted(kinds.values())
    place = {text: firsts.index(at) for text, at in kinds.items()}
    own = [place[text] for text in texts[: len(of)]]
    cosines = (of @ among[firsts].T).astype(np.float64)
    chosen = cosines[:, own]
    strangers = cosines.shape[1] - 1
    total = cosines.sum(axis=1, keepdims=True) - chosen
    squares = (cosines**2).sum(axis=1, keepdims=True) - chosen**2
    mean = total / (strangers + _PRIOR)
    apart = squares - 2 * mean * total + strangers * mean**2
    spread = np.sqrt((np.maximum(apart, 0) + _PRIOR * _SPREAD**2) / (strangers + _PRIOR))
    if not strangers:
        return (chosen - mean) / spread, np.zeros_like(chosen)
    two = np.partition(cosines, -2, axis=1)[:, -2:]
    best = np.where(chosen == two[:, 1:], two[:, :1], two[:, 1:])
    return (chosen - mean) / spread, (best - mean) / spread


def _standing(own: Floats, of: Vectors, among: Vectors, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how the own cosine of each text and that of its best stranger stand among the cosines with
    strangers, in standard deviations. Texts that read the same are no strangers."""
    step = -(-len(among) // _STRANGERS)
    chosen = np.arange(0, len(among), step)
    kinds = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    numbers = np.array([kinds[text] for text in texts])
    own_z, best_z = np.empty(len(of)), np.empty(len(of))
    for start in range(0, len(of), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        cosines = (of[part] @ among[chosen].T).astype(np.float64)
        strange = numbers[part][:, None] != numbers[chosen][None, :]
        count = strange.sum(axis=1) + _PRIOR
        mean = np.where(strange, cosines, 0).sum(axis=1) / count
        apart = np.where(strange, (cosines - mean[:, None]) ** 2, 0).sum(axis=1)
        spread = np.sqrt((apart + _PRIOR * _SPREAD**2) / count)
        best = np.where(strange, cosines, -1.0).max(axis=1)
        own_z[part] = (own[part] - mean) / spread
        best_z[part] = np.where(strange.any(axis=1), (best - mean) / spread, 0.0)
    return own_z, best_z
