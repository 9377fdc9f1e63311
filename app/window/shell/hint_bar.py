"""Bar above the table with a hint on what to do next, as long as the user is in the middle of something."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel


class HintBar(QFrame):
    """Shows one hint until it is due no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("state", "calm")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.words, 1)
        self.hide()

    def tell(self, words: str) -> None:
        """Show a hint, or nothing for an empty one."""
        self.words.setText(words)
        self.setVisible(bool(words))
