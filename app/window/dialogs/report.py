"""Dialog with the error reports of earlier sessions: shown to the user, sent to nobody."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app import crash
from app.window.i18n import tr

FATAL = ("Fatal Python error", "Windows fatal exception")
"""Text that occurs in the trace of a hard crash."""


class ReportDialog(QDialog):
    """The reports that are kept, newest first."""

    def __init__(self, parent: QWidget, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Error reports"))
        self._kept = crash.reports(folder)
        self.resize(760, 520 if self._kept else 100)
        self._folder = folder
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 20, 22, 18)
        box.setSpacing(12)
        words = QLabel(
            tr("This stays on your computer. To have the problem fixed, copy it into a bug report.")
            if self._kept
            else tr("Nothing to report.")
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
            (tr("Dismiss"), self.forget),
        ):
            button = buttons.addButton(name, action)
            button.setEnabled(bool(self._kept))
            button.clicked.connect(act)
        box.addWidget(buttons)

    def forget(self) -> None:
        """Delete the reports."""
        for report in self._kept:
            crash.forget(report)
        self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
