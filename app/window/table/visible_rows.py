"""Rows shown in the table: all, or those that pass a filter; in document order, or sorted."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QModelIndex, QObject, Signal
from PySide6.QtWidgets import QTableView

from core.model import Bead, Patch

_FEW = 50  # rows that are moved one by one; with more, all rows are arranged anew


class ShownRows(QObject):
    """Hides and arranges rows in the table's header, so that they keep their numbers. New rows are shown,
    below the row that they follow in the document."""

    changing = Signal()
    """Emitted before other rows are shown, or in another order."""
    changed = Signal()
    """Emitted when other rows are shown, or in another order."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view, self._header = view, view.verticalHeader()
        self._passing: list[int] | None = None
        """The rows that pass the filter, ascending; None if there is no filter."""
        self._order: list[int] | None = None
        """All rows from top to bottom; None in document order."""
        self._all = range(0)
        self._rows: Sequence[int] | None = None
        view.model().rowsInserted.connect(self._came)
        view.model().rowsRemoved.connect(self._went)
        view.model().modelReset.connect(self._restart)

    @property
    def rows(self) -> Sequence[int]:
        """The rows shown, from top to bottom; the same object as long as they do not change."""
        if self._order is None:
            return self.ascending
        if self._rows is None:
            passing = None if self._passing is None else set(self._passing)
            self._rows = [row for row in self._order if passing is None or row in passing]
        return self._rows

    @property
    def ascending(self) -> Sequence[int]:
        """The rows shown, in document order."""
        if self._passing is not None:
            return self._passing
        if len(self._all) != self._view.model().rowCount():
            self._all = range(self._view.model().rowCount())
        return self._all

    @property
    def some(self) -> bool:
        """True if rows are hidden."""
        return self._passing is not None

    @property
    def sorted(self) -> bool:
        """True if the rows are not in document order."""
        return self._order is not None

    def __contains__(self, row: int) -> bool:
        return not self._view.isRowHidden(row)

    def place(self, row: int) -> int:
        """Return the place of a row among all rows from top to bottom, hidden or not."""
        return self._header.visualIndex(row)

    def position(self, row: int) -> int:
        """Return the index of a row in `rows`; of a hidden row, that of the next row shown below it."""
        return bisect_left(self.rows, self.place(row), key=self.place)

    def below(self, row: int) -> int:
        """Return the next row that is shown, or the row itself if it is the last."""
        at = self.position(row) + (row in self)
        return self.rows[at] if at < len(self.rows) else row

    def within(self, selection: QItemSelection) -> Iterator[Sequence[int]]:
        """Yield the selected rows without hidden ones, in stretches of the document."""
        rows = self.ascending
        for each in selection.toList():
            yield rows[bisect_left(rows, each.top()) : bisect_left(rows, each.bottom() + 1)]

    def between(self, upper: int, lower: int) -> QItemSelection:
        """Return the rows shown from one to another as a selection, in as few stretches as possible."""
        rows = sorted(self.rows[self.position(upper) : self.position(lower) + 1])
        model, last = self._view.model(), self._view.model().columnCount() - 1
        starts = [at for at, row in enumerate(rows) if not at or rows[at - 1] != row - 1]
        found = QItemSelection()
        for start, end in pairwise((*starts, len(rows))):
            found.append(QItemSelectionRange(model.index(rows[start], 0), model.index(rows[end - 1], last)))
        return found

    def only(self, rows: Iterable[int]) -> None:
        """Show these rows, ascending, and hide all others."""
        now, wanted = set(self.ascending), list(rows)
        self._passing = wanted
        with self._rearranging():
            self._hide(now.difference(wanted), set(wanted) - now)

    def all(self) -> None:
        """Show every row."""
        if self._passing is not None:
            hidden = set(range(self._view.model().rowCount())).difference(self._passing)
            self._passing = None
            with self._rearranging():
                self._hide((), hidden)

    def arrange(self, order: list[int] | None) -> None:
        """Put all rows in an order from top to bottom; None for document order."""
        if order is not None or self._order is not None:
            self._order = order
            with self._rearranging():
                self._lay_out()

    @contextmanager
    def _rearranging(self) -> Iterator[None]:
        self._rows = None
        self.changing.emit()
        with self._quiet():
            yield
        self._view.updateGeometries()
        self._view.viewport().update()
        self.changed.emit()

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Change 100,000 rows one by one without signals or repaints for each of them."""
        self._header.setUpdatesEnabled(False)
        self._header.blockSignals(True)
        yield
        self._header.blockSignals(False)
        self._header.setUpdatesEnabled(True)

    def _hide(self, gone: Iterable[int], come: Iterable[int]) -> None:
        for row in gone:
            self._header.setSectionHidden(row, True)
        for row in come:
            self._header.setSectionHidden(row, False)

    def _lay_out(self) -> None:
        place_of, swap = self._header.visualIndex, self._header.swapSections
        for place, row in enumerate(range(self._header.count()) if self._order is None else self._order):
            now = place_of(row)
            if now != place:
                swap(place, now)

    # Changes of the model

    def _restart(self) -> None:
        self.arrange(None)
        self.all()

    def _came(self, _: QModelIndex, first: int, last: int) -> None:
        count = last - first + 1
        if self._order is not None:
            moved = [row + count if row >= first else row for row in self._order]
            at = moved.index(first - 1) + 1 if first else 0
            self._order = [*moved[:at], *range(first, last + 1), *moved[at:]]
            self._insert(first, last)
        if self._passing is not None:
            at = bisect_left(self._passing, first)
            later = (row + count for row in self._passing[at:])
            self._passing = [*self._passing[:at], *range(first, last + 1), *later]
        self._tell()

    def _insert(self, first: int, last: int) -> None:
        """Move new rows in the header below the one that they follow; Qt puts them at their numbers."""
        with self._quiet():
            if last - first >= _FEW:
                self._lay_out()
                return
            for row in range(max(first, 1), last + 1):
                now, above = self.place(row), self.place(row - 1)
                self._header.moveSection(now, above + (now > above))

    def _went(self, _: QModelIndex, first: int, last: int) -> None:
        count = last - first + 1
        if self._order is not None:
            left = (row for row in self._order if not first <= row <= last)
            self._order = [row - count if row > last else row for row in left]
        if self._passing is not None:
            start, end = bisect_left(self._passing, first), bisect_left(self._passing, last + 1)
            self._passing = [*self._passing[:start], *(row - count for row in self._passing[end:])]
        self._tell()

    def _tell(self) -> None:
        self._rows = None
        if self._order is not None or self._passing is not None:
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
