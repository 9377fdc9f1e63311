"""Migrations of older project files to the current version, on a copy that replaces the old file once
checked.

Version 1 (November 2026): the first.
Version 2 (December 2026): offsets of segments count in the visible text; journal entries can change strikes.
    The tables are unchanged; no file of version 1 has a strike, so its offsets remain right.

A new version adds one step to `STEPS`, its line above, and its file to `tests/old_projects`.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from core.model import check
from core.project.faults import broken, explained
from core.project.lock import connected, replacing_project, version_of
from core.project.store import Store
from core.project.tables import VERSION

Migration = Callable[[sqlite3.Connection], None]


def _to_version_2(db: sqlite3.Connection) -> None:
    """Change nothing: the number alone keeps an older Diglot from a journal that it cannot read."""


STEPS: Mapping[int, Migration] = {1: _to_version_2}
"""The migration from each version to the next."""


def migrate(path: Path, steps: Mapping[int, Migration] = STEPS) -> None:
    """Bring the project at `path` to the current version; the old file stays if anything goes wrong.

    Raises Missing, Protected, Broken, Newer, Locked, CannotWrite.
    """
    found = version_of(path)
    if found == VERSION:
        return
    with replacing_project(path) as beside:
        with (
            explained(path),
            closing(connected(path, found)) as old,
            closing(sqlite3.connect(beside)) as copy,
        ):
            old.backup(copy)
            for version in range(found, VERSION):
                if version not in steps:
                    raise broken(path, f"version {version}")
                steps[version](copy)
                copy.execute(f"PRAGMA user_version = {version + 1}")
                copy.commit()
        _prove(beside, path)


def _prove(beside: Path, path: Path) -> None:
    store = Store.open(beside)
    try:
        check(store.read()[0].bitext)
    except (ValueError, TypeError, KeyError, IndexError) as error:  # BrokenLaw and BadJournal among them
        raise broken(path, str(error)) from error
    finally:
        store.close()
