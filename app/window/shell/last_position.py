"""Last position in each project, so that opening it again goes there. Kept in Qt's settings; disposable."""

import hashlib

from PySide6.QtCore import QObject, QSettings

from app.window.open_project import OpenProject
from app.window.table.view import BitextView

_GROUP = "rows"
_AT_MOST = 50


class LastPosition(QObject):
    """Remembers the current row of the open project, and goes there when it is opened again."""

    def __init__(self, project: OpenProject, table: BitextView, store: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._table, self._store = project, table, store
        self._last: tuple[str, int] | None = None
        table.current_changed.connect(self._note)

    def go(self) -> None:
        """Go to the row of the open project that was current last."""
        if self._project.path is not None:
            row = self._store.value(f"{_GROUP}/{self._key()}", 0, int)
            self._table.go(min(int(str(row)), self._table.rows.rowCount() - 1))

    def keep(self) -> None:
        """Store the current row of the project."""
        if self._last is None:
            return
        self._store.beginGroup(_GROUP)
        if len(self._store.childKeys()) > _AT_MOST:
            self._store.remove("")
        self._store.setValue(*self._last)
        self._store.endGroup()
        self._last = None

    def _note(self) -> None:
        if self._project.path is not None and self._table.row >= 0:
            self._last = self._key(), self._table.row

    def _key(self) -> str:
        return hashlib.sha1(str(self._project.path).encode("utf-8", "surrogatepass")).hexdigest()[:16]
