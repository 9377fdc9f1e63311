"""Doubts panel: the reasons against the current row, suggestions, and the list of all doubts."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.window.actions.doubt_queue import DoubtQueue
from app.window.i18n import tr, translated
from app.window.keys import first_key
from app.window.open_project import OpenProject
from app.window.panels.choices import inset, place_buttons
from app.window.panels.content_height_scroll import ContentHeightScroll
from app.window.panels.doubt_list import DoubtList
from app.window.panels.preview import preview
from app.window.preferences import Preferences
from app.window.table.view import BitextView
from core.review.doubts.reasons import percent, reasons
from core.review.doubts.risk import DOUBT

if TYPE_CHECKING:
    from core.review.doubts.suggestions import Suggestion


class DoubtsPanel(QWidget):
    """Review progress, the current row's doubts and actions, and the list of all doubts."""

    def __init__(
        self,
        project: OpenProject,
        table: BitextView,
        doubt_queue: DoubtQueue,
        preferences: Preferences,
        actions: Mapping[str, QAction],
        run: Callable[[str], object],
    ) -> None:
        """Make the panel; `run` runs the command with an id, which `actions` show in menus."""
        super().__init__()
        self._project, self._table, self._queue = project, table, doubt_queue
        self._preferences, self._actions, self._run = preferences, actions, run
        self.bar, self.progress = QProgressBar(), QLabel()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Reviewed rows"))
        self.whose, self.why, self.instead, self.rows = QLabel(), QLabel(), QLabel(), QLabel()
        self.take, self.right, self.next = QPushButton(), QPushButton(), QPushButton()
        self._takes = "doubt.take"
        self.doubts, self.list = DoubtList(project, doubt_queue, preferences, self), QListView()
        self.order, self._buttons, self._details = QComboBox(), QGridLayout(), ContentHeightScroll()
        self._lay()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.look)
        self.take.clicked.connect(lambda: self._do(self._takes))
        self.right.clicked.connect(lambda: self._do("bead.accept"))
        self.next.clicked.connect(lambda: self._do("go.doubt"))
        self.order.activated.connect(self._order)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)
        for signal in (
            self._queue.changed,
            self._queue.suggested,
            table.current_changed,
            project.changed,
            project.replaced,
            preferences.changed,
        ):
            signal.connect(self._look_soon)

    # Construction

    def _lay(self) -> None:
        self.progress.setProperty("kind", "muted")
        self.whose.setProperty("kind", "heading")
        self.instead.setProperty("kind", "strong")
        for label in (self.progress, self.whose, self.why, self.instead, self.rows):
            label.setWordWrap(True)
        self.rows.setTextFormat(Qt.TextFormat.RichText)
        for label in (self.why, self.instead):
            label.setTextFormat(Qt.TextFormat.PlainText)
        card = QWidget()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 4, 16, 4)
        for part in (self.whose, self.why, self.instead, self.rows):
            inner.addWidget(part)
        inner.addStretch(1)
        self._details.setWidget(card)
        card.setAutoFillBackground(False)
        self._lay_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(inset(self.progress, self.bar))
        column.addWidget(self._details)
        column.addLayout(inset(self._buttons, self.order))
        column.addWidget(self.list, 1)
        self._place_buttons()
        self.setFocusProxy(self.list)

    def _lay_list(self) -> None:
        self.order.addItems([tr("Riskiest first"), tr("In document order")])
        self.order.setAccessibleName(tr("Order of the doubts"))
        self.order.setToolTip(tr("Order of the doubts"))
        self.list.setModel(self.doubts)
        self.list.setProperty("kind", "side")
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("All doubts"))
        self.list.setMinimumHeight(3 * self.doubts.line_height())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _place_buttons(self) -> None:
        """Place the buttons as the width of the panel allows."""
        place_buttons(self._buttons, self.width(), self.take, self.right, self.next)

    # Display

    def _look_soon(self) -> None:
        if self.isVisible():
            self._soon.start()

    def look(self) -> None:
        """Show the present state."""
        counts = self._project.tally
        self.bar.setRange(0, max(counts.rows, 1))
        self.bar.setValue(counts.reviewed)
        words = tr("{done} of {all} reviewed", done=counts.reviewed, all=counts.rows)
        right = _whole(tr("about {share} right", share=percent(counts.right)))
        self.progress.setText(tr("{one}; {other}", one=words, other=right) if counts.rows else "")
        self.order.setCurrentIndex(int(self._queue.by_document))
        self._look_at_row()
        self._details.updateGeometry()
        self.doubts.refresh()
        at = self.doubts.place(self._table.row)
        self.list.setCurrentIndex(self.doubts.index(at) if at >= 0 else QModelIndex())

    def _look_at_row(self) -> None:
        row, bitext = self._table.row, self._project.bitext
        there = bitext is not None and 0 <= row < len(bitext.beads)
        suggestion = self._queue.suggestion(row) if there else None
        if bitext is not None and there:
            found = [
                _whole(translated(reason.sentence))
                for reason in reasons(bitext, row, self._queue.risks.usual)
            ]
            self.whose.setText(tr("Row {row}", row=row + 1))
            self.why.setText("\n".join(f"• {words}" for words in found) or self._nothing(row))
        else:
            self.whose.setText("")
            self.why.setText(tr("No rows are selected."))
        self.instead.setText(
            _whole(translated(suggestion.reason.sentence))
            if suggestion
            else self._sought(row)
            if there
            else ""
        )
        self.instead.setVisible(bool(self.instead.text()))
        self._show_rows(suggestion)
        self._fit_buttons(suggestion)

    def _nothing(self, row: int) -> str:
        if self._queue.risks.of(row) >= DOUBT:
            return tr("Its confidence is lower than most.")
        return tr("No reasons to doubt this row.")

    def _sought(self, row: int) -> str:
        """Return the text shown if there is no suggestion."""
        bitext = self._project.bitext
        assert bitext is not None
        doubted = self._queue.here or self._queue.risks.of(row) >= DOUBT
        if not doubted or bitext.beads[row].decided:
            return ""
        return (
            tr("Looking for a suggestion…")
            if self._queue.pending(row)
            else tr("There is no suggestion for this row.")
        )

    def _show_rows(self, suggestion: "Suggestion | None") -> None:
        bitext = self._project.bitext
        drawn = suggestion is not None and bitext is not None
        self.rows.setVisible(drawn)
        if suggestion is not None and bitext is not None:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            theme = self._preferences.theme
            self.rows.setText(preview(bitext, suggestion, theme, mirrored=mirrored))

    def _fit_buttons(self, suggestion: "Suggestion | None") -> None:
        better = suggestion is None or self._queue.better(suggestion)
        take = tr("Use the suggestion"), "doubt.take"
        if not better:  # an alternative less likely than the present row is no advice
            take = tr("Use the alternative"), "bead.alternative"
        self._takes = take[1]
        self._dress_take(main=better)
        for button, words, id_ in (
            (self.take, *take),
            (self.right, tr("Accept as is"), "bead.accept"),
            (self.next, tr("Next doubt"), "go.doubt"),
        ):
            key = first_key(self._actions[id_])
            counts = key and (id_ != "doubt.take" or suggestion is not None)
            button.setText(f"{words}  ({key})" if counts else words)
        self.take.setEnabled(suggestion is not None)
        self.right.setEnabled(self._actions["bead.accept"].isEnabled())
        self.next.setEnabled(self._actions["go.doubt"].isEnabled())
        self._place_buttons()

    def _dress_take(self, *, main: bool) -> None:
        kind = "main" if main else ""
        if self.take.property("kind") != kind:
            self.take.setProperty("kind", kind)
            self.take.style().unpolish(self.take)
            self.take.style().polish(self.take)

    # User actions

    def _do(self, id_: str) -> None:
        self._run(id_)
        self._table.setFocus()

    def _chosen(self, index: QModelIndex) -> None:
        row = self.doubts.row(index)
        if row is not None:
            self._queue.go_to(row)
            self._table.setFocus()

    def _order(self, at: int) -> None:
        self._preferences.put(doubts=("risk", "document")[at])

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._queue.want(True)
        self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._table.setFocus()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._queue.want(False)


def _whole(sentence: str) -> str:
    """Return a sentence with no line break between a figure and its sign."""
    return sentence.replace(" %", "\u00a0%")
