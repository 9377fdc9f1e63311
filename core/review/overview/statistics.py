"""Statistics of a bitext, counted once and updated patch by patch."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from core.model import Bead, Bitext, Patch, Status

_PARTS = 1e6


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows: all, one-sided, and by status; and of moved pairs.

    `known` rows have a confidence; `certainty` is the sum of their confidences in millionths, so that it can
    be subtracted exactly.
    """

    rows: int = 0
    lone: int = 0
    accepted: int = 0
    doubtful: int = 0
    ends: int = 0
    known: int = 0
    certainty: int = 0

    @property
    def moved(self) -> int:
        """Number of moved pairs; each occupies two rows."""
        return self.ends // 2

    @property
    def confidence(self) -> float | None:
        """Mean of all known confidences."""
        return self.certainty / _PARTS / self.known if self.known else None

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
    known = [one for one in sure if one is not None]
    ends = len(links) - links.count(None)
    return Tally(
        rows=len(beads),
        lone=sources.count(()) + targets.count(()) - ends,  # both halves of a moved passage are one-sided
        accepted=statuses.count(Status.ACCEPTED),
        doubtful=statuses.count(Status.DOUBTFUL),
        ends=ends,
        known=len(known),
        certainty=sum(map(int, map(_PARTS.__mul__, known))),
    )
