"""Confidence of guessed rows, scored by a worker after a verb and added to the verb's own step.

A verb has no encoder, so the rows that it guesses get a cautious confidence at first. The score that replaces
it moves nothing: not the row, the editor, or what undo reverts.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, QTimer

from app.tasks import ScoreGuessesIn
from app.window.actions.editing import Editing
from app.window.actions.realign import REALIGN
from app.window.background.jobs import Jobs, Listener
from core.errors import DiglotError
from core.model import Bead, Bitext, Patch, SideName, Splice
from core.project import Change

Key = tuple[tuple[int, ...], tuple[int, ...]]
SCORE = "score guesses"
_PAUSE_MS = 400  # after a verb: several of them in a row are scored together
_MOST = 400  # rows of one job
_TOGETHER = 12  # distance of rows that are announced as one change: those between are drawn again


class GuessScores(QObject):
    """Has the guessed rows of the open project scored."""

    def __init__(self, editing: Editing, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._table, self._jobs = editing.project, editing.table, jobs
        self._waiting: dict[Key, None] = {}
        self._step: int | None = None
        """The revision after the last verb, if its step can be amended."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._begin)
        editing.applied.connect(self._applied)
        editing.project.replaced.connect(self._forget)
        editing.table.current_changed.connect(self._wake)  # an editor may have been closed
        jobs.changed.connect(self._wake)

    def _forget(self) -> None:
        self._soon.stop()
        self._jobs.cancel(SCORE)
        self._waiting, self._step = {}, None

    def _applied(self, change: Change) -> None:
        if not change.kinds:
            return
        patch = change.patch
        rows_only = not (patch.swap or patch.properties or patch.source_strikes or patch.target_strikes)
        self._step = change.revision if rows_only else None
        self._waiting |= dict.fromkeys(guesses(patch))
        self._wake()

    def _wake(self) -> None:
        if self._waiting and self._free and not self._soon.isActive():
            self._soon.start()

    @property
    def _free(self) -> bool:
        """True if an amendment of the last step would disturb nothing."""
        working = self._table.editing or self._jobs.running(REALIGN) or self._jobs.running(SCORE)
        return self._project.revision == self._step and not working

    def _begin(self) -> None:
        bitext = self._project.bitext
        rows = sorted(islice(self._rows(), _MOST))
        if bitext is not None and rows and self._free:
            work = ScoreGuessesIn(bitext, tuple(rows), dict(self._project.settings))
            keys = [_key(bitext.beads[row]) for row in rows]
            listener = Listener(
                done=partial(self._take, self._project.revision, keys), failed=partial(self._give_up, keys)
            )
            self._jobs.start(work, listener, kind=SCORE)

    def _rows(self) -> Iterator[int]:
        """Yield the rows that wait and are still guesses; forget the others."""
        bitext = self._project.bitext
        for key in [*self._waiting]:
            row = None if bitext is None else _row(bitext, key)
            if row is None:
                del self._waiting[key]
            else:
                yield row

    def _take(self, revision: int, keys: list[Key], found: dict[Key, float]) -> None:
        """Add the scores to the last step; if something has changed meanwhile, ask again."""
        bitext, name = self._project.bitext, self._project.undo_name
        if bitext is None or name is None or revision != self._project.revision or not self._free:
            self._wake()
            return
        for key in keys:
            self._waiting.pop(key, None)
        splices: list[Splice[Bead]] = []
        for row in sorted(row for key in found if (row := _row(bitext, key)) is not None):
            bead = bitext.beads[row]
            if splices and row - splices[-1].at > _TOGETHER:
                self._amend(Patch(name, tuple(splices)))
                splices = []
            splices.append(Splice(row, (bead,), (replace(bead, confidence=found[_key(bead)]),)))
        if splices:
            self._amend(Patch(name, tuple(splices)))

    def _amend(self, patch: Patch) -> None:
        self._step = self._project.amend_quietly(patch).revision

    def _give_up(self, keys: list[Key], _: DiglotError) -> None:
        """Leave the rows as they are; the error is only logged."""
        for key in keys:
            self._waiting.pop(key, None)


def guesses(patch: Patch) -> Iterator[Key]:
    """Yield the rows that a verb made without the user having stated them."""
    for splice in patch.beads:
        maybe = [bead for bead in splice.after if _guess(bead)]
        known = {(*_key(bead), bead.moved) for bead in splice.before} if maybe else set()
        yield from (_key(bead) for bead in maybe if (*_key(bead), bead.moved) not in known)


def _row(bitext: Bitext, key: Key) -> int | None:
    """Return the row that holds exactly these segments, if it is still a guess."""
    side: SideName = "source" if key[0] else "target"
    first = (key[0] or key[1])[0]
    if not bitext.side(side).holds(first):
        return None
    row = bitext.row_of(side, first)
    return row if _key(bitext.beads[row]) == key and _guess(bitext.beads[row]) else None


def _guess(bead: Bead) -> bool:
    return not (bead.decided or bead.judged)


def _key(bead: Bead) -> Key:
    return bead.source, bead.target
