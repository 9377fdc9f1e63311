"""Changes of many rows, computed beside the window, which shows that it works and can be told to stop.

Meanwhile nothing else can be changed by hand; the bitext gets the whole change at once, or nothing of it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.window.actions.realign import STALE
from app.window.dialogs import error as boxes
from app.window.i18n import tr, translated
from app.window.open_project import OpenProject, Prepared, Refusal
from core.errors import DiglotError
from core.model import Bitext, StalePatch
from core.project import Advance, Change, Session
from core.review.verbs.rows import NotPossible

MANY = 3_000
"""Number of rows from which a change takes noticeably long."""
Make = Callable[[Session], Advance | None]
"""Computes a step, None if nothing is to be done. Raises NotPossible."""
Then = Callable[[Change | None], None]


class LargeChanges(QObject):
    """At most one change under way."""

    status_message = Signal(str)
    """Emitted with the reason why nothing was changed."""

    def __init__(self, project: OpenProject, parent: QWidget) -> None:
        super().__init__(parent)
        self._project, self._window = project, parent
        self.dialog: QProgressDialog | None = None
        """Shows the change under way; closing it stops the change."""

    @property
    def busy(self) -> bool:
        """True while a change is being computed."""
        return self.dialog is not None

    def begin(self, make: Make, then: Then) -> None:
        """Compute a step and take it, then call `then` with the change."""
        if self.busy:
            return
        self.dialog = dialog = QProgressDialog(tr("Changing the rows…"), tr("Cancel"), 0, 0, self._window)
        dialog.setWindowTitle("Diglot")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(0)
        dialog.canceled.connect(self._stop)
        dialog.open()
        self._compute(dialog, make, then)

    def _compute(self, dialog: QProgressDialog, make: Make, then: Then) -> None:
        before = self._project.bitext

        def step(session: Session) -> Advance | Refusal | None:
            if session.bitext is not before:
                return StalePatch("another change came first")
            try:
                return make(session)
            except NotPossible as refusal:
                return refusal

        def ready(found: Prepared | Refusal | None) -> None:
            if dialog is self.dialog:  # otherwise it was stopped
                self._take(found, then, partial(self._again, dialog, make, then, before))

        self._project.prepare(step, ready, partial(self._fail, dialog))

    def _take(
        self,
        found: Prepared | Refusal | None,
        then: Then,
        again: Callable[[], None],
    ) -> None:
        if isinstance(found, NotPossible):
            self._end(translated(found.sentence))
            return
        try:
            change = self._project.take(found) if isinstance(found, Prepared) else None
        except StalePatch as stale:
            found = stale
        if isinstance(found, StalePatch):
            again()
            return
        self._end("")
        then(change)

    def _again(self, dialog: QProgressDialog, make: Make, then: Then, before: Bitext | None) -> None:
        """Compute again after a change that came in between, if rows hold the same segments."""
        now = self._project.bitext
        if before is not None and now is not None and _same_rows(before, now):
            self._compute(dialog, make, then)
        else:
            self._end(tr(STALE))

    def _fail(self, dialog: QProgressDialog, error: DiglotError) -> None:
        if dialog is self.dialog:
            self._end("")
            boxes.tell(self._window, error)

    def _stop(self) -> None:
        if self.dialog is not None:
            self._end(tr("Stopped. The rows have not changed."))

    def _end(self, words: str) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()
        self.status_message.emit(words)


def _same_rows(before: Bitext, after: Bitext) -> bool:
    """Return whether two bitexts have the same segments in each row, as after new confidences."""
    return len(before.beads) == len(after.beads) and all(
        old is new or (old.source, old.target) == (new.source, new.target)
        for old, new in zip(before.beads, after.beads, strict=True)
    )
