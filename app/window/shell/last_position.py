"""Last position in each project, so that opening it again goes there. Kept in Qt's settings; disposable."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer

from app.window.open_project import OpenProject
from app.window.table.editor import SegmentEditor
from app.window.table.view import BitextView
from core.model import SideName

_GROUP = "places"
_AT_MOST = 50
_NONE = "-"
Caret = tuple[int, SideName, int, int]
"""Row, side and segment of the text, and the characters before the caret."""


class LastPosition(QObject):
    """Remembers the current segment of the open project and its place on the screen, and goes there when the
    project is opened again."""

    def __init__(self, project: OpenProject, table: BitextView, store: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._table, self._store = project, table, store
        self._last: tuple[str, str] | None = None
        self._caret: Caret | None = None
        """The last caret in an editor: of this project, or from when the project was open last."""
        table.current_changed.connect(self._note)
        table.verticalScrollBar().valueChanged.connect(self._note)
        table.edit_began.connect(self._begin_edit)

    def go(self) -> None:
        """Go to the segment of the open project that was current last, once the table is visible."""
        self._caret = None
        if self._project.path is None:
            return
        key = project_key(self._project.path)
        row, side, segment, top, caret = _read(self._store.value(f"{_GROUP}/{key}", ""))
        self._table.go(min(row, self._table.rows.rowCount() - 1), side, segment)
        if caret is not None:
            self._caret = *self._place(), caret
        if top is not None:
            QTimer.singleShot(0, self._table, lambda: self._table.heights.put(top))

    def keep(self) -> None:
        """Store the current place in the project."""
        if self._last is None:
            return
        keep_value(self._store, _GROUP, *self._last)
        self._last = None

    def _note(self) -> None:
        table = self._table
        if self._project.path is not None and table.row >= 0:
            top = table.heights.place()
            caret = self._caret[-1] if self._caret is not None and self._caret[:-1] == self._place() else None
            facts = *self._place(), *(_NONE if one is None else one for one in (top, caret))
            self._last = project_key(self._project.path), " ".join(map(str, facts))

    def _begin_edit(self) -> None:
        editor = self._table.editor
        if editor is not None:
            if self._caret is not None and self._caret[:-1] == self._place():
                editor.place_caret(self._caret[-1])
            editor.cursorPositionChanged.connect(lambda: self._note_caret(editor))
            self._note_caret(editor)

    def _note_caret(self, editor: SegmentEditor) -> None:
        self._caret = *self._place(), editor.caret
        self._note()

    def _place(self) -> tuple[int, SideName, int]:
        return self._table.row, self._table.side, self._table.segment


def project_key(path: Path) -> str:
    """Return the name under which facts about a project are kept."""
    return hashlib.sha1(str(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def keep_value(store: QSettings, group: str, key: str, value: str) -> None:
    """Keep a value for a project, or remove it if it is empty; too many are forgotten together."""
    store.beginGroup(group)
    if len(store.childKeys()) > _AT_MOST:
        store.remove("")
    if value:
        store.setValue(key, value)
    else:
        store.remove(key)
    store.endGroup()


def _read(value: object) -> tuple[int, SideName, int, int | None, int | None]:
    """Return the row, side, segment, place and caret that were stored; the first row for anything else."""
    parts = str(value).split()
    try:
        row, segment = int(parts[0]), int(parts[2])
        top, caret = (None if one == _NONE else int(one) for one in (*parts[3:5], _NONE, _NONE)[:2])
    except (ValueError, IndexError):
        return 0, "source", 0, None, None
    return max(row, 0), "target" if parts[1] == "target" else "source", max(segment, 0), top, caret
