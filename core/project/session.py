"""Sessions: the one mutable thing in the program, a bitext with its revision and the file that keeps both."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from core.errors import DiglotError
from core.model import Bitext, Patch, SideName, StalePatch, check, combined, inverse
from core.model.message import Message
from core.project import journal, migrations
from core.project.change import Change, described
from core.project.faults import broken, failed
from core.project.journal import Entry, Step
from core.project.laws import uphold
from core.project.lock import replacing_project
from core.project.provenance import Provenance
from core.project.store import Store, write_new
from core.project.tables import Original, State

Defer = Callable[[Callable[[], None]], None]
"""A function that runs a commit now or soon, on any one thread. The commit raises what `Session.flush`
raises."""

_ENTRIES_A_SNAPSHOT = 400


def at_once(commit: Callable[[], None]) -> None:
    """Commit before `apply` returns. `Session.trouble` reports a failure."""
    with suppress(DiglotError):  # the entry stays pending; close and flush raise it
        commit()


@dataclass(frozen=True, slots=True)
class Advance:
    """A step that is computed but not taken: the states before and after it, its entry, and its change."""

    before: State
    after: State
    entry: Entry
    change: Change


class Session:
    """A bitext being worked on.

    Every apply, amend, undo and redo appends one entry to the file's journal. If the file cannot be written,
    the bitext in memory is still right: the entries stay pending, `trouble` says why, and the next commit or
    `flush` tries again. One thread applies; `flush` and `save_as` may run on another.
    """

    def __init__(self, store: Store, state: State, history: list[Entry], defer: Defer) -> None:
        self.settings: Mapping[str, str] = store.settings()
        """The rows of the file that record how the bitext was made."""
        self._store = store
        self._state = state
        self._done, self._undone = journal.folded(history)
        self._pending: deque[Entry] = deque()
        self._defer = defer
        self._writing = threading.RLock()
        self.trouble: DiglotError | None = None

    @classmethod
    def create(
        cls,
        path: Path,
        bitext: Bitext,
        files: tuple[Original, Original],
        settings: Mapping[str, str],
        *,
        defer: Defer = at_once,
    ) -> "Session":
        """Create a project at `path`, replacing any file there. `files` are those of the source and of the
        target.

        Raises NoSpace, NotAllowed, Locked, or BrokenLaw for a bitext that breaks a law.
        """
        check(bitext)
        path = path.absolute()
        with replacing_project(path) as beside:
            write_new(beside, bitext, files, settings)
        return cls(Store.open(path), State(bitext), [], defer)

    @classmethod
    def open(cls, path: Path, *, defer: Defer = at_once) -> "Session":
        """Open the project at `path`, with its whole history.

        Raises Missing, Protected, Broken, Newer, Locked; CannotWrite if an older one cannot be migrated.
        """
        path = path.absolute()
        migrations.migrate(path)
        store = Store.open(path)
        try:
            state, history = store.read()
            check(state.bitext)
            return cls(store, state, history, defer)
        except (ValueError, TypeError, KeyError, IndexError) as error:  # BrokenLaw and BadJournal among them
            store.close()
            raise broken(path, str(error)) from error
        except BaseException:
            store.close()
            raise

    @property
    def provenance(self) -> Provenance:
        """The provenance of the bitext, read from `settings`."""
        return Provenance.from_rows(self.settings)

    @property
    def bitext(self) -> Bitext:
        """The current bitext."""
        return self._state.bitext

    @property
    def revision(self) -> int:
        """A number that grows by one with every change, including undo and redo; kept in the file."""
        return self._state.number

    @property
    def path(self) -> Path:
        """The path of the project file."""
        return self._store.path

    @property
    def saved(self) -> bool:
        """True if the file holds every change."""
        return not self._pending

    @property
    def undo_name(self) -> Message | None:
        """The name of the change that `undo` would revert, or None."""
        return self._done[-1].patch.name if self._done else None

    @property
    def redo_name(self) -> Message | None:
        """The name of the change that `redo` would repeat, or None."""
        return self._undone[-1].patch.name if self._undone else None

    def original(self, side: SideName) -> tuple[str, bytes]:
        """Return the name and the bytes of the file from which a side was read."""
        with self._writing:
            return self._store.original(self._state, side)

    def apply(self, patch: Patch) -> Change:
        """Apply `patch`; undone changes can no longer be redone. An empty patch does nothing.

        Raises StalePatch, PersonOverruled, or BrokenLaw (a bug in the maker of the patch); then nothing has
        changed.
        """
        if patch.empty:
            return described(patch, self.bitext, self.revision)
        return self._taken(self.ahead(patch))

    def ahead(self, patch: Patch) -> Advance:
        """Return the step that `apply` would take, which any thread may compute. Raises as `apply` does."""
        return self._ahead(Step.DO, patch, None, patch)

    def take(self, advance: Advance) -> Change:
        """Take a step computed before, which `flush` will commit. Raises StalePatch if another came first."""
        if advance.before is not self._state:
            raise StalePatch("another change came first")
        entry = advance.entry
        match entry.step:
            case Step.DO:
                self._done.append(entry)
                self._undone.clear()
            case Step.AMEND:
                self._done[-1:] = journal.undoable_steps(entry)
                self._undone.clear()
            case Step.UNDO:
                self._undone.append(self._done.pop())
            case Step.REDO:
                self._done.append(self._undone.pop())
        self._pending.append(entry)
        self._state = advance.after
        return advance.change

    @property
    def undo_size(self) -> int:
        """The number of rows and segments that `undo` would change."""
        return journal.size(self._done[-1].whole) if self._done else 0

    @property
    def redo_size(self) -> int:
        """The number of rows and segments that `redo` would change."""
        return journal.size(self._undone[-1].whole) if self._undone else 0

    def amend(self, patch: Patch, revision: int | None) -> Change:
        """Apply `patch` as `apply` does, but as one step with the change that led to `revision`.

        `patch` is made for the current bitext. It becomes a step of its own if that change was not the last
        one, or if it changes anything that the step did not, other than the confidence of rows that nobody
        decided. A step that ends as it began is removed: undo
        then reverts the one before it. Raises as `apply` does.

        The file gets an entry of its own for each amendment, even while the amended one is still pending:
        another thread may be writing that.
        """
        last = self._done[-1] if self._done and self._done[-1].number == revision == self.revision else None
        whole = None if last is None else combined(last.whole, patch)
        if patch.empty or last is None or whole is None:
            return self.apply(patch)
        return self._taken(self._ahead(Step.AMEND, patch, last.number, whole))

    def undo(self) -> Change | None:
        """Revert the last change; return None if there is none."""
        advance = self.undo_ahead()
        return None if advance is None else self._taken(advance)

    def undo_ahead(self) -> Advance | None:
        """Return the step that `undo` would take, which any thread may compute."""
        if not self._done:
            return None
        entry = self._done[-1]
        return self._ahead(Step.UNDO, inverse(entry.whole), entry.number, entry.whole)

    def redo(self) -> Change | None:
        """Repeat the change that was undone last; return None if there is none."""
        advance = self.redo_ahead()
        return None if advance is None else self._taken(advance)

    def redo_ahead(self) -> Advance | None:
        """Return the step that `redo` would take, which any thread may compute."""
        if not self._undone:
            return None
        entry = self._undone[-1]
        return self._ahead(Step.REDO, entry.whole, entry.number, entry.whole)

    def flush(self) -> None:
        """Commit pending entries. Raises NoSpace, NotAllowed and the like; then all of them stay pending."""
        with self._writing:
            state = self._state  # before the entries, so that they reach at least this far
            entries = tuple(self._pending)
            if not entries:
                return
            try:
                self._store.append(entries)
            except DiglotError as error:
                self.trouble = error
                raise
            except Exception as error:
                self.trouble = failed(
                    self.path, repr(error)
                )  # whatever the error was, the file lacks the changes
                raise self.trouble from error
            self._committed(entries)
            if state.number - self._store.snapshot >= _ENTRIES_A_SNAPSHOT:
                self._take_snapshot(state)

    def save_as(self, path: Path) -> None:
        """Write the whole project to `path`, replacing any file there, and use that file from now on.

        The old file stays as it was. Raises NoSpace, NotAllowed, Locked; then the session keeps its file.
        """
        path = path.absolute()
        with self._writing:
            if self._store.stands_at(path):
                self.flush()
                return
            with suppress(DiglotError):  # a full disk may be the very reason for saving elsewhere
                self.flush()
            state, entries = self._state, tuple(self._pending)
            with replacing_project(path) as beside:
                self._store.copy_to(beside)
                copy = Store.open(beside)
                try:
                    copy.append(entries)
                    copy.write_snapshot(state)
                finally:
                    copy.close()
            old, self._store = self._store, Store.open(path)
            self._committed(entries)
            old.close()

    def close(self) -> None:
        """Commit, write a snapshot and close the file. Raises as `flush` does, and then stays open."""
        with self._writing:
            self.flush()
            self._take_snapshot(self._state)
            self._store.close()

    def abandon(self) -> None:
        """Close the file with what is committed; pending entries are lost."""
        with self._writing:
            self._store.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        with suppress(DiglotError):  # the error being raised matters more
            self.flush()
        self.abandon()

    def _taken(self, advance: Advance) -> Change:
        change = self.take(advance)
        self._defer(self.flush)
        return change

    def _ahead(self, step: Step, patch: Patch, of: int | None, whole: Patch) -> Advance:
        before = self._state
        after = before.after(patch, before.number + 1)
        uphold(patch, before.bitext, after.bitext)
        entry = Entry(after.number, step, of, patch, len(after.bitext.beads), whole)
        return Advance(before, after, entry, described(patch, after.bitext, after.number))

    def _committed(self, entries: tuple[Entry, ...]) -> None:
        for _ in entries:
            self._pending.popleft()
        self.trouble = None

    def _take_snapshot(self, state: State) -> None:
        with suppress(DiglotError):  # the journal holds everything; a snapshot only makes opening faster
            self._store.write_snapshot(state)
