"""The projects in a folder, for the start page. None is deleted, and none loses what was committed.

Reading a project that a killed program left in the middle of a commit makes SQLite roll that commit back.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.errors import DiglotError
from core.project.faults import broken, explained
from core.project.lock import version_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary of a project. `changed` is in UTC, ISO 8601; `touched` is True if a user worked on it.

    If it cannot be used, `problem` says why (`Locked`: it is open elsewhere) and the other fields are empty.
    """

    path: Path
    source: str = ""
    target: str = ""
    languages: tuple[str, str] = ("", "")
    changed: str = ""
    beads: int = 0
    touched: bool = False
    problem: DiglotError | None = None


def drafts(folder: Path) -> tuple[Draft, ...]:
    """Return the projects in a folder, the most recently changed first, those that cannot be used last."""
    found = [glance(path) for path in folder.glob("*.diglot")] if folder.is_dir() else []
    found.sort(key=lambda draft: str(draft.path))
    found.sort(key=lambda draft: draft.changed, reverse=True)
    return tuple(sorted(found, key=lambda draft: draft.problem is not None))


def glance(path: Path) -> Draft:
    """Return a summary of a project without reading its texts; never raises for a broken, locked or missing
    file."""
    try:
        version_of(path)
        with explained(path), closing(sqlite3.connect(path, timeout=0)) as db:
            return _read(path, db)
    except DiglotError as error:
        return Draft(path, problem=error)


def _read(path: Path, db: sqlite3.Connection) -> Draft:
    documents = {
        side: (str(name), str(language))
        for side, name, language in db.execute("SELECT side, name, language FROM documents")
    }
    last = db.execute("SELECT time, beads FROM journal ORDER BY number DESC LIMIT 1").fetchone()
    touched = last is not None
    if not touched:
        last = db.execute(
            "SELECT (SELECT value FROM meta WHERE name = 'created'), (SELECT count(*) FROM beads)"
        ).fetchone()
    try:
        (source, first), (target, second) = documents["source"], documents["target"]
    except KeyError as error:
        raise broken(path, f"no {error}") from error
    return Draft(path, source, target, (first, second), str(last[0]), int(last[1]), touched)
