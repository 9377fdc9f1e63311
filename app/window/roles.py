"""Roles of the controls for which Qt tells screen readers none."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLES = {
    "MapView": QAccessible.Role.Chart,
    "QKeySequenceEdit": QAccessible.Role.HotkeyField,
    "StartPage": QAccessible.Role.Pane,
}
"""The roles, by the names of the classes."""


@cache
def install() -> None:
    """Give the controls their roles; a second call changes nothing."""
    QAccessible.installFactory(_spoken)


def _spoken(name: str, control: QObject) -> QAccessibleInterface | None:
    role = _ROLES.get(name)
    if role is None or not isinstance(control, QWidget):
        return None  # Qt knows better
    return QAccessibleWidget(control, role)
