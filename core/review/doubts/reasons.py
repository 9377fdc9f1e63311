"""Reasons to doubt a row, in sentences with figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from statistics import median

from core.model import SIDES, Bead, Bitext, Patch, SideName
from core.model.message import Message, message
from core.review.doubts.navigation import unsure
from core.review.doubts.number_mismatch import false_number, lacking
from core.text_length import length

_SURE = 0.9  # lowest confidence of rows used for the usual ratio of lengths
_MOST = 400  # number of rows used
_LEAST = 20  # number of rows needed
_SOFT = 4  # letters added to a length, so that a single letter matters little
_FAR = 3.5  # standard deviations from the usual ratio
_TIMES = 1.5  # times the usual length
_NAMED = 3  # numbers named in a sentence
_NEAR = 4  # rows between the halves of a moved passage that has hardly moved


class ReasonKind(StrEnum):
    """Kind of a reason to doubt a row."""

    MARKED = "marked"
    UNSURE = "unsure"
    ALONE = "alone"
    CROSSED = "crossed"
    NUMBERS = "numbers"
    FALSE_NUMBER = "false number"
    LENGTH = "length"
    PARTNER = "partner"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to doubt a row, and the sentence that explains it to the user."""

    kind: ReasonKind
    sentence: Message


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row with all reasons to doubt it, and the patch to its best alternative, if any.

    `probability` (0 to 1) is the probability that everything the patch creates is right.
    """

    row: int
    reasons: tuple[Reason, ...]
    patch: Patch | None = None
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Usual:
    """Usual length of sources compared with their targets, as the log of the ratio of letters, and the
    standard deviation of that ratio times the square root of the number of letters."""

    ratio: float
    spread: float


def usual(bitext: Bitext) -> Usual | None:
    """Return the usual ratio of lengths in accepted or nearly certain rows; None if there are too few.

    Uses at most 400 of them.
    """
    some = bitext.beads[:: len(bitext.beads) // (8 * _MOST) + 1]
    sure = [bead for bead in some if bead.source and bead.target and bead.certainty >= _SURE]
    chosen = sure[:: len(sure) // _MOST + 1]
    if len(chosen) < _LEAST:
        return None
    sizes = [tuple(length(text_of(bitext, bead, side)) + _SOFT for side in SIDES) for bead in chosen]
    ratios = [log(source / target) for source, target in sizes]
    middle = median(ratios)
    far = (abs(ratio - middle) * sqrt(sum(size)) for ratio, size in zip(ratios, sizes, strict=True))
    return Usual(middle, max(1.4826 * median(far), 0.1))  # MAD of a normal distribution in sigmas


def reasons(bitext: Bitext, row: int, known: Usual | None) -> tuple[Reason, ...]:
    """Return the reasons against a row, judged by itself and its texts; none if the row is accepted."""
    bead = bitext.beads[row]
    if bead.accepted:
        return ()
    found = [Reason(ReasonKind.MARKED, message("Marked as doubtful"))] if bead.doubtful else []
    if unsure(bead.certainty):
        found.append(
            Reason(ReasonKind.UNSURE, message("Only {percent} likely", percent=percent(bead.certainty)))
        )
    texts = [text_of(bitext, bead, side) for side in SIDES]
    if bead.source and bead.target:
        found += [*_numbers(*texts), *_length(texts, known)]
    elif bead.linked:
        found += _crossed(bitext, row)
    elif any(map(str.strip, texts)):
        found.append(
            Reason(
                ReasonKind.ALONE,
                message("The target is empty") if bead.source else message("The source is empty"),
            )
        )
    return tuple(found)


def other_end(bitext: Bitext, row: int) -> int | None:
    """Return the row of the other half of a moved passage, if it is only a few rows away."""
    link = bitext.beads[row].moved
    near = range(max(row - _NEAR, 0), min(row + _NEAR + 1, len(bitext.beads)))
    return next(
        (at for at in near if link is not None and at != row and bitext.beads[at].moved == link), None
    )


def _crossed(bitext: Bitext, row: int) -> list[Reason]:
    other = other_end(bitext, row)
    if other is None:
        return []
    return [
        Reason(ReasonKind.CROSSED, message("Marked as moved, but only as far as row {row}", row=other + 1))
    ]


def _numbers(source: str, target: str) -> list[Reason]:
    false = false_number(source, target)
    if false is not None:
        one, other = false
        return [
            Reason(
                ReasonKind.FALSE_NUMBER,
                message(
                    "The source has {source}, the target {target}",
                    source=one.written,
                    target=other.written,
                ),
            )
        ]
    alone = zip(SIDES, lacking(source, target), strict=True)
    return [Reason(ReasonKind.NUMBERS, _only(names, side)) for side, names in alone if names]


def _only(names: Sequence[str], side: SideName) -> Message:
    if len(names) == 1:
        alone = names[0]
        return (
            message("{number} is only in the source", number=alone)
            if side == "source"
            else message("{number} is only in the target", number=alone)
        )
    more = len(names) - _NAMED
    all_ = message("{numbers} and {last}", numbers=", ".join(names[:-1]), last=names[-1])
    some = (
        all_
        if more <= 0
        else message("{numbers} and {count} more numbers", numbers=", ".join(names[:_NAMED]), count=more)
    )
    return (
        message("{numbers} are only in the source", numbers=some)
        if side == "source"
        else message("{numbers} are only in the target", numbers=some)
    )


def _length(texts: Sequence[str], known: Usual | None) -> list[Reason]:
    source, target = map(length, texts)
    if known is None or not (source and target):
        return []
    ratio = log((source + _SOFT) / (target + _SOFT)) - known.ratio
    far = abs(ratio) * sqrt(source + target + 2 * _SOFT) / known.spread
    times = exp(abs(ratio))
    if far < _FAR or times < _TIMES:
        return []
    if ratio > 0:
        return [
            Reason(
                ReasonKind.LENGTH,
                message(
                    "The source is {times} times as long as usual compared with the target",
                    times=f"{times:.1f}",
                ),
            )
        ]
    return [
        Reason(
            ReasonKind.LENGTH,
            message(
                "The target is {times} times as long as usual compared with the source", times=f"{times:.1f}"
            ),
        )
    ]


def text_of(bitext: Bitext, bead: Bead, side: SideName) -> str:
    """Return the texts of one side of a row, joined."""
    return " ".join(map(bitext.side(side).text, bead.ids(side)))


def percent(share: float) -> str:
    """Return a share as a percentage; only certainty is shown as 100."""
    return f"{min(99, round(share * 100)) if share < 1 else 100} %"
