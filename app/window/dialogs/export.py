"""The export dialog: the format and its options, the selection of pairs, their number, and the report."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.tasks import Export
from app.window.background.jobs import Jobs, Listener
from app.window.dialogs import error as boxes
from app.window.dialogs.format_options import FormatOptions
from app.window.dialogs.pair_counter import PairCounter
from app.window.i18n import explained, tr, translated, trn
from app.window.open_project import OpenProject
from core import write
from core.errors import DiglotError
from core.model import Bitext
from core.write import Report, Selection, Writer
from core.write.selection import of_rows

KIND = "export"
_WIDTH = 472  # at least, inside the margins; longer words in wider letters make it wider
Chooser = Callable[[QWidget, str, str], Path | None]


def choose_place(parent: QWidget, proposed: str, suffix: str) -> Path | None:
    """Ask for the file to write; the system's dialog asks before it replaces one."""
    name, _ = QFileDialog.getSaveFileName(parent, tr("Export as"), proposed, f"*{suffix}")
    return Path(name) if name else None


class ExportDialog(QDialog):
    """A dialog that asks what to export, and then reports what was written."""

    written = Signal(object)
    """A file was written; carries its `Report`."""
    went = Signal(object)
    """The user chose a file in this folder, a `Path`."""

    def __init__(
        self,
        parent: QWidget,
        bitext: Bitext,
        folder: Path,
        jobs: Jobs,
        chooser: Chooser = choose_place,
        shown: Sequence[int] | None = None,
    ) -> None:
        """Make the dialog; `shown` are the rows that a filter shows, None without one."""
        super().__init__(parent)
        self._bitext, self._folder, self._jobs, self._chooser = bitext, folder, jobs, chooser
        self._counter = PairCounter(bitext)
        self._project: OpenProject | None = None
        self.setWindowTitle(tr("Export pairs"))
        self.formats = QComboBox()
        self.formats.setAccessibleName(tr("Format"))
        for writer in write.WRITERS:
            self.formats.addItem(f"{translated(writer.title)} (*{writer.suffix})", writer.id)
        self.options = FormatOptions(self)
        self.options.show_options_of(self.writer)
        self.every = QRadioButton(tr("All pairs"))
        self.only_accepted = QRadioButton(tr("Accepted pairs only"))
        self.confident = QRadioButton(tr("Pairs with a confidence of at least"))
        self.only_shown = QRadioButton(tr("Only the rows that the filter shows"))
        self.only_shown.setVisible(shown is not None)
        self._shown = of_rows(bitext.beads[row] for row in shown or ())
        self.minimum = QSpinBox()
        self.minimum.setAccessibleName(tr("Lowest confidence in percent"))
        self.minimum.setRange(0, 100)
        self.minimum.setValue(90)
        self.minimum.setSuffix(" %")
        self.count = QLabel()
        self.count.setProperty("kind", "heading")
        self.rule = QLabel(
            tr(
                "When filtering by confidence, accepted rows and rows made by hand count as 100 %, and "
                "doubtful rows are left out."
            )
        )
        self.rule.setProperty("kind", "muted")
        self.rule.setWordWrap(True)
        self.report = QLabel()
        self.report.setWordWrap(True)
        self.report.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.cancel, self.save = QPushButton(tr("Cancel")), QPushButton(tr("Export…"))
        self.open_folder = QPushButton(tr("Open the folder"))
        self.open_folder.hide()
        self.save.setProperty("kind", "main")
        self.save.setDefault(True)
        self._arrange()
        self._wire()
        (self.every if shown is None else self.only_shown).setChecked(True)
        self._count()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(14)
        column.addStrut(_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel(tr("Format")), 0, 0)
        grid.addWidget(self.formats, 0, 1)
        grid.addWidget(self.options, 1, 1)
        grid.addWidget(QLabel(tr("Pairs to export")), 2, 0)
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        for at, button in enumerate((self.every, self.only_accepted, self.confident)):
            self._group.addButton(button)
            if button is self.confident:
                line.addWidget(button)
                line.addWidget(self.minimum)
                line.addStretch(1)
                grid.addLayout(line, at + 2, 1)
            else:
                grid.addWidget(button, at + 2, 1)
        self._group.addButton(self.only_shown)
        grid.addWidget(self.rule, 5, 1)
        grid.addWidget(self.only_shown, 6, 1)
        column.addLayout(grid)
        column.addWidget(self.count)
        column.addWidget(self.bar)
        column.addWidget(self.report)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_folder)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self.bar.hide()
        self.report.hide()

    def _wire(self) -> None:
        self.formats.currentIndexChanged.connect(lambda _: self._change_format())
        self._group.buttonToggled.connect(lambda _button, _on: self._count())
        self.minimum.valueChanged.connect(lambda _: self.confident.setChecked(True))
        self.minimum.valueChanged.connect(lambda _: self._count())
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._export)
        self.open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        )

    @property
    def selection(self) -> Selection:
        """The selection of pairs."""
        if self.only_accepted.isChecked():
            return Selection("accepted")
        if self.only_shown.isChecked():
            return self._shown
        if self.confident.isChecked():
            return Selection("confidence", self.minimum.value() / 100)
        return Selection("all")

    @property
    def writer(self) -> Writer:
        """The writer of the chosen format."""
        return write.writer_by_id(self.formats.currentData())

    def _change_format(self) -> None:
        self.options.show_options_of(self.writer)
        self._count()

    def _count(self) -> None:
        chosen = self._counter.count(self.selection)
        fits = self._counter.count(self.selection, self.writer)
        words = trn("{count} pair will be exported.", "{count} pairs will be exported.", fits)
        if fits < chosen:
            words += " " + trn(
                "{count} row without a counterpart cannot be saved in this format.",
                "{count} rows without a counterpart cannot be saved in this format.",
                chosen - fits,
            )
        self.count.setText(words)
        self.count.setWordWrap(True)
        self.save.setEnabled(fits > 0)
        self.report.hide()
        self.count.show()

    def _export(self) -> None:
        names = [Path(self._bitext.side(side).document.name).stem for side in ("source", "target")]
        suffix = self.writer.suffix
        proposed = str(self._folder / f"{names[0]} – {names[1]}{suffix}")
        path = self._chooser(self, proposed, suffix)
        if path is None:
            return
        self._folder = path.parent
        self.went.emit(self._folder)
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
            if path.exists() and not self._may_replace(path):  # the system's dialog asked about another name
                return
        self._busy(True)
        # Nobody listens for `cancelled`: only closing the dialog cancels, and then it is gone.
        listener = Listener(done=lambda report: self._wrote(path, report), failed=self._failed)
        job = Export(self._bitext, self.selection, path, self.writer.id, self.options.options)
        self._jobs.start(job, listener, kind=KIND)

    def _may_replace(self, path: Path) -> bool:
        more = tr(
            "It already exists in “{folder}”. Replacing it will overwrite its contents.", folder=path.parent
        )
        return boxes.ask(self, tr("Replace the file “{name}”?", name=path.name), more, tr("Replace"))

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        choices = (self.formats, self.options, *self._group.buttons(), self.minimum)
        for widget in (*choices, self.save):
            widget.setEnabled(not busy)
        if not busy:
            self._count()

    def _wrote(self, path: Path, report: Report) -> None:
        self._busy(False)
        words = trn(
            "{count} pair exported to “{name}”.",
            "{count} pairs exported to “{name}”.",
            report.written,
            name=path.name,
        )
        self._say([words, *map(translated, report.warnings)], "good")
        self.cancel.setText(tr("Close"))
        self.open_folder.show()
        self.written.emit(report)

    def _failed(self, error: DiglotError) -> None:
        self._busy(False)
        self._say([explained(error)], "warning")

    def _say(self, sentences: list[str], kind: str) -> None:
        self.report.setText("\n".join(sentences))
        self.report.setProperty("kind", kind)
        self.report.style().unpolish(self.report)
        self.report.style().polish(self.report)
        self.count.setVisible(kind != "good")  # the report has replaced the preview of the number
        self.report.show()
        self.adjustSize()

    def follow(self, project: OpenProject) -> None:
        """Export what is in the open project: a job that was begun before may change it meanwhile."""
        project.changed.connect(self._look)
        project.replaced.connect(self._leave)
        self._project = project

    def _look(self) -> None:
        bitext = None if self._project is None else self._project.bitext
        if bitext is not None:
            self._bitext, self._counter = bitext, PairCounter(bitext)
            if self.bar.isHidden():
                self._count()

    def _leave(self) -> None:
        """Close with the project; a dialog that was closed before may be gone already."""
        if isValid(self):
            self.reject()

    # Qt overrides

    def reject(self) -> None:
        self._jobs.cancel(KIND)
        super().reject()
