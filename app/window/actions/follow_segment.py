"""Following a segment: apply a patch, and stay with the segment that it was about."""

from collections.abc import Callable

from app.window.actions.editing import Editing
from core.model import Bitext, Patch, SideName


def apply_and_follow(
    editing: Editing,
    make: Callable[[Bitext], Patch],
    row: int,
    side: SideName,
    position: int,
    *,
    shown_only: bool = True,
) -> bool:
    """Apply a patch, as `Editing.apply` does, and go to where the segment that was at a position of a cell is
    then."""
    before = editing.project.bitext
    if before is None or not editing.apply(make, shown_only=shown_only):
        return False
    after = editing.project.bitext
    assert after is not None
    ids = before.beads[row].ids(side)
    if position < len(ids) and (now := row_of(after, side, ids[position], near=row)) is not None:
        editing.table.go(now, side, after.beads[now].ids(side).index(ids[position]))
    else:
        editing.table.go(min(row, len(after.beads) - 1), side, position)
    return True


def row_of(bitext: Bitext, side: SideName, segment: int, *, near: int) -> int | None:
    """Return the row of a segment, searched outwards from `near`; None where the segment is gone."""
    if not has_segment(bitext, side, segment):
        return None
    count = len(bitext.beads)
    around = (row for far in range(count) for row in (near - far, near + far) if 0 <= row < count)
    return next((row for row in around if segment in bitext.beads[row].ids(side)), None)


def has_segment(bitext: Bitext, side: SideName, segment: int) -> bool:
    """Return whether a side still has a segment."""
    try:
        bitext.side(side).position(segment)
    except KeyError:
        return False
    return True
