"""Exchanged translations in an open translation memory, looked for once by a worker."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.tasks import FindExchanges
from app.window.background.jobs import Jobs, Listener
from app.window.open_project import OpenProject
from core.errors import DiglotError
from core.model import Bead, Bitext

if TYPE_CHECKING:
    from core.align.exchanges import Exchange
    from core.review.doubts.suggestions import Suggestion

Key = tuple[tuple[int, ...], tuple[int, ...]]
EXCHANGES = "exchanges"


class Exchanges(QObject):
    """The rows of a memory whose partners stand in each other's place, and suggestions to exchange them."""

    found = Signal()
    """Emitted once the search is over."""

    def __init__(self, project: OpenProject, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._jobs = project, jobs
        self._over = True
        self._rings: dict[Key, tuple[tuple[Key, ...], float]] = {}
        project.replaced.connect(self._replaced)

    def _replaced(self) -> None:
        self._jobs.cancel(EXCHANGES)
        self._rings = {}
        self._over = self._project.bitext is None or not self._project.bitext.of_pairs

    def pending(self, bead: Bead) -> bool:
        """Return whether it is not yet known if a row holds the translation of another."""
        from core.align.exchanges import may_be_exchanged

        return not self._over and may_be_exchanged(bead)

    def seek(self) -> None:
        """Look for exchanges, unless that is done or being done."""
        from core.align.exchanges import suspects

        bitext = self._project.bitext
        if self._over or bitext is None or self._jobs.running(EXCHANGES):
            return
        work = FindExchanges(suspects(bitext), dict(self._project.settings))
        listener = Listener(done=partial(self._take, bitext), failed=self._give_up)
        self._jobs.start(work, listener, kind=EXCHANGES)

    def suggestion(self, row: int) -> "Suggestion | None":
        """Return the suggestion to exchange targets with other rows, if all of them are as they were."""
        from core.review.doubts.suggestions import exchanged

        bitext = self._project.bitext
        if bitext is None or not self._rings:
            return None
        bead = bitext.beads[row]
        ring, probability = self._rings.get((bead.source, bead.target), ((), 0.0))
        rows = [_row(bitext, key) for key in ring]
        if not ring or None in rows:
            return None
        return exchanged(bitext, row, [at for at in rows if at is not None], probability)

    def _take(self, bitext: Bitext, found: "tuple[Exchange, ...]") -> None:
        self._over = True
        for one in found:
            keys = tuple((bitext.beads[row].source, bitext.beads[row].target) for row in one.rows)
            self._rings |= dict.fromkeys(keys, (keys, one.probability))
        self.found.emit()

    def _give_up(self, _: DiglotError) -> None:
        """Go on without; the error is only logged."""
        self._over = True
        self.found.emit()


def _row(bitext: Bitext, key: Key) -> int | None:
    """Return the row with these segments; None if they were parted or the user decided about the row."""
    try:
        row = bitext.row_of("source", key[0][0])
    except KeyError:
        return None
    bead = bitext.beads[row]
    return row if (bead.source, bead.target) == key and not bead.pinned else None
