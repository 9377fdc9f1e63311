"""Lists of any length with two lines of text each; texts are computed only for visible items."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from app.window.i18n import FROM_RIGHT, spoken

Index = QModelIndex | QPersistentModelIndex
Item = TypeVar("Item")
_NOWHERE = QModelIndex()
_TALLER = 1.5  # height of a line in Arabic script, relative to Latin
_PADDING = 10
_MORE = 200  # items added to the list at a time


class LongList(QAbstractListModel, Generic[Item]):
    """Model over a sequence of items, extended as the user scrolls. Subclasses say what an item shows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._order: Sequence[Item] = ()
        self._shown = 0

    def show(self, order: Sequence[Item]) -> None:
        """Show these items; the same object means that only their texts may have changed."""
        shown = min(len(order), max(self._shown, _MORE))
        if order is self._order and shown == self._shown:
            self.dataChanged.emit(self.index(0), self.index(max(shown - 1, 0)))
            return
        self.layoutAboutToBeChanged.emit()
        self._order = order
        old, self._shown = self._shown, min(self._shown, shown)
        self.layoutChanged.emit()
        if old > shown:
            self.beginResetModel()
            self.endResetModel()
        elif shown > old:
            self.beginInsertRows(_NOWHERE, old, shown - 1)
            self._shown = shown
            self.endInsertRows()

    def place(self, item: Item) -> int:
        """Return the place of an item in the list, or -1."""
        try:
            return self._order.index(item, 0, self._shown)
        except ValueError:
            return -1

    def item(self, index: Index) -> Item | None:
        """Return the item at an index of the list."""
        return self._order[index.row()] if index.isValid() and index.row() < len(self._order) else None

    @staticmethod
    def line_height() -> int:
        """Return the height of an item, in pixels."""
        tall = _TALLER if spoken() in FROM_RIGHT else 1.1  # Qt ignores the fallback font
        return round(2 * tall * QFontMetrics(QApplication.font()).height()) + _PADDING

    # Qt overrides

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self._order)

    def fetchMore(self, parent: Index) -> None:
        more = min(_MORE, len(self._order) - self._shown)
        self.beginInsertRows(_NOWHERE, self._shown, self._shown + more - 1)
        self._shown += more
        self.endInsertRows()
