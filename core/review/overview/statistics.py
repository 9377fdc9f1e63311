"""Statistics of a bitext, counted once and updated patch by patch."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from core.model import Bead, Bitext, Patch, Status

_PARTS = 1e6


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows: all, one-sided, by status, and reviewed; and of moved pairs.

    `certainty` is the sum of the probabilities that the rows are right, in millionths, so that it can be
    subtracted exactly.
    """

    rows: int = 0
    lone: int = 0
    accepted: int = 0
    doubtful: int = 0
    ends: int = 0
    reviewed: int = 0
    certainty: int = 0

    @property
    def moved(self) -> int:
        """Number of moved pairs; each occupies two rows."""
        return self.ends // 2

    @property
    def right(self) -> float:
        """Share of rows (0 to 1) that are probably right: the mean of what the table shows for each.

        A row that the user decided counts as right, one marked as doubtful as wrong.
        """
        return self.certainty / _PARTS / self.rows if self.rows else 1.0

    def after(self, patch: Patch) -> "Tally":
        """Return the counts after a patch, in time linear in the patch."""
        gone = counted([bead for splice in patch.beads for bead in splice.before])
        come = counted([bead for splice in patch.beads for bead in splice.after])
        names = [field.name for field in fields(self)]
        return Tally(*(getattr(self, name) - getattr(gone, name) + getattr(come, name) for name in names))


def tally(bitext: Bitext) -> Tally:
    """Count all rows of a bitext."""
    return counted(bitext.beads)


def counted(beads: Sequence[Bead]) -> Tally:
    """Count some rows of a bitext, column by column: a book has a hundred thousand."""
    sources, targets, sure, statuses, links = (
        list(map(attrgetter(name), beads)) for name in ("source", "target", "confidence", "status", "moved")
    )
    ends = len(links) - links.count(None)
    return Tally(
        rows=len(beads),
        lone=sources.count(()) + targets.count(()) - ends,  # both halves of a moved passage are one-sided
        accepted=statuses.count(Status.ACCEPTED),
        doubtful=statuses.count(Status.DOUBTFUL),
        ends=ends,
        reviewed=sum(map(_reviewed, sure, statuses)),
        certainty=sum(map(_millionths, sure, statuses)),
    )


def _reviewed(sure: float | None, status: Status) -> bool:
    return status is Status.ACCEPTED or (sure is None and status is Status.OPEN)


def _millionths(sure: float | None, status: Status) -> int:
    if status is Status.DOUBTFUL:
        return 0
    return int(_PARTS * (1.0 if sure is None or status is Status.ACCEPTED else sure))
