"""Locking of project files: one session at a time has a project, for as long as it is open.

The lock is SQLite's own, so a killed program leaves none behind. Only SQLite may open a project file in this
process: closing any other handle on it would drop the lock of all of them (POSIX), and a second Diglot could
get in.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from core.errors import DiglotError, Missing, Newer, Protected
from core.model.message import message
from core.project.faults import broken, explained
from core.project.tables import APPLICATION_ID, VERSION

_PATIENCE_SECONDS = 0.2  # virus scanners and backups hold a file for a moment


@contextmanager
def replacing_project(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` that replaces it if the block succeeds, and is deleted otherwise.

    Raises Locked if another session has `path` open: replacing it would cut that session off.
    """
    place = path.resolve()
    with explained(path):
        _refuse_long_name(place)
        folder = Path(tempfile.mkdtemp(prefix=".diglot-", dir=place.parent))
    try:
        with explained(path):
            yield folder / place.name
            _refuse_if_open(place)
            # A journal left behind would be rolled back into the new file.
            place.with_name(place.name + "-journal").unlink(missing_ok=True)
            os.replace(folder / place.name, place)
            _settle(place.parent)
    except DiglotError as error:
        error.file = str(path)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_long_name(place: Path) -> None:
    """Raise the system's error if the name is too long for SQLite's journal beside it, which SQLite would
    hide."""
    with suppress(FileNotFoundError):
        place.with_name(place.name + "-journal").lstat()


def connected(path: Path, version: int = VERSION) -> sqlite3.Connection:
    """Return a locked connection to the project at `path`.

    Raises Missing, Protected, Broken, Newer, Locked; a version older than `version` is also Broken, because
    `core.project.migrations` comes first.
    """
    _look(path)
    with explained(path):
        db = _locked(path)
        try:
            if _version(path, db) != version:
                raise broken(path, "an older version")
        except BaseException:
            db.close()
            raise
        return db


def version_of(path: Path) -> int:
    """Return the version of the project at `path`. Raises Missing, Protected, Broken, Newer, Locked."""
    _look(path)
    with explained(path), closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as db:
        return _version(path, db)


def _locked(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("BEGIN EXCLUSIVE")  # taken now and held until the connection closes
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
            message("“{name}” was made by a newer version of Diglot.", name=path.name),
            file=str(path),
            remedy=message("Update Diglot to open it."),
            detail=f"project version {found}, this Diglot knows {VERSION}",
        )
    return found


def _look(path: Path) -> None:
    if not os.path.isfile(path):  # unlike Path.is_file, it never raises
        what = message("is a folder, not a project") if os.path.isdir(path) else message("does not exist")
        raise Missing(
            message("“{name}” {what}.", name=path.name, what=what),
            file=str(path),
            remedy=message("Choose a project file."),
        )
    if not os.access(path, os.R_OK):
        raise Protected(
            message("You do not have permission to read “{name}”.", name=path.name),
            file=str(path),
            remedy=message("Ask its owner for permission to open it."),
        )
    if os.path.getsize(path) == 0:
        raise broken(path, "an empty file")


def _refuse_if_open(path: Path) -> None:
    if path.is_file():
        with closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as db:
            try:
                _pragma(db, "application_id")  # unreadable under another session's lock
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                    raise  # anything else is not a project, or a broken one, and locked by nobody


def identity(path: Path) -> tuple[int, int] | None:
    """Return a value that identifies the file at `path` under any of its names, or None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _settle(folder: Path) -> None:
    """Make the new name survive a power cut, where the system supports it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
