"""Differences panel: both versions of the current difference, the choice between them, and the list."""

from collections.abc import Callable, Mapping
from html import escape

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.window.actions.comparing import Comparing
from app.window.i18n import tr, trn
from app.window.keys import first_key
from app.window.open_project import OpenProject
from app.window.panels.choices import EDGE, inset, place_buttons
from app.window.panels.content_height_scroll import ContentHeightScroll
from app.window.panels.difference_list import DifferenceList, Item
from app.window.panels.preview import unplaced, versions
from app.window.preferences import Preferences
from app.window.table.view import BitextView
from core.model import Bead


class DifferencesPanel(QWidget):
    """Shows where another alignment of the same texts differs, and takes either side."""

    def __init__(
        self,
        project: OpenProject,
        table: BitextView,
        comparing: Comparing,
        preferences: Preferences,
        actions: Mapping[str, QAction],
        run: Callable[[str], object],
    ) -> None:
        """Make the panel; `run` runs the command with an id, which `actions` show in menus."""
        super().__init__()
        self._project, self._table, self._comparing = project, table, comparing
        self._preferences, self._actions, self._run = preferences, actions, run
        self.left, self.whose, self.rows = QLabel(), QLabel(), QLabel()
        self.take, self.keep, self.next, self.choose = (QPushButton() for _ in range(4))
        self.items, self.list = DifferenceList(project, comparing, self), QListView()
        self._buttons, self._details = QGridLayout(), ContentHeightScroll()
        self._lay()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.look)
        for button, id_ in self._commands():
            button.clicked.connect(lambda _=False, id_=id_: self._do(id_))
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)
        for signal in (
            comparing.changed,
            comparing.begun,
            comparing.ended,
            project.changed,
            project.replaced,
            preferences.changed,
        ):
            signal.connect(self._look_soon)

    # Construction

    def _commands(self) -> tuple[tuple[QPushButton, str], ...]:
        return (
            (self.take, "difference.take"),
            (self.keep, "go.keep_mine"),
            (self.next, "go.difference"),
            (self.choose, "file.compare"),
        )

    def _lay(self) -> None:
        self.left.setProperty("kind", "muted")
        self.whose.setProperty("kind", "heading")
        self.take.setProperty("kind", "main")
        self.rows.setTextFormat(Qt.TextFormat.RichText)
        for label in (self.left, self.whose, self.rows):
            label.setWordWrap(True)
        card = QWidget()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(EDGE, 4, EDGE, 4)
        inner.addWidget(self.whose)
        inner.addWidget(self.rows)
        inner.addStretch(1)
        self._details.setWidget(card)
        card.setAutoFillBackground(False)
        self.list.setModel(self.items)
        self.list.setProperty("kind", "side")
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("All differences"))
        self.list.setMinimumHeight(3 * self.items.line_height())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(inset(self.left))
        column.addWidget(self._details)
        column.addLayout(inset(self._buttons, self.choose))
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self._place_buttons()
        self.setFocusProxy(self.list)

    def _place_buttons(self) -> None:
        place_buttons(self._buttons, self.width(), self.take, self.keep, self.next)

    # Display

    def _look_soon(self) -> None:
        if self.isVisible():
            self._soon.start()

    def look(self) -> None:
        """Show the present state."""
        found, item = self._comparing.items, self._comparing.current
        self.left.setText(self._progress())
        self._look_at(item)
        some = bool(found)
        self.list.setVisible(some)
        self.items.show(found)
        at = -1 if item is None else self.items.place(item)
        self.list.setCurrentIndex(self.items.index(at) if at >= 0 else QModelIndex())
        words = tr("Take theirs"), tr("Keep mine"), tr("Next difference"), tr("Choose another alignment…")
        for (button, id_), text in zip(self._commands(), words, strict=True):
            key = first_key(self._actions[id_])
            button.setText(f"{text}  ({key})" if key else text)
            button.setEnabled(self._actions[id_].isEnabled())
            button.setVisible(some != (button is self.choose))
        self._place_buttons()
        self._details.updateGeometry()

    def _progress(self) -> str:
        comparing = self._comparing
        if comparing.busy:
            return tr("Comparing…")
        if comparing.comparison is None:
            return tr("Open another alignment of the same two texts to see where it differs.")
        left = trn("{count} difference left", "{count} differences left", len(comparing.differences))
        parts = [
            tr("Compared with “{name}”", name=comparing.comparison.name),
            *([] if comparing.alike else [left]),
        ]
        if comparing.unplaced:
            parts.append(
                trn(
                    "{count} row could not be placed",
                    "{count} rows could not be placed",
                    len(comparing.unplaced),
                )
            )
        if comparing.absent:
            parts.append(
                trn(
                    "{count} row of this alignment is not in the other",
                    "{count} rows of this alignment are not in the other",
                    comparing.absent,
                )
            )
        return "  ·  ".join(parts)

    def _look_at(self, item: Item | None) -> None:
        from core.review.comparing import Unplaced

        bitext, comparing = self._project.bitext, self._comparing
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        theme = self._preferences.theme
        if bitext is None or item is None:
            same = comparing.comparison is not None and not comparing.busy and not comparing.items
            self.whose.setText(self._nothing_left() if same else "")
            self.rows.setText("")
        elif isinstance(item, Unplaced):
            self.whose.setText(self.items.heading(item))
            why = tr("This row of the other alignment does not consist of whole segments of this project.")
            texts = item.source, item.target
            self.rows.setText(f"<p>{escape(why)}</p>{unplaced(bitext, texts, theme, mirrored=mirrored)}")
        else:
            self.whose.setText(self.items.heading(item))
            theirs, ours = ([Bead(*pair) for pair in pairs] for pairs in (item.theirs, item.ours))
            self.rows.setText(versions(bitext, theirs, ours, theme, mirrored=mirrored))
        self._details.setVisible(bool(self.whose.text()))

    def _nothing_left(self) -> str:
        if self._comparing.alike:
            return tr("The two alignments are the same.")
        return tr("No differences are left.")

    # User actions

    def _do(self, id_: str) -> None:
        self._run(id_)
        self._table.setFocus()

    def _chosen(self, index: QModelIndex) -> None:
        item = self.items.item(index)
        if item is not None:
            self._comparing.choose(item)
            self._table.setFocus()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._table.setFocus()
        else:
            super().keyPressEvent(event)
