"""Indicator of a background job in the status bar: its progress, and a button that stops it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from app.window.i18n import tr

_LONG_MS = 400
_WIDTH = 110


class JobIndicator(QWidget):
    """Shown while a job takes long; a short one is not shown at all."""

    stop_wanted = Signal()
    appeared = Signal()
    """Emitted when a job takes long enough to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.bar, self.stop = QLabel(), QProgressBar(), QToolButton()
        self.bar.setFixedWidth(_WIDTH)
        self.bar.setTextVisible(False)
        self.stop.setText(tr("Stop"))
        self.stop.setToolTip(tr("Stop without changing anything (Esc)"))
        self.stop.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        for part in (self.words, self.bar, self.stop):
            row.addWidget(part)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LONG_MS)
        self._soon.timeout.connect(self.show)
        self._soon.timeout.connect(self.appeared)
        self.hide()

    def begin(self, words: str) -> None:
        """Show a job with this title, unless it ends soon."""
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self._soon.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress; a total of 0 is unknown."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def end(self) -> None:
        """Hide it, as the job is over."""
        self._soon.stop()
        self.hide()
