"""Choosing a language."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.window.speech import said, tr
from core import language


class LanguageBox(QComboBox):
    """All languages by name; type to find one, or type any other BCP 47 tag."""

    settled = Signal()
    """A language was chosen, or typed to its end."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        for row in sorted(language.LANGUAGES, key=lambda row: said(row.name)):
            self.addItem(said(row.name), row.code)
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
        """The chosen tag, or None where what was typed names no language."""
        typed = self.currentText().strip()
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(at)) if at >= 0 else language.known(typed)

    def set_tag(self, tag: str) -> None:
        """Show a language, also one that is not in the list."""
        at = self.findData(tag)
        if at < 0 and language.known(tag) is not None:
            self.addItem(said(language.name(tag)), tag)
            at = self.count() - 1
        self.setCurrentIndex(at)
        if at < 0:
            self.setEditText("")
            line = self.lineEdit()
            if line is not None:
                line.setPlaceholderText(tr("Choose a language"))


class LanguageDialog(QDialog):
    """Asks for the language of one side."""

    def __init__(self, parent: QWidget, side: str, tag: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Language"))
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 20, 22, 18)
        box.setSpacing(12)
        box.addWidget(QLabel(tr("The source is in") if side == "source" else tr("The target is in")))
        self.box = LanguageBox(
            tr("Language of the source") if side == "source" else tr("Language of the target")
        )
        self.box.set_tag(tag)
        self.box.setMinimumWidth(300)
        line = self.box.lineEdit()
        if line is not None:
            line.selectAll()  # so that typing takes the old name's place
        box.addWidget(self.box)
        self.fault = QLabel()
        self.fault.setProperty("kind", "warning")
        room = self.fault.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # so that nothing jumps while one types
        self.fault.setSizePolicy(room)
        box.addWidget(self.fault)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.box.editTextChanged.connect(lambda _: self._look_again())
        box.addWidget(buttons)
        self._look_again()

    def _look_again(self) -> None:
        known, typed = self.box.tag is not None, bool(self.box.currentText().strip())
        self.agree.setEnabled(known)
        self.fault.setText(tr("No such language") if typed and not known else "")
        self.fault.setVisible(bool(self.fault.text()))
