"""Sidebar beside the table: shows one panel at a time, built when it is first shown."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.window import icons
from app.window.commands import command
from app.window.i18n import tr
from app.window.panels.note import NotePanel
from app.window.theme import Theme

WIDTH = 330
_NARROWEST = 230


class Sidebar(QFrame):
    """Shows one of its panels, or nothing. The commands `panel.…` have the titles."""

    changed = Signal()
    """Another panel is shown, or none."""

    def __init__(self, builders: Mapping[str, Callable[[], QWidget]], table: QWidget) -> None:
        """Make a sidebar of panels, by id; `table` gets the focus when it is closed."""
        super().__init__()
        self.setProperty("kind", "side")
        self._builders, self._table = builders, table
        self._built: dict[str, QWidget] = {}
        self.shown = ""
        """The id of the panel that is shown, "" for none."""
        self._title, self._close = QLabel(), QToolButton()
        self._title.setProperty("kind", "heading")
        self._title.setWordWrap(True)
        self._close.setAccessibleName(tr("Close panel"))
        self._close.setToolTip(tr("Close panel"))
        self._close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addStrut(_NARROWEST)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme."""
        self._close.setIcon(icons.icon("close", theme))

    def panel(self, id_: str) -> QWidget:
        """Return the panel with this id. Raises KeyError."""
        if id_ not in self._built:
            self._built[id_] = self._builders[id_]()
            self._stack.addWidget(self._built[id_])
        return self._built[id_]

    def show_panel(self, id_: str) -> None:
        """Show a panel."""
        self._stack.setCurrentWidget(self.panel(id_))
        self._title.setText(tr(command(f"panel.{id_}").short))
        self.shown = id_
        self.show()
        self.changed.emit()

    def show_first(self) -> None:
        """Show the first panel, unless one is shown."""
        if not self.shown:
            self.show_panel(next(iter(self._builders)))

    def toggle(self, id_: str) -> None:
        """Show a panel and focus it, or hide it where it is shown."""
        if self.shown == id_:
            self.close_panel()
        else:
            self.show_panel(id_)
            self.panel(id_).setFocus()

    def save_typing(self) -> None:
        """Apply what is being written in a panel."""
        note = self._built.get("note")
        if isinstance(note, NotePanel):
            note.keep()

    def close_panel(self) -> None:
        """Hide the panel and give the focus to the table."""
        self.shown = ""
        self.hide()
        self._table.setFocus()
        self.changed.emit()
