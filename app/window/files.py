"""How work comes onto the desk and leaves it: aligning, opening, saving, drafts, export."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.window.busy import BusyPage
from app.window.dialogs import error as boxes
from app.window.dialogs.export import ExportDialog
from app.window.dialogs.open import OpenDialog
from app.window.drafts import called, discard, file_name, forget
from app.window.jobs import Listener
from app.window.work import Align, Aligned, AlignSample
from app.window.worker import Work
from core import language
from core.errors import DiglotError, Locked
from core.model import SideName
from core.project import Draft, drafts

if TYPE_CHECKING:
    from app.window.window import Window

ALIGN = "align"
_PROJECTS = "Diglot projects (*.diglot)"


class Files(QObject):
    """The window's hand for files. It asks, starts the work, and puts the result on the desk."""

    def __init__(self, window: "Window", busy: BusyPage) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs, self._busy = window, window.desk, window.jobs, busy
        self._sample: Path | None = None
        self._last: Path | None = None
        """The folder in which the person chose a file last, in whatever dialog."""
        self.opening = False
        busy.cancelled.connect(lambda: self._jobs.cancel(ALIGN))

    @property
    def drafts_folder(self) -> Path:
        """Where projects without a name live."""
        return self._window.places.drafts

    @property
    def is_sample(self) -> bool:
        """Whether the project on the desk is the sample."""
        return self._sample is not None and self._desk.path == self._sample

    @property
    def is_draft(self) -> bool:
        """Whether the project on the desk has no name yet."""
        return self._desk.path is not None and self._desk.path.parent == self.drafts_folder.absolute()

    # Texts

    def ask_for_texts(self, files: list[Path] | None = None, side: SideName = "source") -> OpenDialog:
        """Open the dialog for two texts, with files already given for it."""
        dialog = OpenDialog(self._window, self._jobs, self._looking())
        dialog.went.connect(self._went)
        dialog.wanted.connect(self.align)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.give(files or [], side)
        return dialog

    def zone_used(self, files: list[Path], side: SideName) -> None:
        """A zone of the start page was pressed, or files were dropped on it."""
        if len(files) == 1 and files[0].suffix.lower() == ".diglot":
            self.open(files[0])
            return
        dialog = self.ask_for_texts(files, side)
        if not files:
            dialog.choose(side)

    def align(self, work: Align) -> None:
        """Align two texts and put the result on the desk as a draft."""
        self._went(work.source.parent)
        self._begin(work, f"Aligning “{work.source.name}” with “{work.target.name}”", sample=False)

    def align_sample(self, source: str, target: str) -> None:
        """Align two languages of the sample."""
        names = f"{language.name(source)} and {language.name(target)}"
        self._begin(AlignSample(source, target), f"Aligning the sample in {names}", sample=True)

    def _begin(self, work: Work, title: str, *, sample: bool) -> None:
        if not self.may_leave():
            return
        self._busy.begin(title)
        self._jobs.start(
            work,
            Listener(
                done=lambda aligned: self._aligned(aligned, sample=sample),
                failed=self._failed,
                progress=self._busy.show_progress,
                cancelled=self._window.show_page,
            ),
            kind=ALIGN,
        )
        self._window.show_page()

    def _aligned(self, aligned: Aligned, *, sample: bool) -> None:
        path = self.drafts_folder / file_name(called(aligned.bitext))
        self._let_go()
        self._sample = path.absolute() if sample else None
        self._create(aligned, path)

    def _create(self, aligned: Aligned, path: Path) -> None:
        self.opening = True
        failed = partial(self._not_created, aligned)
        self._desk.create(path, aligned.bitext, aligned.files, aligned.settings, failed)

    def _not_created(self, aligned: Aligned, error: DiglotError) -> None:
        """The drafts folder cannot be written. The work must not be lost for that."""
        self.opening = False
        elsewhere = boxes.ask(
            self._window, error.sentence, "The aligned texts can be saved elsewhere.", "Save as…"
        )
        path = self._where(called(aligned.bitext)) if elsewhere else None
        if path is not None:
            self._create(aligned, path)
        else:
            self._window.show_page()

    def _failed(self, error: DiglotError) -> None:
        self.opening = False
        self._window.show_page()
        boxes.tell(self._window, error)

    # Projects

    def ask_for_project(self) -> None:
        """Ask for a project and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a project", str(self._looking()), _PROJECTS)
        if name:
            self._went(Path(name).parent)
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Put a project on the desk."""
        if self._desk.path == path.absolute() or not self.may_leave():
            return
        self.opening = True
        self._busy.begin(f"Opening “{path.stem}”", "Reading")
        self._busy.cancel.setEnabled(False)
        self._window.show_page()
        self._desk.open(path, partial(self._not_opened, path))

    def opened(self) -> None:
        """A project came onto the desk, or left it."""
        self.opening = False
        path = self._desk.path
        if path is not None and not self.is_draft:
            self._window.choices.change(self._window.choices.settings.with_recent(path))

    def _not_opened(self, path: Path, error: DiglotError) -> None:
        if not isinstance(error, Locked):
            self._window.choices.change(self._window.choices.settings.without_recent(path))
        self._failed(error)
        self.list_projects()

    def ask_where_to_save(self) -> None:
        """Ask where the project shall live, and move it there."""
        path = self._where(self.title())
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """Let the project live at `path`; the draft it was is no longer needed."""
        draft = self._desk.path if self.is_draft else None
        self._desk.save_as(path, lambda: self._saved_as(draft), self._failed)

    def _saved_as(self, draft: Path | None) -> None:
        self._sample = None
        path = self._desk.path
        if draft is not None and draft != path:
            self._desk.lane.do(lambda: forget(draft))
        self.opened()
        self._window.show_page()

    def _where(self, name: str) -> Path | None:
        proposed = str(self._beside() / f"{name}.diglot")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the project as", proposed, _PROJECTS)
        if not chosen:
            return None
        path = Path(chosen)
        self._went(path.parent)
        if path.suffix.lower() == ".diglot":
            return path
        path = path.with_name(path.name + ".diglot")
        if path.exists() and not self._may_replace(path):  # the system's dialog asked about another name
            return None
        return path

    def _may_replace(self, path: Path) -> bool:
        more = f"It stands in “{path.parent}”. What is in it now will be lost."
        return boxes.ask(self._window, f"Replace the project “{path.stem}”?", more, "Replace")

    def title(self) -> str:
        """What the project on the desk is called."""
        bitext, path = self._desk.bitext, self._desk.path
        if bitext is None or path is None:
            return ""
        if not self.is_draft:
            return path.stem
        return called(bitext)

    def may_leave(self) -> bool:
        """Whether the project on the desk may be put away: only unsaved changes ask a question."""
        self._window.table.close_editor(keep=True)
        self._desk.settle()
        if self._desk.all_saved:
            return True
        trouble = self._desk.trouble
        sentence = trouble.sentence if trouble else f"“{self.title()}” is still being saved."
        way = "Save the project elsewhere" if trouble else "Wait a moment"
        more = f"The last changes are not in the project file. {way} first, or lose them."
        return boxes.ask(self._window, sentence, more, "Lose the last changes")

    def close(self) -> None:
        """Put the project away."""
        if self.may_leave():
            self._let_go()
            self._window.show_page()
            self.list_projects()

    def _let_go(self) -> None:
        path, touched = self._desk.path, self._desk.undo_name or self._desk.redo_name
        self._desk.clear()
        if path is not None and path == self._sample and not touched:
            self._desk.lane.do(lambda: forget(path))  # nobody needs an untouched sample back
        self._sample = None

    def leave(self) -> None:
        """The window closes."""
        self._let_go()

    # The start page

    def list_projects(self) -> None:
        """Show on the start page what can be opened."""
        recent = tuple(Path(name) for name in self._window.choices.settings.recent)
        folder = self.drafts_folder

        def look() -> tuple[list[Path], list[Draft]]:
            found = [draft for draft in drafts(folder) if not isinstance(draft.problem, Locked)]
            return [path for path in recent if path.is_file()], found

        self._desk.lane.do(look, lambda found: self._window.start.show_drafts(*found))

    def discard(self, draft: Draft) -> None:
        """Throw a draft away after a question: into the system's bin, or for good where there is none."""
        name = f"{Path(draft.source).stem} – {Path(draft.target).stem}" if draft.source else draft.path.stem
        more = f"Its {draft.beads:,} rows and all you did to them go." if draft.beads else ""
        if boxes.ask(self._window, f"Discard the draft “{name}”?", more, "Discard"):
            path = draft.path
            self._desk.lane.do(lambda: discard(path), lambda _: self.list_projects(), self._failed)

    # Export

    def ask_for_export(self) -> ExportDialog | None:
        """Open the export dialog."""
        bitext = self._desk.bitext
        if bitext is None:
            return None
        dialog = ExportDialog(self._window, bitext, self._beside(), self._jobs)
        dialog.went.connect(self._went)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _went(self, folder: Path) -> None:
        self._last = folder

    def _looking(self) -> Path:
        """Where to begin looking: where the person looked last, else beside what is open."""
        return self._last or self._beside()

    def _beside(self) -> Path:
        """Where a file about this project goes: beside the project, else where the person looked last."""
        if self._desk.path is not None and not self.is_draft:
            return self._desk.path.parent
        recent = self._window.choices.settings.recent
        return self._last or (Path(recent[0]).parent if recent else Path.home())
