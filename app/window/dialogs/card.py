"""One text in the open dialog: its zone, what a first look found, and what can be changed about it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.window.dialogs.language import LanguageBox
from app.window.drop import DropZone
from app.window.jobs import Jobs, Listener
from app.window.work import Look, LookAt
from core import language
from core.errors import DiglotError
from core.model import SideName

ENCODINGS = (
    "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1250", "windows-1251", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "ISO-8859-1",
    "ISO-8859-2", "ISO-8859-5", "ISO-8859-15", "KOI8-R", "KOI8-U", "GB18030", "Big5", "Shift_JIS", "EUC-JP",
    "EUC-KR", "windows-874",
)  # fmt: skip
_OPENING = 150


class FileCard(DropZone):
    """A zone that holds one file and shows what was found in it."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, side: SideName, jobs: Jobs, parent: QWidget | None = None) -> None:
        name = "Source text" if side == "source" else "Translation"
        super().__init__(f"{name}: choose a file", parent)
        self.side: SideName = side
        self.path: Path | None = None
        self.look: Look | None = None
        self.encoding: str | None = None
        self._jobs = jobs
        self.language = LanguageBox(f"Language of the {side}")
        self.language.editTextChanged.connect(lambda _: self.changed.emit())
        self.language.settled.connect(self._warn)
        self.encodings = QComboBox()
        self.encodings.setAccessibleName(f"Encoding of the {side}")
        self.encodings.activated.connect(self._encoding_chosen)
        self._heading, self._about = QLabel(name), QLabel("Drop a file here, or click to choose one")
        self._opening, self._warnings = QLabel(), QLabel()
        self._button = QPushButton("Choose a file…")
        self._button.setAutoDefault(False)  # Enter is for the dialog's own button
        self._button.clicked.connect(self.wanted)
        self.pressed.connect(lambda: self.wanted.emit() if self.path is None else None)
        self.dropped.connect(lambda files: self.take(files[0]) if files else None)
        self._arrange()

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 16)
        box.setSpacing(9)
        self._heading.setProperty("kind", "heading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)  # a file may be called “<b>.txt”
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
        self._form.addRow("Language", self.language)
        self._form.addRow("Encoding", self.encodings)
        box.addLayout(self._form)
        box.addWidget(self._opening)
        box.addWidget(self._warnings)
        box.addStretch(1)
        box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    @property
    def ready(self) -> bool:
        """Whether a text is here whose language is known."""
        return self.look is not None and self.language.tag is not None

    @property
    def refused(self) -> bool:
        """Whether the file that was given cannot be used."""
        return self.path is not None and self.look is None and bool(self.warning)

    @property
    def warning(self) -> str:
        """What the person is told about this file: why it is refused, or what to look at."""
        return self._warnings.text()

    def take(self, path: Path, encoding: str | None = None) -> None:
        """Look at a file, in a child process."""
        self.path, self.encoding, self.look = path, encoding, None
        self._heading.setText(path.name)
        self._say("Reading…", warning=False)
        listener = Listener(done=self._seen, failed=self._refused)
        self._jobs.start(LookAt(path, encoding), listener, kind=f"look {self.side}")
        self.changed.emit()

    def stop(self) -> None:
        """The dialog goes away."""
        self._jobs.cancel(f"look {self.side}")

    def _seen(self, look: Look) -> None:
        self.look = look
        self.language.set_tag(look.language)
        self._about.setText(
            f"{look.format.upper()}  ·  {look.blocks:,} paragraphs  ·  {look.characters:,} characters"
        )
        opening = " ".join(look.opening.split())
        self._opening.setText(opening[:_OPENING] + "…" if len(opening) > _OPENING else opening)
        rtl = language.direction(look.language) == "rtl"
        edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        # Absolute: a label takes "right" for "where lines end" once its letters run from there.
        self._opening.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        self.encodings.clear()
        self.encodings.addItems([look.encoding, *(name for name in ENCODINGS if name != look.encoding)])
        self.set_state("filled")
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        """What to look at, as the text was read and as its language is chosen now."""
        if self.look is not None:
            poor = self.look.quality.warnings(self.language.tag or "")
            self._warnings.setText("\n".join((*self.look.warnings, *poor)))
            self._show()

    def _refused(self, error: DiglotError) -> None:
        self.look = None
        self._say(str(error), warning=True)
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
        self._button.setText("Choose another file…" if self.path else "Choose a file…")

    def _encoding_chosen(self) -> None:
        if self.path is not None:
            self.take(self.path, self.encodings.currentText())
