"""Why a row deserves a look, in sentences with the figures: what its texts alone tell, and what may stand
there instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.lengths import lengths
from core.model import SIDES, Bead, Bitext, Patch, SideName, Status
from core.numerals import Number, numbers
from core.review.doubts import unsure

_SURE = 0.9  # of the rows that tell how much longer one side usually is
_MOST = 400  # of these that are looked at
_LEAST = 20  # of these that are enough to tell
_SOFT = 4  # letters added to a length, so that one letter more or less is little
_FAR = 3.5  # standard deviations from what is usual
_TIMES = 1.5  # as long as usual
_LIKELY = 0.1  # from where on an alternative is worth a word
_DIGITS = 2  # of a number that is hardly written as a word
_NAMED = 3  # numbers that are named


class Kind(StrEnum):
    """Why a row deserves a look."""

    MARKED = "marked"
    UNSURE = "unsure"
    ALONE = "alone"
    NUMBERS = "numbers"
    LENGTH = "length"
    PARTNER = "partner"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to look at a row, and the sentence for the person that says so."""

    kind: Kind
    sentence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row with all reasons to look at it, and the patch to its best alternative where it has one.

    `probability` (0 to 1) is how likely all that the patch puts there is right.
    """

    row: int
    reasons: tuple[Reason, ...]
    patch: Patch | None = None
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Usual:
    """How long the sources of a bitext are beside their targets, as the log of the ratio of letters, and the
    standard deviation of that ratio times the root of the letters."""

    ratio: float
    spread: float


def usual(bitext: Bitext) -> Usual | None:
    """What is usual in the rows that are accepted or nearly sure; None where they are too few.

    Looks at most at 400 of them.
    """
    sure = [bead for bead in bitext.beads if bead.source and bead.target and bead.certainty >= _SURE]
    chosen = sure[:: len(sure) // _MOST + 1]
    if len(chosen) < _LEAST:
        return None
    sizes = [lengths([_text(bitext, bead, side) for bead in chosen]) + _SOFT for side in SIDES]
    ratios = np.log(sizes[0] / sizes[1])
    middle = float(np.median(ratios))
    far = np.abs(ratios - middle) * np.sqrt(sizes[0] + sizes[1])
    return Usual(middle, max(1.4826 * float(np.median(far)), 0.1))  # the usual share of a normal median


def reasons(bitext: Bitext, row: int, known: Usual | None) -> tuple[Reason, ...]:
    """What speaks against a row, told by itself and its texts; nothing where a person decided."""
    bead = bitext.beads[row]
    if bead.status is Status.ACCEPTED:
        return ()
    found = [Reason(Kind.MARKED, "Marked as doubtful")] if bead.status is Status.DOUBTFUL else []
    if bead.confidence is None:
        return tuple(found)
    if unsure(bead.confidence):
        found.append(Reason(Kind.UNSURE, f"Only {_percent(bead.confidence)} likely"))
    texts = [_text(bitext, bead, side) for side in SIDES]
    if bead.source and bead.target:
        found += [*_numbers(*texts), *_length(texts, known)]
    elif bead.moved is None and any(map(str.strip, texts)):
        found.append(Reason(Kind.ALONE, f"The {'target' if bead.source else 'source'} is empty"))
    return tuple(found)


def partner(bitext: Bitext, row: int, patch: Patch, probability: float) -> Reason | None:
    """The reason that the alternative to a row is, where it is not too unlikely: it takes segments from
    neighbours or gives them some, or parts the row; `patch` has one splice of beads, in which the row stands.
    """
    (splice,) = patch.beads
    bead, own = bitext.beads[row], _segments(bitext.beads[row])
    after = [_segments(new) for new in splice.after]
    home = max(after, key=lambda new: len(new & own))
    gone = {one for new in after if new != home and new - own for one in new & own}
    others = [(at, _segments(old)) for at, old in enumerate(splice.before, splice.at) if at != row]
    givers = [(at, old) for at, old in others if old & home]
    takers = [at for at, old in others if any(old & new and gone & new for new in after if new != home)]
    if probability < _LIKELY:
        return None
    if not (givers or takers):
        what = f"may be {sum(new <= own for new in after)} rows"
    elif givers and takers:
        what = f"may exchange segments with row {givers[0][0] + 1}"
    elif takers:
        what = f"{_counted(gone)} may belong to row {takers[0] + 1}"
    elif all(old <= home for _, old in givers):
        what = f"may be one with row {givers[0][0] + 1}"
    else:
        what = f"{_counted(home - own)} of row {givers[0][0] + 1} may belong here"
    known = "" if bead.confidence is None else f", as it is {_percent(bead.confidence)}"
    sentence = f"{what[0].upper()}{what[1:]} ({_percent(probability)} likely{known})"
    return Reason(Kind.PARTNER if givers or takers else Kind.PARTS, sentence)


def _segments(bead: Bead) -> set[tuple[SideName, int]]:
    return {(side, id_) for side in SIDES for id_ in bead.ids(side)}


def _counted(segments: Iterable[tuple[SideName, int]]) -> str:
    sides = [side for side, _ in segments]
    kind = f"{sides[0]} " if len({*sides}) == 1 else ""
    return f"a {kind}segment" if len(sides) == 1 else f"{len(sides)} {kind}segments"


def _numbers(source: str, target: str) -> list[Reason]:
    """The numbers in digits that only one text has; the other may write them in any way."""
    found = numbers(source), numbers(target)
    alone = [_alone(here, there) for here, there in (found, found[::-1])]
    return [
        Reason(Kind.NUMBERS, f"{_listed(only)} only in the {side}")
        for side, only in zip(SIDES, alone, strict=True)
        if only
    ]


def _alone(here: Sequence[Number], there: Sequence[Number]) -> list[str]:
    """The numbers of the one that the other has in no form: 350 million may be 3.5亿."""
    known = {number.value.strip("0") for number in there}
    missing = (each for each in here if each.digits and len(each.value) >= _DIGITS)
    return list(dict.fromkeys(each.written for each in missing if each.value.strip("0") not in known))


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} stands"
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more numbers stand"
    return f"{', '.join(names[:-1])} and {names[-1]} stand"


def _length(texts: Sequence[str], known: Usual | None) -> list[Reason]:
    source, target = lengths(texts).tolist()
    if known is None or not (source and target):
        return []
    ratio = float(np.log((source + _SOFT) / (target + _SOFT))) - known.ratio
    far = abs(ratio) * np.sqrt(source + target + 2 * _SOFT) / known.spread
    times = float(np.exp(abs(ratio)))
    if far < _FAR or times < _TIMES:
        return []
    longer = "source" if ratio > 0 else "target"
    return [Reason(Kind.LENGTH, f"The {longer} is {times:.1f} times as long as usual beside the other text")]


def _text(bitext: Bitext, bead: Bead, side: SideName) -> str:
    return " ".join(map(bitext.side(side).text, bead.ids(side)))


def _percent(share: float) -> str:
    """A share as people read it; what is not certain never rounds up to certain."""
    return f"{min(99, round(share * 100)) if share < 1 else 100} %"
