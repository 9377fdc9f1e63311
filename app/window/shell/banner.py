"""Banner above the table for messages that need no answer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.window.i18n import tr

Answer = tuple[str, Callable[[], None]]


class Banner(QFrame):
    """Shows one message with buttons, until it is closed or another takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.words, 1)
        self._answers = QHBoxLayout()
        row.addLayout(self._answers)
        self.hide()

    def say(self, words: str, answers: Sequence[Answer] = (), *, calm: bool = False) -> None:
        """Show a message, with a button for each answer and one that closes; `calm` if nothing is wrong."""
        self.clear()
        self.setProperty("state", "calm" if calm else "")
        for part in (self, self.words):
            part.style().polish(part)
        self.words.setText(words)
        for name, act in (*answers, (tr("Close"), self.hide)):
            button = QPushButton(name)
            button.setProperty("kind", "quiet")
            button.clicked.connect(lambda _=False, go=act: go())
            self._answers.addWidget(button)
        self.show()

    def clear(self) -> None:
        """Hide the message."""
        while (item := self._answers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.words.clear()
        self.hide()
