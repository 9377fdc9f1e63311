"""The open project: wraps `core.project.Session` and reports each change by signals.

Changes are made here, in the window's thread, and committed on the project thread. Where a commit fails, the
work goes on in memory, the window says so, and the commit is tried again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.window.background.gc_pause import freeze, uncollected, unfreeze
from app.window.background.project_thread import ProjectThread, often_switching
from core.errors import CannotWrite, DiglotError
from core.model import SIDES, Bitext, Patch, StalePatch
from core.model.message import Message, message
from core.project import Advance, Change, Original, Session
from core.review.overview.statistics import Tally, tally
from core.review.verbs.rows import NotPossible

if TYPE_CHECKING:
    from core.encode import Quality

Failed = Callable[[DiglotError], None]
Refusal = NotPossible | StalePatch
_AGAIN_MS = 5_000
_PAINTED_MS = 300  # until a large change is on the screen; writing it keeps the processor busy


@dataclass(frozen=True, slots=True)
class Prepared:
    """A step of a session that is computed but not taken, with the counts of the rows after it."""

    session: Session
    advance: Advance
    tally: Tally


class OpenProject(QObject):
    """Holds at most one session at a time."""

    bitext_changed = Signal(object)
    """Emitted with the `Change` of the bitext, or None if another project was opened.

    The table connects to it, so that it is up to date when others receive `changed` or `replaced`.
    """
    changed = Signal(object)
    """Emitted with a `Change`."""
    replaced = Signal()
    """Emitted when another project is open, or none."""
    saved = Signal()
    """Emitted when all changes are saved, or no longer so; `trouble` says why not."""
    judged = Signal()
    """Emitted when the quality of the project's encoder is known: `poor_languages` may have warnings now."""
    lost = Signal(object)
    """Emitted with the error if a project was closed and its last changes could not be saved."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project_thread = ProjectThread(self)
        self._session: Session | None = None
        self.tally = Tally()
        """Counts of the rows, updated with every change: counting anew takes time linear in the rows."""
        self.is_new = False
        """True if the project was created in this window, and not opened since."""
        self._quality: Quality | None = None
        self._amended: dict[int, int] = {}
        """For each revision that was amended quietly, the one that followed."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.save_now)

    @property
    def bitext(self) -> Bitext | None:
        """The current bitext, or None where no project is open."""
        return None if self._session is None else self._session.bitext

    @property
    def revision(self) -> int:
        """The session's revision; 0 where no project is open."""
        return 0 if self._session is None else self._session.revision

    @property
    def path(self) -> Path | None:
        """The path of the project."""
        return None if self._session is None else self._session.path

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings with which the bitext was made."""
        return {} if self._session is None else self._session.settings

    @property
    def findings(self) -> tuple[Message, ...]:
        """Findings about the texts as a whole when they were aligned, as far as they still apply."""
        if self._session is None:
            return ()
        return tuple(
            found.sentence for found in self._session.provenance.findings_about(self._session.bitext)
        )

    @property
    def poor_languages(self) -> tuple[Message, ...]:
        """Warnings about those languages of the texts that the encoder which aligned them is poor at."""
        bitext = self.bitext
        if bitext is None or self._quality is None:
            return ()
        return self._quality.warnings(*(bitext.side(side).document.language for side in SIDES))

    @property
    def undo_name(self) -> Message | None:
        """Name of the step that `undo` reverts."""
        return None if self._session is None else self._session.undo_name

    @property
    def redo_name(self) -> Message | None:
        """Name of the step that `redo` repeats."""
        return None if self._session is None else self._session.redo_name

    @property
    def undo_size(self) -> int:
        """The number of rows and segments that `undo` would change."""
        return 0 if self._session is None else self._session.undo_size

    @property
    def redo_size(self) -> int:
        """The number of rows and segments that `redo` would change."""
        return 0 if self._session is None else self._session.redo_size

    @property
    def all_saved(self) -> bool:
        """True if the file holds every change."""
        return self._session is None or self._session.saved

    @property
    def trouble(self) -> DiglotError | None:
        """The error of the last commit, until one succeeds."""
        return None if self._session is None else self._session.trouble

    # Changing

    def apply(self, patch: Patch) -> Change:
        """Apply a patch. Raises what `Session.apply` raises; then nothing changed."""
        assert self._session is not None
        return self._announced(self._session.apply(patch))

    def amend(self, patch: Patch, revision: int | None) -> Change:
        """Apply a patch as one step with the change that led to `revision`, as `Session.amend` does."""
        assert self._session is not None
        return self._announced(self._session.amend(patch, self._latest(revision)))

    def amend_quietly(self, patch: Patch) -> Change:
        """Apply a program's estimates as one step with the last change, whoever made it; who holds its
        revision can still amend it."""
        assert self._session is not None
        before = self._session.revision
        change = self._session.amend(patch, before)
        self._amended[before] = change.revision
        return self._announced(change)

    def _latest(self, revision: int | None) -> int | None:
        """Return the revision after the quiet amendments of the change that led to `revision`."""
        while revision in self._amended:
            revision = self._amended[revision]
        return revision

    def _announced(self, change: Change) -> Change:
        if change.kinds:
            self._emit(change)
        return change

    def prepare(
        self,
        step: Callable[[Session], Advance | Refusal | None],
        ready: Callable[[Prepared | Refusal | None], None],
        failed: Failed,
    ) -> None:
        """Compute a step of the session on the project thread, to be taken by `take`. A reason why there is
        none, and None where there is nothing to do, reach `ready` as they are."""
        session, counts = self._session, self.tally
        assert session is not None

        def work() -> Prepared | Refusal | None:
            with uncollected(), often_switching():
                found = step(session)
                if not isinstance(found, Advance):
                    return found
                return Prepared(session, found, counts.after(found.change.patch))

        self.project_thread.do(work, ready, failed)

    def take(self, prepared: Prepared) -> Change:
        """Take a step computed before. Raises StalePatch if something else has changed since."""
        if prepared.session is not self._session:
            raise StalePatch("another project is open")
        change = prepared.session.take(prepared.advance)
        self._emit(change, prepared.tally)
        QTimer.singleShot(_PAINTED_MS, self, self.save_now)
        return change

    def _emit(self, change: Change, counts: Tally | None = None) -> None:
        self.tally = self.tally.after(change.patch) if counts is None else counts
        self.bitext_changed.emit(change)
        self.changed.emit(change)

    def undo(self) -> Change | None:
        """Undo the last change."""
        return self._stepped(None if self._session is None else self._session.undo())

    def redo(self) -> Change | None:
        """Redo the change undone last."""
        return self._stepped(None if self._session is None else self._session.redo())

    def _stepped(self, change: Change | None) -> Change | None:
        if change is not None:
            self._emit(change)
        return change

    # Files

    def create(
        self,
        path: Path,
        bitext: Bitext,
        files: tuple[Original, Original],
        settings: Mapping[str, str],
        failed: Failed,
    ) -> None:
        """Create a project and open it."""

        def make() -> Session:
            path.parent.mkdir(parents=True, exist_ok=True)
            with uncollected():
                return Session.create(path, bitext, files, settings, defer=self._defer)

        self.project_thread.do(lambda: _created(make, path), partial(self._opened, is_new=True), failed)

    def open(self, path: Path, failed: Failed) -> None:
        """Open the project at `path`; the one that is open stays if that fails."""

        def read() -> Session:
            with uncollected():
                return Session.open(path, defer=self._defer)

        self.project_thread.do(read, self._opened, failed)

    def save_as(self, path: Path, done: Callable[[], None], failed: Failed) -> None:
        """Write the project to `path` and continue there."""
        session = self._session
        if session is not None:
            self.project_thread.do(lambda: session.save_as(path), lambda _: self._committed(done), failed)

    def save(self, done: Callable[[], None], failed: Failed) -> None:
        """Commit what is pending, then call `done`."""
        session = self._session
        if session is not None:
            self.project_thread.do(session.flush, lambda _: self._committed(done), failed)

    def save_now(self) -> None:
        """Try to commit what is pending."""
        if self._session is not None and not self._session.saved:
            self._defer(self._session.flush)

    def settle(self) -> None:
        """Wait a moment for the commits that are under way; `all_saved` then says whether that was enough."""
        if not self.all_saved:
            self.save_now()
            self.project_thread.drain()

    def clear(self) -> None:
        """Close the project. Its file is closed on the project thread, before whatever is asked for next."""
        if self._session is not None:
            self._put_away()
            self.bitext_changed.emit(None)
            self.replaced.emit()

    def close(self) -> None:
        """Close the project and end the thread."""
        self._put_away()
        self.project_thread.close()

    def _put_away(self) -> None:
        session, self._session = self._session, None
        self.tally = Tally()
        self._again.stop()
        unfreeze()
        if session is not None:
            self.project_thread.do(partial(_close, session), failed=self.lost.emit)

    def _opened(self, session: Session, *, is_new: bool = False) -> None:
        self._put_away()
        self.is_new = is_new
        freeze()
        self._session, self._quality, self._amended = session, None, {}
        self.tally = tally(session.bitext)
        self.bitext_changed.emit(None)
        self.replaced.emit()
        self.saved.emit()
        encoder = session.provenance.encoder
        self.project_thread.do(lambda: _quality_of(encoder), partial(self._judge, session))

    def _judge(self, session: Session, quality: "Quality") -> None:
        if session is self._session:
            self._quality = quality
            self.judged.emit()

    def _defer(self, commit: Callable[[], None]) -> None:
        self.project_thread.do(commit, lambda _: self._committed(), self._commit_failed)

    def _committed(self, then: Callable[[], None] = lambda: None) -> None:
        self._again.stop()
        self.saved.emit()
        then()

    def _commit_failed(self, _: DiglotError) -> None:
        if self._session is not None:
            self._again.start()
            self.saved.emit()


def _created(make: Callable[[], Session], path: Path) -> Session:
    try:
        return make()
    except OSError as error:  # the drafts folder cannot be made
        raise CannotWrite(
            message("The drafts folder “{folder}” could not be created.", folder=str(path.parent)),
            file=str(path),
            remedy=message("Check the folder's permissions, and that the disk is not full."),
            detail=str(error),
        ) from error


def _quality_of(encoder: str) -> "Quality":
    from core.encode import quality_of  # takes a second before anything has been encoded

    return quality_of(encoder)


def _close(session: Session) -> None:
    try:
        session.close()
    except BaseException:
        session.abandon()  # otherwise the file stays locked while the program runs
        raise
