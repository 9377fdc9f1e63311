"""What the rows of the table of commands do that is more than one call: a verb, and where one is after it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

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
        if window.review.apply(lambda bitext: make(bitext, row)):
            window.table.go(row + follow)

    return run


def judge(make: Callable[[Bitext, tuple[int, ...]], Patch], *, go_on: bool) -> Run:
    """A judgement of the chosen rows; `go_on` to the row below them."""

    def run(window: "Window") -> None:
        rows = window.table.chosen
        if window.review.judge(lambda bitext: make(bitext, rows)) and rows:
            window.table.go(min(rows[-1] + go_on, window.table.rows.rowCount() - 1))

    return run


def merge(window: "Window") -> None:
    """Merge the chosen rows, or the current one with the next."""
    rows = window.table.chosen
    if len(rows) > 1:
        if window.review.apply(lambda bitext: verbs.merge(bitext, rows[0], rows[-1])):
            window.table.go(rows[0])
    else:
        verb(verbs.merge_next)(window)


def move(*, down: bool) -> Run:
    """Move the last or the first segment of the current cell over the boundary of its row."""
    chosen = verbs.move_segment_down if down else verbs.move_segment_up

    def run(window: "Window") -> None:
        row, side = window.table.row, window.table.side
        if window.review.apply(lambda bitext: chosen(bitext, row, side)):
            window.table.go(min(row, window.table.rows.rowCount() - 1), side)

    return run


def restore(window: "Window") -> None:
    """The current segment as the document has it."""
    row, side, segment = window.table.row, window.table.side, window.review.current_segment()
    if segment is not None:
        window.review.apply(lambda bitext: verbs.restore_text(bitext, row, side, segment))
