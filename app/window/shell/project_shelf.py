"""Lists of projects on the start page: each row is a button that opens it, with smaller buttons beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window import icons
from app.window.i18n import tr
from app.window.theme import Theme

_ICON = QSize(16, 16)


@dataclass(frozen=True, slots=True)
class ShelfButton:
    """A small button beside a project: its label, an icon or "" to show the label, and what it does."""

    label: str
    icon: str
    act: Callable[[], None]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A project in a list; `open` is None where it cannot be opened."""

    name: str
    about: str
    open: Callable[[], None] | None
    buttons: tuple[ShelfButton, ...] = ()


class ProjectShelf(QFrame):
    """A titled list of projects."""

    def __init__(self, title: str, when_empty: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._when_empty, self._theme, self._rows = when_empty, theme, tuple[ShelfRow, ...]()
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 14, 14)
        box.setSpacing(8)
        self._head = QHBoxLayout()
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        heading.setWordWrap(True)
        self._head.addWidget(heading, 1)
        box.addLayout(self._head)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(4)
        box.addLayout(self._grid)

    def add_to_head(self, button: QPushButton) -> None:
        """Add a button beside the title."""
        self._head.addWidget(button)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme."""
        self._theme = theme
        self.fill(self._rows)

    def fill(self, rows: Sequence[ShelfRow]) -> None:
        """Show these projects."""
        self._rows = tuple(rows)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not rows:
            empty = QLabel(self._when_empty)
            empty.setProperty("kind", "muted")
            empty.setWordWrap(True)
            self._grid.addWidget(empty, 0, 0)
        for at, row in enumerate(rows):
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self._grid.addWidget(_opener(row, rtl=rtl), at, 0)
            last = max(len(other.buttons) for other in rows)
            for column, button in enumerate(row.buttons, 1 + last - len(row.buttons)):
                made = self._button(button, row.name)
                self._grid.addWidget(made, at, column, Qt.AlignmentFlag.AlignVCenter)

    def _button(self, button: ShelfButton, name: str) -> QWidget:
        made: QToolButton | QPushButton
        if button.icon:
            made = QToolButton()
            made.setIcon(icons.icon(button.icon, self._theme))
            made.setIconSize(_ICON)
            made.setToolTip(button.label)
        else:
            made = QPushButton(button.label)
            made.setProperty("kind", "quiet")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAccessibleName(f"{button.label} {name}")
        made.setCheckable(button.checked is not None)
        made.setChecked(bool(button.checked))
        made.clicked.connect(lambda: button.act())
        return made


def _opener(row: ShelfRow, *, rtl: bool) -> QWidget:
    """Return the button that opens a project, or its words where it cannot be opened."""
    direction = "rtl" if rtl else "ltr"
    lines = f"<b>{_escaped(row.name)}</b>", _escaped(row.about)
    words = QLabel("".join(f'<p dir="{direction}" style="margin:0">{line}</p>' for line in lines))
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setWordWrap(True)
    if row.open is None:
        words.setContentsMargins(10, 6, 10, 6)
        return words
    button = _Opener(words)
    button.setAccessibleName(f"{tr('Open')} {row.name}")
    button.setAccessibleDescription(row.about)
    button.clicked.connect(lambda _=False, go=row.open: go())
    return button


class _Opener(QPushButton):
    """Button over the whole width of a row, as high as its words."""

    def __init__(self, words: QLabel) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 6, 10, 6)
        box.addWidget(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Qt overrides

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
