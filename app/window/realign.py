"""Aligning rows anew: in a worker, while the person goes on; what comes back is a patch like any other."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.window.desk import Desk
from app.window.dialogs import error as boxes
from app.window.jobs import Jobs, Listener
from app.window.table.view import BitextView
from app.window.work import FindAlternative, Realign
from app.window.worker import Work
from core.errors import DiglotError
from core.model import Patch

if TYPE_CHECKING:
    from core.model import Bitext

REALIGN = "realign"
STALE = "The rows changed meanwhile, so they stay as they are. Try again."


class Realigner(QObject):
    """Sends rows to be aligned anew and puts the result on the desk, if nothing has changed since."""

    said = Signal(str)
    """A word for the person."""

    def __init__(self, desk: Desk, table: BitextView, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._table, self._jobs, self._window = desk, table, jobs, parent
        desk.replaced.connect(lambda: jobs.cancel(REALIGN))

    def begin(self) -> None:
        """Align the chosen rows anew; where one is chosen, all around it between those a person decided."""
        from core.align.realign import excerpt, pinned  # numpy comes with it

        bitext, rows = self._desk.bitext, self._table.chosen
        if bitext is None or not rows:
            return
        first, end = self._span(bitext, rows)
        if all(map(pinned, bitext.beads[first:end])):
            self.said.emit("These rows are a person's work, or moved; realigning leaves them as they are.")
            return
        work = Realign(excerpt(bitext, (first, end)), dict(self._desk.settings))
        self._start(work, "Realigning …", "Nothing to realign: these rows come out as they are.")

    def take_alternative(self) -> None:
        """Put what else may stand in the current row in its place."""
        from core.align.alternatives import around

        bitext, row = self._desk.bitext, self._table.row
        if bitext is not None:
            work = FindAlternative(around(bitext, (row,)), row, dict(self._desk.settings))
            self._start(work, "Looking for an alternative …", "There is no alternative to this row.")

    def _start(self, work: Work, words: str, nothing: str) -> None:
        self.said.emit(words)
        done = partial(self._done, self._desk.revision, nothing)
        self._jobs.start(work, Listener(done=done, failed=self._failed), kind=REALIGN)

    @staticmethod
    def _span(bitext: "Bitext", rows: tuple[int, ...]) -> tuple[int, int]:
        from core.align.realign import between_pins

        return (rows[0], rows[-1] + 1) if len(rows) > 1 else between_pins(bitext, rows[0])

    def _done(self, revision: int, nothing: str, patch: Patch) -> None:
        self._table.close_editor(keep=True)
        if revision != self._desk.revision:
            self.said.emit(STALE)
            return
        self.said.emit(nothing if patch.empty else "")
        self._desk.apply(patch)
        if not patch.empty and not any(
            splice.at <= self._table.row < splice.at + len(splice.after) for splice in patch.beads
        ):
            self._table.go(patch.beads[0].at)

    def _failed(self, error: DiglotError) -> None:
        self.said.emit("")
        boxes.tell(self._window, error)
