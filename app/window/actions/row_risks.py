"""Risk of each row of the open project to be wrong, and the rows in doubt, the riskiest first.

Assessed in slices in the window's thread; after a change only the rows it touched.
"""

from bisect import bisect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.window.background.time_slicer import TimeSlicer
from app.window.open_project import OpenProject
from app.window.table.model import stretch
from core.model import Bitext
from core.project import Change, ChangeKind

if TYPE_CHECKING:
    from core.review.doubts.reasons import Usual

RowRange = tuple[int, int]
_FEW = 500  # rows that are put into order one by one


class RowRisks(QObject):
    """Holds the risks of the open bitext, updated with every change."""

    changed = Signal()
    """The risks and their order changed."""

    def __init__(self, project: OpenProject, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._slices = TimeSlicer(self)
        self._forget()
        project.changed.connect(self._changed)
        project.replaced.connect(self._begin)

    def _forget(self) -> None:
        self._each: list[float] = []
        self.order: list[int] = []
        """The rows in doubt, the riskiest first."""
        self.usual: Usual | None = None
        """Usual ratio of source to target lengths."""
        self._stale: RowRange = (0, 0)
        self._unsorted: RowRange = (0, 0)

    def of(self, row: int) -> float:
        """Return the probability that a row is wrong."""
        return self._each[row] if row < len(self._each) else 0.0

    def rows(self) -> frozenset[int] | None:
        """Return the rows in doubt, or None while some are not assessed."""
        return None if self.busy else frozenset(self.order)

    def beyond(self, bitext: Bitext) -> Iterator[int | None]:
        """Yield the rows in doubt because of their numbers, which confidence does not reflect, and None for
        others: the caller may pause in between."""
        from core.review.doubts.reasons import ReasonKind, reasons

        kinds = ReasonKind.NUMBERS, ReasonKind.FALSE_NUMBER
        for row in self.order:
            found = any(one.kind in kinds for one in reasons(bitext, row, self.usual))
            yield row if found else None

    @property
    def busy(self) -> bool:
        """True if some rows have not been assessed yet."""
        return self._slices.busy

    def _begin(self) -> None:
        self._slices.stop()
        self._forget()
        bitext = self._project.bitext
        if bitext is not None:
            self._put(bitext, 0, 0, len(bitext.beads))
            self._slices.begin(self._weighing())
        self.changed.emit()

    def _changed(self, change: Change) -> None:
        bitext = self._project.bitext
        assert bitext is not None
        if change.patch.swap or ChangeKind.DOCUMENT in change.kinds:
            self._begin()
        else:
            self._put(bitext, *stretch(change.patch, change.first, change.last))
            self._slices.begin(self._weighing())

    def _put(self, bitext: Bitext, first: int, old: int, new: int) -> None:
        """Replace old rows by new ones, to be assessed and sorted with their neighbours."""
        self._each[first : first + old] = [0.0] * new
        end, by = first + old, new - old
        self.order = [at if at < first else at + by for at in self.order if not first <= at < end]
        touched = max(first - 1, 0), min(first + new + 1, len(bitext.beads))
        self._stale = _both(_moved(self._stale, first, old, new), touched)
        self._unsorted = _both(_moved(self._unsorted, first, old, new), touched)

    def _weighing(self) -> Iterator[None]:
        from core.review.doubts.reasons import usual
        from core.review.doubts.risk import DOUBT, risk

        bitext, (first, end) = self._project.bitext, self._stale
        if bitext is None:
            return
        if self.usual is None:
            self.usual = usual(bitext)
        for row in range(first, end):
            self._each[row] = risk(bitext, row, self.usual)
            self._stale = row + 1, end
            yield
        (first, end), self._unsorted = self._unsorted, (0, 0)
        if end - first < _FEW:
            self._sort_in(first, end, DOUBT)
        else:
            rows = [row for row, risk_ in enumerate(self._each) if risk_ >= DOUBT]
            self.order = sorted(rows, key=self._each.__getitem__, reverse=True)
        self.changed.emit()

    def _sort_in(self, first: int, end: int, least: float) -> None:
        """Sort some rows into the order of the others."""
        self.order = [at for at in self.order if not first <= at < end]
        for row in range(first, end):
            if self._each[row] >= least:
                place = bisect(self.order, -self._each[row], key=lambda at: -self._each[at])
                self.order.insert(place, row)


def _moved(rows: RowRange, first: int, old: int, new: int) -> RowRange:
    """Return where a range of rows is after others were replaced; an empty range stays empty."""
    if rows[0] >= rows[1]:
        return 0, 0
    start, end = (at if at <= first else max(at + new - old, first) for at in rows)
    return start, end


def _both(some: RowRange, others: RowRange) -> RowRange:
    """Return the range that covers two ranges of rows."""
    if some[0] >= some[1]:
        return others
    return min(some[0], others[0]), max(some[1], others[1])
