"""Settings dialog: a few settings that take effect at once, so there is nothing to confirm."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.settings import KEY_SETS, LANGUAGES
from app.spelling import dictionaries
from app.window.i18n import listed, tr
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.table.view import BitextView
from core import language
from core.model import SIDES, SideName

_LONGEST = 160
_WIDTH = 620


class SettingsDialog(QDialog):
    """One page: language, theme, fonts of both sides, keys."""

    def __init__(
        self,
        parent: QWidget,
        preferences: Preferences,
        project: OpenProject,
        table: BitextView,
        edit_shortcuts: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._preferences, self._project, self._table = preferences, project, table
        self._edit_shortcuts = edit_shortcuts
        held = self._preferences.settings
        self.setWindowTitle(tr("Settings"))
        self.language = _box(
            tr("Interface language"), {"": tr("Same as the system"), **LANGUAGES}, held.language
        )
        looks = {"system": tr("Same as the system"), "light": tr("Light"), "dark": tr("Dark")}
        self.theme = _box(tr("Theme"), looks, held.theme)
        self.fonts: dict[SideName, QComboBox] = {}
        self.sizes: dict[SideName, QSpinBox] = {}
        self.previews: dict[SideName, QLabel] = {}
        self.marks = QCheckBox(tr("Highlight numbers and names"))
        self.marks.setChecked(held.marks)
        self.spelling = QCheckBox(tr("Check spelling while editing"))
        self.spelling.setChecked(held.spelling)
        self.dictionaries = QLabel(_folders())
        self.dictionaries.setProperty("kind", "muted")
        self.dictionaries.setTextFormat(Qt.TextFormat.PlainText)
        self.dictionaries.setWordWrap(True)
        self.dictionaries.setVisible(held.spelling)
        self.key_set = _box(tr("Keys"), KEY_SETS, held.key_set)
        self.keys = QPushButton(tr("Customise keys…"))
        self._arrange()
        self._wire()
        self._show_previews()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.later = QLabel(tr("Takes effect after a restart."))
        self.later.setProperty("kind", "muted")
        form.addRow(tr("Interface language"), self.language)
        form.addRow("", self.later)
        form.addRow(tr("Theme"), self.theme)
        form.addRow(tr("Source font"), self._font_row("source"))
        form.addRow(tr("Target font"), self._font_row("target"))
        form.addRow("", self._preview())
        form.addRow("", self.marks)
        form.addRow("", self.spelling)
        form.addRow("", self.dictionaries)
        form.addRow(tr("Keys"), _in_a_row(self.key_set, self.keys))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 20, 22, 18)
        box.setSpacing(16)
        box.addLayout(form)
        box.addWidget(buttons)
        self._fit(_WIDTH)

    def _fit(self, width: int) -> None:
        """Take the height that the lines need at a width."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(width, layout.totalHeightForWidth(width))

    def _font_row(self, side: SideName) -> QLayout:
        held, source = self._preferences.settings, side == "source"
        families = [name for name in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(name)]
        chosen = held.font_source if source else held.font_target
        names = {"": tr("Same as the system"), **{name: name for name in (*families, chosen) if name}}
        name = tr("Source font") if source else tr("Target font")
        box = self.fonts[side] = _box(name, names, chosen)
        size = self.sizes[side] = QSpinBox()
        size.setAccessibleName(tr("Source font size") if source else tr("Target font size"))
        size.setRange(50, 300)
        size.setSingleStep(10)
        size.setSuffix(" %")
        size.setValue(held.size_source if source else held.size_target)
        return _in_a_row(box, size)

    def _preview(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(20)
        for side in SIDES:
            label = self.previews[side] = QLabel()
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
        frame.setFixedHeight(110)
        return frame

    def _wire(self) -> None:
        put = self._preferences.put
        self.language.activated.connect(lambda _: put(language=self.language.currentData()))
        self.theme.activated.connect(lambda _: put(theme=self.theme.currentData()))
        self.marks.toggled.connect(lambda on: put(marks=on))
        self.spelling.toggled.connect(self._check_spelling)
        self.key_set.activated.connect(lambda _: put(key_set=self.key_set.currentData()))
        self.keys.clicked.connect(self._edit_shortcuts)
        self.keys.setAutoDefault(False)
        for side in SIDES:
            self.fonts[side].activated.connect(
                lambda _, at=side: put(**{f"font_{at}": self.fonts[at].currentData()})
            )
            self.sizes[side].valueChanged.connect(lambda size, at=side: put(**{f"size_{at}": size}))
        self._preferences.changed.connect(self._show_previews)

    def _check_spelling(self, on: bool) -> None:
        self._preferences.put(spelling=on)
        self.dictionaries.setVisible(on)
        self._fit(self.width())

    def _show_previews(self) -> None:
        """Show the current row, or a few words, in the chosen fonts."""
        bitext, row = self._project.bitext, self._table.row
        for side, label in self.previews.items():
            text, tag = tr("Align a text with its translation"), ""
            if bitext is not None and row >= 0 and bitext.beads[row].ids(side):
                text = " ".join(bitext.side(side).text(bitext.beads[row].ids(side)[0]).split())
                tag = bitext.side(side).document.language
            label.setText(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
            label.setFont(self._preferences.font(side))
            if tag:
                rtl = language.direction(tag) == "rtl"
                ways = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
                label.setLayoutDirection(ways[rtl])


def _folders() -> str:
    """Return where dictionaries are looked for."""
    home = str(Path.home())
    short = (folder.replace(home, "~", 1) for folder in dictionaries.here())
    folders = listed(f"\u2066{folder}\u2069" for folder in short)  # left to right in every language
    return tr("Hunspell dictionaries (.aff and .dic) are looked for in {folders}.", folders=folders)


def _box(name: str, choices: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(18)
    for value, words in choices.items():
        box.addItem(words, value)
    box.setCurrentIndex(box.findData(chosen))
    return box


def _in_a_row(wide: QWidget, narrow: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    return row
