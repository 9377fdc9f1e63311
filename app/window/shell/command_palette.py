"""Command palette: finds any command by a few letters, and goes to a row by its number."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.window.command_context import CommandContext
from app.window.commands import COMMANDS, Command
from app.window.i18n import tr
from app.window.keys import shown
from app.window.shell.fuzzy_match import rank
from app.window.shell.menus import CommandActions
from app.window.workbench import Workbench

_WIDEST, _HIGHEST, _FROM_TOP = 640, 430, 56
_RECENT = 5
_STORED = "palette/recent"
_NUMBER = re.compile(r"\d[\d.,’'\s]*")
_GOING = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_OURS = {*_GOING, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the palette: its text, its key or why it is not possible, and what it runs."""

    id: str
    words: str
    beside: str
    run: Callable[[], object] | None


class CommandPalette(QFrame):
    """List over the window until a command is chosen, Esc is pressed or the focus goes elsewhere."""

    def __init__(self, window: QWidget, bench: Workbench, actions: CommandActions, store: QSettings) -> None:
        """Open the palette over a window; `store` remembers the commands used last."""
        super().__init__(window)
        self.setProperty("kind", "float")
        self._window, self._bench, self._actions, self._store = window, bench, actions, store
        self._offers: tuple[Offer, ...] = ()
        self._before = window.focusWidget()
        self.line, self.list = QLineEdit(), QTreeWidget()
        self.line.setPlaceholderText(tr("Type a command, or a row number"))
        self.line.setAccessibleName(tr("Find a command"))
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self._dress_list()
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.addWidget(self.line)
        box.addWidget(self.list)
        window.installEventFilter(self)
        self.show()
        self.raise_()
        self.line.setFocus()
        # Only now: an open editor has been closed by losing the focus, and more may be possible.
        self._fill("")

    def _dress_list(self) -> None:
        self.list.setAccessibleName(tr("Commands"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(lambda _: self.choose())
        self.list.currentItemChanged.connect(lambda *_: self._tell())

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The lines that are shown, from the top."""
        return self._offers

    def choose(self) -> None:
        """Run the current line, if that is possible."""
        at = self.list.currentIndex().row()
        if at < 0 or self._offers[at].run is None:
            return
        chosen = self._offers[at]
        if chosen.id:
            recent = [chosen.id, *(id_ for id_ in self._recent() if id_ != chosen.id)]
            self._store.setValue(_STORED, " ".join(recent[:_RECENT]))
        self.end()
        assert chosen.run is not None
        chosen.run()

    def end(self) -> None:
        """Close; the focus goes back to where it was."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        self.line.removeEventFilter(self)
        inside = self.line.hasFocus()
        self.hide()
        if inside:
            before = self._before
            there = before is not None and isValid(before) and before.isVisible()  # an editor is gone by now
            (before if before is not None and there else self._bench.table).setFocus()
        self.deleteLater()

    def _tell(self) -> None:
        """Describe the current command at the input line, where screen readers stay."""
        at = self.list.currentIndex().row()
        offer = self._offers[at] if 0 <= at < len(self._offers) else None
        self.line.setAccessibleDescription(f"{offer.words}, {offer.beside}".rstrip(", ") if offer else "")

    def _end_elsewhere(self) -> None:
        if not self.line.hasFocus():
            self.end()

    def _fill(self, query: str) -> None:
        nothing = Offer("", tr("No matching command"), "", None)
        self._offers = (*_row(self._bench, query), *self._commands(query)) or (nothing,)
        self.list.clear()
        muted = QBrush(QColor(self._bench.preferences.theme.muted))
        for offer in self._offers:
            item = QTreeWidgetItem([offer.words, offer.beside])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            for column in (0, 1) if offer.run is None else (1,):
                item.setForeground(column, muted)
            self.list.addTopLevelItem(item)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._place()

    def _commands(self, query: str) -> list[Offer]:
        now, recent = self._bench.context(), self._recent()
        rows = [row for row in COMMANDS if row.id != "help.palette"]
        names = [_names(row, now) for row in rows]
        latest = {id_: place for place, id_ in enumerate(recent)}
        found = sorted(
            (score, bool(query) and not rows[at].when(now), latest.get(rows[at].id, _RECENT), at)
            for score, at in rank(query, names)
        )
        return [self._offer(rows[at], now) for *_, at in found]

    def _offer(self, row: Command, now: CommandContext) -> Offer:
        keys = self._actions.keys[row.id]
        why = why_not(row, now)
        action = self._actions.by_id[row.id]
        beside = why or (shown(keys[0]) if keys else "")
        return Offer(row.id, row.label(now).rstrip("…"), beside, None if why else action.trigger)

    def _recent(self) -> list[str]:
        return str(self._store.value(_STORED) or "").split()

    def _place(self) -> None:
        room = self._window.rect()
        width = min(_WIDEST, room.width() - 40)
        lines = len(self._offers) * self.list.sizeHintForRow(0)
        wanted = self.line.sizeHint().height() + lines + 36
        highest = min(_HIGHEST, room.height() - 2 * _FROM_TOP)
        self.setGeometry((room.width() - width) // 2, _FROM_TOP, width, min(highest, wanted))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() is QEvent.Type.Resize:
                self._place()
        elif isinstance(event, QKeyEvent) and event.key() in _OURS:
            return self._key(event)
        elif isinstance(event, QFocusEvent) and not event.gotFocus() and event.reason() not in _STAYS:
            QTimer.singleShot(0, self, self._end_elsewhere)  # Qt is in the middle of it, or hides the window
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress and event.key() in _GOING:
            QCoreApplication.sendEvent(self.list, event)
        elif event.type() is QEvent.Type.KeyPress:
            (self.end if event.key() == Qt.Key.Key_Escape else self.choose)()
        return True


_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


def why_not(row: Command, now: CommandContext) -> str:
    """Return why a command is not possible now, in a few words; "" where it is."""
    if row.when(now):
        return ""
    if now.busy:
        return tr("not available while Diglot is working")
    if not now.project:
        return tr("no project is open")
    if now.editing and row.when(replace(now, editing=False)):
        return tr("not available while editing a text")
    return tr("not available here")


def _names(row: Command, now: CommandContext) -> tuple[str, ...]:
    """Return the names by which a command is found: its label, its English text and its id."""
    english = row.text if isinstance(row.text, str) else ""
    return row.label(now), f"{row.menu} {english} {row.id}"


def _row(bench: Workbench, query: str) -> tuple[Offer, ...]:
    number = _NUMBER.fullmatch(query.strip())
    if number is None or not bench.context().reviewing:
        return ()
    at, count = int(re.sub(r"\D", "", number[0])), bench.table.rows.rowCount()
    words = tr("Go to row {row}", row=at)
    if not 1 <= at <= count:
        return (Offer("", words, tr("There are {count} rows", count=count), None),)
    return (Offer("", words, "", lambda: bench.table.go(at - 1)),)
