"""The line over the table that keeps the headings of the current chapter in sight, in both languages."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.window.speech import tr
from app.window.table.layout import PAD_X
from app.window.table.model import Column
from app.window.table.view import BitextView
from core import language
from core.model import SIDES, Bitext, SideName
from core.review.chapters import Chapters, chapters

_SOON_MS = 150


class ChapterBar(QFrame):
    """Stands wherever one document has headings, over the columns of its texts."""

    def __init__(self, table: BitextView) -> None:
        super().__init__()
        self.setProperty("kind", "chapter")
        self.setAccessibleName(tr("Current chapter"))
        self._table = table
        self._known: tuple[Bitext | None, Chapters] = (None, Chapters((), (), ()))
        self._row = QHBoxLayout(self)
        self.labels: dict[SideName, Elided] = {}
        for side in SIDES:
            self.labels[side] = Elided()
            self._row.addWidget(self.labels[side], 1)
        self._soon = QTimer(self)  # finding the headings reads both texts
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._learn)
        table.verticalScrollBar().valueChanged.connect(lambda _: self.look())
        table.horizontalHeader().sectionResized.connect(lambda _at, _old, _new: self._fit_columns())
        table.rows.modelReset.connect(self._learn)
        table.rows.dataChanged.connect(lambda _first, _last: self._soon.start())
        self.hide()

    def look(self) -> None:
        """Show the headings that hold in the first row in sight."""
        bitext, found = self._known
        row = max(self._table.rowAt(0), 0)
        for side, label in self.labels.items():
            headings, at = found.side(side), found.current(side, row)
            nothing = tr("(before the first heading)") if headings else ""
            label.tell(headings[at].text if at >= 0 else nothing)
            label.setEnabled(at >= 0)
            if bitext is not None:
                label.read_from(language.direction(bitext.side(side).document.language))

    def _fit_columns(self) -> None:
        beside, between = map(self._table.columnWidth, (Column.NUMBER, Column.STRIP))
        ends = beside + PAD_X, PAD_X
        left, right = ends if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else ends[::-1]
        self._row.setContentsMargins(left, 5, right, 5)
        self._row.setSpacing(between + PAD_X)

    def _learn(self) -> None:
        bitext = self._table.rows.bitext
        if bitext is not self._known[0]:
            self._known = bitext, Chapters((), (), ()) if bitext is None else chapters(bitext)
            self.setVisible(bool(self._known[1].source or self._known[1].target))
        self.look()


class Elided(QLabel):
    """A line of text that ends in an ellipsis where there is no more room."""

    words = ""

    def tell(self, words: str) -> None:
        """Show this text."""
        self.words = words
        self.setToolTip(words)
        self._fit()

    def read_from(self, direction: str) -> None:
        """Let lines begin where texts of this direction begin."""
        right = Qt.AlignmentFlag.AlignRight if direction == "rtl" else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(right | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width() - 4))

    # Qt's side

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
