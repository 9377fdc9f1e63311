"""What sessions left that did not end well: shown to the person, sent to nobody."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from app import crash
from app.window.i18n import tr

if TYPE_CHECKING:
    from app.window.window import Window

FATAL = ("Fatal Python error", "Windows fatal exception")
"""What the trace of a hard crash has in it."""


class ReportDialog(QDialog):
    """The reports that are kept, the newest first."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Error reports"))
        self._kept = crash.reports(window.folders.logs)
        self.resize(760, 520 if self._kept else 100)
        self._folder = window.folders.logs
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 20, 22, 18)
        box.setSpacing(12)
        words = QLabel(
            tr("This stays on your machine. If you want it mended, copy it into a report of your own.")
            if self._kept
            else tr("There is nothing to report.")
        )
        words.setWordWrap(True)
        box.addWidget(words)
        self.text = QPlainTextEdit("\n\n\n".join(report.text for report in self._kept))
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setVisible(bool(self._kept))
        self.text.setAccessibleName(tr("Error reports"))
        box.addWidget(self.text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        action = QDialogButtonBox.ButtonRole.ActionRole
        for name, act in (
            (tr("Copy"), self._copy),
            (tr("Open the folder"), self._open_folder),
            (tr("Forget it"), self.forget),
        ):
            button = buttons.addButton(name, action)
            button.setEnabled(bool(self._kept))
            button.clicked.connect(act)
        box.addWidget(buttons)

    def forget(self) -> None:
        """Remove the reports."""
        for report in self._kept:
            crash.forget(report)
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
