"""Beads: segments that translate each other, and the user's decisions about them.

The predicates of `Bead` are the only definition of a user's decision. Code that needs another combination
builds it from them, with a comment that says why it differs.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.model.side import SideName


class Status(StrEnum):
    """The user's judgement of a bead."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of the source and segments of the target that translate each other.

    `source` and `target` are segment ids; one of them may be empty, never both. `confidence` (0 to 1) is the
    probability that exactly this bead is right, None once a user made it. `moved` is the id of a link that
    two one-sided beads share when their texts translate each other from different places.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float | None = None
    status: Status = Status.OPEN
    note: str = ""
    bookmark: bool = False
    moved: int | None = None

    def ids(self, side: SideName) -> tuple[int, ...]:
        """Return the segment ids of one side."""
        return self.source if side == "source" else self.target

    def __reduce__(self) -> tuple[type["Bead"], tuple[object, ...]]:
        rest = self.status, self.note, self.bookmark, self.moved
        return Bead, (self.source, self.target, self.confidence, *rest)  # as in Segment

    @property
    def one_sided(self) -> bool:
        """True if the bead has segments on one side only."""
        return not (self.source and self.target)

    @property
    def linked(self) -> bool:
        """True if the bead is half of a moved pair, whoever linked it."""
        return self.moved is not None

    @property
    def accepted(self) -> bool:
        """True if the user accepted the bead."""
        return self.status is Status.ACCEPTED

    @property
    def doubtful(self) -> bool:
        """True if the user marked the bead as doubtful."""
        return self.status is Status.DOUBTFUL

    @property
    def judged(self) -> bool:
        """True if the user judged the bead, one way or the other."""
        return self.status is not Status.OPEN

    @property
    def made_by_person(self) -> bool:
        """True if the user determined exactly this bead, by a verb or by taking a suggestion."""
        return self.confidence is None

    @property
    def annotated(self) -> bool:
        """True if the user wrote a note on the bead or set a bookmark."""
        return bool(self.note) or self.bookmark

    @property
    def decided(self) -> bool:
        """True if the user accepted or made the bead, so that it needs no confidence."""
        return self.accepted or self.made_by_person

    @property
    def confirmed(self) -> bool:
        """True if the user decided the bead and has not marked it as doubtful: its review is finished."""
        return self.decided and not self.doubtful

    @property
    def pinned(self) -> bool:
        """True if programs must not change the bead (the fourth law): it is decided, annotated or linked.

        A doubt alone does not pin a bead: a realignment may replace it.
        """
        return self.decided or self.annotated or self.linked

    @property
    def linked_by_person(self) -> bool:
        """True if the bead is half of a moved pair that the user made or accepted; only unpairing may part
        it."""
        return self.linked and self.decided

    @property
    def untouched(self) -> bool:
        """True if the user has done nothing to the bead and it is not half of a moved pair."""
        return not (self.pinned or self.judged)

    @property
    def certainty(self) -> float:
        """The confidence as exports write it: 1 if the user decided the bead."""
        return 1.0 if self.confidence is None or self.accepted else self.confidence


def joined(source: Bead, target: Bead) -> Bead:
    """Return the pair that two linked one-sided beads form; it is accepted once both are."""
    known = [bead.confidence for bead in (source, target) if bead.confidence is not None]
    statuses = {source.status, target.status}
    return Bead(
        source.source,
        target.target,
        min(known) if known else None,
        source.status if len(statuses) == 1 else Status.OPEN,
        "\n".join(note for note in (source.note, target.note) if note),
        source.bookmark or target.bookmark,
        source.moved,
    )
