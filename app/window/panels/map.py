"""Panel with the map of the whole bitext, drawn piece by piece so that the window stays responsive."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.actions.realign import Realigner
from app.window.i18n import tr
from app.window.map.legend import Legend
from app.window.map.margins import Margins
from app.window.map.view import MapView
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.table.model import Column, judgement
from app.window.table.view import BitextView
from app.window.tooltips import tip
from core import language
from core.model import SIDES, Bitext, SideName
from core.project import Change, ChangeKind

if TYPE_CHECKING:
    from core.review.overview.map import Piece

_SOON_MS = 120
_AT_ONCE = 8_000  # rows
_TOLD = 120  # characters of a text in the tooltip


class MapPanel(QWidget):
    """The map, a description of the row at the cursor, and the legend."""

    def __init__(
        self, project: OpenProject, table: BitextView, preferences: Preferences, realigner: Realigner
    ) -> None:
        super().__init__()
        self._project, self._table = project, table
        self._preferences, self._realigner = preferences, realigner
        self._pieces: list[Piece] | None = None
        self._shown: Bitext | None = None
        """The bitext on the map."""
        self._touched: tuple[int, int] | None = None
        """Rows that have changed since, in present row numbers; nothing else has changed."""
        self._rows = 0
        self.view = MapView(preferences.theme, Margins())
        self.view.tooltip_of = self._tooltip
        self.words, self.legend = QLabel(), Legend(preferences.theme)
        self.words.setProperty("kind", "muted")
        self.words.setWordWrap(True)
        self.choice, self.realign = QWidget(), QPushButton()
        self.below = QStackedWidget()
        """The legend, or the actions for a box: the size of the map stays the same."""
        self._box = (0, 0)
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._go_on)
        self._beside = QTimer(self)  # separately, because finding the headings reads the text once more
        self._beside.setSingleShot(True)
        self._beside.timeout.connect(self._name)
        self.setFocusProxy(self.view)
        self._wire()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 10)
        column.addWidget(self.view, 1)
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        for text, words, factor in (
            ("−", tr("Smaller (−)"), 1 / 1.5),
            ("+", tr("Larger (+)"), 1.5),
            ("⤢", tr("Show all (0)"), 0.0),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, by=factor: self.view.zoom(by))
            line.addWidget(button)
        column.addLayout(line)
        self.below.addWidget(self.legend)
        self.below.addWidget(self.choice)
        column.addWidget(self.below)
        self._build_choice()
        self.view.setAccessibleDescription(
            tr(
                "Use the arrow keys to move along the rows and Shift to select several. Enter goes to the "
                "row, or asks what to do with the selected rows. Plus, minus and 0 change the zoom; Ctrl "
                "with an arrow key scrolls the map."
            )
        )

    def _build_choice(self) -> None:
        """Create the actions for the rows of a box."""
        column = QVBoxLayout(self.choice)
        column.setContentsMargins(0, 0, 0, 0)
        choose, larger = (
            QPushButton(tr("Select these rows in the table")),
            QPushButton(tr("Zoom in here")),
        )
        self.realign.setProperty("kind", "main")
        for button, act in ((self.realign, self._realign), (choose, self._choose), (larger, self._larger)):
            button.clicked.connect(act)
            button.setAutoDefault(True)
            column.addWidget(button)
        column.addStretch()

    def _wire(self) -> None:
        view = self.view
        self._project.changed.connect(self._changed)
        self._project.replaced.connect(self._begin)
        self._table.current_changed.connect(self._follow_current)
        self._table.verticalScrollBar().valueChanged.connect(self._follow)
        self._preferences.changed.connect(self._dress)
        view.row_wanted.connect(self._table.go)
        view.rows_wanted.connect(self._ask)
        view.pointed.connect(self._say)
        view.left.connect(self._table.setFocus)
        view.dropped.connect(lambda: self.below.setCurrentWidget(self.legend))

    # Updates

    def _begin(self) -> None:
        """Compute the whole map again as soon as the panel is visible."""
        self._shown, self._pieces, self._touched = None, None, None
        self.view.show_chart(None, from_right=False, keep=False)
        self.words.clear()
        if self.isVisible() and self._project.bitext is not None:
            self._soon.start(0)

    def _changed(self, change: Change) -> None:
        bitext = self._project.bitext
        assert bitext is not None
        self.view.drop_box()  # its rows may have changed
        if self._shown is None or change.kinds & {ChangeKind.SIDES, ChangeKind.DOCUMENT}:
            self._begin()
            return
        grown = len(bitext.beads) - self._rows
        self._rows = len(bitext.beads)
        first, last = self._touched or (change.first, change.last)
        # Rows below a change moved with it, rows above did not: this range covers both cases.
        first, last = min(first, first + grown, change.first), max(last, last + grown, change.last)
        self._touched = max(first, 0), min(last, self._rows - 1)
        if self.isVisible():
            self._soon.start(_SOON_MS)

    def _go_on(self) -> None:
        """Compute the next piece, or what has changed, when the window is idle."""
        from core.review.overview.map import mapped, piece, remapped

        bitext, chart = self._project.bitext, self.view.chart
        if bitext is None or not self.isVisible():
            return
        if self._shown is None or chart is None:
            self._pieces = [] if self._pieces is None else self._pieces
            done = _AT_ONCE * len(self._pieces)
            if done < len(bitext.beads):
                self._pieces.append(piece(bitext, (done, min(done + _AT_ONCE, len(bitext.beads)))))
                self._soon.start(0)
                return
            chart = mapped(bitext, self._pieces)
            self._pieces = None
        elif self._touched is not None:
            chart = remapped(chart, bitext, *self._touched)
        keep = self._shown is not None
        self._shown, self._touched, self._rows = bitext, None, len(bitext.beads)
        from_right = language.direction(bitext.source.document.language) == "rtl"
        self.view.show_chart(chart, from_right=from_right, keep=keep)
        self._beside.start(_SOON_MS if keep else 0)
        if not keep:
            self.view.point_at(self._table.row)
        self._follow()

    def _name(self) -> None:
        """Show the names of the texts and their headings beside the map."""
        from core.review.overview.chapters import chapters

        bitext = self._shown
        if bitext is not None and self.isVisible():
            found = chapters(bitext)
            names = bitext.source.document.name, bitext.target.document.name
            self.view.put_beside(Margins(names, found.source, found.target))

    def _follow(self) -> None:
        """Follow the visible rows and the current row of the table."""
        if not self.isVisible() or self._shown is not self._project.bitext or self._shown is None:
            return
        table = self._table
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        if table.shown.sorted:  # the rows in sight are from everywhere
            first = last = table.row
        self.view.in_sight = max(first, 0), (last if last >= 0 else len(self._shown.beads) - 1) + 1
        if not self.view.hasFocus() and table.row >= 0:
            self.view.point_at(table.row)
        else:
            self._say(self.view.cursor_row)
        self.view.update()

    def _follow_current(self) -> None:
        """Go to another row of the table, even from where the map's own keys led."""
        self._follow()
        if self.isVisible() and self._shown is self._project.bitext and self._table.row >= 0:
            self.view.point_at(self._table.row)

    def _dress(self) -> None:
        self.view.theme = self._preferences.theme
        self.view.repaint_all()
        self.legend.set_theme(self._preferences.theme)

    # Rows and actions

    def _say(self, row: int) -> None:
        bitext = self._shown
        if bitext is not None and row < len(bitext.beads):
            self.words.setText(
                tr(
                    "Row {row} of {count}: {judgement}",
                    row=row + 1,
                    count=len(bitext.beads),
                    judgement=judgement(bitext.beads[row]),
                )
            )
            self.view.setAccessibleName(tr("Map of the whole bitext. {words}", words=self.words.text()))

    def _tooltip(self, row: int) -> str:
        bitext = self._shown
        if bitext is None or row >= len(bitext.beads):
            return ""
        bead = bitext.beads[row]
        texts = [_opening(bitext, name, bead.ids(name)) for name in SIDES]
        return tip(tr("Row {row}: {judgement}", row=row + 1, judgement=judgement(bead)), *texts)

    def _ask(self, first: int, end: int) -> None:
        """Show the actions for the rows of a box."""
        self._box = first, end
        if end - first > 1:
            self.realign.setText(tr("Realign rows {first} to {last}", first=first + 1, last=end))
        else:
            self.realign.setText(tr("Realign row {row}", row=first + 1))
        self.below.setCurrentWidget(self.choice)
        self.realign.setFocus()

    def _back(self) -> None:
        self.view.drop_box()
        self.view.setFocus()

    def _realign(self) -> None:
        first, end = self._box
        self.view.drop_box()
        self._realigner.rows(first, end)
        self._table.setFocus()

    def _larger(self) -> None:
        first, end = self._box
        self.view.drop_box()
        self.view.zoom_to(first, end)
        self.view.setFocus()

    def _choose(self) -> None:
        first, end = self._box
        self.view.drop_box()
        table = self._table
        table.go(first)
        rows = table.rows
        chosen = QItemSelection(rows.index(first, 0), rows.index(end - 1, len(Column) - 1))
        table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        table.setFocus()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: the window uses this key to stop realigning.
        if event.key() == Qt.Key.Key_Escape and self.below.currentWidget() is self.choice:
            self._back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()
        self._beside.stop()


def _opening(bitext: Bitext, name: SideName, ids: tuple[int, ...]) -> str:
    """Return the beginning of a row's text on one side, isolated from the direction of the
    surrounding text."""
    text = " ".join(" ".join(bitext.side(name).text(id_) for id_ in ids).split())
    if not text:
        return ""
    return f"\u2068{text[:_TOLD]}{' …' if len(text) > _TOLD else ''}\u2069"
