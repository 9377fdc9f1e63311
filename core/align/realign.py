"""Realigning of some rows, around those that a user decided: the steps of `align` over an excerpt.

bitext ─excerpt─▶ rows and witnesses ─build_model─▶ BeadModel ─join_stretches─▶ stretches ─▶ Patch

Estimates that need the whole text (the ratio of lengths, the similarity of translations, the punctuation that
corresponds) are made from some rows outside, so that two hundred rows cost the same in any book.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

import numpy as np
from numpy.typing import NDArray

from core.align.align import as_beads, build_model, coarse_pass, fine_pass
from core.align.anchors import Anchors
from core.align.bead_model import BeadModel
from core.align.corridor import Step
from core.align.options import AlignOptions
from core.align.piece_stats import piece_statistics
from core.align.pinned_stretches import join_stretches, split_stretches
from core.align.reading import readings
from core.align.weights import Weights
from core.model import SIDES, Bead, Bitext, IndexRange, Patch, Side, Splice
from core.model.message import Message, message
from core.progress import SILENT, Progress
from core.vectors import Encoded, EncodedPair

_WITNESSES = 60  # most rows outside that are used as witnesses
_SURE = 0.9  # least confidence of a witness


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The rows of a bitext that are to be realigned, and some others that show how its texts translate each
    other; a small value, quick to send to another process.

    `source` and `target` hold the segments of `beads` and no others; `rows` is the range of the beads to be
    realigned, and `at` is the row of the first of these in the bitext.
    """

    source: Side
    target: Side
    beads: tuple[Bead, ...]
    rows: IndexRange
    at: int

    @property
    def spans(self) -> tuple[IndexRange, IndexRange]:
        """The ranges of source and target segments in the rows."""
        source, target = _ends(self.beads)
        first, end = self.rows
        return (source[first], source[end]), (target[first], target[end])


def excerpt(bitext: Bitext, rows: IndexRange) -> Excerpt:
    """Return the excerpt for realigning these rows. Raises IndexError for rows that do not exist."""
    first, end = rows
    if not 0 <= first <= end <= len(bitext.beads):
        raise IndexError(f"rows {first} to {end} of {len(bitext.beads)}")
    outside = np.concatenate((np.arange(first), np.arange(end, len(bitext.beads))))
    parts = np.array_split(outside, _WITNESSES)
    found = (next((at for at in part.tolist() if _witness(bitext.beads[at])), None) for part in parts)
    witnesses = [at for at in found if at is not None]
    before = sum(at < first for at in witnesses)
    places = [*witnesses[:before], *range(first, end), *witnesses[before:]]
    beads = tuple(bitext.beads[at] for at in places)
    return Excerpt(
        _cut(bitext.source, [id_ for bead in beads for id_ in bead.source]),
        _cut(bitext.target, [id_ for bead in beads for id_ in bead.target]),
        beads,
        (before, before + end - first),
        first,
    )


def _witness(bead: Bead) -> bool:
    return len(bead.source) == len(bead.target) == 1 and bead.certainty >= _SURE


def _cut(side: Side, ids: Sequence[int]) -> Side:
    """Return the side with only these segments, and only the blocks that they are in."""
    segments = [side.segment(id_) for id_ in ids]
    number = {block: at for at, block in enumerate(dict.fromkeys(segment.block for segment in segments))}
    document = replace(
        side.document,
        blocks=tuple(side.document.blocks[block] for block in number),
        strikes=tuple(
            replace(strike, block=number[strike.block])
            for strike in side.document.strikes
            if strike.block in number
        ),
    )
    kept = tuple(replace(segment, block=number[segment.block]) for segment in segments)
    return replace(side, document=document, segments=kept)


def realigned(
    given: Excerpt,
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions = AlignOptions(),  # noqa: B008 frozen
    progress: Progress = SILENT,
) -> Patch:
    """Return the patch that replaces the rows by the best beads; rows that do not change are not in it.

    `encoded` holds the excerpt's segments. Pinned rows split the others into stretches that no bead leaves,
    and are in no splice.
    """
    prepared = prepare_rows(given, encoded, weights, options, progress)
    beads = given.beads[slice(*given.rows)]
    groups = [(pin, list(rows)) for pin, rows in groupby(range(len(beads)), lambda at: beads[at].pinned)]
    stretches = [(rows[0], rows[-1] + 1) for pin, rows in groups if not pin]
    ends = _ends(beads)
    spans = [((ends[0][first], ends[0][end]), (ends[1][first], ends[1][end])) for first, end in stretches]
    splices: list[Splice[Bead]] = []
    for (first, end), new in zip(stretches, prepared.aligned(spans, progress), strict=True):
        splices += _changed(given.at + first, beads[first:end], new)
    return Patch(_name(given), tuple(splices), author="program")


@dataclass(frozen=True, slots=True, eq=False)
class PreparedRows:
    """The rows of an excerpt, prepared to be aligned stretch by stretch.

    `sides` hold only their segments, of which those at `places` have text; `model` is None if a side has no
    such segments.
    """

    sides: tuple[Side, Side]
    places: tuple[NDArray[np.int64], NDArray[np.int64]]
    model: BeadModel | None
    anchors: Anchors
    weights: Weights

    def aligned(
        self, stretches: Sequence[tuple[IndexRange, IndexRange]], progress: Progress
    ) -> list[tuple[Bead, ...]]:
        """Align stretches of source and target segments."""
        with_text = [
            (_within(self.places[0], source), _within(self.places[1], target)) for source, target in stretches
        ]
        if self.model is None or not stretches:
            skipped: list[list[Step]] = [
                [(1, 0)] * (k - i) + [(0, 1)] * (m - j) for (i, k), (j, m) in with_text
            ]
            found = [(steps, np.ones(len(steps))) for steps in skipped]
        else:
            model, anchors = join_stretches(self.model, self.anchors, with_text)
            steps = coarse_pass(model, anchors, progress)
            found = split_stretches(model, *fine_pass(model, self.weights.fine, steps, progress))
        return [
            as_beads(
                _only(self.sides[0], source),
                _only(self.sides[1], target),
                (self.places[0][slice(*i)] - source[0], self.places[1][slice(*j)] - target[0]),
                steps,
                confidence,
            )
            for (source, target), (i, j), (steps, confidence) in zip(stretches, with_text, found, strict=True)
        ]


def prepare_rows(
    given: Excerpt,
    encoded: EncodedPair,
    weights: Weights,
    options: AlignOptions,
    progress: Progress,
) -> PreparedRows:
    """Return the rows of an excerpt, prepared for alignment; `encoded` holds the segments of the excerpt."""
    both = readings((given.source, given.target), (_bare(encoded[0]), _bare(encoded[1])))
    source, target = given.spans
    i, j = _within(both[0].places, source), _within(both[1].places, target)
    places = both[0].places[slice(*i)] - source[0], both[1].places[slice(*j)] - target[0]
    sides = _only(given.source, source), _only(given.target, target)
    if i[0] == i[1] or j[0] == j[1]:
        return PreparedRows(sides, places, None, np.empty((0, 2), np.int64), weights)
    whole, anchors = build_model(both, weights.coarse, options, progress)
    model = whole.part(i, j)
    if encoded[0].pieces is not None and encoded[1].pieces is not None:
        # only the rows' own pieces are compared: those of the witnesses would double the cost
        inside = encoded[0].pieces.taken(range(*source)), encoded[1].pieces.taken(range(*target))
        first, second = piece_statistics(inside, places)
        one, other = model.readings
        model = replace(model, readings=(replace(one, pieces=first), replace(other, pieces=second)))
    return PreparedRows(sides, places, model, anchors - (i[0], j[0]), weights)


def _bare(encoded: Encoded) -> Encoded:
    """Return the vectors without the pieces."""
    return Encoded(encoded.vectors)


def _ends(beads: Sequence[Bead]) -> tuple[list[int], list[int]]:
    """Return the index of the first segment of each bead on either side, and the end of the last bead."""
    source, target = (list(accumulate((len(bead.ids(side)) for bead in beads), initial=0)) for side in SIDES)
    return source, target


def _within(places: NDArray[np.int64], span: IndexRange) -> IndexRange:
    """Return the range of the segments with text that are in a stretch."""
    first, end = np.searchsorted(places, span).tolist()
    return first, end


def _only(side: Side, span: IndexRange) -> Side:
    return replace(side, segments=side.segments[slice(*span)])


def _changed(at: int, old: Sequence[Bead], new: Sequence[Bead]) -> list[Splice[Bead]]:
    """Return the splice from the first to the last row that changed; an empty list if none did."""
    before = {(bead.source, bead.target): bead for bead in old}
    after = [before.get((bead.source, bead.target), bead) for bead in new]
    first = 0
    while first < min(len(old), len(after)) and old[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(old), len(after)) - first and old[-1 - last] == after[-1 - last]:
        last += 1
    removed, added = tuple(old[first : len(old) - last]), tuple(after[first : len(after) - last])
    return [Splice(at + first, removed, added)] if removed or added else []


def _name(given: Excerpt) -> Message:
    first, end = given.at + 1, given.at + given.rows[1] - given.rows[0]
    return (
        message("Realign row {row}", row=first)
        if first == end
        else message("Realign rows {first} to {last}", first=first, last=end)
    )
