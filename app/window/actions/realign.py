"""Realigning rows in a worker while the user goes on; the result is a patch like any other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.tasks import FindAlternative, RealignRows, Resegment, WarmUp
from app.window.background.jobs import Jobs, Listener
from app.window.dialogs import error as boxes
from app.window.i18n import later, tr, translated
from app.window.open_project import OpenProject
from app.window.table.view import BitextView
from app.worker import Work
from core.errors import DiglotError
from core.model import Bitext, Patch, SideName, apply, between_pins
from core.model.message import Message

Done = Callable[[Patch], None]

REALIGN = "realign"
STALE = later("The rows have changed in the meantime and were left alone. Try again.")
NOTHING = later("Nothing changed: realigning these rows gives the same result.")
NEAR = 2_000
"""Maximum number of rows on either side of two headings that are realigned with them."""
_IDLE_MS = 2_500
_SOME = 20  # number of rows with which a worker is warmed up


class Realigner(QObject):
    """Sends rows to be realigned and applies the result, if nothing has changed since."""

    status_message = Signal(str)
    """Emitted with a message for the status bar."""
    begun = Signal(str)
    """Emitted with the title when realigning begins."""
    progressed = Signal(int, int)
    """Emitted with the amount done and the total; 0 if unknown."""
    ended = Signal()
    """Emitted when realigning is over."""

    def __init__(self, project: OpenProject, table: BitextView, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._project, self._table, self._jobs, self._window = project, table, jobs, parent
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._warm_up)
        project.replaced.connect(self._replaced)
        self._was_busy = False
        jobs.changed.connect(self._jobs_changed)

    @property
    def busy(self) -> bool:
        """True while rows are being realigned."""
        return bool(self._jobs.running(REALIGN))

    # Requests of the user

    def begin(self) -> None:
        """Realign the selected rows, or, if only one is selected, the rows around it up to those that the
        user decided."""
        from core.review.verbs.merge_split_move import ends
        from core.review.verbs.rows import NotPossible

        bitext, rows = self._project.bitext, self._table.chosen
        if bitext is None or not rows:
            return
        try:
            first, last = ends(rows)  # a filter may hide rows between them
        except NotPossible as refusal:
            self.status_message.emit(translated(refusal.sentence))
            return
        self.rows(*((first, last + 1) if len(rows) > 1 else between_pins(bitext, first)))

    def from_here(self) -> None:
        """Realign from the current row to the next one that the user decided, or to the end."""
        bitext, row = self._project.bitext, self._table.row
        if bitext is not None and row >= 0:
            first = row + bitext.beads[row].pinned  # from a pinned row on: from below it
            pins = (at for at in range(first, len(bitext.beads)) if bitext.beads[at].pinned)
            self.rows(first, next(pins, len(bitext.beads)))

    def rows(self, first: int, end: int) -> None:
        """Realign the rows from `first` up to, not including, `end`."""
        bitext = self._project.bitext
        if bitext is None:
            return
        end = min(end, len(bitext.beads))  # the caller may ask for rows that no longer exist
        if all(bead.pinned for bead in bitext.beads[first:end]):
            self.status_message.emit(
                tr("These rows were reviewed or moved, so realigning leaves them alone.")
            )
            return
        work = RealignRows(bitext, (first, end), dict(self._project.settings))
        self._start(work, tr("Realigning…"), partial(self._put, tr(NOTHING)), self._failed)

    def take_alternative(self) -> None:
        """Replace the current row by its best alternative."""
        from core.align.alternatives import around

        bitext, row = self._project.bitext, self._table.row
        if bitext is not None:
            work = FindAlternative(around(bitext, (row,)), row, dict(self._project.settings))
            nothing = tr("There is no alternative for this row.")
            self._start(work, tr("Looking for an alternative…"), partial(self._put, nothing), self._failed)

    def pair_headings(self, source: int, target: int) -> None:
        """Pair the headings of two segments and realign the rows around them, as one step."""
        from core.review.overview.chapters import pair_headings
        from core.review.verbs.rows import NotPossible

        bitext = self._project.bitext
        if bitext is None:
            return
        if not (bitext.source.holds(source) and bitext.target.holds(target)):
            self.status_message.emit(tr(STALE))  # the headings no longer exist
            return
        try:
            pairing = pair_headings(bitext, source, target)
        except NotPossible as refusal:
            self.status_message.emit(translated(refusal.sentence))
            return
        after = apply(bitext, pairing)
        row = next(at for at, bead in enumerate(after.beads) if source in bead.source)
        work = RealignRows(after, _around(after, row), dict(self._project.settings))
        paired = partial(self._paired, pairing, source)
        failed = partial(self._pair_alone, paired, self._project.revision)
        self._start(work, tr("Realigning…"), paired, failed)

    def resegment(self, side: SideName, how: str, tag: str) -> None:
        """Segment a side again, in a language, and align the result; rows that the user decided stay."""
        bitext = self._project.bitext
        if bitext is not None:
            work = Resegment(bitext, side, how, tag, dict(self._project.settings))
            nothing = tr("Nothing changed: the new segmentation is the same.")
            self._start(work, tr("Segmenting and aligning…"), partial(self._put, nothing), self._failed)

    def stop(self) -> None:
        """Stop realigning."""
        if self.busy:
            self._jobs.cancel(REALIGN)
            self.status_message.emit(tr("Stopped. The rows have not changed."))

    # Beginning and ending

    def _start(self, work: Work, words: str, done: Done, failed: Callable[[DiglotError], None]) -> None:
        self._idle.stop()
        self.status_message.emit(words)
        self.begun.emit(words)
        listener = Listener(
            done=partial(self._done, self._project.revision, done),
            failed=failed,
            progress=lambda done, total, _: self.progressed.emit(done, total),
        )
        self._jobs.start(work, listener, kind=REALIGN)

    def _done(self, revision: int, then: Done, patch: Patch) -> None:
        self._table.close_editor(keep=True)
        if revision != self._project.revision:
            self.status_message.emit(tr(STALE))
        else:
            then(patch)

    def _put(self, nothing: str, patch: Patch) -> None:
        self.status_message.emit(nothing if patch.empty else "")
        self._project.apply(patch)
        if patch.beads and not any(
            splice.at <= self._table.row < splice.at + len(splice.after) for splice in patch.beads
        ):
            self._table.go(patch.beads[0].at)

    def _paired(self, pairing: Patch, source: int, patch: Patch) -> None:
        from core.review.overview.chapters import in_one

        bitext = self._project.bitext
        assert bitext is not None
        both = in_one(bitext, pairing, patch)
        self.status_message.emit(tr(NOTHING) if both.empty else "")
        after = apply(bitext, both)
        self._project.apply(both)
        self._table.go(next(at for at, bead in enumerate(after.beads) if source in bead.source))

    def _pair_alone(self, paired: Done, revision: int, error: DiglotError) -> None:
        """Pair the headings alone where the rows around them cannot be realigned."""
        self._done(revision, paired, Patch(Message("")))
        self._failed(error)

    def _failed(self, error: DiglotError) -> None:
        self.status_message.emit("")
        boxes.tell(self._window, error)

    def _jobs_changed(self) -> None:
        was_busy, self._was_busy = self._was_busy, self.busy
        if was_busy and not self.busy:
            self.ended.emit()

    # Preparation

    def _replaced(self) -> None:
        self._jobs.cancel(REALIGN)
        if self._project.bitext is not None:
            self._idle.start()
        else:
            self._idle.stop()

    def _warm_up(self) -> None:
        """Have a worker load what realigning needs, once a project is open and no job is running."""
        bitext = self._project.bitext
        if self._jobs.running():
            self._idle.start()
        elif bitext is not None:
            rows = 0, min(_SOME, len(bitext.beads))
            self._jobs.prepare(WarmUp(RealignRows(bitext, rows, dict(self._project.settings))))


def _around(bitext: Bitext, row: int) -> tuple[int, int]:
    """Return the rows around a decided one up to the next decided ones, at most some thousands."""
    first = between_pins(bitext, row - 1)[0] if row else row
    end = between_pins(bitext, row + 1)[1] if row + 1 < len(bitext.beads) else row + 1
    return max(first, row - NEAR), min(end, row + 1 + NEAR)
