"""Visible rows of the table: all, or those that pass a filter."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QTableView

from core.model import Bead, Patch


class ShownRows(QObject):
    """Hides the other rows in the table's header, so that rows keep their numbers; new rows are shown."""

    changing = Signal()
    """Emitted before other rows are shown."""
    changed = Signal()
    """Emitted when other rows are shown."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._rows: list[int] | None = None
        self._all = range(0)
        view.model().rowsInserted.connect(self._came)
        view.model().rowsRemoved.connect(self._went)
        view.model().modelReset.connect(self.all)

    @property
    def rows(self) -> Sequence[int]:
        """The rows shown, ascending; the same object as long as they do not change."""
        if self._rows is not None:
            return self._rows
        if len(self._all) != self._view.model().rowCount():
            self._all = range(self._view.model().rowCount())
        return self._all

    @property
    def some(self) -> bool:
        """True if rows are hidden."""
        return self._rows is not None

    def __contains__(self, row: int) -> bool:
        return not self._view.isRowHidden(row)

    def only(self, rows: Iterable[int]) -> None:
        """Show these rows, ascending, and hide all others."""
        now, wanted = set(self.rows), list(rows)
        self._rows = wanted
        self._hide(now.difference(wanted), set(wanted) - now)

    def all(self) -> None:
        """Show every row."""
        if self._rows is not None:
            hidden = set(range(self._view.model().rowCount())).difference(self._rows)
            self._rows = None
            self._hide((), hidden)

    def _hide(self, gone: Iterable[int], come: Iterable[int]) -> None:
        self.changing.emit()
        header = self._view.verticalHeader()
        # 100,000 rows one by one: no signals or repaints for each of them.
        header.setUpdatesEnabled(False)
        header.blockSignals(True)
        for row in gone:
            header.setSectionHidden(row, True)
        for row in come:
            header.setSectionHidden(row, False)
        header.blockSignals(False)
        header.setUpdatesEnabled(True)
        self._view.updateGeometries()
        self._view.viewport().update()
        self.changed.emit()

    def _came(self, _: QModelIndex, first: int, last: int) -> None:
        if self._rows is not None:
            at, count = bisect_left(self._rows, first), last - first + 1
            later = (row + count for row in self._rows[at:])
            self._rows = [*self._rows[:at], *range(first, last + 1), *later]
            self.changed.emit()

    def _went(self, _: QModelIndex, first: int, last: int) -> None:
        if self._rows is not None:
            left, right = bisect_left(self._rows, first), bisect_left(self._rows, last + 1)
            count = last - first + 1
            self._rows = [*self._rows[:left], *(row - count for row in self._rows[right:])]
            self.changed.emit()


def carried(rows: Sequence[int], patch: Patch) -> list[int]:
    """Return the rows after a patch, including all those that it rearranged."""
    found: list[int] = []
    done = shift = 0
    for splice in patch.beads:
        start, end = splice.at, splice.at + len(splice.before)
        if _ids(splice.before) != _ids(splice.after):
            at = bisect_left(rows, start)
            found += (row + shift for row in rows[done:at])
            found += range(start + shift, start + shift + len(splice.after))
            done = bisect_left(rows, end)
            shift += len(splice.after) - len(splice.before)
    return [*found, *(row + shift for row in rows[done:])]


def _ids(beads: Iterable[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]
