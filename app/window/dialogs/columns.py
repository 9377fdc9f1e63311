"""Dialog to choose two texts of a file that contains more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.tasks import OpenPairs, Undecided
from app.window.i18n import tr, translated, trn
from core import language
from core.model import SIDES, SideName

_OPENING = 120
_WIDTH = 512  # at least, inside the margins; longer words in wider letters make it wider


class ColumnsDialog(QDialog):
    """Two lists of columns, each with the beginning of the selected one."""

    wanted = Signal(object)
    """Emitted with the `OpenPairs` task to run."""

    def __init__(self, parent: QWidget, found: Undecided) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(tr("Open an existing alignment"))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 22, 24, 20)
        box.setSpacing(14)
        box.addStrut(_WIDTH)
        words = trn(
            "“{name}” contains {count} text. Choose the two to show side by side.",
            "“{name}” contains {count} texts. Choose the two to show side by side.",
            len(found.columns),
            name=found.path.name,
        )
        box.addWidget(_label(words, ""))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.boxes: dict[SideName, QComboBox] = {}
        self.openings: dict[SideName, QLabel] = {}
        for side, at, name in zip(SIDES, found.proposed, (tr("Source"), tr("Target")), strict=True):
            self.boxes[side], self.openings[side] = self._box(name, at), _label("", "muted")
            form.addRow(name, self.boxes[side])
            form.addRow("", self.openings[side])
        box.addLayout(form)
        box.addStretch(1)
        box.addLayout(self._buttons())
        self._look_again()

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel, self.agree = QPushButton(tr("Cancel")), QPushButton(tr("Open"))
        self.agree.setProperty("kind", "main")
        self.agree.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self._agree)
        buttons.addWidget(cancel)
        buttons.addWidget(self.agree)
        return buttons

    def _box(self, name: str, at: int) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for column in self._found.columns:
            called = (
                translated(language.name(column.language)) if column.language else translated(column.name)
            )
            if column.language and str(column.name) not in (
                column.language,
                str(language.name(column.language)),
            ):
                called = f"{called} ({column.name})"
            texts = trn("{count} text", "{count} texts", column.texts)
            box.addItem(f"{called}  ·  {texts}")
        box.setCurrentIndex(at)
        box.currentIndexChanged.connect(lambda _: self._look_again())
        return box

    def _look_again(self) -> None:
        for side, box in self.boxes.items():
            opening = " ".join(self._found.columns[box.currentIndex()].opening.split())
            self.openings[side].setText(opening[:_OPENING] + "…" if len(opening) > _OPENING else opening)
        self.agree.setEnabled(len({box.currentIndex() for box in self.boxes.values()}) == 2)

    def _agree(self) -> None:
        source, target = (self.boxes[side].currentIndex() for side in SIDES)
        self.accept()
        self.wanted.emit(OpenPairs(self._found.path, (source, target)))


def _label(words: str, kind: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
