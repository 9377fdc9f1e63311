"""Page shown while texts are read and aligned: the step, the progress, and a button to cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.window.i18n import tr, translated
from core.model.message import Message

_WIDTH = 396  # minimum, without margins; longer words in a larger font make it wider


class BusyPage(QWidget):
    """Card in the middle of the window."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(620)
        box = QVBoxLayout(card)
        box.setContentsMargins(32, 28, 32, 24)
        box.setSpacing(12)
        box.addStrut(_WIDTH)
        self.title, self.step, self.bar = QLabel(), QLabel(), QProgressBar()
        self.title.setProperty("kind", "heading")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.step.setProperty("kind", "muted")
        self.step.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        # Clicks the button instead of emitting the signal, as it is disabled for work that cannot be
        # cancelled.
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.cancel.click)
        for widget in (self.title, self.bar, self.step):
            box.addWidget(widget)
        box.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        outer = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 4)
        row.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def begin(self, title: str, step: str = "") -> None:
        """Show the beginning of new work: its title and its first step."""
        self.title.setText(title)
        self._show(0, 0, step or tr("Starting"))
        self.cancel.setEnabled(True)

    def begin_opening(self, title: str, step: str) -> None:
        """Show that a project is being opened, which cannot be cancelled."""
        self.begin(title, step)
        self.cancel.setEnabled(False)

    def show_progress(self, done: int, total: int, what: Message) -> None:
        """Show the progress; a total of 0 is unknown."""
        self._show(done, total, translated(what))

    def _show(self, done: int, total: int, step: str) -> None:
        total = total if done < total else 0  # the step goes on for a while after its last item
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        figures = tr("{done} of {total}", done=done, total=total)
        self.step.setText(f"{step}  ·  {figures}" if total else f"{step}…")
