"""Verbs that change which segments stand in which row. What a person rearranges has no confidence any more.

Rows, `at`, `first`, `last` and positions count from 0; names of patches count rows from 1, as the table does.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.model import Bead, Bitext, Patch, SideName, Status
from core.review.rows import NotPossible, bead_at, rearranged


def merge(bitext: Bitext, first: int, last: int) -> Patch:
    """Rows `first` to `last` become one. It is accepted if all of them were."""
    bead_at(bitext, first)
    bead_at(bitext, last)
    if first >= last:
        raise NotPossible("Choose at least two rows to merge.")
    what = f"{first + 1} and {last + 1}" if last == first + 1 else f"{first + 1} to {last + 1}"
    return rearranged(bitext, f"Merge rows {what}", first, last, (_union(bitext.beads[first : last + 1]),))


def merge_next(bitext: Bitext, at: int) -> Patch:
    """Row `at` and the one below it become one."""
    if at + 1 >= len(bitext.beads):
        raise NotPossible("There is no row below to merge with.")
    return merge(bitext, at, at + 1)


def merge_previous(bitext: Bitext, at: int) -> Patch:
    """Row `at` and the one above it become one."""
    if at <= 0:
        raise NotPossible("There is no row above to merge with.")
    return merge(bitext, at - 1, at)


def split(bitext: Bitext, at: int, source_at: int, target_at: int) -> Patch:
    """Segments from `source_at` and `target_at` on (positions in their cells) go to a new row below.

    The note and the bookmark stay above.
    """
    bead = bead_at(bitext, at)
    if not (0 <= source_at <= len(bead.source) and 0 <= target_at <= len(bead.target)):
        raise NotPossible(f"Row {at + 1} has no such segment.")
    upper = _rearranged(bead, bead.source[:source_at], bead.target[:target_at])
    lower = Bead(bead.source[source_at:], bead.target[target_at:])
    if _hollow(upper) or _hollow(lower):
        raise NotPossible(f"Row {at + 1} can only be split between two segments.")
    return rearranged(bitext, f"Split row {at + 1}", at, at, (upper, lower))


def split_at(bitext: Bitext, at: int, side: SideName, position: int) -> Patch:
    """The segment at `position` of a cell and those after it go to a new row below.

    The other side is cut where the two upper halves hold the most similar share of their texts.
    """
    bead = bead_at(bitext, at)
    if not 0 < position < len(bead.ids(side)):
        raise NotPossible(
            "Choose the segment that shall begin the new row; the first one already begins this."
        )
    other: SideName = "target" if side == "source" else "source"
    lengths = _lengths(bitext, side, bead)
    share = sum(lengths[:position]) / max(1, sum(lengths))
    cut = _nearest_cut(_lengths(bitext, other, bead), share)
    source_at, target_at = (position, cut) if side == "source" else (cut, position)
    return split(bitext, at, source_at, target_at)


def split_row(bitext: Bitext, at: int) -> Patch:
    """Split row `at` without being told where.

    The longer cell is cut nearest its middle; one segment a side are taken apart, so that each stands alone.
    """
    bead = bead_at(bitext, at)
    if len(bead.source) == len(bead.target) == 1:
        return split(bitext, at, 1, 0)
    side: SideName = "source" if len(bead.source) >= len(bead.target) else "target"
    if len(bead.ids(side)) < 2:
        raise NotPossible(f"Row {at + 1} holds one segment only. Place the caret in it to cut its text.")
    return split_at(bitext, at, side, _nearest_cut(_lengths(bitext, side, bead), 0.5))


def move_segment_up(bitext: Bitext, at: int, side: SideName, count: int = 1) -> Patch:
    """The first `count` segments of a cell go to the end of the cell above; an emptied row disappears."""
    bead = bead_at(bitext, at)
    if at == 0:
        raise NotPossible("There is no row above to move the segment to.")
    ids = bead.ids(side)
    _some(ids, count, at, side)
    above = bitext.beads[at - 1]
    upper = _with(above, side, above.ids(side) + ids[:count])
    lower = _with(bead, side, ids[count:])
    return _moved(bitext, f"Move a segment up from row {at + 1}", at - 1, upper, lower)


def move_segment_down(bitext: Bitext, at: int, side: SideName, count: int = 1) -> Patch:
    """The last `count` segments of a cell go to the start of the cell below; an emptied row disappears."""
    bead = bead_at(bitext, at)
    if at + 1 >= len(bitext.beads):
        raise NotPossible("There is no row below to move the segment to.")
    ids = bead.ids(side)
    _some(ids, count, at, side)
    below = bitext.beads[at + 1]
    upper = _with(bead, side, ids[: len(ids) - count])
    lower = _with(below, side, ids[len(ids) - count :] + below.ids(side))
    return _moved(bitext, f"Move a segment down from row {at + 1}", at, upper, lower)


def _moved(bitext: Bitext, name: str, first: int, upper: Bead, lower: Bead) -> Patch:
    after: tuple[Bead, ...] = (upper, lower)
    for gone, kept in ((upper, lower), (lower, upper)):
        if _hollow(gone):
            notes, bookmark = _notes((upper, lower)), upper.bookmark or lower.bookmark
            after = (replace(kept, note=notes, bookmark=bookmark),)
    return rearranged(bitext, name, first, first + 1, after)


def _union(beads: Sequence[Bead]) -> Bead:
    accepted = all(bead.status is Status.ACCEPTED for bead in beads)
    return Bead(
        tuple(id_ for bead in beads for id_ in bead.source),
        tuple(id_ for bead in beads for id_ in bead.target),
        status=Status.ACCEPTED if accepted else Status.OPEN,
        note=_notes(beads),
        bookmark=any(bead.bookmark for bead in beads),
    )


def _notes(beads: Sequence[Bead]) -> str:
    return "\n".join(bead.note for bead in beads if bead.note)


def _rearranged(bead: Bead, source: tuple[int, ...], target: tuple[int, ...]) -> Bead:
    return Bead(source, target, note=bead.note, bookmark=bead.bookmark)


def _with(bead: Bead, side: SideName, ids: tuple[int, ...]) -> Bead:
    return _rearranged(bead, ids, bead.target) if side == "source" else _rearranged(bead, bead.source, ids)


def _hollow(bead: Bead) -> bool:
    return not bead.source and not bead.target


def _some(ids: tuple[int, ...], count: int, at: int, side: SideName) -> None:
    if not 0 < count <= len(ids):
        raise NotPossible(f"Row {at + 1} has no segment to move on the {side} side.")


def _lengths(bitext: Bitext, side: SideName, bead: Bead) -> list[int]:
    return [len(bitext.side(side).text(id_)) for id_ in bead.ids(side)]


def _nearest_cut(lengths: Sequence[int], share: float) -> int:
    """The position with nearest to `share` of the letters before it, between two segments if there are."""
    if not lengths:
        return 0
    total = max(1, sum(lengths))
    inner = range(1, len(lengths)) if len(lengths) > 1 else range(2)
    return min(inner, key=lambda cut: abs(sum(lengths[:cut]) / total - share))
