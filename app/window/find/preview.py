"""Preview of a replacement, text by text, with the old and the new characters."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.window.background.time_slicer import TimeSlicer
from app.window.find.changes import ChangeColumn, ChangePainter, Changes
from app.window.i18n import tr, translated, trn
from app.window.theme import Theme
from core.model import Bitext
from core.review.search.find import Sought
from core.review.search.replace import Replacement, replacements
from core.review.verbs.rows import NotPossible

_BATCH = 200


class ReplaceDialog(QDialog):
    """List of replacements, filled in the background; `chosen` are those to apply."""

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
        self._filling = TimeSlicer(self)
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
        for words, on in ((tr("Select all"), True), (tr("Select none"), False)):
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
        """The selected replacements."""
        return [change for change, on in zip(self.changes.all, self.changes.on, strict=True) if on]

    def _fill(self, bitext: Bitext, sought: Sought, by: str, rows: Sequence[int]) -> Iterator[None]:
        batch: list[Replacement] = []
        try:
            for found in replacements(bitext, sought, by, rows):
                batch += found
                if len(batch) >= max(_BATCH, len(self.changes.all)):  # long lists are slow
                    self.changes.add(batch)
                    batch = []
                yield
        except NotPossible as refusal:
            self._trouble = translated(refusal.sentence)
        self.changes.add(batch)
        self._filling.stop()
        self._tell()

    def _tell(self) -> None:
        count, empties = self.changes.count, self.changes.empties
        found = trn("{count} text will be changed.", "{count} texts will be changed.", count)
        nothing = self._trouble or tr("There is nothing to replace.")
        self.count.setText(tr("Looking…") if self._filling.busy else found if self.changes.all else nothing)
        self.empty.setText(
            trn(
                "{count} text would become empty; it is changed only if you select it.",
                "{count} texts would become empty; they are changed only if you select them.",
                empties,
            )
        )
        self.empty.setVisible(empties > 0)
        self.agree.setEnabled(count > 0 and not self._filling.busy)


class _List(QTableView):
    """List in which Space selects or deselects the highlighted rows."""

    def __init__(self, changes: Changes, theme: Theme) -> None:
        super().__init__()
        self._changes = changes
        self.setModel(changes)
        self.setItemDelegate(ChangePainter(self, theme))
        self.setAccessibleName(tr("Preview of changes"))
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
        header.setSectionResizeMode(ChangeColumn.ROW, QHeaderView.ResizeMode.Fixed)
        for column in (ChangeColumn.BEFORE, ChangeColumn.AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        words = self.fontMetrics().horizontalAdvance(f"{tr('Row {row}', row=100_000)}  ·  {tr('Target')}")
        self.setColumnWidth(ChangeColumn.ROW, words + 40)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows:
            self._changes.choose(rows, on=not self._changes.on[rows[0]])
        else:
            super().keyPressEvent(event)
