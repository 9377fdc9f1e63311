"""Comparison of the open project with another alignment of the same texts, difference by difference.

A worker reads the other file. Differences are named by segments; after a change only those that it touches
are looked for again, so that undo brings back what taking the other side resolved.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.tasks import CompareWith
from app.window.actions.editing import Editing
from app.window.actions.projects import Projects
from app.window.background.jobs import Jobs, Listener
from app.window.dialogs import error as boxes
from app.window.i18n import tr, trn
from core.errors import DiglotError
from core.model import SIDES, Bitext, Patch, SideName
from core.project import Change

if TYPE_CHECKING:
    from core.review.comparing import Comparison, Difference, Outcome, Unplaced

COMPARE = "compare"
_MANY = 2_000  # segments whose rows change at once, from which on a worker compares everything again


class Comparing(QObject):
    """Has files compared, leads the user from difference to difference, and takes either side."""

    changed = Signal()
    """Emitted when there are other differences, or another one is current."""
    opened = Signal()
    """Emitted when a comparison has been made."""
    status_message = Signal(str)
    """Emitted with a message for the status bar."""
    begun = Signal(str)
    """Emitted with the title when comparing begins."""
    ended = Signal()
    """Emitted when comparing is over."""

    def __init__(self, editing: Editing, projects: Projects, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._editing, self._projects, self._jobs, self._window = editing, projects, jobs, parent
        self._project, self._table = editing.project, editing.table
        self._path = Path()
        self._was_busy = False
        self._forget()
        self._project.changed.connect(self._follow)
        self._project.replaced.connect(self._replaced)
        self._table.current_changed.connect(self._look)
        jobs.changed.connect(self._jobs_changed)

    def _forget(self) -> None:
        self.comparison: Comparison | None = None
        """The other alignment, None before one was chosen."""
        self.absent = 0
        """Number of rows that the other alignment did not hold."""
        self.differences: list[Difference] = []
        """The differences that are left, in the order of their rows."""
        self.unplaced: list[Unplaced] = []
        """The rows of the other alignment that could not be placed and are left."""
        self.alike = False
        """True if both alignments had the same rows from the start."""
        self.current: Difference | Unplaced | None = None
        """The one that the user looks at."""
        self._kept: set[Difference] = set()
        self._holding: dict[tuple[SideName, int], Difference] = {}
        self._meanwhile: list[Patch] = []

    # The other alignment

    def ask(self) -> None:
        """Ask for a file with another alignment and compare it."""
        from core.read import pairs

        suffixes = (".diglot", *pairs.suffixes(), pairs.LADDER)
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Compare with another alignment"),
            str(self._projects.looking()),
            tr("Alignments ({kinds})", kinds=" ".join(f"*{suffix}" for suffix in suffixes))
            + ";;"
            + tr("All files (*)"),
        )
        if name:
            self._projects.went(Path(name).parent)
            self.begin(Path(name))

    def begin(self, path: Path) -> None:
        """Compare the open project with the alignment in a file."""
        bitext, own = self._project.bitext, self._project.path
        if bitext is None:
            return
        if own is not None and own.resolve() == path.resolve():
            boxes.say(
                self._window,
                tr("“{name}” is the open project itself.", name=path.name),
                tr("Choose another alignment of the same two texts."),
            )
            return
        self._path = path
        self._start(CompareWith(bitext, path), self._opened)

    def _start(self, work: CompareWith, done: "Callable[[Outcome], None]") -> None:
        def take(found: "tuple[Comparison, Outcome]") -> None:
            self._take(*found)
            done(found[1])

        self._meanwhile = []
        words = tr("Comparing…")
        self.status_message.emit(words)
        self.begun.emit(words)
        self._jobs.start(work, Listener(done=take, failed=self._failed), kind=COMPARE)

    @property
    def busy(self) -> bool:
        """True while files are being compared."""
        return bool(self._jobs.running(COMPARE))

    def stop(self) -> None:
        """Stop comparing."""
        if self.busy:
            self._jobs.cancel(COMPARE)
            self.status_message.emit("")

    def _jobs_changed(self) -> None:
        was_busy, self._was_busy = self._was_busy, self.busy
        if was_busy and not self.busy:
            self.ended.emit()

    def _failed(self, error: DiglotError) -> None:
        self.status_message.emit("")
        boxes.tell(self._window, error)

    def _take(self, comparison: "Comparison", found: "Outcome") -> None:
        """Take the result of a worker, and what has changed since it began."""
        meanwhile = self._meanwhile
        self._forget()
        self.comparison, self.absent = comparison, found.absent
        self.unplaced = list(comparison.unplaced)
        self.alike = not (found.differences or self.unplaced or self.absent)
        self._put(found.differences, sort=False)
        for patch in meanwhile:
            self._update(patch)
        self.changed.emit()

    def _opened(self, found: "Outcome") -> None:
        """Show the result of a comparison that the user asked for."""
        count = len(self.differences)
        same = trn("{count} row is the same", "{count} rows are the same", found.same)
        words = trn("{count} difference", "{count} differences", count)
        self._table.close_editor(keep=True)
        self.opened.emit()
        if count:
            self.choose(self.differences[0])
        self.status_message.emit(tr("{one}; {other}", one=words, other=same))

    # Navigation

    def row(self, item: "Difference | Unplaced") -> int:
        """Return the first row of a difference, or one near to which a bead belongs; -1 if it is unknown."""
        from core.review.comparing import Unplaced, rows_of

        bitext = self._project.bitext
        if bitext is None:
            return -1
        if isinstance(item, Unplaced):
            here = item.near
            return bitext.row_of(*here) if here and bitext.side(here[0]).holds(here[1]) else -1
        return rows_of(bitext, item)[0]

    @property
    def difference(self) -> "Difference | None":
        """The current difference, if it is one."""
        from core.review.comparing import Difference

        return self.current if isinstance(self.current, Difference) else None

    @property
    def stray(self) -> "Unplaced | None":
        """The current row of the other alignment that could not be placed, if it is one."""
        return self.current if self.difference is None else None  # type: ignore[return-value]

    @property
    def items(self) -> "list[Difference | Unplaced]":
        """All that is left to look at."""
        return [*self.differences, *self.unplaced]

    def go(self, step: int) -> None:
        """Go to the next or previous difference, seen from the current one or from the current row."""
        items, row = self.items, self._table.row
        if self.current is not None:
            at = items.index(self.current) + step
        elif step > 0:
            at = bisect_left(self.differences, row, key=self.row)
        else:
            at = bisect_right(self.differences, row, key=self.row) - 1
        while 0 <= at < len(items) and not self._shown(items[at]):
            at += step
        if not items:
            self.status_message.emit(tr("No differences are left."))
        elif at < 0:
            self.status_message.emit(tr("This is the first difference."))
        elif at >= len(items):
            self.status_message.emit(tr("This is the last difference."))
        else:
            self.choose(items[at])

    def _shown(self, item: "Difference | Unplaced") -> bool:
        """Return whether the filter, if there is one, shows the place of an item."""
        shown, row = self._table.shown, self.row(item) if self._table.shown.some else -1
        return row < 0 or row in shown

    def choose(self, item: "Difference | Unplaced") -> None:
        """Go to a difference, or to where a bead that could not be placed may belong."""
        self.status_message.emit("")
        row = self.row(item)
        self.current = item
        if row >= 0:
            self._table.go(row)
        self.current = item  # the row may be in another difference
        self.changed.emit()

    def _look(self) -> None:
        """Make the difference of the current row the current one."""
        bitext, row = self._project.bitext, self._table.row
        if bitext is None or not self._holding or not 0 <= row < len(bitext.beads):
            return
        bead = bitext.beads[row]
        here = self._holding.get(("source", bead.source[0]) if bead.source else ("target", bead.target[0]))
        if here is not None and here != self.current:
            self.current = here
            self.changed.emit()

    # Either side

    def take(self) -> None:
        """Rearrange the rows of the current difference as the other alignment has them, and go on."""
        from core.review.comparing import take_theirs

        one = self.difference
        if one is not None:
            at = self.differences.index(one)
            if self._editing.apply(lambda bitext: take_theirs(bitext, one), shown_only=True):
                self._go_on(at)

    def keep(self) -> None:
        """Leave the rows as they are, pass over the current difference from now on, and go on."""
        one, stray = self.difference, self.stray
        if one is not None:
            at = self.differences.index(one)
            self._kept.add(one)
            self._drop(one)
            self._go_on(at)
        elif stray is not None:
            at = self.unplaced.index(stray)
            del self.unplaced[at]
            self._go_on(len(self.differences) + at)

    def _go_on(self, at: int) -> None:
        left = self.items
        onward = (item for item in (*left[at:], *reversed(left[:at])) if self._shown(item))
        item = next(onward, None)
        if item is not None:
            self.choose(item)
        else:
            self.current = None
            self.status_message.emit("" if left else tr("No differences are left."))
            self.changed.emit()

    # Changes

    def _replaced(self) -> None:
        self._jobs.cancel(COMPARE)
        self._forget()
        self.changed.emit()

    def _follow(self, change: Change) -> None:
        if self.busy:
            self._meanwhile.append(change.patch)
        if self.comparison is not None and self._update(change.patch):
            self.changed.emit()

    def _update(self, patch: Patch) -> bool:
        """Look for the differences of the rows that a patch has changed; return whether any may have."""
        from core.review.comparing import differences, swapped

        bitext = self._project.bitext
        if self.comparison is None or bitext is None or not (patch.beads or patch.swap):
            return False
        touched = set(_segments(patch))
        if len(touched) > _MANY or patch.swap:
            self._again(swapped(self.comparison) if patch.swap else self.comparison, bitext, patch)
            return True
        for gone in {self._holding[one] for one in touched if one in self._holding}:
            self._drop(gone)
        rows = {bitext.row_of(side, id_) for side, id_ in touched if bitext.side(side).holds(id_)}
        self._put(differences(bitext, self.comparison, sorted(rows)), sort=True)
        if self.difference not in self.differences and self.stray is None:
            self.current = None
            self._look()
        return True

    def _again(self, comparison: "Comparison", bitext: Bitext, patch: Patch) -> None:
        """Have a worker compare everything again; the file is read again if segments were cut anew."""
        self._forget()
        self.comparison = comparison
        known = None if patch.source or patch.target else comparison
        self._start(CompareWith(bitext, self._path, known), lambda _: self.status_message.emit(""))

    def _put(self, found: "Iterable[Difference]", *, sort: bool) -> None:
        for one in found:
            if one in self._kept:
                continue
            if sort:
                insort(self.differences, one, key=self.row)
            else:
                self.differences.append(one)
            self._holding |= dict.fromkeys(_held(one), one)

    def _drop(self, one: "Difference") -> None:
        self.differences.remove(one)
        for located in _held(one):
            del self._holding[located]


def _held(one: "Difference") -> Iterable[tuple[SideName, int]]:
    for pair in one.ours:
        for side, ids in zip(SIDES, pair, strict=True):
            for id_ in ids:
                yield side, id_


def _segments(patch: Patch) -> Iterable[tuple[SideName, int]]:
    """Yield the segments of the rows that a patch replaces or makes."""
    for bead in chain.from_iterable((*splice.before, *splice.after) for splice in patch.beads):
        for side in SIDES:
            for id_ in bead.ids(side):
                yield side, id_
