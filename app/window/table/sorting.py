"""Sorting of the table by a click on a heading or by a command, and the bar that says so."""

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from app.window.i18n import later, tr
from app.window.table.model import Column
from app.window.table.view import BitextView
from core.review.search.order import Order, arranged

ORDERS = {
    Order.LEAST_CERTAIN: later("Least certain first"),
    Order.MOST_CERTAIN: later("Most certain first"),
    Order.LONGEST_SOURCE: later("Longest source first"),
    Order.SHORTEST_SOURCE: later("Shortest source first"),
    Order.LONGEST_TARGET: later("Longest target first"),
    Order.SHORTEST_TARGET: later("Shortest target first"),
}
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_HEADINGS = {
    (Column.STRIP, _UP): Order.LEAST_CERTAIN,
    (Column.STRIP, _DOWN): Order.MOST_CERTAIN,
    (Column.SOURCE, _UP): Order.SHORTEST_SOURCE,
    (Column.SOURCE, _DOWN): Order.LONGEST_SOURCE,
    (Column.TARGET, _UP): Order.SHORTEST_TARGET,
    (Column.TARGET, _DOWN): Order.LONGEST_TARGET,
}
_HEADING_OF = {order: heading for heading, order in _HEADINGS.items()}


class Sorting(QObject):
    """The order of the table's rows. Whatever changes in a row, it stays in its place until the user sorts
    again."""

    changed = Signal()
    """Emitted when the rows are sorted, or back in document order."""

    def __init__(self, table: BitextView) -> None:
        super().__init__(table)
        self._table, self._header = table, table.horizontalHeader()
        self.order: Order | None = None
        """The present order; None for document order."""
        self._header.setSortIndicatorClearable(True)  # a third click returns to document order
        self._show()
        table.setSortingEnabled(True)
        self._header.sortIndicatorChanged.connect(
            lambda column, direction: self.sort(
                _HEADINGS.get((Column(column), direction)) if column >= 0 else None
            )
        )
        table.rows.modelReset.connect(lambda: self._note(None))

    def sort(self, order: Order | None) -> None:
        """Sort the rows; None for document order. The current row stays, unless it is the first: then the
        first row is the current one afterwards too."""
        table, bitext = self._table, self._table.rows.bitext
        if bitext is None:
            order = None
        table.close_editor(keep=True)
        at_top = order is not None and table.row == next(iter(table.shown.rows), -1)
        table.shown.arrange(None if bitext is None or order is None else arranged(bitext, order))
        self._note(order)
        if at_top and table.row >= 0:
            table.go(table.shown.rows[0])

    def _note(self, order: Order | None) -> None:
        self.order = order
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show the order in the headings."""
        column, direction = (-1, _UP) if self.order is None else _HEADING_OF[self.order]
        with QSignalBlocker(self._header):
            self._header.setSortIndicator(column, direction)
        self._header.viewport().update()


class SortBar(QFrame):
    """Bar above the table as long as it is sorted, with the way back."""

    def __init__(self, sorting: Sorting) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("state", "calm")
        self._sorting = sorting
        self.words, self.back = QLabel(), QPushButton(tr("Document order"))
        self.back.setProperty("kind", "quiet")
        self.back.clicked.connect(lambda: sorting.sort(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 10, 2)
        row.addWidget(self.words)
        row.addWidget(self.back)
        row.addStretch(1)
        sorting.changed.connect(self._tell)
        self.hide()

    def _tell(self) -> None:
        order = self._sorting.order
        self.words.setText("" if order is None else tr("Sorted: {order}", order=tr(ORDERS[order])))
        self.setVisible(order is not None)
        parent = self.parentWidget()
        if parent is not None and (layout := parent.layout()) is not None:
            layout.activate()  # now, so that the table can show its current row in the room that is left
