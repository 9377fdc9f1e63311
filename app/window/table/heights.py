"""Row heights, measured only for visible rows, so that 100,000 rows open as fast as a hundred."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView

_BESIDE = 2  # rows above and below the visible ones, so that the next row is ready when scrolling

_SOME = 24


class RowHeights(QObject):
    """Fits the visible rows when the table scrolls or changes its width or content."""

    def __init__(
        self, view: QTableView, height_of: Callable[[int], int], shown: Callable[[], Sequence[int]]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._height_of = height_of
        self._shown = shown
        self._fitted: set[int] = set()
        self._fitting = False
        self._begun = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.fit)
        header = view.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.hide()

    def begin(self) -> None:
        """Start afresh for other texts, widths or fonts, including the estimate of the usual height."""
        self._begun = False
        self.forget()

    def forget(self) -> None:
        """Invalidate all heights; visible rows are measured again soon."""
        self._fitted.clear()
        self._soon.start()

    def forget_rows(self, first: int, last: int) -> None:
        """Invalidate the heights of rows `first` to `last`."""
        if last - first > len(self._fitted):
            self._fitted = {row for row in self._fitted if not first <= row <= last}
        else:
            self._fitted.difference_update(range(first, last + 1))
        self._soon.start()

    def fit(self) -> None:
        """Give each visible row the height it needs, without moving the text being read."""
        if self._fitting or not self._view.isVisible():
            return
        self._fitting = True
        try:
            self._guess()
            anchor = self._anchor()
            before = self._view.rowViewportPosition(anchor) if anchor >= 0 else 0
            self._fit_in_sight()
            if anchor >= 0:
                moved = self._view.rowViewportPosition(anchor) - before
                if moved:
                    bar = self._view.verticalScrollBar()
                    bar.setValue(bar.value() + moved)
                    self._fit_in_sight()
        finally:
            self._fitting = False

    def fit_row(self, row: int) -> None:
        """Fit one row, visible or not."""
        if row not in self._fitted:
            self._fitted.add(row)
            self._view.setRowHeight(row, self._height_of(row))

    def _guess(self) -> None:
        """Give rows that have not been seen yet the mean height of a sample."""
        some = self._shown()[:: max(1, len(self._shown()) // _SOME)]
        if some and not self._begun:
            self._begun = True  # once, however many columns change their width
            heights = [self._height_of(row) for row in some]
            self._view.verticalHeader().setDefaultSectionSize(sum(heights) // len(heights))

    def _anchor(self) -> int:
        first, end = self._in_sight()
        return next((row for row in self._shown()[first:end] if row in self._fitted), -1)

    def _in_sight(self) -> tuple[int, int]:
        """Return the range of visible rows among those that are shown."""
        rows = self._shown()
        first = self._view.rowAt(0)
        last = self._view.rowAt(self._view.viewport().height() - 1)
        if first < 0:
            return 0, 0
        return bisect_left(rows, first), len(rows) if last < 0 else bisect_right(rows, last)

    def _fit_in_sight(self) -> None:
        while True:
            first, end = self._in_sight()
            rows = self._shown()
            if end <= first:
                return
            # End of a short table: never more rows than fit at one line each.
            end = min(end, first + 3 + self._view.viewport().height() // 16)
            beside = rows[max(first - _BESIDE, 0) : end + _BESIDE]
            wanted = [row for row in beside if row not in self._fitted]
            if not wanted:
                return
            top = self._view.rowViewportPosition(rows[first])
            for row in wanted:
                self.fit_row(row)
            shift = self._view.rowViewportPosition(rows[first]) - top
            if shift:  # rows above the first visible one grew
                bar = self._view.verticalScrollBar()
                bar.setValue(bar.value() + shift)
