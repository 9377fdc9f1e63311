"""Search for the fewest keys that correct a row by hand, over the verbs that the user has.

Each key costs one, and so does each step of the cursor to the place of the verb.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from PySide6.QtGui import QTextCursor, QTextDocument

from core.evaluation import LadderBead
from core.model import SIDES, Bead, Bitext, Patch, SideName
from core.model import apply as after
from core.review import verbs

Do = Callable[[Bitext, int, SideName, int], Patch]
Right = frozenset[LadderBead]
Text = Callable[[SideName, int], str]
"""Returns the correct text of a segment."""
_FARTHEST = 14  # keys of the longest way that is considered
_MOST = 4_000  # arrangements that are examined

VERBS: dict[str, Do] = {
    "M": lambda bitext, row, _, __: verbs.merge_next(bitext, row),
    "S": lambda bitext, row, side, at: (
        verbs.split_at(bitext, row, side, at) if at else verbs.split_row(bitext, row)
    ),
    "Alt+Up": lambda bitext, row, side, _: verbs.move_segment_up(bitext, row, side),
    "Alt+Down": lambda bitext, row, side, _: verbs.move_segment_down(bitext, row, side),
}
"""The keys, and their verbs at a row, a side and an index in the cell."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row, a side, and the index of a segment in the cell."""

    row: int
    side: SideName
    segment: int

    def keys_to(self, other: "Place") -> list[str]:
        """Return the keys that lead to another place."""
        step = "Down" if other.row > self.row else "Up"
        keys = [step] * abs(other.row - self.row)
        if other.side != self.side:
            keys.append("Right" if other.side == "target" else "Left")
        here = 0 if keys else self.segment
        more = "Ctrl+Down" if other.segment > here else "Ctrl+Up"
        return keys + [more] * abs(other.segment - here)


def concerned(bitext: Bitext, right: Right, row: int) -> tuple[int, int]:
    """Return the range of rows around one that together hold whole correct beads."""
    first, end = row, row + 1
    while True:
        held = {(side, id_) for bead in bitext.beads[first:end] for side in SIDES for id_ in bead.ids(side)}
        meant = {one for bead in right if (whole := _held(bead)) & held for one in whole}
        rows = [at for at, bead in enumerate(bitext.beads) if _held((bead.source, bead.target)) & meant]
        low, high = min([first, *rows]), max([end, *(at + 1 for at in rows)])
        if (low, high) == (first, end):
            return first, end
        first, end = low, high


def _held(bead: LadderBead) -> set[tuple[SideName, int]]:
    return {(side, id_) for side, ids in zip(SIDES, bead, strict=True) for id_ in ids}


def first_verb(bitext: Bitext, right: Right, row: int, here: Place) -> tuple[Place, str] | None:
    """Return the first verb, its place and key, on the shortest way to correct the rows around one."""
    first, end = concerned(bitext, right, row)
    part = replace(bitext, beads=bitext.beads[first:end])
    start = replace(here, row=here.row - first)
    tie, seen = count(), {part.beads}
    found: list[tuple[int, int, Bitext, Place, tuple[Place, str] | None]] = [
        (0, next(tie), part, start, None)
    ]
    while found and len(seen) < _MOST:
        cost, _, now, place, begun = heapq.heappop(found)
        if all((bead.source, bead.target) in right for bead in now.beads):
            return None if begun is None else (replace(begun[0], row=begun[0].row + first), begun[1])
        for at, key, new in _ways(now):
            price = cost + len(place.keys_to(at)) + 1
            if new.beads not in seen and price <= _FARTHEST:
                seen.add(new.beads)
                then = replace(at, row=min(at.row, len(new.beads) - 1), segment=0)
                heapq.heappush(found, (price, next(tie), new, then, begun or (at, key)))
    return None


def _ways(bitext: Bitext) -> Iterator[tuple[Place, str, Bitext]]:
    for row, bead in enumerate(bitext.beads):
        for side in SIDES:
            for segment in range(max(1, len(bead.ids(side)))):
                for key, verb in VERBS.items():
                    if segment and key != "S":
                        continue
                    if key == "S" and not segment and max(len(bead.source), len(bead.target)) > 2:
                        continue  # a dialog opens
                    try:
                        patch = verb(bitext, row, side, segment)
                    except verbs.NotPossible:
                        continue
                    yield Place(row, side, segment), key, after(bitext, patch)


def wrong_text(bead: Bead, shown: Text, right: Text) -> tuple[SideName, int] | None:
    """Return the side and index of a segment of a row with a wrong text."""
    return next(
        (
            (side, at)
            for side in SIDES
            for at, id_ in enumerate(bead.ids(side))
            if shown(side, id_) != right(side, id_)
        ),
        None,
    )


def typing(wrong: str, right: str, caret: int) -> list[str]:
    """Return the keys in a text box that correct a text with one wrong stretch.

    They are moves by letters and words, Backspace, and the letters.
    """
    head = next((at for at, two in enumerate(zip(wrong, right, strict=False)) if two[0] != two[1]), 0)
    tail = 0
    while tail < min(len(wrong), len(right)) - head and wrong[-1 - tail] == right[-1 - tail]:
        tail += 1
    keys = _way(wrong, caret, len(wrong) - tail)
    keys += ["Backspace"] * (len(wrong) - tail - head)
    return [*keys, *right[head : len(right) - tail], "Return"]


_STEPS = {
    "Left": QTextCursor.MoveOperation.Left,
    "Right": QTextCursor.MoveOperation.Right,
    "Ctrl+Left": QTextCursor.MoveOperation.PreviousWord,
    "Ctrl+Right": QTextCursor.MoveOperation.NextWord,
    "Ctrl+Home": QTextCursor.MoveOperation.Start,
    "Ctrl+End": QTextCursor.MoveOperation.End,
}


def _way(text: str, start: int, goal: int) -> list[str]:
    """Return the fewest keys from one letter of a text to another."""
    document = QTextDocument(text)  # the cursor does not keep it alive
    cursor = QTextCursor(document)
    ways: dict[int, list[str]] = {start: []}
    edge = [start]
    while edge and goal not in ways:
        reached = []
        for at in edge:
            for key, step in _STEPS.items():
                cursor.setPosition(at)
                cursor.movePosition(step)
                if cursor.position() not in ways:
                    ways[cursor.position()] = [*ways[at], key]
                    reached.append(cursor.position())
        edge = reached
    return ways[goal]
