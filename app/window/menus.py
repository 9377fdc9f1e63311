"""Menus, tool bar, context menu and the sheet of keys, made from the table of commands."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMainWindow,
    QMenu,
    QTextBrowser,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window import icons
from app.window.acts import Run
from app.window.commands import COMMANDS, MENUS, Command
from app.window.situation import Situation
from app.window.speech import later, tr
from app.window.theme import Theme


class Actions:
    """One QAction a command, kept in step with the situation."""

    def __init__(self, window: QMainWindow, run: Callable[[Run], None]) -> None:
        self._window = window
        self.by_id: dict[str, QAction] = {}
        for row in COMMANDS:
            action = QAction(window)
            action.setObjectName(row.id)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            action.triggered.connect(lambda _=False, go=row.run: run(go))
            action.setCheckable(row.checked is not None)
            window.addAction(action)
            self.by_id[row.id] = action
        self.bar = self._tool_bar()
        self._menus()

    def fit(self, now: Situation) -> None:
        """Words and possibility of each command, as the situation has it."""
        for row in COMMANDS:
            action = self.by_id[row.id]
            action.setText(row.words(now))
            action.setEnabled(row.when(now))
            if row.checked is not None:
                action.setChecked(row.checked(now))
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = row.words(now).rstrip("…")
            action.setToolTip(f"{words}  ({key})" if key else words)

    def set_theme(self, theme: Theme) -> None:
        """Icons in other colours."""
        for row in COMMANDS:
            if row.icon:
                self.by_id[row.id].setIcon(icons.icon(row.icon, theme))

    def context(self, at: QPoint) -> None:
        """The context menu of the table."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, [row for row in COMMANDS if row.context])
        menu.popup(at)

    def _menus(self) -> None:
        for name in MENUS:
            menu = self._window.menuBar().addMenu(tr(name))
            self._fill(menu, [row for row in COMMANDS if row.menu == name])

    def _fill(self, menu: QMenu, rows: list[Command]) -> None:
        before: tuple[str, int] | None = None
        for row in rows:
            if before not in (None, (row.menu, row.group)):
                menu.addSeparator()
            menu.addAction(self.by_id[row.id])
            before = (row.menu, row.group)

    def _tool_bar(self) -> QToolBar:
        bar = QToolBar(tr("Tools"), self._window)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        before = ""
        for id_ in TOOLS:
            row = next(row for row in COMMANDS if row.id == id_)
            if before and before != row.menu:
                bar.addSeparator()
            before = row.menu
            bar.addAction(self.by_id[id_])
            button = bar.widgetForAction(self.by_id[id_])
            if isinstance(button, QToolButton):
                button.setAccessibleName(tr(row.short))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                if row.id in PICTURES_ONLY:
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            self.by_id[id_].setIconText(tr(row.short))
        self._window.addToolBar(bar)
        return bar


TOOLS = tuple(
    row.id for menu in ("Edit", "Pair", "Go", "File") for row in COMMANDS if row.menu == menu and row.short
)


PICTURES_ONLY = ("undo", "redo")


class KeySheet(QDialog):
    """All commands with their keys, menu by menu."""

    def __init__(self, parent: QWidget, now: Situation, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.resize(860, 560)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 16)
        self.sheet = QTextBrowser()
        self.sheet.setHtml(sheet(now, theme))
        self.sheet.setAccessibleName(tr("Keys"))
        box.addWidget(self.sheet)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)


IN_THE_EDITOR = (
    ("Ctrl+Return", later("Save the text (Return does too; Shift+Return begins a new line)")),
    ("Esc", later("Drop what was typed")),
    ("Tab", later("Save, and on to the next segment")),
    ("Ctrl+T", later("Cut the segment at the caret")),
)
IN_THE_TABLE = (
    ("Return", later("Edit the text")),
    ("Left", later("To the source")),
    ("Right", later("To the target")),
    ("Ctrl+Down", later("To the next segment of the cell")),
    ("Ctrl+Up", later("To the previous segment of the cell")),
    ("Shift+Down", later("Choose several rows")),
)


def sheet(now: Situation, theme: Theme) -> str:
    """The sheet of keys as HTML."""
    parts = [
        (
            tr(menu),
            [
                (row.keys, row.words(now).split(":")[0].rstrip("…"))
                for row in COMMANDS
                if row.menu == menu and row.keys
            ],
        )
        for menu in MENUS
    ]
    parts.append((tr("In the table"), [((key,), tr(words)) for key, words in IN_THE_TABLE]))
    parts.append(
        (tr("In a text that is being edited"), [((key,), tr(words)) for key, words in IN_THE_EDITOR])
    )
    tables = [_part(title, rows, theme) for title, rows in parts if rows]
    half = (len(tables) + 1) // 2
    left, right = "".join(tables[:half]), "".join(tables[half:])
    return f'<table width="100%"><tr><td width="50%">{left}</td><td width="50%">{right}</td></tr></table>'


def _part(title: str, rows: list[tuple[tuple[str, ...], str]], theme: Theme) -> str:
    lines = []
    for keys, words in rows:
        shown = f'<span style="color:{theme.muted}"> {tr("or")} </span>'.join(
            f"<b>{escape(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))}</b>"
            for key in keys[:2]
        )
        words_cell = f'<td style="padding:3px 16px 3px 0">{escape(words)}</td>'
        lines.append(f'<tr>{words_cell}<td style="padding:3px 0">{shown}</td></tr>')
    return f'<h3 style="color:{theme.accent}">{escape(title)}</h3><table>{"".join(lines)}</table>'
