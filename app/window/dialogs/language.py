"""Combo box to choose a language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from app.window.i18n import tr, translated
from core import language


class LanguageBox(QComboBox):
    """All languages by name; type to find one, or type any other BCP 47 tag."""

    settled = Signal()
    """Emitted when a language is selected or typed completely."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        for row in sorted(language.LANGUAGES, key=lambda row: translated(language.name(row.code))):
            self.addItem(translated(language.name(row.code)), row.code)
        self.currentIndexChanged.connect(lambda _: self.settled.emit())
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self.settled)
        completer = self.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)

    @property
    def tag(self) -> str | None:
        """The selected tag, or None if the typed text names no language."""
        typed = self.currentText().strip()
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(at)) if at >= 0 else language.known(typed)

    def set_tag(self, tag: str) -> None:
        """Show a language, even one that is not in the list."""
        at = self.findData(tag)
        if at < 0 and language.known(tag) is not None:
            self.addItem(translated(language.name(tag)), tag)
            at = self.count() - 1
        self.setCurrentIndex(at)
        if at < 0:
            self.setEditText("")
            line = self.lineEdit()
            if line is not None:
                line.setPlaceholderText(tr("Choose a language"))
