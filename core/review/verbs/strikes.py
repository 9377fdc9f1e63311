"""Verb that changes which letters of a document are hidden, with the consequences for its rows."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby
from operator import attrgetter

from core.model import SIDE_WORDS, Author, Bead, Bitext, Document, Patch, Segment, SideName, Splice, Strike
from core.model.message import Message, message
from core.review.verbs.rows import (
    NotPossible,
    Stretch,
    guessed,
    hollow,
    kept_in_passing,
    rearranged,
    without_empty_rows,
)
from core.review.verbs.struck_block import (
    StrikeChange,
    StruckBlock,
    changed_segments,
    changed_strikes,
    hidden_offsets,
    strike_changes,
    struck_block,
)

_BLOCK = attrgetter("block")
_REFUSED: Mapping[Author, Message] = {
    "person": message("These letters are in rows that you accepted, paired or edited, so they stay."),
    "program": message(
        "These letters are in rows that you accepted, paired, edited or made by hand, or that have a note or "
        "a bookmark, so they stay."
    ),
}


def set_strikes(
    bitext: Bitext, name: SideName, strikes: Iterable[Strike], author: Author = "person"
) -> Patch:
    """Return the patch that sets the strikes of one side's document, which must not overlap.

    Segments keep their other letters. A segment with no letters left disappears, and with it a row with no
    segments left, whose note and bookmark go to a neighbour. Letters that are shown again go to the segment
    before them (at the beginning of a block to the one after); in a block without segments they form a new
    segment in a row of its own.

    Accepted rows, halves of moved pairs and edited texts stay as they are, and so does every pinned row if
    the `author` is a program: changes of strikes that would alter their text are left out. Raises NotPossible
    if no change remains, ValueError if a strike reaches outside the document or overlaps another.
    """
    side = bitext.side(name)
    standing, wanted = _by_block(side.document.strikes), _by_block(strikes)
    _check(side.document, wanted)
    numbers = [one for one in sorted({*standing, *wanted}) if standing.get(one, ()) != wanted.get(one, ())]
    ids = count(side.next_id)
    hidings: list[Splice[Strike]] = []
    cuts: list[Splice[Segment]] = []
    for number in numbers:
        before, block = standing.get(number, ()), struck_block(side, number)
        changes = [
            one
            for one in strike_changes(before, wanted.get(number, ()))
            if not _spared(bitext, name, block, one, author)
        ]
        after = changed_strikes(before, changes)
        if after == before:
            continue
        hidings.append(Splice(bisect_left(side.document.strikes, number, key=_BLOCK), before, after))
        segments = changed_segments(block, changes, after, ids)
        if segments != block.segments:
            cuts.append(Splice(block.at, block.segments, segments))
    if numbers and not hidings:
        raise NotPossible(_REFUSED[author])
    patch = rearranged(bitext, _name(name, hidings), *_stretches(bitext, name, cuts))
    if name == "source":
        return replace(patch, source=tuple(cuts), source_strikes=tuple(hidings), author=author)
    return replace(patch, target=tuple(cuts), target_strikes=tuple(hidings), author=author)


def _by_block(strikes: Iterable[Strike]) -> dict[int, tuple[Strike, ...]]:
    ordered = sorted(strikes, key=attrgetter("block", "start"))
    return {number: tuple(group) for number, group in groupby(ordered, _BLOCK)}


def _check(document: Document, strikes: Mapping[int, Sequence[Strike]]) -> None:
    """Raise ValueError if a strike is not in the document, or overlaps another."""
    for number, inside in strikes.items():
        if not 0 <= number < len(document.blocks):
            raise ValueError(f"a strike is in block {number} of {len(document.blocks)}")
        done, size = 0, len(document.blocks[number].text)
        for one in inside:
            if not done <= one.start < one.end <= size:
                raise ValueError(f"a strike of block {number} is empty, overlaps another or reaches outside")
            done = one.end


def _name(name: SideName, hidings: Iterable[Splice[Strike]]) -> Message:
    if any(hidden_offsets(splice.after) - hidden_offsets(splice.before) for splice in hidings):
        return message("Hide letters of the {side}", side=SIDE_WORDS[name])
    return message("Show letters of the {side}", side=SIDE_WORDS[name])


def _spared(bitext: Bitext, name: SideName, block: StruckBlock, change: StrikeChange, author: Author) -> bool:
    """Return whether a change would alter the text of a row that must stay as it is."""

    def stays(row: int) -> bool:
        bead = bitext.beads[row]
        return bead.pinned if author == "program" else kept_in_passing(bead)

    for at in block.touched(change):
        if at < 0:  # a new segment
            above, between = _row_above(bitext, name, block.at)
            if between and stays(above):
                return True
        elif block.segments[at].edited is not None or stays(bitext.row_of(name, block.segments[at].id)):
            return True
    return False


def _row_above(bitext: Bitext, name: SideName, at: int) -> tuple[int, bool]:
    """Return the row above a new segment at index `at` (-1: none), and whether that row continues
    after it."""
    segments = bitext.side(name).segments
    if at == 0:
        return -1, False
    row = bitext.row_of(name, segments[at - 1].id)
    return row, bitext.beads[row].ids(name)[-1] != segments[at - 1].id


def _stretches(bitext: Bitext, name: SideName, cuts: Iterable[Splice[Segment]]) -> Iterator[Stretch]:
    """Yield the rows that gain and lose segments, with their new beads."""
    cells: dict[int, list[int]] = {}
    below: defaultdict[int, list[Bead]] = defaultdict(list)
    for cut in cuts:
        kept, known = ({one.id for one in some} for some in (cut.after, cut.before))
        for one in cut.before:
            if one.id not in kept:
                row = bitext.row_of(name, one.id)
                cells.setdefault(row, list(bitext.beads[row].ids(name))).remove(one.id)
        for one in cut.after:
            if one.id in known:
                continue
            row, between = _row_above(bitext, name, cut.at)
            if between:
                cell = cells.setdefault(row, list(bitext.beads[row].ids(name)))
                cell.insert(cell.index(bitext.side(name).segments[cut.at].id), one.id)
            else:  # a guess, to be aligned
                below[row].append(Bead((one.id,), (), 0.0) if name == "source" else Bead((), (one.id,), 0.0))
    made = {row: _with_cell(bitext.beads[row], name, tuple(cell)) for row, cell in cells.items()}
    for first, last in _runs(_rows(bitext.beads, made, below)):
        rows = [*below.get(-1, ())] if first == 0 else []
        for row in range(first, last + 1):
            rows += [made.get(row, bitext.beads[row]), *below.get(row, ())]
        yield first, last, without_empty_rows(rows)
    if not bitext.beads and below:
        yield 0, -1, below[-1]


def _with_cell(bead: Bead, name: SideName, ids: tuple[int, ...]) -> Bead:
    """Return a row with other segments on one side: a guess, unless it only has fewer of them than before."""
    row = replace(bead, source=ids) if name == "source" else replace(bead, target=ids)
    return row if ids and {*ids} <= {*bead.ids(name)} else guessed(row, (bead,))


def _rows(beads: Sequence[Bead], made: dict[int, Bead], below: Iterable[int]) -> list[int]:
    """Return the rows that change, and those that inherit the note and bookmark of a row that disappears."""
    rows = {max(row, 0) for row in (*made, *below)}
    for row in [row for row, bead in made.items() if hollow(bead) and bead.annotated]:
        heirs = (*range(row + 1, len(beads)), *range(row - 1, -1, -1))
        heir = next((one for one in heirs if not hollow(made.get(one, beads[one]))), row)
        rows |= {*range(min(row, heir), max(row, heir) + 1)}
    return sorted(row for row in rows if row < len(beads))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each run of adjacent rows."""
    for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield numbers[0], numbers[-1]
