"""An open project file, with its reading and writing."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from core.model import Bitext, SideName
from core.project import journal, tables
from core.project.faults import broken, explained, gone
from core.project.journal import Entry, Step
from core.project.lock import connected, identity
from core.project.tables import APPLICATION_ID, SCHEMA, VERSION, Original, State


class Store:
    """A project file that is locked until `close`."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db
        self._identity = identity(path)
        self.snapshot = int(self._one("SELECT value FROM meta WHERE name = 'snapshot'"))

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Open and lock a file. Raises Missing, Protected, Broken, Newer, Locked."""
        with explained(path):
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
        """Return the bitext after the whole journal, and the journal. Raises Broken."""
        with explained(self.path):
            try:
                state = tables.read_snapshot(self._db)
                history = journal.entries(
                    self._db.execute("SELECT number, step, of, patch, beads FROM journal ORDER BY number")
                )
                for entry in history:
                    if entry.number > state.number:
                        state = state.after(entry.patch, entry.number)
            except (ValueError, TypeError, KeyError, IndexError) as error:
                raise broken(self.path, repr(error)) from error
        return state, history

    def append(self, entries: Sequence[Entry]) -> None:
        """Write journal entries, all or none. Raises NoSpace, NotAllowed or another CannotWrite."""
        rows = [(one.number, one.step.value, one.of, _name(one), _text(one), one.beads) for one in entries]
        with self._writing() as db:
            db.executemany(
                "INSERT INTO journal (number, step, of, name, patch, beads) VALUES (?, ?, ?, ?, ?, ?)", rows
            )

    def write_snapshot(self, state: State) -> None:
        """Write the current bitext, so that opening need not replay the journal. Raises as `append` does."""
        if state.number != self.snapshot:
            with self._writing() as db:
                tables.write_snapshot(db, state)
            self.snapshot = state.number

    def settings(self) -> dict[str, str]:
        """Return the rows that record how the bitext was made."""
        with explained(self.path):
            return dict(self._db.execute("SELECT name, value FROM settings").fetchall())

    def original(self, state: State, side: SideName) -> tuple[str, bytes]:
        """Return the name and the bytes of the file from which a side was read."""
        with explained(self.path):
            return tables.read_original(self._db, state, side)

    def copy_to(self, path: Path) -> None:
        """Write a second file with everything committed so far. `path` must not exist."""
        with explained(path), closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)

    def stands_at(self, path: Path) -> bool:
        """Return whether `path` is this very file and the file is still where it was."""
        return self._identity is not None and identity(path) == self._identity == identity(self.path)

    def close(self) -> None:
        """Close the file and release the lock."""
        with explained(self.path):
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if identity(self.path) != self._identity:
            raise gone(self.path)
        with explained(self.path), _transaction(self._db):
            yield self._db

    def _one(self, query: str) -> str:
        return str(self._db.execute(query).fetchone()[0])


def write_new(path: Path, bitext: Bitext, files: Sequence[Original], settings: Mapping[str, str]) -> None:
    """Write a complete project file at `path`, which must not exist. Raises as `Store.append` does."""
    with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as db, _transaction(db):
        for statement in SCHEMA.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("INSERT INTO meta VALUES ('created', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))")
        db.executemany("INSERT INTO settings VALUES (?, ?)", settings.items())
        tables.write_documents(db, bitext, files)
        tables.write_snapshot(db, State(bitext))


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


def _text(entry: Entry) -> str | None:
    """Return the entry's patch as the journal stores it; None if another entry has it."""
    return journal.encode(entry.patch) if entry.step in (Step.DO, Step.AMEND) else None


def _name(entry: Entry) -> str:
    return str(entry.patch.name).encode("utf-8", "replace").decode()
