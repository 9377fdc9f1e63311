"""Menus, context menu and shortcuts, made from the table of commands."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app.window import icons
from app.window.command_context import CommandContext
from app.window.commands import COMMANDS, MENUS, USUAL_KEYS, Command
from app.window.i18n import tr
from app.window.keys import Keys, for_the_table, keys_now, shown
from app.window.row_commands import Run
from app.window.shell.toolbar import ToolBar
from app.window.theme import Theme


class CommandActions:
    """One QAction for each command, with its label and state in the current context."""

    def __init__(self, window: QMainWindow, table: QWidget, run: Callable[[Run], None]) -> None:
        self._window, self._table, self._run = window, table, run
        self.keys: Keys = {}
        """The keys of each command, by its id; the first is the one that menus show."""
        self.by_id: dict[str, QAction] = {}
        self._looks: dict[str, tuple[str, bool, bool]] = {}
        for row in COMMANDS:
            action = QAction(window)
            action.setObjectName(row.id)
            action.triggered.connect(lambda _=False, row=row: self._trigger(row))
            action.setCheckable(row.checked is not None)
            window.addAction(action)
            self.by_id[row.id] = action
        self.set_keys(keys_now("diglot", {}, USUAL_KEYS))
        self.bar = ToolBar(window, self.by_id)
        window.addToolBar(self.bar)
        self._menus()

    def fit(self, now: CommandContext) -> None:
        """Give each command the label and state that it has in a context."""
        for row in COMMANDS:
            action = self.by_id[row.id]
            looks = row.label(now), row.when(now), row.checked is not None and row.checked(now)
            if looks == self._looks.get(row.id):
                continue
            self._looks[row.id] = looks
            action.setText(looks[0])
            action.setEnabled(looks[1])
            action.setChecked(looks[2])
            self._tip(action)

    def set_keys(self, keys: Keys) -> None:
        """Set the keys. Those that other parts of the window need too work only in the table."""
        if keys == self.keys:
            return
        self.keys = keys
        for id_, action in self.by_id.items():
            local = for_the_table(keys[id_])
            action.setShortcutContext(
                Qt.ShortcutContext.WidgetShortcut if local else Qt.ShortcutContext.WindowShortcut
            )
            action.setShortcuts([QKeySequence(key) for key in keys[id_]])
            (self._table.addAction if local else self._table.removeAction)(action)
            self._tip(action)

    def _trigger(self, row: Command) -> None:
        # Qt has changed the check mark already, which is the command's to change.
        self.by_id[row.id].setChecked(self._looks.get(row.id, ("", False, False))[2])
        self._run(row.run)

    def _tip(self, action: QAction) -> None:
        keys, words = self.keys[action.objectName()], action.text().rstrip("…")
        action.setToolTip(f"{words}  ({shown(keys[0])})" if keys else words)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme."""
        for row in COMMANDS:
            if row.icon:
                self.by_id[row.id].setIcon(icons.icon(row.icon, theme))

    def open_context_menu(self, at: QPoint) -> None:
        """Open the context menu of the table, with the commands for it that are possible now."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, [row for row in COMMANDS if row.in_context_menu and self.by_id[row.id].isEnabled()])
        menu.popup(at)

    def _menus(self) -> None:
        for name in MENUS:
            menu = self._window.menuBar().addMenu(tr(name))
            self._fill(menu, [row for row in COMMANDS if row.menu == name])

    def _fill(self, menu: QMenu, rows: list[Command]) -> None:
        before: tuple[str, int] | None = None
        inner: dict[str, QMenu] = {}
        for row in rows:
            if row.submenu in inner:
                inner[row.submenu].addAction(self.by_id[row.id])
                continue
            if before not in (None, (row.menu, row.group)):
                menu.addSeparator()
            before = (row.menu, row.group)
            if row.submenu:
                inner[row.submenu] = menu.addMenu(tr(row.submenu))
                inner[row.submenu].addAction(self.by_id[row.id])
            else:
                menu.addAction(self.by_id[row.id])
