"""Dialog for the language and segmentation of a side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.window.dialogs.language import LanguageBox
from app.window.dialogs.segmentation_box import CUTS
from app.window.i18n import tr
from core import language
from core.model import SIDES, Bitext, SideName

_WIDTH = 476  # minimum, without margins; longer words in a larger font make it wider


class SideSettingsDialog(QDialog):
    """Side, language and segmentation; nothing is segmented again unless the user asks for it."""

    def __init__(self, parent: QWidget, bitext: Bitext, side: SideName) -> None:
        super().__init__(parent)
        self._bitext = bitext
        self.setWindowTitle(tr("Language and segmentation"))
        self.sides, self.cuts = QComboBox(), QComboBox()
        self.sides.setAccessibleName(tr("Side"))
        for name, words in zip(SIDES, (tr("Source"), tr("Target")), strict=True):
            self.sides.addItem(f"{words}  ·  {bitext.side(name).document.name}", name)
        self.cuts.setAccessibleName(tr("Segmentation of this side"))
        self.cuts.addItem(tr("Keep the current segments"), None)
        for value, words in CUTS:
            self.cuts.addItem(tr(words), value)
        self.box = LanguageBox(tr("Language"))
        self.fault, self.about = QLabel(), QLabel()
        self._arrange()
        self.sides.setCurrentIndex(SIDES.index(side))
        self.sides.currentIndexChanged.connect(lambda _: self._show_side())
        self.cuts.currentIndexChanged.connect(lambda _: self._look_again())
        self.box.editTextChanged.connect(lambda _: self._look_again())
        self._show_side()
        line = self.box.lineEdit()
        if line is not None:
            line.selectAll()  # so that typing replaces the old name
        self.box.setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addStrut(_WIDTH)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for combo in (self.sides, self.cuts):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        form.addRow(tr("Side"), self.sides)
        form.addRow(tr("Language"), self.box)
        form.addRow(tr("Split into"), self.cuts)
        column.addLayout(form)
        self._below = QStackedLayout()  # so that the layout does not jump while typing
        self._below.addWidget(QWidget())
        for label, kind in ((self.fault, "warning"), (self.about, "muted")):
            label.setProperty("kind", kind)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            self._below.addWidget(label)
        self.about.setText(
            tr(
                "Rows that you accepted, changed, bookmarked or annotated keep their segments; the "
                "others are segmented and aligned again. You can undo this in one step."
            )
        )
        column.addLayout(self._below)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @property
    def side(self) -> SideName:
        """The chosen side."""
        return SIDES[self.sides.currentIndex()]

    @property
    def how(self) -> str | None:
        """The new segmentation by its name in `core.segment.Segmentation`; None to keep the segments."""
        chosen = self.cuts.currentData()
        return None if chosen is None else str(chosen)

    @property
    def tag(self) -> str:
        """The chosen language, "und" if none."""
        return self.box.tag or language.UNKNOWN

    def _show_side(self) -> None:
        self.box.set_tag(self._bitext.side(self.side).document.language)
        self._look_again()

    def _look_again(self) -> None:
        known, typed = self.box.tag is not None, bool(self.box.currentText().strip())
        self.agree.setEnabled(known or (self.how is not None and not typed))
        self.fault.setText(tr("No matching language") if typed and not known else "")
        self._below.setCurrentIndex(1 if self.fault.text() else 2 if self.how else 0)
