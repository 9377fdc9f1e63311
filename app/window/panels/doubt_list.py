"""List of doubtful rows in the order of the queue; texts are computed only for visible lines."""

from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor

from app.window.actions.doubt_queue import DoubtQueue
from app.window.i18n import tr, translated
from app.window.open_project import OpenProject
from app.window.panels.long_list import Index, LongList
from app.window.preferences import Preferences
from app.window.table.confidence_column import caption
from core.review.doubts.reasons import reasons


class DoubtList(LongList[int]):
    """Model over the order of the queue."""

    def __init__(
        self, project: OpenProject, doubt_queue: DoubtQueue, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._doubt_queue, self._preferences = project, doubt_queue, preferences

    def refresh(self) -> None:
        """Show the present order."""
        self.show(self._doubt_queue.order)

    def row(self, index: Index) -> int | None:
        """Return the row of the bitext at an index of the list."""
        return self.item(index)

    # Qt overrides

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
