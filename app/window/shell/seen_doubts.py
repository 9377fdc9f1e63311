"""Doubts that the user has looked at in each project, so that they are marked when it is opened again.

Kept in Qt's settings, by the segments of their rows; disposable.
"""

import json
from contextlib import suppress

from PySide6.QtCore import QObject, QSettings

from app.window.actions.doubt_queue import DoubtQueue, Key
from app.window.open_project import OpenProject
from app.window.shell.last_position import keep_value, project_key

_GROUP = "seen"
_LATEST = 1_000  # doubts kept of a project


class SeenDoubts(QObject):
    """Remembers the doubts seen in the open project."""

    def __init__(self, project: OpenProject, queue: DoubtQueue, store: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._queue, self._store = project, queue, store
        self._of = ""
        """The key of the project to which the doubts of the queue belong."""
        queue.changed.connect(self._note)
        project.saved.connect(self._note)  # perhaps elsewhere

    def restore(self) -> None:
        """Mark the doubts of the open project that were seen when it was open last."""
        if self._project.path is not None and not self._project.is_new:
            value = self._store.value(f"{_GROUP}/{project_key(self._project.path)}", "")
            self._queue.restore_seen(_read(str(value)))

    def keep(self) -> None:
        """Store the doubts seen."""
        if self._of:
            latest = self._queue.all_seen[-_LATEST:]
            value = json.dumps(latest, separators=(",", ":")) if latest else ""
            keep_value(self._store, _GROUP, self._of, value)

    def _note(self) -> None:
        self._of = "" if self._project.path is None else project_key(self._project.path)


def _read(value: str) -> list[Key]:
    """Return the doubts that were stored; none for anything else."""
    found: list[Key] = []
    with suppress(ValueError, TypeError):
        found = [(tuple(map(int, source)), tuple(map(int, target))) for source, target in json.loads(value)]
    return found
