"""Row heights, measured only for visible rows, so that 100,000 rows open as fast as a hundred.

However heights change, the row that the user looks at keeps its place on the screen: the current row, or the
first visible one where the current row is out of sight.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QPersistentModelIndex, QPoint, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from app.window.table.visible_rows import ShownRows

_BESIDE = 2  # rows above and below the visible ones, so that the next row is ready when scrolling

_SOME = 24
_TRIES = 20  # to bring a row back to its place; bringing it there may bring others into sight


class RowHeights(QObject):
    """Fits the visible rows when the table scrolls or changes its width or content."""

    fitted = Signal()
    """Emitted when the visible rows have their heights and places again after a change."""

    def __init__(self, view: QTableView, height_of: Callable[[int], int], shown: ShownRows) -> None:
        super().__init__(view)
        self._view = view
        self._height_of = height_of
        self._shown = shown
        self._fitted: set[int] = set()
        self._fitting = False
        self._begun = False
        self._unsettled = False
        self._anchor: QPersistentModelIndex | None = None
        """The row that keeps its place; None for the current row."""
        self._top: int | None = None
        """Distance of that row from the top of the window, in pixels; None before anything was shown."""
        self._begins_in_sight = False
        """True if the first line of that row was visible, and has to stay so where a bar is put above."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        header = view.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.hide()

    def restart(self) -> None:
        """Start afresh for other texts, from whatever row becomes current."""
        self._anchor = self._top = None
        self.begin()

    def begin(self) -> None:
        """Start afresh for other widths or fonts, including the estimate of the usual height."""
        self._begun = False
        self.forget()

    def forget(self) -> None:
        """Invalidate all heights; visible rows are measured again soon."""
        self._fitted.clear()
        self.unsettle()

    def forget_rows(self, first: int, last: int) -> None:
        """Invalidate the heights of rows `first` to `last`."""
        if last - first > len(self._fitted):
            self._fitted = {row for row in self._fitted if not first <= row <= last}
        else:
            self._fitted.difference_update(range(first, last + 1))
        self.unsettle()

    def unsettle(self) -> None:
        """Hold the place on the screen through the changes that follow, until rows are fitted again."""
        self._unsettled = True
        self._soon.start()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the place while Qt lays the table out anew, and fit the rows once it is done.

        Qt scrolls in between, from sizes that are about to change.
        """
        if self._fitting:
            yield
            return
        self.unsettle()
        self._fitting = True
        try:
            yield
        finally:
            self._fitting = False
        self.fit()

    def fit(self) -> None:
        """Give each visible row the height it needs, without moving the text being read."""
        if self._fitting or not self._view.isVisible():
            return
        self._fitting = True
        held = self._unsettled
        try:
            row, top = self._held() if held else self._read()
            self._guess()
            for _ in range(_TRIES):
                self._bring(row, top, whole=held)
                if not self._fit_in_sight():
                    break  # otherwise rows above this one may have moved it
        finally:
            self._fitting = self._unsettled = False
        self.keep()
        if held:
            self.fitted.emit()

    def keep(self) -> None:
        """Note the place of the row that the user looks at, to be kept through the next changes."""
        if self._unsettled or self._fitting or not self._view.isVisible():
            return
        index = self._view.currentIndex()
        if not self._in_viewport(index.row()):
            first, end = self._in_sight()
            index = self._view.model().index(self._shown.rows[first], 0) if end > first else index
            self._anchor = QPersistentModelIndex(index)
        else:
            self._anchor = None
        at = self._view.rowViewportPosition(index.row())
        self._top, self._begins_in_sight = at + self._viewport_top(), at >= 0

    def place(self) -> int | None:
        """Return where the current row begins in the viewport, in pixels; None where it is out of sight."""
        row = self._view.currentIndex().row()
        return self._view.rowViewportPosition(row) if self._in_viewport(row) else None

    def put(self, top: int) -> None:
        """Scroll so that the current row begins at `top` in the viewport, as far as possible."""
        self.fit()
        self._anchor, self._top, self._begins_in_sight = None, top + self._viewport_top(), top >= 0
        self._unsettled = True
        self.fit()

    def fit_row(self, row: int) -> None:
        """Fit one row, visible or not."""
        if row not in self._fitted:
            self._fitted.add(row)
            self._view.setRowHeight(row, self._height_of(row))

    def _guess(self) -> None:
        """Give rows that have not been seen yet the mean height of a sample."""
        some = self._shown.rows[:: max(1, len(self._shown.rows) // _SOME)]
        if some and not self._begun:
            self._begun = True  # once, however many columns change their width
            heights = [self._height_of(row) for row in some]
            self._view.verticalHeader().setDefaultSectionSize(sum(heights) // len(heights))

    def _held(self) -> tuple[int, int]:
        """Return the row that keeps its place, and where in the viewport it began before the changes."""
        rows, anchor = self._shown.rows, self._anchor
        row = self._view.currentIndex().row()
        if anchor is not None and anchor.isValid():
            row = anchor.row()
        if self._top is None or row < 0 or not rows:
            return self._read()
        if self._view.isRowHidden(row):
            row = rows[min(self._shown.position(row), len(rows) - 1)]
        top = self._top - self._viewport_top()
        return row, max(top, 0) if self._begins_in_sight else top

    def _read(self) -> tuple[int, int]:
        """Return the first visible row whose height is known, and its place; row -1 if there is none."""
        first, end = self._in_sight()
        row = next((row for row in self._shown.rows[first:end] if row in self._fitted), -1)
        return row, self._view.rowViewportPosition(row) if row >= 0 else 0

    def _bring(self, row: int, top: int, *, whole: bool = False) -> None:
        """Scroll so that a row begins at `top` in the viewport; `whole`, so that all of it is visible if it
        was to be visible at all."""
        if row < 0:
            return
        self.fit_row(row)
        if whole:
            height = self._view.rowHeight(row)
            room = self._view.viewport().height()
            top = max(min(top, room - height), 0) if top + height > room or top + height <= 0 else top
        by = self._view.rowViewportPosition(row) - top
        if by:
            self._view.updateGeometries()  # the scroll bar has to know the new heights
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + by)

    def _viewport_top(self) -> int:
        return self._view.viewport().mapTo(self._view.window(), QPoint(0, 0)).y()

    def _in_viewport(self, row: int) -> bool:
        if row < 0 or self._view.isRowHidden(row):
            return False
        top = self._view.rowViewportPosition(row)
        return top + self._view.rowHeight(row) > 0 and top < self._view.viewport().height()

    def _in_sight(self) -> tuple[int, int]:
        """Return the range of visible rows among those that are shown."""
        rows = self._shown.rows
        first = self._view.rowAt(0)
        last = self._view.rowAt(self._view.viewport().height() - 1)
        if first < 0:
            return 0, 0
        return self._shown.position(first), len(rows) if last < 0 else self._shown.position(last) + 1

    def _fit_in_sight(self) -> bool:
        """Fit the rows in sight and beside them; return whether any had not been fitted yet."""
        fitted = False
        while True:
            first, end = self._in_sight()
            rows = self._shown.rows
            if end <= first:
                return fitted
            # End of a short table: never more rows than fit at one line each.
            end = min(end, first + 3 + self._view.viewport().height() // 16)
            beside = rows[max(first - _BESIDE, 0) : end + _BESIDE]
            wanted = [row for row in beside if row not in self._fitted]
            if not wanted:
                return fitted
            fitted = True
            top = self._view.rowViewportPosition(rows[first])
            for row in wanted:
                self.fit_row(row)
            shift = self._view.rowViewportPosition(rows[first]) - top
            if shift:  # rows above the first visible one grew
                bar = self._view.verticalScrollBar()
                bar.setValue(bar.value() + shift)
