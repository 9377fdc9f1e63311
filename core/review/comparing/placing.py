"""Search for the texts of another alignment among our segments, whatever its order and its segmentation.

Texts are compared without white space. A place counts in our segments: `(3, 0)` is before segment 3, `(3, 5)`
after five of its letters.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from core.model import IndexRange, Span

Place = tuple[int, int]
"""An index of our segments, and a number of letters in that segment."""
Stretch = tuple[Place, Place]
"""A stretch of our text, from one place to another."""

_SURE = 6  # letters of a text that is recognised behind another that was not found
_AHEAD = 2_000  # letters within which it is looked for, ...
_FARTHEST = 20_000  # ... and at most, where much was not found
_LONG = 12  # letters of a text that is recognised anywhere
_SEARCHED = 1_000_000_000  # letters that such searches read, all together
_ALIKE = 0.4  # share of groups of three letters that two versions of one text have in common


def bare(text: str) -> str:
    """Return a text without white space, in a normal form."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def places(
    ours: Sequence[str], theirs: Sequence[str], known: Iterable[tuple[IndexRange, IndexRange]] = ()
) -> list[Stretch | None]:
    """Return where each text of the others stands among ours, None for those that were not found.

    All texts are bare. `known` are ranges of theirs and of ours with the same text. Takes time linear in the
    texts: equal segments are found wherever they are, the texts between them by reading both on from there,
    and edited ones by their position.
    """
    search = _Search(ours, theirs)
    for units, room in known:
        search.fill(units, room)
    search.equal_texts()
    search.gaps()
    search.strays()
    search.edited()
    return search.found


class _Search:
    def __init__(self, ours: Sequence[str], theirs: Sequence[str]) -> None:
        self._ours, self._theirs = ours, theirs
        self.found: list[Stretch | None] = [None] * len(theirs)
        self._taken = [False] * len(ours)

    def _take(self, unit: int, start: Place, end: Place) -> None:
        self.found[unit] = start, end
        for at in range(start[0], end[0] + bool(end[1])):
            self._taken[at] = True

    def _free(self, first: int, end: int) -> bool:
        return not any(self._taken[first:end])

    # Equal segments

    def equal_texts(self) -> None:
        """Find texts that are equal to a segment: single ones first, then those next to one that was
        found."""
        self._same_number(1)
        self._neighbours()
        self._same_number(len(self._ours))
        self._neighbours()

    def _same_number(self, most: int) -> None:
        """Match the texts that occur equally often on both sides, at most so many times."""
        here: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self._ours):
            if not self._taken[at]:
                here[text].append(at)
        left = [unit for unit, place in enumerate(self.found) if place is None]
        counts = Counter(self._theirs[unit] for unit in left)
        queues = {
            text: iter(rows) for text, rows in here.items() if text and len(rows) == counts[text] <= most
        }
        for unit in left:
            if self._theirs[unit] in queues:
                at = next(queues[self._theirs[unit]])
                self._take(unit, (at, 0), (at + 1, 0))

    def _neighbours(self) -> None:
        for unit in range(1, len(self._theirs)):
            place = self.found[unit - 1]
            if place is not None:
                self._same(unit, place[1][0])
        for unit in range(len(self._theirs) - 2, -1, -1):
            place = self.found[unit + 1]
            if place is not None:
                self._same(unit, place[0][0] - 1)

    def _same(self, unit: int, at: int) -> None:
        inside = 0 <= at < len(self._ours) and self.found[unit] is None and not self._taken[at]
        if inside and self._ours[at] == self._theirs[unit]:
            self._take(unit, (at, 0), (at + 1, 0))

    # Between equal segments

    def gaps(self) -> None:
        """Find the texts between those that were found."""
        for first, end in list(_runs(self.found)):
            (start, _), (stop, _) = self._around(first, end)
            if start < stop and self._free(start, stop):
                self.fill((first, end), (start, stop))

    def _around(self, first: int, end: int) -> Stretch:
        """Return the places between which a run of texts that were not found belongs."""
        before = self.found[first - 1] if first else None
        after = self.found[end] if end < len(self.found) else None
        return before[1] if before else (0, 0), after[0] if after else (len(self._ours), 0)

    def fill(self, units: IndexRange, room: IndexRange) -> None:
        """Read both texts on, beside each other; continue behind what is not found in ours."""
        segments = self._ours[room[0] : room[1]]
        stream, ends = "".join(segments), [0, *accumulate(map(len, segments))]
        at = missed = 0
        spans: dict[int, Span] = {}
        for unit in range(*units):
            text = self._theirs[unit]
            if not text:
                continue
            start = at if stream.startswith(text, at) else -1
            if start < 0 and len(text) >= _SURE:
                start = stream.find(text, at, at + len(text) + min(_AHEAD + 2 * missed, _FARTHEST))
            if start < 0:
                missed += len(text)
                continue
            at, missed = start + len(text), 0
            spans[unit] = start, at
        for unit, (start, end) in spans.items():
            self._take(unit, _place(ends, start, room[0]), _place(ends, end, room[0]))

    # Anywhere

    def strays(self) -> None:
        """Find long texts out of order that consist of several of our segments, or of a part of one."""
        stream, ends = "".join(self._ours), [0, *accumulate(map(len, self._ours))]
        most = _SEARCHED // max(len(stream), 1)
        left = [unit for unit, place in enumerate(self.found) if place is None]
        for unit in [unit for unit in left if len(self._theirs[unit]) >= _LONG][:most]:
            text = self._theirs[unit]
            at = stream.find(text)
            if at < 0 or stream.find(text, at + 1) >= 0:
                continue
            start, end = _place(ends, at, 0), _place(ends, at + len(text), 0)
            if self._free(start[0], end[0] + bool(end[1])):
                self._take(unit, start, end)

    # Edited texts

    def edited(self) -> None:
        """Match texts that were not found with the segments left between those that were."""
        for first, end in list(_runs(self.found)):
            (start, within), (stop, beyond) = self._around(first, end)
            if not (within or beyond) and start < stop and self._free(start, stop):
                self._alike(range(first, end), start, stop)

    def _alike(self, units: range, start: int, end: int) -> None:
        if len(units) == 1:
            if _similar("".join(self._ours[start:end]), self._theirs[units[0]]):
                self._take(units[0], (start, 0), (end, 0))
        elif len(units) == end - start:
            for unit, at in zip(units, range(start, end), strict=True):
                if _similar(self._ours[at], self._theirs[unit]):
                    self._take(unit, (at, 0), (at + 1, 0))


def _runs(found: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end (exclusive) of each run of None."""
    first = -1
    for at, one in enumerate(found):
        if one is None and first < 0:
            first = at
        if one is not None and first >= 0:
            yield first, at
            first = -1
    if first >= 0:
        yield first, len(found)


def _place(ends: Sequence[int], letter: int, first: int) -> Place:
    """Return the place of a letter in a stream of segments that end at `ends`, the first of them being
    `first`."""
    at = bisect_right(ends, letter) - 1
    return first + at, letter - ends[at]


def _similar(one: str, other: str) -> bool:
    if one == other:
        return True
    groups = [{text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other)]
    most = max(map(len, groups))
    return most > 0 and len(groups[0] & groups[1]) / most >= _ALIKE
