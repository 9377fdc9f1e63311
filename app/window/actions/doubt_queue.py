"""Queue of the doubts of the open project: those already seen, and the suggestions for them.

Suggestions are computed by a worker, for a few rows at a time, the current row first; they are kept through
changes elsewhere.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView

from app.tasks import FindAlternativesIn
from app.window.actions.exchanges import Exchanges
from app.window.actions.row_risks import RowRisks
from app.window.background.jobs import Jobs, Listener
from app.window.i18n import tr, translated, trn
from app.window.open_project import OpenProject
from app.window.table.model import stretch
from app.window.table.view import BitextView
from core.errors import DiglotError
from core.model import Bead, Bitext, Patch
from core.project import Change, ChangeKind

if TYPE_CHECKING:
    from core.review.doubts.suggestions import Suggestion

Key = tuple[tuple[int, ...], tuple[int, ...]]
SUGGEST = "suggest"
_AT_ONCE = 8  # maximum number of rows of one job, ...
_NEAR = 20  # ... and distance between them, so that a job is short and the next doubt does not wait for it
_AHEAD = 60  # number of doubts, the next not yet seen, for which suggestions are looked for
_MUCH = 0.5  # margin by which a suggestion must be likelier if a number only shows that the texts do not fit
_AROUND = 5  # number of rows next to a change whose suggestions may be different now
_MANY = 3_000  # rows changed at once, after which suggestions are looked for afresh
_PAUSE_MS = 1_200  # after a change
_OPENING_MS = 3_000  # after opening, when there is other work to do


def key(bead: Bead) -> Key:
    """Return the key of a row, which stays the same wherever the row moves."""
    return bead.source, bead.target


class DoubtQueue(QObject):
    """Leads the user from doubt to doubt, and has suggestions computed."""

    changed = Signal()
    """Emitted when the risks, their order or the doubts seen change."""
    suggested = Signal()
    """Emitted when more suggestions are known."""
    status_message = Signal(str)
    """Emitted with a message for the status bar."""

    def __init__(self, project: OpenProject, table: BitextView, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._table, self._jobs = project, table, jobs
        self._wanted = False
        self.by_document = False
        """True if doubts come in document order, False if the riskiest come first."""
        self._sorted: tuple[list[int], list[int]] = ([], [])
        self.risks = RowRisks(project, self)
        self._exchanges = Exchanges(project, jobs, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.seek)
        self._forget()
        self.risks.changed.connect(self.changed)
        self._exchanges.found.connect(self.suggested)
        project.changed.connect(self._changed)
        project.replaced.connect(self._replaced)

    def _forget(self) -> None:
        self._seen: dict[Key, None] = {}
        self._trail: list[Key] = []
        self._at = -1
        self._found: dict[Key, Suggestion | None] = {}
        self._asked: set[Key] = set()

    # State

    @property
    def order(self) -> list[int]:
        """The rows in doubt, in the chosen order."""
        if not self.by_document:
            return self.risks.order
        if self._sorted[0] is not self.risks.order:
            self._sorted = self.risks.order, sorted(self.risks.order)
        return self._sorted[1]

    def order_by(self, *, document: bool) -> None:
        """Choose document order, or the riskiest first."""
        if document != self.by_document:
            self.by_document = document
            self.changed.emit()

    def seen(self, row: int) -> bool:
        """Return whether the user has already gone to this doubt."""
        bitext = self._project.bitext
        return bitext is not None and key(bitext.beads[row]) in self._seen

    @property
    def all_seen(self) -> list[Key]:
        """The doubts that the user has gone to, the latest last."""
        return list(self._seen)

    def restore_seen(self, keys: Iterable[Key]) -> None:
        """Mark doubts as seen that were seen when the project was open last."""
        self._seen |= dict.fromkeys(keys)
        self.changed.emit()

    def suggestion(self, row: int) -> "Suggestion | None":
        """Return the suggestion for a row, if one is known."""
        from core.review.doubts.suggestions import current, likelier, right_number

        bitext = self._project.bitext
        if bitext is None or not 0 <= row < len(bitext.beads):
            return None
        found = self._found.get(key(bitext.beads[row]))
        other = None if found is None else current(bitext, found, row)
        other = likelier(other, self._exchanges.suggestion(row))
        number = right_number(bitext, row)
        sure = bitext.beads[row].confidence or 0.0
        elsewhere = other is not None and other.probability > sure + _MUCH
        return other if number is None or elsewhere else number

    def alternative(self, row: int) -> "Suggestion | None":
        """Return the suggestion that is shown for a row, if it changes rows and not only a number."""
        found = self.suggestion(row) if self._wanted else None
        return None if found is None or found.patch.target else found

    def want(self, wanted: bool) -> None:
        """Start or stop looking for suggestions, depending on whether they are shown."""
        self._wanted = wanted
        if wanted:
            self._soon.start(_OPENING_MS)

    def pending(self, row: int) -> bool:
        """Return whether a suggestion for the row is still being looked for."""
        bitext = self._project.bitext
        if bitext is None or not 0 <= row < len(bitext.beads):
            return False
        return self._open(bitext.beads[row]) or self._exchanges.pending(bitext.beads[row])

    @property
    def wanted(self) -> bool:
        """True if suggestions are shown, and therefore looked for."""
        return self._wanted

    def better(self, suggestion: "Suggestion | None") -> bool:
        """Return whether a suggestion is advice: likelier than the row as it is."""
        from core.review.doubts.suggestions import advised

        bitext = self._project.bitext
        return suggestion is not None and bitext is not None and advised(bitext, suggestion)

    @property
    def here(self) -> bool:
        """True if the current row is the doubt that the user was led to."""
        bitext, row = self._project.bitext, self._table.row
        if bitext is None or not 0 <= row < len(bitext.beads) or self._at < 0:
            return False
        return self._trail[self._at] == key(bitext.beads[row])

    # Navigation

    def go(self, step: int) -> None:
        """Go to the next doubt not yet seen, or back to the one before."""
        row = self._back() if step < 0 else self._onward()
        among = self._table.shown
        seen = sum(self.seen(at) for at in self.risks.order if at in among) if row is None else 0
        if row is None and step > 0 and seen:
            self._seen.clear()
            self.status_message.emit(
                trn(
                    "You have seen every doubt; {count} is still open. Press again to start over.",
                    "You have seen every doubt; {count} are still open. Press again to start over.",
                    seen,
                )
            )
            self.changed.emit()
        elif row is None and self.risks.busy:
            self.status_message.emit(tr("Doubts are still being computed. Try again in a moment."))
        elif row is None and step < 0:
            self.status_message.emit(tr("This is the first doubt."))
        elif row is None:
            hidden = tr("None of the rows shown match.")
            self.status_message.emit(hidden if among.some else tr("There are no doubtful rows."))
        else:
            self._arrive(row)

    def go_to(self, row: int) -> None:
        """Go to a doubt that the user chose."""
        bitext = self._project.bitext
        if bitext is not None and 0 <= row < len(bitext.beads):
            del self._trail[self._at + 1 :]
            self._trail.append(key(bitext.beads[row]))
            self._at = len(self._trail) - 1
            self._arrive(row)

    def _arrive(self, row: int) -> None:
        from core.review.doubts.reasons import reasons

        bitext = self._project.bitext
        assert bitext is not None
        self._seen[key(bitext.beads[row])] = None
        found = () if self._wanted else reasons(bitext, row, self.risks.usual)
        self.status_message.emit(translated(found[0].sentence) if found else "")
        self._table.go(row)
        self._centre()
        self.changed.emit()
        self.seek()

    def _centre(self) -> None:
        """Scroll so that the rows around the current one are visible too; of a large row, the top."""
        index, hints = self._table.currentIndex(), QAbstractItemView.ScrollHint
        self._table.scrollTo(index, hints.PositionAtCenter)
        if self._table.visualRect(index).top() < 0:
            self._table.scrollTo(index, hints.PositionAtTop)

    def _onward(self) -> int | None:
        bitext = self._project.bitext
        if bitext is None:
            return None
        rows = self._rows(self._trail[self._at + 1 :])
        while self._at + 1 < len(self._trail):  # after going back, returns the same way
            self._at += 1
            if self._trail[self._at] in rows:
                return rows[self._trail[self._at]]
        row = next((at for at in self._upcoming() if at in self._table.shown), None)
        if row is not None:
            self._trail.append(key(bitext.beads[row]))
            self._at = len(self._trail) - 1
        return row

    def _upcoming(self) -> Iterator[int]:
        """Return the doubts not yet seen, in the order in which they come."""
        order = self.order
        start = bisect(order, self._table.row) if self.by_document else 0
        return (at for at in chain(order[start:], order[:start]) if not self.seen(at))

    def _back(self) -> int | None:
        last = self._at - 1 if self.here else self._at
        rows = self._rows(self._trail[: last + 1])
        for at in range(last, -1, -1):
            if self._trail[at] in rows:
                self._at = at
                return rows[self._trail[at]]
        return None

    def _rows(self, keys: list[Key]) -> dict[Key, int]:
        """Return the rows with these keys, as far as they exist."""
        bitext, wanted = self._project.bitext, set(keys)
        if bitext is None or not wanted:
            return {}
        return {found: at for at, bead in enumerate(bitext.beads) if (found := key(bead)) in wanted}

    # Changes

    def _replaced(self) -> None:
        self._soon.stop()
        self._jobs.cancel(SUGGEST)
        self._forget()
        if self._project.bitext is not None:
            self._soon.start(_OPENING_MS)
        self.changed.emit()

    def _changed(self, change: Change) -> None:
        bitext = self._project.bitext
        assert bitext is not None
        if change.patch.swap or ChangeKind.DOCUMENT in change.kinds:
            self._replaced()
            return
        first, _, new = stretch(change.patch, change.first, change.last)
        if new > _MANY:
            self._found.clear()
            self._asked.clear()
        else:
            for bead in bitext.beads[max(first - _AROUND, 0) : first + new + _AROUND]:
                self._found.pop(key(bead), None)
                self._asked.discard(key(bead))
        self._soon.start(_PAUSE_MS)

    # Seeking suggestions

    def seek(self) -> None:
        """Look for suggestions for the rows that need them, the current one first."""
        bitext = self._project.bitext
        if bitext is None or not self._wanted:
            return
        self._exchanges.seek()
        if self._jobs.running(SUGGEST):
            return
        lacking = self._lacking(bitext)
        first = next(lacking, None)
        if first is None:
            return
        rows = [first, *islice((at for at in lacking if abs(at - first) <= _NEAR), _AT_ONCE - 1)]
        keys = frozenset(key(bitext.beads[row]) for row in rows)
        self._asked |= keys
        work = FindAlternativesIn(bitext, tuple(rows), dict(self._project.settings))
        listener = Listener(done=partial(self._take, bitext, keys), failed=self._give_up, cancelled=self.seek)
        self._jobs.start(work, listener, kind=SUGGEST)

    def _lacking(self, bitext: Bitext) -> Iterator[int]:
        row = self._table.row
        if 0 <= row < len(bitext.beads) and self._open(bitext.beads[row]):
            yield row
        others = (at for at in self._upcoming() if at != row)
        yield from (at for at in islice(others, _AHEAD) if self._open(bitext.beads[at]))

    def _open(self, bead: Bead) -> bool:
        """Return whether suggestions for a row must still be looked for."""
        return key(bead) not in self._found and not bead.decided

    def _take(self, bitext: Bitext, keys: frozenset[Key], found: dict[int, tuple[Patch, float]]) -> None:
        """Keep the suggestions found, except for rows next to which something changed meanwhile."""
        from core.review.doubts.suggestions import other_way

        current = keys & self._asked
        self._found |= dict.fromkeys(current)
        for row, (patch, probability) in found.items():
            if key(bitext.beads[row]) in current:
                self._found[key(bitext.beads[row])] = other_way(bitext, row, patch, probability)
        self._asked -= keys
        self.suggested.emit()
        QTimer.singleShot(0, self, self.seek)  # once this job is over

    def _give_up(self, _: DiglotError) -> None:
        """Treat the requested rows as without suggestion; the error is only logged."""
        self._found |= dict.fromkeys(self._asked)
        self._asked.clear()
        self.suggested.emit()
