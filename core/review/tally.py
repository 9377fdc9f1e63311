"""How much there is and how much is done, counted once and carried along from patch to patch."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from core.model import Bead, Bitext, Patch, Status

_PARTS = 1_000_000


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
        gone = counted(bead for splice in patch.beads for bead in splice.before)
        come = counted(bead for splice in patch.beads for bead in splice.after)
        names = [field.name for field in fields(self)]
        return Tally(*(getattr(self, name) - getattr(gone, name) + getattr(come, name) for name in names))


def tally(bitext: Bitext) -> Tally:
    """All rows of a bitext, counted."""
    return counted(bitext.beads)


def counted(beads: Iterable[Bead]) -> Tally:
    """Some rows, counted."""
    rows = lone = accepted = doubtful = ends = known = certainty = 0
    for bead in beads:
        rows += 1
        if bead.moved is not None:
            ends += 1
        elif not (bead.source and bead.target):
            lone += 1
        if bead.status is Status.ACCEPTED:
            accepted += 1
        elif bead.status is Status.DOUBTFUL:
            doubtful += 1
        if bead.confidence is not None:
            known += 1
            certainty += round(bead.confidence * _PARTS)
    return Tally(rows, lone, accepted, doubtful, ends, known, certainty)
