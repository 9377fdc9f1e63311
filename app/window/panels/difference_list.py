"""List of the differences from another alignment, and of its rows that could not be placed."""

from typing import TYPE_CHECKING, Any, Union

from PySide6.QtCore import QObject, QSize, Qt

from app.window.actions.comparing import Comparing
from app.window.i18n import tr
from app.window.open_project import OpenProject
from app.window.panels.long_list import Index, LongList

if TYPE_CHECKING:
    from core.review.comparing import Difference, Unplaced

Item = Union["Difference", "Unplaced"]


class DifferenceList(LongList[Item]):
    """Model over what is left of a comparison."""

    def __init__(self, project: OpenProject, comparing: Comparing, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._comparing = project, comparing

    def heading(self, item: Item) -> str:
        """Return the rows that an item is about, in words."""
        from core.review.comparing import Unplaced, rows_of

        bitext = self._project.bitext
        if isinstance(item, Unplaced) or bitext is None:
            return tr("Could not be placed")
        rows = rows_of(bitext, item)
        if len(rows) == 1:
            return tr("Row {row}", row=rows[0] + 1)
        if list(rows) != list(range(rows[0], rows[-1] + 1)):
            return tr("Rows {rows}", rows=", ".join(str(row + 1) for row in rows))
        return tr("Rows {first} to {last}", first=rows[0] + 1, last=rows[-1] + 1)

    # Qt overrides

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index)
        if item is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.heading(item)}\n{self._opening(item)}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, self.line_height())
        return None

    def _opening(self, item: Item) -> str:
        """Return the first text of an item."""
        from core.review.comparing import Unplaced

        bitext = self._project.bitext
        if isinstance(item, Unplaced):
            return _line(item.source or item.target)
        source, target = item.ours[0]
        if bitext is None:
            return ""
        return _line(bitext.source.text(source[0]) if source else bitext.target.text(target[0]))


def _line(text: str) -> str:
    """Return a text in one line, with its own direction in an interface of the other one."""
    return f"\u2068{' '.join(text.split())}\u2069"
