"""Message boxes for errors: what happened, what can be done, and the technical details behind a button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.window.i18n import translated
from core.errors import DiglotError


def tell(parent: QWidget, error: DiglotError) -> QMessageBox:
    """Show an error in a non-blocking box."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Diglot")
    box.setText(translated(error.sentence))
    box.setInformativeText(translated(error.remedy) if error.remedy else "")
    if error.detail:
        box.setDetailedText(error.detail)
    return _opened(box)


def say(parent: QWidget, words: str, more: str = "") -> QMessageBox:
    """Show a message in a non-blocking box."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle("Diglot")
    box.setText(words)
    box.setInformativeText(more)
    return _opened(box)


def ask(parent: QWidget, question: str, more: str, yes: str) -> bool:
    """Ask before something that cannot be undone."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Diglot")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(more)
    agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agree


def _opened(box: QMessageBox) -> QMessageBox:
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.open()
    return box
