"""New projects: from two texts, pasted ones too, from the sample, and from files of pairs."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.first_look import Given
from app.tasks import (
    Align,
    AlignSample,
    OpenLadder,
    OpenPairs,
    Undecided,
)
from app.window.actions.projects import Projects
from app.window.background.jobs import Jobs, Listener
from app.window.dialogs.columns import ColumnsDialog
from app.window.dialogs.encoder_box import EncoderBox
from app.window.dialogs.open import OpenDialog, holds_pairs
from app.window.i18n import tr, translated
from app.worker import Work
from core import language
from core.aligned import Aligned
from core.errors import DiglotError
from core.model import SideName

ALIGN = "align"
LADDER = ".ladder"


class NewProject(QObject):
    """Asks what to align or open, has a worker do it, and makes a project of the result."""

    page_changed = Signal()
    """Work has begun or ended, so that the window may have to show another page."""
    begun = Signal(str)
    """Work has begun; its title."""
    progressed = Signal(int, int, object)
    """Emitted with the amount done, the total (0 if unknown), and a message that describes the step."""

    def __init__(self, parent: QWidget, jobs: Jobs, projects: Projects) -> None:
        super().__init__(parent)
        self._window, self._jobs, self._projects = parent, jobs, projects

    def cancel(self) -> None:
        """Stop the work that is under way."""
        self._jobs.cancel(ALIGN)

    def use(self, files: list[Path], side: SideName = "source") -> None:
        """Use files that were dropped or named on the command line; ask where there are none."""
        ladders = [path for path in files if path.suffix.lower() == LADDER]
        if ladders:
            self.ask_for_texts([path for path in files if path not in ladders], side, ladders[0])
        elif len(files) == 1 and files[0].suffix.lower() == ".diglot":
            self._projects.open(files[0])
        elif len(files) == 1 and holds_pairs(files[0]):
            self.open_pairs(files[0])
        else:
            dialog = self.ask_for_texts(files, side)
            if not files:
                dialog.choose(side)

    def ask_for_texts(
        self, files: list[Path] | None = None, side: SideName = "source", ladder: Path | None = None
    ) -> OpenDialog:
        """Open the dialog for two texts, or for those of a ladder, with files already given for it."""
        dialog = OpenDialog(
            self._window,
            self._jobs,
            self._projects.looking(),
            ladder=ladder,
            encoders=self._projects.known_encoders,
        )
        self._remember(dialog.encoder)
        dialog.went.connect(self._projects.went)
        dialog.wanted.connect(self.align)
        dialog.pairs_given.connect(self.open_pairs)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.give(files or [], side)
        return dialog

    def ask_for_pairs(self) -> None:
        """Ask for a file that holds pairs and open it."""
        from core.read import pairs

        kinds = " ".join(f"*{suffix}" for suffix in (*pairs.suffixes(), LADDER))
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Open an existing alignment"),
            str(self._projects.looking()),
            tr("Alignments ({kinds})", kinds=kinds) + ";;" + tr("All files (*)"),
        )
        if name:
            self._projects.went(Path(name).parent)
            if Path(name).suffix.lower() == LADDER:
                self.use([Path(name)])
            else:
                self.open_pairs(Path(name))

    def _again(self, work: Work, error: DiglotError) -> None:
        """Show why two texts could not be aligned, and the dialog with the choices as they were."""
        self._projects.failed(error)
        if isinstance(work, Align | OpenLadder):
            ladder = work.ladder if isinstance(work, OpenLadder) else None
            self.ask_for_texts(ladder=ladder).restore(work)

    def open_pairs(self, path: Path) -> None:
        """Open the pairs of a file as a draft, asking which where it has several texts, and which encoder."""
        self._begin(
            OpenPairs(path, ask=bool(self._projects.known_encoders)), tr("Opening “{name}”", name=path.name)
        )

    def _remember(self, box: EncoderBox) -> None:
        """Remember the encoders that the user chooses or removes."""
        box.added.connect(self._projects.know_encoder)
        box.refused.connect(self._projects.forget_encoder)

    def align(self, work: Align | OpenLadder) -> None:
        """Align two texts, or join them as a ladder says, and open the result as a draft."""
        given: Given = work.ladder if isinstance(work, OpenLadder) else work.source
        if isinstance(given, Path):
            self._projects.went(given.parent)
        if isinstance(work, OpenLadder):
            self._begin(work, tr("Opening “{name}”", name=work.ladder.name))
        else:
            names = {"source": work.source.name, "target": work.target.name}
            self._begin(work, tr("Aligning “{source}” with “{target}”", **names))

    def align_sample(self, source: str, target: str) -> None:
        """Align two languages of the sample."""
        names = {"source": translated(language.name(source)), "target": translated(language.name(target))}
        self._begin(
            AlignSample(source, target),
            tr("Aligning the sample in {source} and {target}", **names),
            sample=True,
        )

    def _begin(self, work: Work, title: str, *, sample: bool = False) -> None:
        if not self._projects.may_leave():
            return
        self.begun.emit(title)
        self._jobs.start(
            work,
            Listener(
                done=lambda found: self._done(found, sample=sample),
                failed=partial(self._again, work),
                progress=self.progressed.emit,
                cancelled=self.page_changed.emit,
            ),
            kind=ALIGN,
        )
        self.page_changed.emit()

    def _done(self, found: Aligned | Undecided, *, sample: bool) -> None:
        if isinstance(found, Aligned):
            self._projects.take(found, sample=sample)
            return
        self.page_changed.emit()
        dialog = ColumnsDialog(self._window, found, self._jobs, self._projects.known_encoders)
        self._remember(dialog.encoder)
        dialog.wanted.connect(lambda work: self._begin(work, tr("Opening “{name}”", name=found.path.name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
