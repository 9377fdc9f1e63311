"""The side area beside the table: one panel at a time, built when it is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.window import icons
from app.window.i18n import later, tr
from app.window.panels.chapters import ChaptersPanel
from app.window.panels.doubts import DoubtsPanel
from app.window.panels.map import MapPanel
from app.window.panels.note import NotePanel
from app.window.panels.terms import TermsPanel
from app.window.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.window import Window

PANELS: "tuple[tuple[str, str, Callable[[Window], QWidget]], ...]" = (
    ("doubts", later("Doubts"), DoubtsPanel),
    ("note", later("Note"), NotePanel),
    ("map", later("Map"), MapPanel),
    ("chapters", later("Chapters"), ChaptersPanel),
    ("terms", later("Terms"), TermsPanel),
)  # fmt: skip
"""The panels: an id, what stands over it, and how it is built."""
WIDTH = 330
_NARROWEST = 230


class Sidebar(QFrame):
    """Shows one of `PANELS`, or nothing."""

    changed = Signal()
    """Another panel is shown, or none."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._window = window
        self._built: dict[str, QWidget] = {}
        self.shown = ""
        """The id of the panel that is shown, "" where none is."""
        self._title, self._close = QLabel(), QToolButton()
        self._title.setProperty("kind", "heading")
        self._title.setWordWrap(True)
        self._close.setAccessibleName(tr("Close the panel"))
        self._close.setToolTip(tr("Close the panel"))
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
        """Other colours."""
        self._close.setIcon(icons.icon("close", theme))

    def panel(self, id_: str) -> QWidget:
        """The panel of that id. Raises KeyError."""
        if id_ not in self._built:
            build = {name: build for name, _, build in PANELS}[id_]
            self._built[id_] = build(self._window)
            self._stack.addWidget(self._built[id_])
        return self._built[id_]

    def show_panel(self, id_: str) -> None:
        """Show a panel."""
        self._stack.setCurrentWidget(self.panel(id_))
        self._title.setText(tr({name: title for name, title, _ in PANELS}[id_]))
        self.shown = id_
        self.show()
        self.changed.emit()

    def toggle(self, id_: str) -> None:
        """Show a panel and go there; hide it where it is shown."""
        if self.shown == id_:
            self.close_panel()
        else:
            self.show_panel(id_)
            self.panel(id_).setFocus()

    def keep(self) -> None:
        """Keep what is being written in a panel."""
        note = self._built.get("note")
        if isinstance(note, NotePanel):
            note.keep()

    def close_panel(self) -> None:
        """Show none; the table has the focus again."""
        self.shown = ""
        self.hide()
        self._window.table.setFocus()
        self.changed.emit()
