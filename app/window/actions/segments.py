"""What the commands do that arrange segments: a verb, and the segment it was about stays the current one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.window.actions.rows import Run
from core.model import Bitext, Patch, SideName
from core.review import verbs

if TYPE_CHECKING:
    from app.window.actions.editing import Editing
    from app.window.window import Window

_AS_TABLE = 10_000  # rows; who pastes a whole book into a text program waits long for a table
Make = Callable[[Bitext, int, SideName, int], Patch]
"""A verb at a row, a side and a position in that cell."""


def current(make: Make) -> Run:
    """A verb about the current segment, or its row."""

    def run(window: "Window") -> None:
        table = window.table
        row, side, segment = table.row, table.side, table.segment
        arrange(window.editing, lambda bitext: make(bitext, row, side, segment), row, side, segment)

    return run


def bookmark(window: "Window") -> None:
    """The chosen rows get or lose a bookmark."""
    window.editing.apply(lambda bitext: verbs.bookmark(bitext, window.table.chosen))


def copy(window: "Window") -> None:
    """The chosen rows go to the clipboard: as lines with a tab and, unless they are too many, as a table."""
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QGuiApplication

    from core.write import units_in_rows
    from core.write.clipboard import as_html, as_lines

    bitext, rows = window.project.bitext, window.table.chosen
    if bitext is not None and rows:
        data, units = QMimeData(), units_in_rows(bitext, rows)
        data.setText(as_lines(units))
        if len(rows) <= _AS_TABLE:
            data.setHtml(as_html(units))
        QGuiApplication.clipboard().setMimeData(data)


def arrange(
    editing: "Editing", make: Callable[[Bitext], Patch], row: int, side: SideName, position: int
) -> bool:
    """Do a verb, and go to where the segment that stood there stands then."""
    before = editing.table.rows.bitext
    if before is None or not editing.apply(make):
        return False
    after = editing.table.rows.bitext
    assert after is not None
    ids = before.beads[row].ids(side)
    if position < len(ids) and (now := row_of(after, side, ids[position], near=row)) is not None:
        editing.table.go(now, side, after.beads[now].ids(side).index(ids[position]))
    else:
        editing.table.go(min(row, len(after.beads) - 1), side, position)
    return True


def row_of(bitext: Bitext, side: SideName, segment: int, *, near: int) -> int | None:
    """The row that a segment stands in, looked for outwards from a row; None where it is no more."""
    if not there(bitext, side, segment):
        return None
    count = len(bitext.beads)
    around = (row for far in range(count) for row in (near - far, near + far) if 0 <= row < count)
    return next((row for row in around if segment in bitext.beads[row].ids(side)), None)


def there(bitext: Bitext, side: SideName, segment: int) -> bool:
    """Whether a side still has a segment."""
    try:
        bitext.side(side).position(segment)
    except KeyError:
        return False
    return True
