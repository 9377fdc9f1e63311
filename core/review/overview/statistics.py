"""How much there is and how much is done, counted once and carried along from patch to patch."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from core.model import Bead, Bitext, Patch, Status

_PARTS = 1e6


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows: of all, those without counterpart, and by a person's judgement; and of moved pairs.

    `known` rows have a confidence; `certainty` is the sum of theirs in millionths, so that it can be taken
    back exactly.
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
        """How many moved pairs there are: each stands in two rows."""
        return self.ends // 2

    @property
    def confidence(self) -> float | None:
        """The mean of all confidences that are known."""
        return self.certainty / _PARTS / self.known if self.known else None

    def after(self, patch: Patch) -> "Tally":
        """What is counted after a patch, in time linear in the patch."""
        gone = counted([bead for splice in patch.beads for bead in splice.before])
        come = counted([bead for splice in patch.beads for bead in splice.after])
        names = [field.name for field in fields(self)]
        return Tally(*(getattr(self, name) - getattr(gone, name) + getattr(come, name) for name in names))


def tally(bitext: Bitext) -> Tally:
    """All rows of a bitext, counted."""
    return counted(bitext.beads)


def counted(beads: Sequence[Bead]) -> Tally:
    """Some rows of a bitext, counted by columns: a book has a hundred thousand."""
    sources, targets, sure, statuses, links = (
        list(map(attrgetter(name), beads)) for name in ("source", "target", "confidence", "status", "moved")
    )
    known = [one for one in sure if one is not None]
    ends = len(links) - links.count(None)
    return Tally(
        rows=len(beads),
        lone=sources.count(()) + targets.count(()) - ends,  # both ends of a moved passage are one-sided
        accepted=statuses.count(Status.ACCEPTED),
        doubtful=statuses.count(Status.DOUBTFUL),
        ends=ends,
        known=len(known),
        certainty=sum(map(int, map(_PARTS.__mul__, known))),
    )
