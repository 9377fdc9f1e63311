"""Confidence of rows that a verb guessed: their place among the rows that the user decided is given.

rows ─neighbourhoods─▶ excerpt ─▶ all paths between decided rows ─▶ the share that takes each guess

A decided pair divides the stretches that are scored, because no bead crosses it. A decided row with one side
only is left out: its segments are spoken for, and the rows on either side of it still compete.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from core.align.align import with_word_evidence
from core.align.bead_model import BeadModel
from core.align.confidence import calibrated, confidences
from core.align.corridor import Step
from core.align.options import AlignOptions
from core.align.realign import Excerpt, PreparedRows, excerpt, prepare_rows
from core.align.weights import Weights
from core.model import SIDES, Bead, Bitext
from core.progress import SILENT, Progress
from core.vectors import EncodedPair

_AROUND = 6  # rows on either side whose segments compete
MOST = 0.94
"""Highest confidence of a guess, low enough to keep it among the doubts: it is given that the user's rows are
complete, and nobody has looked at this one."""

Ids = tuple[tuple[int, ...], tuple[int, ...]]
"""The source and target segments of a row."""


def neighbourhoods(bitext: Bitext, rows: Sequence[int]) -> tuple[Excerpt, ...]:
    """Return the excerpts needed to score some rows, ascending; one for those near each other."""
    groups: list[list[int]] = []
    for row in rows:
        if groups and row - groups[-1][-1] <= 2 * _AROUND:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(_neighbourhood(bitext, group) for group in groups)


def _neighbourhood(bitext: Bitext, rows: Sequence[int]) -> Excerpt:
    whole = excerpt(bitext, (max(min(rows) - _AROUND, 0), min(max(rows) + 1 + _AROUND, len(bitext.beads))))
    first, end = whole.rows
    inside = [bead for bead in whole.beads[first:end] if not (bead.one_sided and _fixed(bead))]
    beads = (*whole.beads[:first], *inside, *whole.beads[end:])
    sides = []
    for name in SIDES:
        side, kept = getattr(whole, name), {id_ for bead in beads for id_ in bead.ids(name)}
        sides.append(replace(side, segments=tuple(one for one in side.segments if one.id in kept)))
    return replace(whole, source=sides[0], target=sides[1], beads=beads, rows=(first, first + len(inside)))


def guess_confidences(
    given: Excerpt,
    guesses: Collection[Ids],
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
) -> dict[Ids, float]:
    """Return the probability (0 to `MOST`) that each of these rows of one of the `neighbourhoods` is right.

    The other parameters are those of `realigned`. A row is left out if nothing competes with it: if it has no
    text, or the rows between two decided ones have text on one side only.
    """
    prepared = prepare_rows(given, encoded, weights, options, progress)
    if prepared.model is None:
        return {}
    model = replace(prepared.model, weights=weights.fine)
    beads = given.beads[slice(*given.rows)]
    ends = _ends(prepared, beads)
    found: dict[Ids, float] = {}
    for fixed, group in groupby(range(len(beads)), lambda at: _fixed(beads[at])):
        rows = list(group)
        if not fixed and any((beads[at].source, beads[at].target) in guesses for at in rows):
            sure = _confidences(model, ends[rows[0] : rows[-1] + 2], options.reach)
            named = zip(((beads[at].source, beads[at].target) for at in rows), sure, strict=False)
            found |= {ids: min(value, MOST) for ids, value in named if value is not None and ids in guesses}
    return found


def _fixed(bead: Bead) -> bool:
    return bead.decided or bead.linked  # narrower than `pinned`: a note says nothing about the pair


def _ends(prepared: PreparedRows, beads: Sequence[Bead]) -> list[tuple[int, int]]:
    """Return the numbers of segments with text before each row on both sides, and the totals."""
    kept = []
    for places, side in zip(prepared.places, SIDES, strict=True):
        until = list(accumulate((len(bead.ids(side)) for bead in beads), initial=0))
        kept.append(np.searchsorted(places, until).tolist())
    return list(zip(*kept, strict=True))


def _confidences(model: BeadModel, ends: Sequence[tuple[int, int]], reach: int) -> list[float | None]:
    """Return the confidence of each row of a stretch, None for one without text; nothing at all if one
    side has no text."""
    (i, j), (k, m) = ends[0], ends[-1]
    if i == k or j == m:
        return []
    steps: list[Step] = []
    owners: list[int] = []
    torn: list[int] = []
    for at, ((top, left), (bottom, right)) in enumerate(pairwise(ends)):
        a, b = bottom - top, right - left
        whole = a and b and a + b <= reach
        if a and b and not whole:
            torn.append(at)  # larger than any bead that the aligner makes
        parts: list[Step] = [(a, b)] if whole else [(1, 0)] * a + [(0, 1)] * b
        steps += parts
        owners += [at] * len(parts)
    part, corridor = with_word_evidence(model.part((i, k), (j, m)), steps)
    scores: NDArray[np.float32] = np.concatenate([one for _, one in part.beads(corridor)], axis=2)
    posteriors = confidences(scores, part.skip_scores(), corridor, steps)
    sure = calibrated(posteriors, steps, part.pair.estimates.anchored, part.weights)
    out: list[float | None] = [None] * (len(ends) - 1)
    for at, value in zip(owners, sure.tolist(), strict=True):
        least = out[at]
        out[at] = value if least is None else min(value, least)
    for at in torn:
        out[at] = 0.0
    return out
