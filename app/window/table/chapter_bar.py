"""Bar above the table that keeps the headings of the current chapter visible, in both languages."""

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.window.i18n import tr
from app.window.table.layout import PAD_X
from app.window.table.model import Column
from app.window.table.view import BitextView
from app.window.tooltips import tip
from core import language
from core.model import SIDES, SideName
from core.review.overview.chapters import heading_blocks, heading_over


class ChapterBar(QFrame):
    """Headings above the columns of their texts, shown if a document has any."""

    def __init__(self, table: BitextView) -> None:
        super().__init__()
        self.setProperty("kind", "chapter")
        self.setAccessibleName(tr("Current chapter"))
        self._table = table
        self._blocks: dict[SideName, tuple[int, ...]] = dict.fromkeys(SIDES, ())
        self._row = QHBoxLayout(self)
        self.labels: dict[SideName, Elided] = {}
        for side in SIDES:
            self.labels[side] = Elided()
            self._row.addWidget(self.labels[side], 1)
        table.verticalScrollBar().valueChanged.connect(lambda _: self.look())
        table.heights.fitted.connect(self.look)
        table.shown.changed.connect(self.look)
        table.current_changed.connect(self._follow)
        table.horizontalHeader().sectionResized.connect(lambda _at, _old, _new: self._fit_columns())
        table.rows.modelReset.connect(self._learn)
        table.rows.dataChanged.connect(self._changed)
        self.hide()

    def look(self) -> None:
        """Show the headings of the first visible row; in a sorted table, those of the current row."""
        bitext = self._table.rows.bitext
        if bitext is None:
            return
        row = max(self._table.row if self._table.shown.sorted else self._table.rowAt(0), 0)
        for side, label in self.labels.items():
            blocks = self._blocks[side]
            text = heading_over(bitext, side, row, blocks)
            label.tell(text or (tr("(before the first heading)") if blocks else ""))
            label.setEnabled(bool(text))
            label.read_from(language.direction(bitext.side(side).document.language))

    def _follow(self) -> None:
        if self._table.shown.sorted:
            self.look()

    def _fit_columns(self) -> None:
        beside, between = map(self._table.columnWidth, (Column.NUMBER, Column.STRIP))
        ends = beside + PAD_X, PAD_X
        left, right = ends if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else ends[::-1]
        self._row.setContentsMargins(left, 5, right, 5)
        self._row.setSpacing(between + PAD_X)

    def _learn(self) -> None:
        bitext = self._table.rows.bitext
        for side in SIDES:
            self._blocks[side] = () if bitext is None else heading_blocks(bitext.side(side))
        self.setVisible(any(self._blocks.values()))
        self.look()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if last.row() - first.row() + 1 == self._table.rows.rowCount():  # the sides may have been swapped
            self._learn()
        else:
            self.look()


class Elided(QLabel):
    """Label with one line of text that ends in an ellipsis if there is not enough room."""

    words = ""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)  # a text may look like HTML

    def tell(self, words: str) -> None:
        """Show a text."""
        self.words = words
        self.setToolTip(tip(words))
        self._fit()

    def read_from(self, direction: str) -> None:
        """Align lines to the start of this text direction."""
        right = Qt.AlignmentFlag.AlignRight if direction == "rtl" else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(right | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width() - 4))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
