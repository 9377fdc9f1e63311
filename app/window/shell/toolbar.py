"""The tool bar, made from the table of commands: verbs where one begins to read, panels at the other end."""

from collections.abc import Mapping
from itertools import chain

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QToolBar, QToolButton, QWidget

from app.window.commands import COMMANDS, Command
from app.window.i18n import tr

_ORDER = ("Edit", "Pair", "Go", "File")
_WORDS_GO = ("File", "Go", "Edit", "Pair")
_PICTURES_ONLY = ("undo", "redo")
TOOLS: tuple[Command, ...] = tuple(
    row for menu in _ORDER for row in COMMANDS if row.menu == menu and row.short
)
PANELS: tuple[Command, ...] = tuple(row for row in COMMANDS if row.id.startswith("panel.") and row.icon)


class ToolBar(QToolBar):
    """Words beside the pictures as long as there is room for them."""

    def __init__(self, window: QMainWindow, actions: Mapping[str, QAction]) -> None:
        super().__init__(tr("Tools"), window)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._wordy: dict[str, list[QToolButton]] = {}
        before = ""
        for row in TOOLS:
            if before and before != row.menu:
                self.addSeparator()
            before = row.menu
            self._add(row, actions[row.id], words=row.id not in _PICTURES_ONLY)
        between = QWidget()
        between.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(between)
        for row in PANELS:
            self._add(row, actions[row.id], words=False)

    def _add(self, row: Command, action: QAction, *, words: bool) -> None:
        short = tr(row.short)
        action.setIconText(short)
        self.addAction(action)
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setAccessibleName(short)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        if words:
            self._wordy.setdefault(row.menu, []).append(button)

    def _fit(self) -> None:
        """Let the words of whole groups go, the last group first, where there is no room for all."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in chain.from_iterable(self._wordy.values()):
            button.setToolButtonStyle(beside)
        for menu in _WORDS_GO:
            if self.sizeHint().width() <= self.width():
                break
            for button in self._wordy.get(menu, ()):
                button.setToolButtonStyle(alone)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()
        super().resizeEvent(event)
