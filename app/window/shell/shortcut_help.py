"""Dialog that lists all commands with their keys, menu by menu."""

from html import escape

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.window.command_context import CommandContext
from app.window.commands import COMMANDS, MENUS, command
from app.window.i18n import later, tr
from app.window.keys import Keys, holder, shown
from app.window.shell.menus import CommandActions
from app.window.theme import Theme

Part = tuple[str, list[tuple[str, str]]]
"""A title; and of each line the keys or what the mouse does, in HTML, and the words."""

_BESIDE = ("file.shortcuts", "help.tour")
IN_THE_EDITOR = (
    ("Ctrl+Return", later("Save the text (or press Return; Shift+Return starts a new line)")),
    ("Esc", later("Discard what was typed")),
    ("Tab", later("Save and go to next segment")),
    ("Ctrl+T", later("Split segment at the caret")),
)
IN_THE_TABLE = (
    ("Left", later("To the source")),
    ("Right", later("To the target")),
    ("Shift+Down", later("Select several rows")),
)
BY_MOUSE = (
    (later("Drag beside the texts"), later("Select several rows")),
    (later("Click a heading"), later("Sort rows")),
)


class ShortcutHelp(QDialog):
    """All commands with their keys, menu by menu."""

    def __init__(self, parent: QWidget, now: CommandContext, theme: Theme, actions: CommandActions) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.resize(900, 620)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 16)
        self.page = QTextBrowser()
        self.page.setHtml(help_page(now, theme, actions.keys))
        self.page.setAccessibleName(tr("Keys"))
        box.addWidget(self.page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for id_ in _BESIDE:
            words = command(id_).label(now)
            button = buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(self.accept)
            button.clicked.connect(actions.by_id[id_].trigger)
        box.addWidget(buttons)


def help_page(now: CommandContext, theme: Theme, keys: Keys) -> str:
    """Return all commands and their keys as HTML."""
    named = [(row, row.label(now).split(":")[0].rstrip("…")) for row in COMMANDS]
    parts: list[Part] = [
        (
            tr(menu),
            [
                (_keys(keys[row.id], theme), words)
                for row, words in named
                if row.menu == menu and keys[row.id]
            ],
        )
        for menu in MENUS
    ]
    free = tuple((key, words) for key, words in IN_THE_TABLE if not holder(keys, key))
    for title, fixed in ((tr("In the table"), free), (tr("While editing a text"), IN_THE_EDITOR)):
        parts.append((title, [(_keys((key,), theme), tr(words)) for key, words in fixed]))
    mouse = [(row.mouse, words) for row, words in named if row.mouse]
    mouse += [(act, tr(words)) for act, words in BY_MOUSE]
    parts.append((tr("Mouse"), [(escape(tr(act)), words) for act, words in mouse]))
    columns = [
        f'<td width="50%">{"".join(_part(part, theme) for part in column)}</td>'
        for column in _halves([part for part in parts if part[1]])
    ]
    return f'<table width="100%"><tr>{_in_order(columns)}</tr></table>'


def _halves(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """Return the parts in two columns of about the same length."""
    lengths = [len(rows) + 2 for _, rows in parts]
    cut = min(range(len(parts)), key=lambda at: abs(sum(lengths[:at]) - sum(lengths[at:])))
    return parts[:cut], parts[cut:]


def _keys(keys: tuple[str, ...], theme: Theme) -> str:
    between = f'<span style="color:{theme.muted}"> {tr("or")} </span>'
    return between.join(f"<b>{escape(shown(key))}</b>" for key in keys[:2])


def _part(part: Part, theme: Theme) -> str:
    title, rows = part
    edge = "right" if QGuiApplication.isRightToLeft() else "left"
    lines = []
    for keys, words in rows:
        cells = [
            f'<td width="{share}%" align="{edge}" style="padding:3px 6px">{cell}</td>'
            for share, cell in ((58, escape(words)), (42, keys))
        ]
        lines.append(f"<tr>{_in_order(cells)}</tr>")
    head = f'<h3 align="{edge}" style="color:{theme.accent}">{escape(title)}</h3>'
    return f'{head}<table width="100%">{"".join(lines)}</table>'


def _in_order(cells: list[str]) -> str:
    """Return cells joined from where reading begins, as rich text does not mirror them by itself."""
    return "".join(reversed(cells) if QGuiApplication.isRightToLeft() else cells)
