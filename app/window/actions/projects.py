"""Projects: opening, saving and closing them, drafts and export."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.tasks import LookForLacks
from app.window.actions.drafts import both, called, discard, file_name, forget
from app.window.background.jobs import Jobs, Listener
from app.window.dialogs import error as boxes
from app.window.dialogs.export import ExportDialog
from app.window.dialogs.project_path import place_for_project, project_to_open
from app.window.i18n import tr, translated, trn
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from core.aligned import Aligned
from core.errors import DiglotError, Locked
from core.model.message import Message
from core.project import Draft, drafts, glance

_LACKS = "lacks"


class Projects(QObject):
    """Opens, saves, closes and lists projects, and asks the user what that requires."""

    page_changed = Signal()
    """Emitted when opening begins or ends, so that the window may have to show another page."""
    opening_begun = Signal(str, str)
    """Emitted when a project is being opened: a title, and the step."""
    listed = Signal(object, object, object)
    """Emitted with summaries of the recent projects and of the drafts, and the paths of the pinned ones."""
    status_message = Signal(str)
    """Emitted with a message for the status bar."""
    missing_found = Signal()
    """Emitted when it is known what the project needs and this computer lacks; see `lacks`."""

    def __init__(
        self,
        parent: QWidget,
        project: OpenProject,
        jobs: Jobs,
        preferences: Preferences,
        drafts_folder: Path,
        keep_typing: Callable[[], None],
    ) -> None:
        """Make the controller; `keep_typing` applies what is being typed before a project is closed."""
        super().__init__(parent)
        self._window, self._project, self._jobs, self._preferences = parent, project, jobs, preferences
        self.drafts_folder, self._keep_typing = drafts_folder, keep_typing
        self._sample: Path | None = None
        self._last: Path | None = None
        """The folder in which the user chose a file last, in any dialog."""
        self.opening = False
        self._from_disk = False
        """True if the project being opened comes from the disk, perhaps from another machine."""
        self.lacks: tuple[Message, ...] = ()
        """Messages about what the open project needs and this computer lacks."""

    @property
    def is_sample(self) -> bool:
        """True if the open project is the sample."""
        return self._sample is not None and self._project.path == self._sample

    @property
    def is_draft(self) -> bool:
        """True if the open project has no name yet."""
        return self._project.path is not None and self._project.path.parent == self.drafts_folder.absolute()

    # New work

    def take(self, aligned: Aligned, *, sample: bool) -> None:
        """Open a new bitext as a draft."""
        path = self.drafts_folder / file_name(called(aligned.bitext))
        self._put_away()
        self._sample = path.absolute() if sample else None
        self._create(aligned, path)

    def _create(self, aligned: Aligned, path: Path) -> None:
        self.opening = True
        failed = partial(self._not_created, aligned)
        self._project.create(path, aligned.bitext, aligned.files, aligned.provenance.rows(), failed)

    def _not_created(self, aligned: Aligned, error: DiglotError) -> None:
        """Offer to save elsewhere where the drafts folder cannot be written, so that no work is lost."""
        self.opening = False
        elsewhere = boxes.ask(
            self._window,
            translated(error.sentence),
            tr("You can save the aligned texts to another place."),
            tr("Save as…"),
        )
        path = self._where(called(aligned.bitext)) if elsewhere else None
        if path is not None:
            self._create(aligned, path)
        else:
            self.page_changed.emit()

    def failed(self, error: DiglotError) -> None:
        """Show the error because of which nothing could be opened."""
        self.opening = False
        self.page_changed.emit()
        boxes.tell(self._window, error)

    # Projects

    def ask_for_project(self) -> None:
        """Ask for a project and open it."""
        path = project_to_open(self._window, self.looking())
        if path is not None:
            self.went(path.parent)
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a project."""
        if self._project.path == path.absolute() or not self.may_leave():
            return
        self.opening = self._from_disk = True
        self.opening_begun.emit(tr("Opening “{name}”", name=path.stem), tr("Reading"))
        self.page_changed.emit()
        self._project.open(path, partial(self._not_opened, path))

    def opened(self) -> None:
        """Update the recent projects and look for what is lacking, after a project was opened or closed."""
        self.opening = False
        path, from_disk = self._project.path, self._from_disk
        self._from_disk, self.lacks = False, ()
        self._jobs.cancel(_LACKS)
        if path is not None and from_disk:
            # A failure is ignored, as the messages are optional.
            listener = Listener(done=self._looked, failed=lambda _: None)
            self._jobs.start(LookForLacks(dict(self._project.settings)), listener, kind=_LACKS)
        if path is not None and not self.is_draft:
            self._preferences.change(self._preferences.settings.with_recent(path))

    def _looked(self, lacks: tuple[Message, ...]) -> None:
        self.lacks = lacks
        self.missing_found.emit()

    def _not_opened(self, path: Path, error: DiglotError) -> None:
        if not isinstance(error, Locked):
            self._preferences.change(self._preferences.settings.without_recent(path))
        self._from_disk = False
        self.failed(error)
        self.list_projects()

    def save(self) -> None:
        """Commit what is pending and confirm it; ask where to save a project that has no name yet."""
        if self.is_draft:
            self.ask_where_to_save()
            return
        self._keep_typing()
        name = self.title()
        self._project.save(
            lambda: self.status_message.emit(tr("Saved “{name}”.", name=name)),
            self._not_saved,
        )

    def _not_saved(self, error: DiglotError) -> None:
        boxes.tell(self._window, error)

    def ask_where_to_save(self) -> None:
        """Ask where to save the project, and save it there."""
        path = self._where(self.title())
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """Save the project at `path` and continue there; if it was a draft, the draft is removed."""
        draft = self._project.path if self.is_draft else None
        self._project.save_as(path, lambda: self._saved_as(path.resolve(), draft), self.failed)

    def _saved_as(self, path: Path, draft: Path | None) -> None:
        if draft is not None and draft.resolve() != path:
            self._project.project_thread.do(lambda: forget(draft))
        here = self._project.path
        if here is None or here.resolve() != path:  # closed meanwhile; another may be being opened
            self._preferences.change(self._preferences.settings.with_recent(path))
            return
        self._sample = None
        self.opened()
        self.page_changed.emit()

    def _where(self, name: str) -> Path | None:
        path = place_for_project(self._window, self._beside(), name)
        if path is not None:
            self.went(path.parent)
        return path

    def title(self) -> str:
        """Return the title of the open project, "" for none."""
        bitext, path = self._project.bitext, self._project.path
        if bitext is None or path is None:
            return ""
        if not self.is_draft:
            return path.stem
        return called(bitext)

    def may_leave(self) -> bool:
        """Return whether the open project may be closed; the user is asked only about unsaved changes."""
        self._keep_typing()
        self._project.settle()
        if self._project.all_saved:
            return True
        trouble = self._project.trouble
        if trouble:
            sentence = translated(trouble.sentence)
            way = tr("Save the project to another place first, or they will be lost.")
        else:
            sentence = tr("“{name}” is still being saved.", name=self.title())
            way = tr("Wait a moment, or they will be lost.")
        more = tr("The latest changes are not in the project file.") + " " + way
        return boxes.ask(self._window, sentence, more, tr("Discard the last changes"))

    def close(self) -> None:
        """Close the project."""
        if self.may_leave():
            self._put_away()
            self.page_changed.emit()
            self.list_projects()

    def _put_away(self) -> None:
        path, touched = self._project.path, self._project.undo_name or self._project.redo_name
        self._project.clear()
        if path is not None and path == self._sample and not touched:
            self._project.project_thread.do(lambda: forget(path))  # an unchanged sample is not worth a draft
        self._sample = None

    def leave(self) -> None:
        """Close the project because the window closes."""
        self._put_away()

    # The start page

    def list_projects(self) -> None:
        """Look for the projects that can be opened, for the start page."""
        settings, folder = self._preferences.settings, self.drafts_folder
        recent = tuple(Path(name) for name in dict.fromkeys((*settings.pinned, *settings.recent)))
        pinned = frozenset(Path(name) for name in settings.pinned)

        def look() -> tuple[list[Draft], list[Draft], frozenset[Path]]:
            found = [draft for draft in drafts(folder) if not isinstance(draft.problem, Locked)]
            return [glance(path) for path in recent], found, pinned

        self._project.project_thread.do(look, lambda found: self.listed.emit(*found))

    def pin(self, path: Path, pinned: bool) -> None:
        """Keep a project at the top of the start page, or no longer."""
        self._preferences.change(self._preferences.settings.with_pinned(path, pinned=pinned))
        self.list_projects()

    def remove(self, path: Path) -> None:
        """Remove a project from the lists of the start page; its file stays."""
        self._preferences.change(self._preferences.settings.without_recent(path))
        self.list_projects()

    def discard(self, draft: Draft) -> None:
        """Ask, then move a draft into the system's trash, or delete it if there is none."""
        name = both(draft.source, draft.target) if draft.source else draft.path.stem
        more = ""
        if draft.beads:
            more = trn(
                "Its {count} row and all your changes to it will be deleted.",
                "Its {count} rows and all your changes to them will be deleted.",
                draft.beads,
            )
        question = tr("Discard the draft “{name}”?", name=name)
        if boxes.ask(self._window, question, more, tr("Discard")):
            path = draft.path
            self._project.project_thread.do(
                lambda: discard(path), lambda _: self.list_projects(), self.failed
            )

    # Encoders

    @property
    def known_encoders(self) -> tuple[str, ...]:
        """The folders of the encoders used before."""
        return self._preferences.settings.encoders

    def know_encoder(self, folder: str) -> None:
        """Remember the folder of an encoder."""
        self._preferences.change(self._preferences.settings.with_encoder(folder))

    def forget_encoder(self, folder: str) -> None:
        """Forget the folder of an encoder that is gone."""
        self._preferences.change(self._preferences.settings.without_encoder(folder))

    # Export

    def ask_for_export(self, shown: Sequence[int] | None = None) -> ExportDialog | None:
        """Open the export dialog; `shown` are the rows that a filter shows, None without one."""
        bitext = self._project.bitext
        if bitext is None:
            return None
        dialog = ExportDialog(self._window, bitext, self._beside(), self._jobs, shown=shown)
        dialog.went.connect(self.went)
        dialog.follow(self._project)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def went(self, folder: Path) -> None:
        """Remember the folder in which the user chose a file."""
        self._last = folder

    def looking(self) -> Path:
        """Return the folder to look in first: the one used last, else that of the open project."""
        return self._last or self._beside()

    def _beside(self) -> Path:
        """Return the folder for a file about this project: that of the project, else the one used last."""
        if self._project.path is not None and not self.is_draft:
            return self._project.path.parent
        recent = self._preferences.settings.recent
        return self._last or (Path(recent[0]).parent if recent else Path.home())
