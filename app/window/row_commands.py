"""Commands on rows and segments: run a verb, then choose the row that is current afterwards."""

from collections.abc import Callable

from app.window.actions.follow_segment import apply_and_follow, row_of
from app.window.i18n import tr
from app.window.workbench import Workbench
from core.model import Bitext, Patch, SideName
from core.review import verbs
from core.review.search.order import Order

Run = Callable[[Workbench], object]
SegmentVerb = Callable[[Bitext, int, SideName, int], Patch]
"""Makes a patch at a row, a side and a position in that cell."""


def on_segment(make: SegmentVerb) -> Run:
    """Return a command that runs a verb on the current segment, or its row, and stays with the segment."""

    def run(bench: Workbench) -> None:
        table = bench.table
        row, side, segment = table.row, table.side, table.segment
        apply_and_follow(bench.editing, lambda bitext: make(bitext, row, side, segment), row, side, segment)

    return run


def judge(make: Callable[[Bitext, tuple[int, ...]], Patch], *, go_on: bool) -> Run:
    """Return a command that judges the chosen rows; with `go_on`, the next row or doubt is current then."""

    def run(bench: Workbench) -> None:
        rows, doubt = bench.table.chosen, bench.doubt_queue.here

        def then() -> None:
            if go_on and doubt and len(rows) == 1:
                bench.doubt_queue.go(1)
            elif rows:
                lowest = max(rows, key=bench.table.shown.place)
                bench.table.go(bench.table.shown.below(lowest) if go_on else lowest)

        bench.editing.judge(lambda bitext: make(bitext, rows), then, rows=len(rows))

    return run


def merge(bench: Workbench) -> None:
    """Merge the chosen rows, or the current one with the next."""
    rows = bench.table.chosen
    if len(rows) > 1:
        if bench.editing.apply(lambda bitext: verbs.merge_rows(bitext, rows), shown_only=True):
            bench.table.go(rows[0])
    else:
        _merge_with(bench, verbs.merge_next)


def merge_previous(bench: Workbench) -> None:
    """Merge the current row with the one above."""
    _merge_with(bench, verbs.merge_previous)


def _merge_with(bench: Workbench, make: Callable[[Bitext, int], Patch]) -> None:
    """Merge the current row with another, and go to the merged row."""
    bitext, row = bench.project.bitext, bench.table.row
    if bitext is None or not bench.editing.apply(lambda bitext: make(bitext, row), shown_only=True):
        return
    after, bead = bench.project.bitext, bitext.beads[row]
    assert after is not None
    filled: SideName = "source" if bead.source else "target"
    now = row_of(after, filled, bead.ids(filled)[0], near=row)
    bench.table.go(row if now is None else now)


def move(*, down: bool) -> Run:
    """Return a command that moves the last or first segment of the cell over the boundary of its row."""
    make = verbs.move_segment_down if down else verbs.move_segment_up

    def run(bench: Workbench) -> None:
        row, side = bench.table.row, bench.table.side
        if bench.editing.apply(lambda bitext: make(bitext, row, side), shown_only=True):
            bench.table.go(min(row, bench.table.rows.rowCount() - 1), side)

    return run


def restore(bench: Workbench) -> None:
    """Give the current segment the text that the document has."""
    row, side, segment = bench.table.row, bench.table.side, bench.editing.current_segment()
    if segment is not None:
        bench.editing.apply(lambda bitext: verbs.restore_text(bitext, row, side, segment))


def take_suggestion(bench: Workbench) -> None:
    """Replace the current row by what is suggested for it, or say why nothing is; from a doubt, go on to the
    next.

    A suggestion is taken only where the panel shows it, and never later than the key was pressed.
    """
    queue, row = bench.doubt_queue, bench.table.row
    found, doubt = queue.suggestion(row), queue.here
    if found is None or not queue.wanted or not queue.better(found):
        bench.editing.say(_why_nothing_is_taken(bench, found is not None))
    elif bench.editing.apply(lambda _: found.patch) and doubt:  # the panel has shown all rows that change
        queue.go(1)


def take_alternative(bench: Workbench) -> None:
    """Replace the current row by its best alternative, likelier or not; its rows then count as made by hand.

    It is the one that the panel shows, or else has to be found first.
    """
    found = bench.doubt_queue.alternative(bench.table.row)
    if found is not None:
        bench.editing.apply(lambda _: found.patch)
    else:
        bench.realigner.take_alternative()


def _why_nothing_is_taken(bench: Workbench, alternative: bool) -> str:
    if not bench.doubt_queue.wanted:
        return tr("Suggestions appear in the Doubts panel, which is closed.")
    if alternative:
        return tr("The alternative is less likely than this row. “Use the alternative” takes it anyway.")
    if bench.doubt_queue.pending(bench.table.row):
        return tr("Looking for a suggestion…")
    return tr("There is no suggestion for this row.")


def go_to_doubt(step: int) -> Run:
    """Return a command that goes from doubt to doubt, and shows the reasons in place of another panel."""

    def run(bench: Workbench) -> None:
        if bench.sidebar.shown not in ("", "doubts"):
            bench.sidebar.show_panel("doubts")
            bench.table.setFocus()
        bench.doubt_queue.go(step)

    return run


def bookmark(bench: Workbench) -> None:
    """Give the chosen rows a bookmark, or remove it."""
    rows = bench.table.chosen
    bench.editing.judge(lambda bitext: verbs.bookmark(bitext, rows), rows=len(rows))


def undo(bench: Workbench) -> None:
    """Undo the last change; stop a realignment instead while one is under way, as that is the last act."""
    if bench.realigner.busy:
        bench.realigner.stop()
    else:
        bench.editing.undo()


def sort(order: Order | None) -> Run:
    """Return a command that sorts the rows, anew if they are sorted so already; None for document order."""
    return lambda bench: bench.sorting.sort(order)


def export(bench: Workbench) -> None:
    """Ask what to export; with a filter on, perhaps only the rows shown."""
    shown = bench.table.shown
    bench.projects.ask_for_export(tuple(shown.ascending) if shown.some else None)


def copy(bench: Workbench) -> None:
    """Copy the chosen rows to the clipboard, in the order in which they are shown."""
    bitext, rows = bench.project.bitext, sorted(bench.table.chosen, key=bench.table.shown.place)
    if bitext is not None and rows:
        bench.copying.copy(bitext, rows)


def stop(bench: Workbench) -> None:
    """Stop realigning and comparing."""
    bench.realigner.stop()
    bench.comparing.stop()
