"""Verbs that change a segment's text or its boundaries. The document's own text never changes."""

from dataclasses import replace

from core.model import SIDE_WORDS, Bitext, Patch, Segment, Side, SideName, Splice
from core.model.message import Message, message
from core.review.verbs.rows import NotPossible, bead_at


def edit_text(bitext: Bitext, at: int, side: SideName, segment_id: int, text: str) -> Patch:
    """Set a segment's text; typing the document's own text again counts as not edited.

    The patch is empty if nothing changes.
    """
    segment = _segment(bitext, at, side, segment_id)
    edited = None if text == bitext.side(side).original(segment) else text
    return _text_patch(bitext, message("Edit the text in row {row}", row=at + 1), side, segment, edited)


def restore_text(bitext: Bitext, at: int, side: SideName, segment_id: int) -> Patch:
    """Restore a segment's text to that of the document."""
    segment = _segment(bitext, at, side, segment_id)
    if segment.edited is None:
        raise NotPossible(message("This text is the same as in the document."))
    return _text_patch(bitext, message("Restore the text in row {row}", row=at + 1), side, segment, None)


def split_segment(bitext: Bitext, at: int, side: SideName, segment_id: int, offset: int) -> Patch:
    """Split a segment before character `offset` of its text; both halves stay in their row.

    White space at the split becomes the gap between them. If the text was edited, the document's text is
    split too, at the word boundary nearest the same share, and each half keeps its part of the edit.
    """
    segment = _segment(bitext, at, side, segment_id)
    whole = bitext.side(side)
    text = whole.text(segment_id)
    left, right = text[:offset].rstrip(), text[offset:].lstrip()
    if not 0 < offset < len(text) or not left.strip() or not right.strip():
        raise NotPossible(message("Place the caret inside the text, where it should be split."))
    ids = whole.next_id, whole.next_id + 1
    if segment.edited is None:
        border = segment.start + len(left), segment.end - len(right)
        halves = (
            Segment(ids[0], segment.block, segment.start, border[0]),
            Segment(ids[1], segment.block, border[1], segment.end),
        )
    else:
        border = _original_border(whole, segment, len(left) / len(text))
        halves = (
            _edited(whole, Segment(ids[0], segment.block, segment.start, border[0]), left),
            _edited(whole, Segment(ids[1], segment.block, border[1], segment.end), right),
        )
    cell = bitext.beads[at].ids(side)
    place = cell.index(segment_id)
    cell = (*cell[:place], *ids, *cell[place + 1 :])
    return _recut(
        bitext, message("Split a segment in row {row}", row=at + 1), at, side, (segment,), halves, cell
    )


def join_segments(bitext: Bitext, at: int, side: SideName, position: int) -> Patch:
    """Join the segment at `position` of a cell with the next one, or, if it is the last, with the previous
    one.

    The white space between them becomes part of the text; an edited text keeps its edit. Segments of two
    paragraphs cannot be joined; struck letters between the two stay hidden.
    """
    bead, whole = bead_at(bitext, at), bitext.side(side)
    ids = bead.ids(side)
    if not 0 <= position < len(ids) or len(ids) < 2:
        raise NotPossible(
            message(
                "Choose a segment that shares its cell with another one. To get two segments into one cell, "
                "merge their rows."
            )
        )
    place = min(position, len(ids) - 2)
    left, right = (whole.segment(id_) for id_ in ids[place : place + 2])
    if left.block != right.block:
        raise NotPossible(
            message(
                "These segments are in two different paragraphs of the document. Leave both in the row "
                "instead."
            )
        )
    gap = whole.document.visible(left.block)[left.end : right.start]
    joined = Segment(whole.next_id, left.block, left.start, right.end)
    if left.edited is not None or right.edited is not None:
        texts = whole.text(left.id), whole.text(right.id)
        joined = _edited(whole, joined, (gap if all(texts) else "").join(texts))
    cell = (*ids[:place], joined.id, *ids[place + 2 :])
    return _recut(
        bitext,
        message("Join two segments in row {row}", row=at + 1),
        at,
        side,
        (left, right),
        (joined,),
        cell,
    )


def _recut(
    bitext: Bitext,
    name: Message,
    at: int,
    side: SideName,
    before: tuple[Segment, ...],
    after: tuple[Segment, ...],
    cell: tuple[int, ...],
) -> Patch:
    """Replace some segments of a row by others; its cell is then `cell`."""
    bead = bitext.beads[at]
    # The pair has the same content, so its confidence, status and link stay.
    same = replace(bead, source=cell) if side == "source" else replace(bead, target=cell)
    beads = (Splice(at, (bead,), (same,)),)
    cut = (Splice(bitext.side(side).position(before[0].id), before, after),)
    return Patch(name, beads, source=cut) if side == "source" else Patch(name, beads, target=cut)


def _text_patch(bitext: Bitext, name: Message, side: SideName, segment: Segment, edited: str | None) -> Patch:
    if segment.edited == edited:
        return Patch(name)
    position = bitext.side(side).position(segment.id)
    cut = (Splice(position, (segment,), (replace(segment, edited=edited),)),)
    return Patch(name, source=cut) if side == "source" else Patch(name, target=cut)


def _segment(bitext: Bitext, at: int, side: SideName, segment_id: int) -> Segment:
    if segment_id not in bead_at(bitext, at).ids(side):
        raise NotPossible(message("Row {row} has no such {side} segment.", row=at + 1, side=SIDE_WORDS[side]))
    return bitext.side(side).segment(segment_id)


def _edited(side: Side, half: Segment, text: str) -> Segment:
    return replace(half, edited=None if text == side.original(half) else text)


def _original_border(side: Side, segment: Segment, share: float) -> tuple[int, int]:
    """Return where the left half of the document's text ends and the right one starts, preferably between
    words."""
    text = side.original(segment)
    wish = share * len(text)
    inner = range(1, len(text))
    spaces = [cut for cut in inner if text[cut].isspace() and text[:cut].strip() and text[cut:].strip()]
    cuts = spaces or [cut for cut in inner if text[:cut].strip() and text[cut:].strip()]
    if not cuts:
        raise NotPossible(
            message("The document has too little text here to split. Restore the original text first.")
        )
    cut = min(cuts, key=lambda at: abs(at - wish))
    start = segment.start
    return start + len(text[:cut].rstrip()), segment.end - len(text[cut:].lstrip())
