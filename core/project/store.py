"""One project file, opened and locked: SQLite underneath, sentences for what can go wrong.

Only SQLite may open a project file in this process: closing any other handle on it would drop the lock of
all of them (POSIX), and a second Diglot could get in.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from core.errors import DiglotError, Missing, Newer, Protected
from core.model import Bitext, SideName
from core.project import journal, tables
from core.project.faults import broken, gone, told
from core.project.journal import Entry, Step
from core.project.tables import APPLICATION_ID, SCHEMA, VERSION, Original, State

_PATIENCE_SECONDS = 0.2  # virus scanners and backups hold a file for a moment


class Store:
    """A project file that is ours until `close`."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db
        self._identity = _identity(path)
        self.snapshot = int(self._one("SELECT value FROM meta WHERE name = 'snapshot'"))

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open and lock. Raises Missing, Protected, Broken, Newer, Locked."""
        with told(path):
            db = connected(path)
            try:
                return cls(path, db)
            except (TypeError, ValueError) as error:
                db.close()
                raise broken(path, str(error)) from error
            except BaseException:
                db.close()
                raise

    def read(self) -> tuple[State, list[Entry]]:
        """The bitext with the whole journal played, and the journal. Raises Broken."""
        with told(self.path):
            try:
                state = tables.read_snapshot(self._db)
                life = journal.entries(
                    self._db.execute("SELECT number, step, of, patch, beads FROM journal ORDER BY number")
                )
                for entry in life:
                    if entry.number > state.number:
                        state = state.after(entry.patch, entry.number)
            except (ValueError, TypeError, KeyError, IndexError) as error:
                raise broken(self.path, repr(error)) from error
        return state, life

    def append(self, entries: Sequence[Entry]) -> None:
        """Write journal entries, all or none. Raises NoSpace, NotAllowed or another CannotWrite."""
        rows = [
            (one.number, one.step, one.of, journal.encode(one.patch) if one.step is Step.DO else None, one)
            for one in entries
        ]
        with self._writing() as db:
            db.executemany(
                "INSERT INTO journal (number, step, of, name, patch, beads) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (number, step.value, of, _name(one), text, one.beads)
                    for number, step, of, text, one in rows
                ),
            )

    def write_snapshot(self, state: State) -> None:
        """Write the bitext as it stands, so that opening need not replay. Raises as `append` does."""
        if state.number != self.snapshot:
            with self._writing() as db:
                tables.write_snapshot(db, state)
            self.snapshot = state.number

    def settings(self) -> dict[str, str]:
        """What decided how the bitext was made."""
        with told(self.path):
            return dict(self._db.execute("SELECT name, value FROM settings").fetchall())

    def original(self, state: State, side: SideName) -> tuple[str, bytes]:
        """The name and the bytes of the file that a side came from."""
        with told(self.path):
            return tables.read_original(self._db, state, side)

    def copy_to(self, path: Path) -> None:
        """A second file with everything committed so far. `path` must not exist."""
        with told(path), closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)

    def stands_at(self, path: Path) -> bool:
        """Whether `path` is this very file, and it still is where it was."""
        return self._identity is not None and _identity(path) == self._identity == _identity(self.path)

    def close(self) -> None:
        """Let the file go."""
        with told(self.path):
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if _identity(self.path) != self._identity:
            raise gone(self.path)
        with told(self.path), _transaction(self._db):
            yield self._db

    def _one(self, query: str) -> str:
        return str(self._db.execute(query).fetchone()[0])


def write_new(path: Path, bitext: Bitext, files: Sequence[Original], settings: Mapping[str, str]) -> None:
    """Make a complete project file at `path`, which must not exist. Raises as `Store.append` does."""
    with told(path), closing(sqlite3.connect(path, isolation_level=None)) as db, _transaction(db):
        for statement in SCHEMA.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("INSERT INTO meta VALUES ('created', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))")
        db.executemany("INSERT INTO settings VALUES (?, ?)", settings.items())
        tables.write_documents(db, bitext, files)
        tables.write_snapshot(db, State(bitext))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` that takes its place when the block ends well, and disappears otherwise.

    Raises Locked where another session has `path` open: replacing it would cut that one off.
    """
    place = path.resolve()
    with told(path):
        folder = Path(tempfile.mkdtemp(prefix=".diglot-", dir=place.parent))
    try:
        with told(path):
            yield folder / place.name
            if _is_project(place):
                _locked(place).close()
            # A journal left behind would be rolled back into the new file.
            place.with_name(place.name + "-journal").unlink(missing_ok=True)
            os.replace(folder / place.name, place)
            _settle(place.parent)
    except DiglotError as error:
        error.file = str(path)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def connected(path: Path, version: int = VERSION) -> sqlite3.Connection:
    """A locked connection to the project at `path`.

    Raises Missing, Protected, Broken, Newer, Locked; an older version than `version` is Broken too, as
    `core.project.migrations` comes first.
    """
    _look(path)
    with told(path):
        db = _locked(path)
        try:
            if _version(path, db) != version:
                raise broken(path, "an older version")
        except BaseException:
            db.close()
            raise
        return db


def version_of(path: Path) -> int:
    """The version of the project at `path`. Raises Missing, Protected, Broken, Newer, Locked."""
    _look(path)
    with told(path), closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as db:
        return _version(path, db)


def _locked(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("BEGIN EXCLUSIVE")  # taken now, and kept until the connection closes
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _version(path: Path, db: sqlite3.Connection) -> int:
    if _pragma(db, "application_id") != APPLICATION_ID:
        raise broken(path, "another application's file")
    found = _pragma(db, "user_version")
    if found > VERSION:
        raise Newer(
            f"“{path.name}” was made by a newer Diglot.",
            file=str(path),
            remedy="Update Diglot to open it.",
            detail=f"project version {found}, this Diglot knows {VERSION}",
        )
    return found


def _look(path: Path) -> None:
    if not os.path.isfile(path):  # unlike Path.is_file it never raises
        what = "is a folder, not a project" if os.path.isdir(path) else "does not exist"
        raise Missing(f"“{path.name}” {what}.", file=str(path), remedy="Choose a project file.")
    if not os.access(path, os.R_OK):
        raise Protected(
            f"“{path.name}” may not be read.", file=str(path), remedy="Ask its owner to let you open it."
        )
    if os.path.getsize(path) == 0:
        raise broken(path, "an empty file")


def _is_project(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size == 0:
        return False
    with closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as db:
        try:
            return _pragma(db, "application_id") == APPLICATION_ID
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
                return False
            raise


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has already rolled it back
            db.execute("ROLLBACK")
        raise


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _name(entry: Entry) -> str:
    return entry.patch.name.encode("utf-8", "replace").decode()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
