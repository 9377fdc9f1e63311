"""Advice on the rows of a bitext: reasons to doubt them, what they may be instead, and scores of guesses.

    rows ──excerpt──▶ alternatives ─┐
                                    ├─ the likelier ─▶ Doubt
    rows of pairs ──▶ exchanges ────┘

A window gives excerpts to a worker, so that it need not send a whole bitext.
"""

from collections.abc import Collection, Iterable

from core.align.alternatives import Alternative, alternatives, around
from core.align.exchanges import Exchange, Suspects, exchanges, suspects
from core.align.guesses import Ids, guess_confidences
from core.align.realign import Excerpt
from core.encode import Encoder, encode_texts
from core.model import Bitext, SideName
from core.pipeline import Options, encode_sides, weights_of
from core.progress import SILENT, Progress
from core.review.doubts.reasons import Doubt, Reason, reasons, usual
from core.review.doubts.suggestions import exchanged, other_way
from core.segment import SplitPoint, split_points

_STRENGTH = 0.1
"""The share of a text by which a border may be farther away if it is stronger by one."""


def doubts(
    bitext: Bitext, rows: Iterable[int], encoder: Encoder, options: Options, progress: Progress = SILENT
) -> tuple[Doubt, ...]:
    """Return these rows, ascending, with the reasons to doubt them and the patches to their alternatives.

    Rows count from 0. Raises IndexError for rows that do not exist.
    """
    wanted = sorted({*rows})
    others = alternatives_in(around(bitext, wanted), wanted, encoder, options, progress) if wanted else {}
    found = exchanges_in(suspects(bitext), encoder, progress) if wanted and bitext.of_pairs else ()
    rings = {row: one for one in found for row in one.rows}
    known = usual(bitext)
    return tuple(
        _doubt(bitext, row, reasons(bitext, row, known), others.get(row), rings.get(row)) for row in wanted
    )


def _doubt(
    bitext: Bitext, row: int, found: tuple[Reason, ...], other: Alternative | None, ring: Exchange | None
) -> Doubt:
    swap = exchanged(bitext, row, ring.rows, ring.probability) if ring else None
    if swap is not None and (other is None or swap.probability > other.probability):
        return Doubt(row, (*found, swap.reason), swap.patch, swap.probability)
    if other is None:
        return Doubt(row, found)
    better = other_way(bitext, row, other.patch, other.probability)
    return Doubt(row, (*found, better.reason) if better else found, other.patch, other.probability)


def alternatives_in(
    given: Excerpt, rows: Iterable[int], encoder: Encoder, options: Options, progress: Progress = SILENT
) -> dict[int, Alternative]:
    """Return the best alternatives to rows in the middle of an excerpt (`around`), if they have any."""
    encoded = encode_sides(encoder, given.source, given.target, progress)
    return alternatives(given, rows, encoded, weights_of(options), options.align, progress)


def exchanges_in(given: Suspects, encoder: Encoder, progress: Progress = SILENT) -> tuple[Exchange, ...]:
    """Return the translations that are exchanged among the `suspects` of a bitext."""
    source, target = (
        encode_texts(encoder, texts, progress).vectors for texts in (given.source, given.target)
    )
    return exchanges(given, source, target)


def guess_confidences_in(
    given: Excerpt, guesses: Collection[Ids], encoder: Encoder, options: Options, progress: Progress = SILENT
) -> dict[Ids, float]:
    """Return the confidence of guessed rows, by their segments, in one of their `neighbourhoods`."""
    encoded = encode_sides(encoder, given.source, given.target, progress)
    return guess_confidences(given, guesses, encoded, weights_of(options), options.align, progress)


def places_to_split(bitext: Bitext, at: int, side: SideName, segment_id: int) -> list[int]:
    """Return the offsets at which a segment of row `at` is best split, the best first.

    These are borders of its clauses, the strong ones and those near the share that the first segment has of
    the other cell; half of the text if that has only one.
    """
    whole, other = bitext.side(side), bitext.side("target" if side == "source" else "source")
    text = whole.text(segment_id)
    counterparts = bitext.beads[at].target if side == "source" else bitext.beads[at].source
    lengths = [len(other.text(id_)) for id_ in counterparts]
    share = lengths[0] / max(1, sum(lengths)) if len(lengths) > 1 else 0.5
    points = split_points(text, whole.document.language)

    def worth(point: SplitPoint) -> float:
        return _STRENGTH * point.strength - abs(point.offset / len(text) - share)

    return [point.offset for point in sorted(points, key=worth, reverse=True)]
