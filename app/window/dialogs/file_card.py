"""Card for one text in the open dialog: its drop zone, what was found in the file, and its options."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.first_look import Given, Look, LookAt
from app.window.background.jobs import Jobs, Listener
from app.window.dialogs.drop_zone import DropZone
from app.window.dialogs.language import LanguageBox
from app.window.i18n import explained, tr, translated, trn
from core import language
from core.errors import DiglotError
from core.model import SideName

if TYPE_CHECKING:
    from core.encode import Quality

ENCODINGS = (
    "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1250", "windows-1251", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "ISO-8859-1",
    "ISO-8859-2", "ISO-8859-5", "ISO-8859-15", "KOI8-R", "KOI8-U", "GB18030", "Big5", "Shift_JIS", "EUC-JP",
    "EUC-KR", "windows-874",
)  # fmt: skip
_OPENING = 150


class FileCard(DropZone):
    """Drop zone that holds one file and shows what was found in it."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, side: SideName, jobs: Jobs, parent: QWidget | None = None) -> None:
        source = side == "source"
        super().__init__(
            tr("Source text: choose a file") if source else tr("Translation: choose a file"), parent
        )
        self.side: SideName = side
        self.given: Given | None = None
        self.look: Look | None = None
        self.encoding: str | None = None
        self._tag: str | None = None
        self.quality: Quality | None = None
        """The quality of another encoder than the one by which the text was looked at."""
        self._jobs = jobs
        self.language = LanguageBox(tr("Language of the source") if source else tr("Language of the target"))
        self.language.editTextChanged.connect(lambda _: self.changed.emit())
        self.language.settled.connect(self._warn)
        self.encodings = QComboBox()
        self.encodings.setAccessibleName(
            tr("Encoding of the source") if source else tr("Encoding of the target")
        )
        self.encodings.activated.connect(self._encoding_chosen)
        self._heading = QLabel(tr("Source text") if source else tr("Translation"))
        self._about = QLabel(tr("Drop a file here, click to choose one, or paste a text"))
        self._opening, self._warnings = QLabel(), QLabel()
        self._button, self.paste = QPushButton(tr("Choose a file…")), QPushButton(tr("Paste"))
        self.paste.setAccessibleName(tr("Paste the source text") if source else tr("Paste the translation"))
        for button in (self._button, self.paste):
            button.setAutoDefault(False)  # Enter belongs to the dialog's default button
        self._button.clicked.connect(self.wanted)
        self.pressed.connect(lambda: self.wanted.emit() if self.given is None else None)
        self._arrange()

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(9)
        self._heading.setProperty("kind", "heading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)  # a file may be named “<b>.txt”
        for label, kind in ((self._about, "muted"), (self._opening, "muted"), (self._warnings, "warning")):
            label.setProperty("kind", kind)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        box.addWidget(self._heading)
        box.addWidget(self._about)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(tr("Language"), self.language)
        self._form.addRow(tr("Encoding"), self.encodings)
        box.addLayout(self._form)
        box.addWidget(self._opening)
        box.addWidget(self._warnings)
        box.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._button)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        box.addLayout(buttons)
        self._show()

    @property
    def ready(self) -> bool:
        """True if there is a text with a known language."""
        return self.look is not None and self.language.tag is not None

    @property
    def refused(self) -> bool:
        """True if the given file cannot be used."""
        return self.given is not None and self.look is None and bool(self.warning)

    @property
    def folder(self) -> Path | None:
        """The folder of the file; None for a pasted text."""
        return self.given.parent if isinstance(self.given, Path) else None

    @property
    def warning(self) -> str:
        """The message about this file: the reason for refusal, or warnings."""
        return self._warnings.text()

    def take(self, given: Given, encoding: str | None = None, tag: str | None = None) -> None:
        """Examine a file or a pasted text in a child process; without `tag`, its language is detected."""
        self.given, self.encoding, self.look, self._tag = given, encoding, None, tag
        self._heading.setText(given.name)
        self._say(tr("Reading…"), warning=False)
        listener = Listener(done=self._seen, failed=self._refused)
        self._jobs.start(LookAt(given, encoding), listener, kind=f"look {self.side}")
        self.changed.emit()

    def judge_by(self, quality: "Quality") -> None:
        """Warn about the language by the quality of another encoder."""
        self.quality = quality
        self._warn()

    def stop(self) -> None:
        """Stop work because the dialog is closing."""
        self._jobs.cancel(f"look {self.side}")

    def _seen(self, look: Look) -> None:
        self.look = look
        self.language.set_tag(self._tag or look.language)
        parts = (
            look.format.upper(),
            trn("{count} paragraph", "{count} paragraphs", look.blocks),
            trn("{count} character", "{count} characters", look.characters),
        )
        self._about.setText("  ·  ".join(parts))
        opening = " ".join(look.opening.split())
        self._opening.setText(opening[:_OPENING] + "…" if len(opening) > _OPENING else opening)
        rtl = language.direction(look.language) == "rtl"
        edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        # Absolute, because right-to-left labels read "right" as "end of line".
        self._opening.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        self.encodings.clear()
        self.encodings.addItems([look.encoding, *(name for name in ENCODINGS if name != look.encoding)])
        self.set_state("filled")
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        """Show warnings about the file and about the chosen language."""
        if self.look is not None:
            quality = self.quality or self.look.quality
            poor = quality.warnings(self.language.tag or "")
            self._warnings.setText("\n".join(map(translated, (*self.look.warnings, *poor))))
            self._show()

    def _refused(self, error: DiglotError) -> None:
        self.look = None
        self._say(explained(error), warning=True)
        self.set_state("wrong")
        self.changed.emit()

    def _say(self, sentence: str, *, warning: bool) -> None:
        self.set_state("")
        self._about.setText("" if warning else sentence)
        self._warnings.setText(sentence if warning else "")
        self._show()

    def _show(self) -> None:
        there = self.look is not None
        guessed = there and self.look is not None and self.look.encoding not in ("", "UTF-8")
        self._form.setRowVisible(0, there)
        self._form.setRowVisible(1, guessed or self.encoding is not None)
        self._about.setVisible(bool(self._about.text()))
        self._opening.setVisible(there and bool(self._opening.text()))
        self._warnings.setVisible(bool(self._warnings.text()))
        self._button.setText(tr("Choose another file…") if self.given else tr("Choose a file…"))

    def _encoding_chosen(self) -> None:
        if self.given is not None:
            self.take(self.given, self.encodings.currentText())
