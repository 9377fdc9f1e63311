"""Dialog to choose two texts of a file that contains more, and the encoder that scores their pairs."""

from collections.abc import Sequence
from textwrap import wrap

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
from app.window.background.jobs import Jobs
from app.window.dialogs.encoder_box import EncoderBox
from app.window.i18n import tr, translated, trn
from core import language
from core.model import SIDES, SideName

_OPENING = 120
_PART = 100  # letters of a part of a text on which the encoder is tried
_WIDTH = 512  # at least, inside the margins; longer words in wider letters make it wider


class ColumnsDialog(QDialog):
    """Two lists of columns, each with the beginning of the selected one, and the encoder if one is needed."""

    wanted = Signal(object)
    """Emitted with the `OpenPairs` task to run."""

    def __init__(self, parent: QWidget, found: Undecided, jobs: Jobs, encoders: Sequence[str] = ()) -> None:
        """Make the dialog; `encoders` are the folders of those used before."""
        super().__init__(parent)
        self._found = found
        self.encoder = EncoderBox(jobs, encoders)
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
        if found.letters:
            form.addRow(tr("Encoder"), self.encoder)
            self.encoder.changed.connect(self._look_again)
            self.encoder.tried.connect(lambda _: self._look_again())
        else:
            self.encoder.setParent(self)
            self.encoder.hide()
        box.addLayout(form)
        box.addStretch(1)
        box.addLayout(self._buttons())
        self._choose()

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
        box.currentIndexChanged.connect(lambda _: self._choose())
        return box

    def _choose(self) -> None:
        """Show the chosen columns, and have the encoder tried on them."""
        chosen = [self._found.columns[box.currentIndex()] for box in self.boxes.values()]
        for label, column in zip(self.openings.values(), chosen, strict=True):
            opening = " ".join(column.opening.split())
            label.setText(opening[:_OPENING] + "…" if len(opening) > _OPENING else opening)
        if self._found.letters:
            letters = sum(self._found.letters[box.currentIndex()] for box in self.boxes.values())
            texts = [part for column in chosen for part in wrap(column.opening, _PART)]
            self.encoder.estimate(texts, letters, [column.language for column in chosen if column.language])
        self._look_again()

    def _look_again(self) -> None:
        two = len({box.currentIndex() for box in self.boxes.values()}) == len(SIDES)
        self.agree.setEnabled(two and self.encoder.settled)
        inside = self.layout()
        if inside is not None:  # what is said of the encoder may need more lines
            self.resize(self.width(), max(self.height(), inside.totalHeightForWidth(self.width())))

    def _agree(self) -> None:
        source, target = (self.boxes[side].currentIndex() for side in SIDES)
        self.accept()
        self.wanted.emit(OpenPairs(self._found.path, (source, target), self.encoder.encoder))

    # Qt overrides

    def done(self, result: int) -> None:
        self.encoder.stop()
        super().done(result)


def _label(words: str, kind: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
