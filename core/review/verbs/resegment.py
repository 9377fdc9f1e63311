"""New segmentation of a side, after its language or its kind of segmentation has changed.

Rows decided by a person keep their segments; only the text between them is segmented again.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, count, groupby

from core.model import SIDE_WORDS, SIDES, Bead, Bitext, Patch, PropertyChange, Segment, Side, SideName, Splice
from core.model.message import Message, message

BlockPosition = tuple[int, int]
"""A block, and a character in it."""
Piece = tuple[int, int, int]
"""A block, and a span of characters (end exclusive)."""

_FIRST: BlockPosition = (-1, 0)


@dataclass(frozen=True, slots=True)
class Recut:
    """New segments in place of old ones, each in a row of its own, as `patch`.

    `rows` are the stretches of rows after the patch that contain them and wait to be aligned, one splice of
    beads each.
    """

    patch: Patch
    rows: tuple[tuple[int, int], ...]

    def settled(self, aligned: Patch) -> Patch:
        """Return one patch that combines this one with `aligned`, which aligns its rows.

        A row that comes out unchanged keeps its confidence, status and marks.
        """
        beads = []
        for (first, end), splice in zip(self.rows, self.patch.beads, strict=True):
            after = list(splice.after)
            for change in reversed([one for one in aligned.beads if first <= one.at < end]):
                at = change.at - first
                after[at : at + len(change.before)] = change.after
            known = {(bead.source, bead.target): bead for bead in splice.before}
            final = tuple(known.get((bead.source, bead.target), bead) for bead in after)
            if final != splice.before:
                beads.append(replace(splice, after=final))
        return replace(self.patch, beads=tuple(beads))


def recut(bitext: Bitext, name: SideName, fresh: Side) -> Recut:
    """Return what cuts a side as `fresh` is cut, which has the same blocks and strikes, in its language.

    Rows that are pinned, and those with an edited text, stay. A segment that comes out as it was keeps
    its id.
    """
    side = bitext.side(name)
    stays = [bead.pinned or _edited(bitext, bead) for bead in bitext.beads]
    begins = list(accumulate((len(bead.ids(name)) for bead in bitext.beads), initial=0))
    kept = [side.segments[begins[at] : begins[at + 1]] for at, stay in enumerate(stays) if stay]
    pieces = _pieces(fresh, chain.from_iterable(kept))
    ids = count(side.next_id)
    beads: list[Splice[Bead]] = []
    cuts: list[Splice[Segment]] = []
    rows: list[tuple[int, int]] = []
    shift = 0
    for first, end in _runs(stays):
        old = side.segments[begins[first] : begins[end]]
        low = _place(side, begins[first]) if first else _FIRST
        new = _segments(pieces[slice(*_between(pieces, low, _place(side, begins[end])))], old, ids)
        if new == old:
            continue
        cuts.append(Splice(begins[first], old, new))
        before = bitext.beads[first:end]
        after = _alone(name, new, before)
        beads.append(Splice(first, before, after))
        rows.append((first + shift, first + shift + len(after)))
        shift += len(after) - len(before)
    patch = Patch(
        _name(name, fresh), tuple(beads), properties=_properties(name, side, fresh), author="program"
    )
    patch = replace(patch, source=tuple(cuts)) if name == "source" else replace(patch, target=tuple(cuts))
    return Recut(patch, tuple(rows))


def _name(name: SideName, fresh: Side) -> Message:
    match fresh.cut_by:  # whole sentences, so that they can be translated
        case "paragraphs":
            return message("Segment the {side} by paragraphs", side=SIDE_WORDS[name])
        case "lines":
            return message("Segment the {side} by lines", side=SIDE_WORDS[name])
    return message("Segment the {side} by sentences", side=SIDE_WORDS[name])


def _properties(name: SideName, side: Side, fresh: Side) -> tuple[PropertyChange, ...]:
    changes = (
        PropertyChange(name, "language", side.document.language, fresh.document.language),
        PropertyChange(name, "cut_by", side.cut_by, fresh.cut_by),
    )
    return tuple(change for change in changes if change.before != change.after)


def _edited(bitext: Bitext, bead: Bead) -> bool:
    return any(bitext.side(name).segment(id_).edited is not None for name in SIDES for id_ in bead.ids(name))


def _runs(stays: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first row and the end of each stretch of rows that do not stay."""
    groups = [(stay, list(rows)) for stay, rows in groupby(range(len(stays)), stays.__getitem__)]
    return [(rows[0], rows[-1] + 1) for stay, rows in groups if not stay]


def _pieces(fresh: Side, standing: Iterable[Segment]) -> list[Piece]:
    """Return the fresh segments without the text of rows that stay, in document order."""
    taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in standing:
        taken[one.block].append((one.start, one.end))
    out: list[Piece] = []
    for segment in fresh.segments:
        text, span = fresh.document.visible(segment.block), (segment.start, segment.end)
        out += [(segment.block, *free) for free in _free(text, span, taken.get(segment.block, ()))]
    return sorted(out)


def _free(text: str, span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the rest of a span without white space at its edges; of an empty line, the span itself."""
    start, end = span
    inside = sorted(one for one in taken if (one[0] < end and start < one[1]) or one == span)
    if not inside:
        yield span
        return
    for low, high in (*inside, (end, end)):
        letters = text[start:low].strip()
        if letters:
            at = text.index(letters, start)
            yield at, at + len(letters)
        start = max(start, high)


def _place(side: Side, position: int) -> BlockPosition:
    """Return the start of the segment at a position, or the end of the document."""
    if position >= len(side.segments):
        return len(side.document.blocks), 0
    return side.segments[position].block, side.segments[position].start


def _between(pieces: Sequence[Piece], low: BlockPosition, high: BlockPosition) -> tuple[int, int]:
    return bisect_left(pieces, low), bisect_left(pieces, high)


def _segments(pieces: Sequence[Piece], old: Sequence[Segment], ids: Iterable[int]) -> tuple[Segment, ...]:
    """Return pieces as segments: unchanged ones with their ids, and new ones."""
    known = {(one.block, one.start, one.end): one for one in old}
    numbers = iter(ids)
    return tuple(known.get(piece) or Segment(next(numbers), *piece) for piece in pieces)


def _alone(name: SideName, new: Sequence[Segment], before: Sequence[Bead]) -> tuple[Bead, ...]:
    """Return one row per segment, source first."""
    ids = {side: [id_ for bead in before for id_ in bead.ids(side)] for side in SIDES}
    ids[name] = [segment.id for segment in new]
    return (
        *(Bead((id_,), (), 0.0) for id_ in ids["source"]),
        *(Bead((), (id_,), 0.0) for id_ in ids["target"]),
    )
