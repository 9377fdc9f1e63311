"""One block under other strikes: which segments that touches, and where they are then.

Segments keep the letters of the file that they have, less what is newly hidden; white space that is left at
an edge where letters went is no longer theirs. Letters that are shown again belong to the segment before
them, to the one after them at the beginning of a block, and in a block without segments to a new one.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from core.model import Segment, Side, Strike
from core.model.visible import VisibleText, visible_text

_BLOCK = attrgetter("block")
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class StrikeChange:
    """Strikes of a block that overlap: some that go, and some that come in their place."""

    gone: tuple[Strike, ...]
    come: tuple[Strike, ...]

    @property
    def hidden(self) -> list[int]:
        """Return the offsets in the block of the letters that are newly hidden."""
        return sorted(hidden_offsets(self.come) - hidden_offsets(self.gone))

    @property
    def shown(self) -> list[int]:
        """Return the offsets in the block of the letters that are shown again."""
        return sorted(hidden_offsets(self.gone) - hidden_offsets(self.come))


@dataclass(frozen=True, slots=True)
class StruckBlock:
    """A block as it is: its segments from index `at` of the side, and where these start and end in `text`."""

    number: int
    text: str
    at: int
    segments: tuple[Segment, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def owner(self, letter: int) -> int:
        """Return which segment a letter of the file belongs to once visible; -1 in a block without any."""
        return max(bisect_right(self.starts, letter) - 1, 0) if self.segments else -1

    def within(self, letter: int) -> bool:
        """Return whether a letter of the file is between the first and the last letter of a segment."""
        owner = self.owner(letter)
        return owner >= 0 and self.starts[owner] <= letter < self.ends[owner]

    def gains(self, change: StrikeChange) -> list[int]:
        """Return the letters that a change adds to segments: all that are no white space between two."""
        return [at for at in change.shown if self.within(at) or not self.text[at].isspace()]

    def touched(self, change: StrikeChange) -> set[int]:
        """Return which segments a change of strikes gives another text, or could take their place."""
        found = {self.owner(at) for at in self.gains(change)}
        found |= {self.owner(at) for at in change.hidden if self.within(at)}
        strikes = (*change.gone, *change.come)
        low, high = min(one.start for one in strikes), max(one.end for one in strikes)
        empty = (at for at, one in enumerate(self.segments) if one.start == one.end)
        return found | {at for at in empty if low <= self.starts[at] <= high}


def hidden_offsets(strikes: Iterable[Strike]) -> set[int]:
    """Return the offsets of all letters that strikes of one block hide."""
    return {at for one in strikes for at in range(one.start, one.end)}


def strike_changes(before: Sequence[Strike], after: Sequence[Strike]) -> Iterator[StrikeChange]:
    """Yield what differs between the strikes of a block, in parts that do not overlap."""
    gone, come = set(before) - set(after), set(after) - set(before)
    part: list[Strike] = []
    for one in (*sorted(gone | come, key=_START), None):
        if part and (one is None or one.start >= max(each.end for each in part)):
            yield StrikeChange(tuple(filter(gone.__contains__, part)), tuple(filter(come.__contains__, part)))
            part = []
        if one is not None:
            part.append(one)


def changed_strikes(before: Sequence[Strike], changes: Sequence[StrikeChange]) -> tuple[Strike, ...]:
    """Return the strikes of a block after some changes."""
    gone = {one for change in changes for one in change.gone}
    come = [one for change in changes for one in change.come]
    return tuple(sorted([*(one for one in before if one not in gone), *come], key=_START))


def struck_block(side: Side, number: int) -> StruckBlock:
    """Return a block of a side as it is."""
    at, end = (find(side.segments, number, key=_BLOCK) for find in (bisect_left, bisect_right))
    segments = side.segments[at:end]
    visible = side.document.visible_text(number)
    starts = tuple(visible.file_start(one.start) for one in segments)
    ends = tuple(
        visible.file_end(one.end) if one.start < one.end else start
        for one, start in zip(segments, starts, strict=True)
    )
    return StruckBlock(number, side.document.blocks[number].text, at, segments, starts, ends)


def changed_segments(
    block: StruckBlock, changes: Sequence[StrikeChange], strikes: Iterable[Strike], ids: Iterator[int]
) -> tuple[Segment, ...]:
    """Return a block's segments after some changes, when `strikes` hide letters of it."""
    gains: defaultdict[int, list[int]] = defaultdict(list)
    for change in changes:
        for letter in block.gains(change):
            gains[block.owner(letter)].append(letter)
    hidden = {letter for change in changes for letter in change.hidden}
    visible = visible_text(block.text, ((one.start, one.end) for one in strikes))
    made: list[Segment] = []
    for at, one in enumerate(block.segments):
        span = _changed_span((block.starts[at], block.ends[at]), gains[at], hidden, visible)
        if span[0] < span[1] or (one.start == one.end and not gains[at]):
            made.append(replace(one, start=span[0], end=span[1]))
    if gains[-1]:
        start, end = (visible.visible_offset(at) for at in (min(gains[-1]), max(gains[-1]) + 1))
        made.append(Segment(next(ids), block.number, start, end))
    # an empty segment goes if the next one would begin at the same place
    return tuple({one.start: one for one in made}.values())


def _changed_span(
    span: tuple[int, int], gains: Sequence[int], hidden: Collection[int], visible: VisibleText
) -> tuple[int, int]:
    """Return the visible offsets of what had `span` in the file, without white space at new edges."""
    first, end = min((span[0], *gains)), max((span[1], *(letter + 1 for letter in gains)))
    start, stop = visible.visible_offset(first), visible.visible_offset(end)
    text = visible.text[start:stop]
    if end != span[1] or end - 1 in hidden:
        stop -= len(text) - len(text.rstrip())
    if first != span[0] or first in hidden or span[0] == span[1]:
        start = min(stop, start + len(text) - len(text.lstrip()))
    return start, stop
