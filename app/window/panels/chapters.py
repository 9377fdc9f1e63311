"""Chapter panel: headings of both texts with lines between pairs, and pairing by dragging or by keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.window.actions.realign import Realigner
from app.window.i18n import tr
from app.window.open_project import OpenProject
from app.window.panels.headings import HeadingList
from app.window.preferences import Preferences
from app.window.table.view import BitextView
from core.model import SIDES, Bitext, SideName
from core.project import Change

if TYPE_CHECKING:
    from core.review.overview.chapters import Chapters, Heading

_SOON_MS = 150
_GAP = 34


class Ties(QWidget):
    """Widget that draws the lines between the two lists."""

    def __init__(self, panel: "ChaptersPanel") -> None:
        super().__init__()
        self._panel = panel
        self.setFixedWidth(_GAP)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for start, end, accepted in self._panel.ties():
            theme = self._panel.theme
            painter.setPen(
                QPen(QColor(theme.accent), 2) if accepted
                else QPen(QColor(theme.muted), 1.4, Qt.PenStyle.DashLine)
            )  # fmt: skip
            painter.drawLine(start, end)


class ChaptersPanel(QWidget):
    """Two lists of headings; a heading selected in each, or dragged from one to the other, becomes a pair."""

    def __init__(
        self, project: OpenProject, table: BitextView, preferences: Preferences, realigner: Realigner
    ) -> None:
        super().__init__()
        self._project, self._table = project, table
        self._preferences, self._realigner = preferences, realigner
        self._found: Chapters | None = None
        self._shown: Bitext | None = None
        self.theme = preferences.theme
        self.lists: dict[SideName, HeadingList] = {
            "source": HeadingList(tr("Headings of the source")),
            "target": HeadingList(tr("Headings of the target")),
        }
        self.ties_between, self.empty, self.words = Ties(self), QLabel(), QLabel()
        self.pair = QPushButton(tr("Pair the selected headings"))
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)
        self.setFocusProxy(self.lists["source"])
        self._wire()

    def _build(self) -> None:
        for label in (self.empty, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("kind", "muted")
        self.both = QWidget()
        row = QHBoxLayout(self.both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.lists["source"], 1)
        row.addWidget(self.ties_between)
        row.addWidget(self.lists["target"], 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 12)
        column.addWidget(self.words)
        column.addWidget(self.both, 1)
        column.addWidget(self.pair)
        column.addWidget(self.empty, 1)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _wire(self) -> None:
        self._project.changed.connect(self._changed)
        self._project.replaced.connect(self._begin)
        self._table.current_changed.connect(self._follow)
        self._preferences.changed.connect(self._dress)
        self.pair.clicked.connect(self.pair_chosen)
        for name, one in self.lists.items():
            other = self.lists["target" if name == "source" else "source"]
            one.itemClicked.connect(lambda _, side=name: self._go(side))
            one.itemSelectionChanged.connect(self._fit)
            one.entered.connect(self.pair_chosen)
            one.crossed.connect(other.setFocus)
            one.dragged.connect(lambda at, point, side=name: self._dropped(side, at, point))
            one.verticalScrollBar().valueChanged.connect(lambda _: self.ties_between.update())

    # Display

    def _begin(self) -> None:
        """Forget the last project when another is opened."""
        self._shown = self._found = None
        for one in self.lists.values():
            one.clear()
        self.look()

    def look(self) -> None:
        """Show the present headings, if the panel is visible."""
        from core.review.overview.chapters import chapters

        bitext = self._project.bitext
        if not self.isVisible() or bitext is self._shown:
            return
        self._shown = bitext
        found = None if bitext is None else chapters(bitext)
        before, self._found = self._found, found
        for name, one in self.lists.items():
            headings = () if found is None else found.side(name)
            old = () if before is None else before.side(name)
            if bitext is not None and _names(old) != _names(headings):
                one.fill(headings, bitext.side(name).document.language)
        self._tell(bitext)
        self._follow()
        for one in self.lists.values():
            if one.hasFocus():
                one.choose_one()
        self._fit()

    def _tell(self, bitext: Bitext | None) -> None:
        """Show how many headings are paired, or that there are none."""
        found = self._found
        if bitext is None or found is None:
            return
        without = [bitext.side(name).document.name for name in SIDES if not found.side(name)]
        inside = QApplication.focusWidget()
        if len(without) == 2 and inside is not None and self.both.isAncestorOf(inside):
            self._table.setFocus()  # otherwise the focus goes to whatever control comes next
        self.both.setVisible(len(without) < 2)
        self.pair.setVisible(not without)
        self.empty.setVisible(bool(without))
        self.empty.setText(
            "\n\n".join(tr("No headings were found in “{name}”.", name=name) for name in without)
        )
        count = max(len(found.source), len(found.target))
        paired = min(len({one for one, _ in found.pairs}), len({other for _, other in found.pairs}))
        self.words.setVisible(not without)
        self.words.setText(
            tr(
                "{paired} of {count} headings are paired. Drag a heading onto its counterpart, or select one "
                "in each list and press Enter.",
                paired=paired,
                count=count,
            )
        )
        for name, one in self.lists.items():
            self._name_items(name, one)

    def _name_items(self, name: SideName, one: HeadingList) -> None:
        """Set the accessible text of each heading."""
        assert self._found is not None
        place = SIDES.index(name)
        partners = {pair[place]: pair[1 - place] for pair in self._found.pairs}
        others = self._found.side(SIDES[1 - place])
        for at, heading in enumerate(self._found.side(name)):
            partner = others[partners[at]].text if at in partners else ""
            words = (
                tr("{heading}, row {row}, paired with {partner}",
                   heading=heading.text, row=heading.row + 1, partner=partner)
                if partner
                else tr("{heading}, row {row}, not paired", heading=heading.text, row=heading.row + 1)
            )  # fmt: skip
            one.item(at).setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def ties(self) -> list[tuple[QPointF, QPointF, bool]]:
        """Return the lines between paired headings, at least one of them visible, and whether their row is
        accepted."""
        if self._found is None or self._shown is None:
            return []
        width = float(self.ties_between.width())
        left_to_right = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        edges = (0.0, width) if left_to_right else (width, 0.0)
        lines = []
        seen = self.lists["source"].in_sight(), self.lists["target"].in_sight()
        for one, other in self._found.pairs:
            if one in seen[0] or other in seen[1]:
                ends = self.lists["source"].middle(one), self.lists["target"].middle(other)
                accepted = self._shown.beads[self._found.source[one].row].accepted
                lines.append((QPointF(edges[0], ends[0]), QPointF(edges[1], ends[1]), accepted))
        return lines

    def _follow(self) -> None:
        """Highlight the chapter of the current row."""
        if self._found is None or not self.isVisible():
            return
        for name, one in self.lists.items():
            now = self._found.current(name, self._table.row)
            one.start = max(now, 0)
            one.mark(now)
            if now >= 0 and not any(each.hasFocus() for each in self.lists.values()):
                one.scrollToItem(one.item(now))
        self.ties_between.update()

    def _changed(self, _: Change) -> None:
        if self.isVisible():
            self._soon.start()

    def _dress(self) -> None:
        self.theme = self._preferences.theme
        self.ties_between.update()

    # User actions

    def _go(self, side: SideName) -> None:
        at = self.lists[side].currentRow()
        if self._found is not None and at >= 0:
            self._table.go(self._found.side(side)[at].row, side)

    def _dropped(self, side: SideName, at: int, point: QPoint) -> None:
        """Pair a dragged heading with the one it was dropped on, if that is on the other side."""
        other = self.lists["target" if side == "source" else "source"]
        item = other.itemAt(other.viewport().mapFromGlobal(point))
        if item is not None and other.viewport().rect().contains(other.viewport().mapFromGlobal(point)):
            other.setCurrentItem(item)
            self.lists[side].setCurrentRow(at)
            self.pair_chosen()

    def pair_chosen(self) -> None:
        """Pair the headings selected in both lists, and realign the rows around them."""
        source, target = (self.lists[name].chosen for name in SIDES)
        if self._found is not None and source >= 0 and target >= 0:
            found = self._found
            self._realigner.pair_headings(found.source[source].segment, found.target[target].segment)

    def _fit(self) -> None:
        self.pair.setEnabled(all(one.chosen >= 0 for one in self.lists.values()))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)


def _names(headings: "tuple[Heading, ...]") -> list[tuple[int, int, str]]:
    return [(heading.segment, heading.level, heading.text) for heading in headings]
