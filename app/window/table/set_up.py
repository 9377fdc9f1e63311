"""Set-up of the table: how rows are selected, columns share the width, and it scrolls."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.window.table.model import COLUMN_OF


def set_up(view: QTableView) -> None:
    """Set the properties of a table view of a bitext, which has its model already."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)  # rows differ in height
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalScrollBar().setSingleStep(28)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(True)  # to sort
    header.setMinimumSectionSize(40)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    for column in COLUMN_OF.values():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    # When a header is painted it asks of each row whether it is selected; an own, empty model is faster.
    header.setSelectionModel(QItemSelectionModel(view.model(), header))
