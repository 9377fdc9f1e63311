"""Pairing of two passages anywhere in the texts: mark the first, go to the second, pair them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.window.actions.editing import Editing
from app.window.actions.follow_segment import apply_and_follow, has_segment, row_of
from app.window.i18n import tr
from core.model import Bitext, Patch, SideName
from core.project import Change, ChangeKind
from core.review import verbs

MarkedSegment = tuple[SideName, int]
"""A side, and the id of a segment of it."""


class Pairing(QObject):
    """Holds the marked segment; the mark stays with its segment whatever happens to the rows."""

    hint = Signal(str)
    """Emitted with what to do next, or "" when nothing is marked any longer."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(editing)
        self._editing, self._table = editing, editing.table
        self._focus = editing.table.painter_of_cells.focus
        editing.project.replaced.connect(self.unmark)
        editing.project.changed.connect(self._changed)
        self._table.escaped.connect(self.unmark)

    @property
    def marked_segment(self) -> MarkedSegment | None:
        """The marked segment."""
        return self._focus.marked

    def unmark(self) -> None:
        """Unmark the segment."""
        if self.marked_segment is not None:
            self._put(None)

    def press(self) -> None:
        """Mark the current segment, or pair it with the marked one; two chosen rows are paired at once."""
        bitext, row, mark = self._editing.project.bitext, self._table.row, self.marked_segment
        if bitext is None or row < 0:
            return
        chosen = self._table.chosen
        if len(chosen) == 2:
            self._pair(lambda bitext: verbs.pair_rows(bitext, *chosen))
            return
        side, place = self._table.side, self._table.segment
        if not bitext.beads[row].ids(side):  # a row with one side leaves no doubt
            side, place = "target" if side == "source" else "source", 0
        here = side, bitext.beads[row].ids(side)[place]
        if mark == here:
            self.unmark()
        elif mark is None or mark[0] == side:
            self._put(here)
        else:
            marked = row_of(bitext, *mark, near=row)
            assert marked is not None
            one = verbs.passage(bitext, marked, mark[0], bitext.beads[marked].ids(mark[0]).index(mark[1]))
            other = verbs.passage(bitext, row, side, place)
            self._pair(lambda bitext: verbs.pair(bitext, one, other))

    def _pair(self, make: Callable[[Bitext], Patch]) -> None:
        here = self._table.row, self._table.side, self._table.segment
        if apply_and_follow(self._editing, make, *here, shown_only=False):  # the user marked the other one
            self._put(None)

    def _changed(self, change: Change) -> None:
        bitext, mark = self._editing.project.bitext, self.marked_segment
        gone = mark is not None and bitext is not None and not has_segment(bitext, *mark)
        if gone or ChangeKind.SIDES in change.kinds:
            self.unmark()

    def _put(self, mark: MarkedSegment | None) -> None:
        self._focus.marked = mark
        words = tr("Marked. Now go to its counterpart and use the same command there; Esc cancels.")
        self.hint.emit(words if mark else "")
        self._table.viewport().update()
        self._table.announce_current()
