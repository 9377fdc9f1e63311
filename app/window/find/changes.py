"""Model of the replacements shown in the preview, and a delegate that paints their texts."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.window.i18n import tr
from app.window.table.highlights import mark
from app.window.table.layout import shown
from app.window.theme import Theme
from core import language
from core.model import Bitext, Span
from core.review.search.replace import Replacement

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BEFORE = 24  # characters shown before the first change
_SEEN = 240  # characters shown of a text


class ChangeColumn(IntEnum):
    """The columns of the list."""

    ROW = 0
    BEFORE = 1
    AFTER = 2


class Changes(QAbstractTableModel):
    """Replacements, each selected or not; those that leave a text empty are deselected at first."""

    counted = Signal()
    """Emitted when replacements are added or the selection changes."""

    def __init__(self, bitext: Bitext, parent: QWidget) -> None:
        super().__init__(parent)
        self.bitext = bitext
        self.all: list[Replacement] = []
        self.on: list[bool] = []
        self.count = self.empties = 0
        """Number of selected replacements, and number of those that leave a text empty."""

    def add(self, more: Sequence[Replacement]) -> None:
        """Append replacements."""
        if more:
            self.beginInsertRows(_NOWHERE, len(self.all), len(self.all) + len(more) - 1)
            self.all += more
            empty = [one.empties for one in more]
            self.on += [not one for one in empty]
            self.empties += sum(empty)
            self.count += len(empty) - sum(empty)
            self.endInsertRows()
            self.counted.emit()

    def choose(self, rows: Sequence[int], *, on: bool) -> None:
        """Select or deselect these."""
        for row in rows:
            self.count += on - self.on[row]
            self.on[row] = on
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(ChangeColumn) - 1))
            self.counted.emit()

    # Qt overrides

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.all)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(ChangeColumn)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        checkable = (
            Qt.ItemFlag.ItemIsUserCheckable if index.column() == ChangeColumn.ROW else Qt.ItemFlag.NoItemFlags
        )
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | checkable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        change = self.all[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == ChangeColumn.ROW:
            return Qt.CheckState.Checked if self.on[index.row()] else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == ChangeColumn.ROW:
                side = tr("Source") if change.side == "source" else tr("Target")
                return f"{tr('Row {row}', row=change.row + 1)}  ·  {side}"
            return (change.before if index.column() == ChangeColumn.BEFORE else change.after) or tr("nothing")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.choose([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("", tr("Before"), tr("After"))[section]
        return None


class ChangePainter(QStyledItemDelegate):
    """Delegate that paints a text on one line, from shortly before its first change, with the
    changes marked."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Changes)
        if index.column() == ChangeColumn.ROW:
            super().paint(painter, option, index)
            return
        change, after = model.all[index.row()], index.column() == ChangeColumn.AFTER
        rtl = language.direction(model.bitext.side(change.side).document.language) == "rtl"
        painter.save()
        painter.setClipRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(self._theme.accent_soft))
        painter.setPen(QColor(self._theme.text if model.on[index.row()] else self._theme.muted))
        text, marks = excerpt(change, after=after)
        colour = QTextCharFormat()
        colour.setBackground(QColor(self._theme.good_soft if after else self._theme.poor_soft))
        colour.setForeground(QColor(self._theme.good if after else self._theme.poor))
        colour.setFontStrikeOut(not after)
        layout = QTextLayout(text or tr("nothing"), option.font)
        layout.setFormats([mark(text, span, colour) for span in marks])
        wide = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        wide.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        wide.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(wide)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(option.rect.width() - 16)
        layout.endLayout()
        layout.draw(painter, QPointF(option.rect.left() + 8, option.rect.top() + 6))
        painter.restore()


def excerpt(change: Replacement, *, after: bool) -> tuple[str, list[Span]]:
    """Return a text from shortly before its first change on, and the spans of the changes in it."""
    text = shown(change.after if after else change.before).replace("\u2028", " ")
    places = [new if after else old for old, new in change.places]
    start = max(0, places[0][0] - _BEFORE)
    lead = "… " if start else ""
    cut = text[start : start + _SEEN]
    inside = [(max(first - start, 0), min(end - start, len(cut))) for first, end in places]
    return lead + cut, [(first + len(lead), end + len(lead)) for first, end in inside if first < end]
