"""Button with a menu of choices, several of which can be selected."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton

from app.window.i18n import tr

Value = TypeVar("Value")


class Chip(QToolButton, Generic[Value]):
    """Button that shows the selected choices and opens their menu."""

    changed = Signal()

    def __init__(self, title: str, choices: Iterable[tuple[Value, str]]) -> None:
        super().__init__()
        self.setProperty("kind", "chip")
        self._title = title
        menu = _Choices(self)
        self.choices: dict[Value, QAction] = {}
        for value, words in choices:
            action = self.choices[value] = QAction(tr(words), menu)
            action.setCheckable(True)
            action.toggled.connect(lambda _: self._toggled())
            menu.addAction(action)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tell()

    @property
    def chosen(self) -> list[Value]:
        """The selected values."""
        return [value for value, action in self.choices.items() if action.isChecked()]

    def clear(self) -> None:
        """Deselect everything without emitting a signal."""
        for action in self.choices.values():
            action.blockSignals(True)
            action.setChecked(False)
            action.blockSignals(False)
        self._tell()

    def _toggled(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        names = [action.text() for action in self.choices.values() if action.isChecked()]
        words = names[0] if len(names) == 1 else f"{len(names)}"
        self.setText(tr("{what}: {choice}", what=self._title, choice=words) if names else self._title)
        self.setAccessibleName(f"{self._title}: {', '.join(names)}" if names else self._title)
        self.setProperty("on", bool(names))
        self.style().polish(self)


class _Choices(QMenu):
    """Menu that stays open while several choices are made."""

    def _toggle(self) -> bool:
        action = self.activeAction()
        if action is not None:
            action.toggle()
        return action is not None

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggle():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._toggle():
            super().keyPressEvent(event)
