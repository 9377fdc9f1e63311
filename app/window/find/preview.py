"""What replacing would do, text by text, before it is done: each with its letters before and after."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.window.slices import Slices
from app.window.speech import said, tr, trn
from app.window.table.layout import shown
from app.window.table.marks import mark
from app.window.theme import Theme
from core import language
from core.model import Bitext
from core.review.find import Sought, Span
from core.review.replace import Replacement, replacements
from core.review.rows import NotPossible

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BATCH = 200
_BEFORE = 24  # letters that are shown before the first change
_SEEN = 240  # letters of a text that are shown


class Column(IntEnum):
    """The columns of the list."""

    ROW = 0
    BEFORE = 1
    AFTER = 2


class Changes(QAbstractTableModel):
    """Replacements, each chosen or not; those that leave a text empty are not, at first."""

    counted = Signal()
    """There are more of them, or others are chosen."""

    def __init__(self, bitext: Bitext, parent: QWidget) -> None:
        super().__init__(parent)
        self.bitext = bitext
        self.all: list[Replacement] = []
        self.on: list[bool] = []
        self.count = self.empties = 0
        """How many are chosen, and how many leave a text empty."""

    def add(self, more: Sequence[Replacement]) -> None:
        """More of them."""
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
        """Choose these, or not."""
        for row in rows:
            self.count += on - self.on[row]
            self.on[row] = on
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(Column) - 1))
            self.counted.emit()

    # Qt's side

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.all)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        checkable = (
            Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.ROW else Qt.ItemFlag.NoItemFlags
        )
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | checkable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        change = self.all[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.ROW:
            return Qt.CheckState.Checked if self.on[index.row()] else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == Column.ROW:
                side = tr("Source") if change.side == "source" else tr("Target")
                return f"{tr('Row {row}', row=change.row + 1)}  ·  {side}"
            return (change.before if index.column() == Column.BEFORE else change.after) or tr("nothing")
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
    """Draws a text on one line, from shortly before its first change, the changes marked."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Changes)
        if index.column() == Column.ROW:
            super().paint(painter, option, index)
            return
        change, after = model.all[index.row()], index.column() == Column.AFTER
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
    """A text from shortly before its first change on, and where in that its changes are."""
    text = shown(change.after if after else change.before).replace("\u2028", " ")
    places = [new if after else old for old, new in change.places]
    start = max(0, places[0][0] - _BEFORE)
    lead = "… " if start else ""
    cut = text[start : start + _SEEN]
    inside = [(max(first - start, 0), min(end - start, len(cut))) for first, end in places]
    return lead + cut, [(first + len(lead), end + len(lead)) for first, end in inside if first < end]


class ReplaceDialog(QDialog):
    """The list, filled while one looks at it; `chosen` is what shall be replaced."""

    def __init__(
        self, parent: QWidget, bitext: Bitext, sought: Sought, by: str, rows: Sequence[int], theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Replace all"))
        self.resize(940, 560)
        self.changes = Changes(bitext, self)
        self.list, self.count, self.empty = _List(self.changes, theme), QLabel(), QLabel()
        self.agree = QPushButton(tr("Replace"))
        self._trouble = ""
        self._filling = Slices(self)
        self._arrange()
        self.changes.counted.connect(self._tell)
        self._filling.begin(self._fill(bitext, sought, by, rows))
        self._tell()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(10)
        self.count.setProperty("kind", "heading")
        self.empty.setProperty("kind", "muted")
        for widget in (self.count, self.empty):
            widget.setWordWrap(True)
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        for words, on in ((tr("Choose all"), True), (tr("Choose none"), False)):
            button = QPushButton(words)
            button.setProperty("kind", "quiet")
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _=False, on=on: self.changes.choose(range(len(self.changes.all)), on=on)
            )
            buttons.addWidget(button)
        buttons.addStretch(1)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.agree.setProperty("kind", "main")
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addWidget(self.agree)
        column.addLayout(buttons)

    @property
    def chosen(self) -> list[Replacement]:
        """What shall be replaced."""
        return [change for change, on in zip(self.changes.all, self.changes.on, strict=True) if on]

    def _fill(self, bitext: Bitext, sought: Sought, by: str, rows: Sequence[int]) -> Iterator[None]:
        batch: list[Replacement] = []
        try:
            for found in replacements(bitext, sought, by, rows):
                batch += found
                if len(batch) >= max(_BATCH, len(self.changes.all)):  # a list grows dearer the longer it is
                    self.changes.add(batch)
                    batch = []
                yield
        except NotPossible as refusal:
            self._trouble = said(refusal.sentence)
        self.changes.add(batch)
        self._filling.stop()
        self._tell()

    def _tell(self) -> None:
        count, empties = self.changes.count, self.changes.empties
        found = trn("{count} text will be changed.", "{count} texts will be changed.", count)
        nothing = self._trouble or tr("There is nothing to replace.")
        self.count.setText(tr("Looking…") if self._filling.busy else found if self.changes.all else nothing)
        empties = sum(change.empties for change in self.changes.all)
        self.empty.setText(
            trn(
                "{count} text would be left empty; it is changed only if you choose it.",
                "{count} texts would be left empty; they are changed only if you choose them.",
                empties,
            )
        )
        self.empty.setVisible(empties > 0)
        self.agree.setEnabled(count > 0 and not self._filling.busy)


class _List(QTableView):
    """Space chooses the selected rows, or no longer."""

    def __init__(self, changes: Changes, theme: Theme) -> None:
        super().__init__()
        self._changes = changes
        self.setModel(changes)
        self.setItemDelegate(ChangePainter(self, theme))
        self.setAccessibleName(tr("What would be changed"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(Column.ROW, QHeaderView.ResizeMode.Fixed)
        for column in (Column.BEFORE, Column.AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        words = self.fontMetrics().horizontalAdvance(f"{tr('Row {row}', row=100_000)}  ·  {tr('Target')}")
        self.setColumnWidth(Column.ROW, words + 40)

    # Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows:
            self._changes.choose(rows, on=not self._changes.on[rows[0]])
        else:
            super().keyPressEvent(event)
