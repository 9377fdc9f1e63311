"""Input line for a query, with its options: case, whole words, regular expressions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.window.i18n import later, tr
from core.review.search.find import Sought

_OPTIONS = (
    ("match_case", "Aa", later("Match case"), "Alt+C"),
    ("whole_word", "|ab|", later("Whole words"), "Alt+W"),
    ("regex", "\u200e.*\u200e", later("Regular expression"), "Alt+R"),  # marks keep the dot before the star
)


class Trouble(QLabel):
    """Line that explains why a query is invalid; hidden if it is valid."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "warning")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def tell(self, words: str) -> None:
        """Show a text, or nothing ("")."""
        self.setText(words)
        self.setVisible(bool(words))


class SoughtLine(QWidget):
    """Query and options. The options' shortcuts are local to it, so that a window can have several."""

    changed = Signal()
    """Emitted when the query or an option changes."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(90)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        self.options: dict[str, QToolButton] = {}
        for name, sign, option, key in _OPTIONS:
            self.options[name] = self._option(sign, tr(option), key)
            row.addWidget(self.options[name])

    @property
    def sought(self) -> Sought | None:
        """The query, None if the line is empty."""
        if not self.line.text():
            return None
        case, word, regex = (self.options[name].isChecked() for name in ("match_case", "whole_word", "regex"))
        return Sought(self.line.text(), match_case=case, whole_word=word, regex=regex)

    def clear(self) -> None:
        """Clear the query; the options stay."""
        self.line.clear()

    def _option(self, sign: str, words: str, key: str) -> QToolButton:
        action = QAction(sign, self)
        action.setCheckable(True)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{words}  ({key})")
        action.toggled.connect(lambda _: self.changed.emit())
        self.addAction(action)
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
