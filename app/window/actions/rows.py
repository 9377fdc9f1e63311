"""What the rows of the table of commands do that is more than one call: a verb, and where one is after it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.window.i18n import tr
from core.model import Bitext, Patch
from core.review import verbs

if TYPE_CHECKING:
    from app.window.window import Window

Run = Callable[["Window"], object]
Verb = Callable[[Bitext, int], Patch]


def verb(make: Verb, *, follow: int = 0) -> Run:
    """A row's verb; afterwards the row `follow` further is the current one."""

    def run(window: "Window") -> None:
        row = window.table.row
        if window.editing.apply(lambda bitext: make(bitext, row)):
            window.table.go(row + follow)

    return run


def judge(make: Callable[[Bitext, tuple[int, ...]], Patch], *, go_on: bool) -> Run:
    """A judgement of the chosen rows; `go_on` to the row below them, or from a doubt to the next one."""

    def run(window: "Window") -> None:
        rows, doubt = window.table.chosen, window.doubt_queue.here
        if not window.editing.judge(lambda bitext: make(bitext, rows)) or not rows:
            return
        if go_on and doubt and len(rows) == 1:
            window.doubt_queue.go(1)
        else:
            window.table.go(window.table.below(rows[-1]) if go_on else rows[-1])

    return run


def merge(window: "Window") -> None:
    """Merge the chosen rows, or the current one with the next."""
    rows = window.table.chosen
    if len(rows) > 1:
        if window.editing.apply(lambda bitext: verbs.merge_rows(bitext, rows)):
            window.table.go(rows[0])
    else:
        verb(verbs.merge_next)(window)


def move(*, down: bool) -> Run:
    """Move the last or the first segment of the current cell over the boundary of its row."""
    chosen = verbs.move_segment_down if down else verbs.move_segment_up

    def run(window: "Window") -> None:
        row, side = window.table.row, window.table.side
        if window.editing.apply(lambda bitext: chosen(bitext, row, side)):
            window.table.go(min(row, window.table.rows.rowCount() - 1), side)

    return run


def restore(window: "Window") -> None:
    """The current segment as the document has it."""
    row, side, segment = window.table.row, window.table.side, window.editing.current_segment()
    if segment is not None:
        window.editing.apply(lambda bitext: verbs.restore_text(bitext, row, side, segment))


def take_suggestion(window: "Window") -> None:
    """Put what is suggested for the current row in its place, and go on to the next doubt."""
    found = window.doubt_queue.suggestion(window.table.row)
    if found is None:
        window.doubt_queue.status_message.emit(tr("Looking for a suggestion …"))
    elif window.doubt_queue.better(found) and window.editing.apply(lambda _: found.patch):
        window.doubt_queue.go(1)
