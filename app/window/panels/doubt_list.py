"""List of doubtful rows in the order of the queue; texts are computed only for visible lines."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication

from app.window.actions.doubt_queue import DoubtQueue
from app.window.i18n import FROM_RIGHT, spoken, tr, translated
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.table.confidence_column import caption
from core.review.doubts.reasons import reasons

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TALLER = 1.5  # height of a line in Arabic script, relative to Latin
_PADDING = 10
_MORE = 200  # rows added to the list at a time


class DoubtList(QAbstractListModel):
    """Model over the order of the queue, extended as the user scrolls."""

    def __init__(
        self, project: OpenProject, doubt_queue: DoubtQueue, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._doubt_queue, self._preferences = project, doubt_queue, preferences
        self._order, self._shown = list[int](), 0

    def refresh(self) -> None:
        """Show the present order."""
        order = self._doubt_queue.order
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

    def place(self, row: int) -> int:
        """Return the line of a row in the list, or -1."""
        try:
            return self._order.index(row, 0, self._shown)
        except ValueError:
            return -1

    def row(self, index: Index) -> int | None:
        """Return the row of the bitext in a line of the list."""
        return self._order[index.row()] if index.isValid() and index.row() < len(self._order) else None

    @staticmethod
    def line_height() -> int:
        """Return the height of a line, in pixels."""
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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, bitext = self.row(index), self._project.bitext
        if row is None or bitext is None or row >= len(bitext.beads):
            return None
        queue = self._doubt_queue
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            other = queue.suggestion(row)
            found = (other.reason,) if other else reasons(bitext, row, queue.risks.usual)
            why = translated(found[0].sentence) if found else tr("Its confidence is lower than most.")
            facts = [tr("Row {row}", row=row + 1), caption(bitext.beads[row])]
            if queue.seen(row):
                facts.append(tr("seen"))
            return f"{'  ·  '.join(facts)}\n{why}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, self.line_height())
        if role == Qt.ItemDataRole.ForegroundRole and queue.seen(row):
            return QColor(self._preferences.theme.muted)
        return None
