"""Practice of the tour: two mistakes planted in the sample, and what the user does about them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.model import Bead, Bitext, Patch, Splice
from core.model.message import message

_FROM = 4  # first row that may get a mistake: the beginning shows how a right one looks
_APART = 3  # rows at least between the two mistakes
_UNLIKELY = 0.1


@dataclass(frozen=True, slots=True)
class Practice:
    """Two planted mistakes: the row that holds two pairs, and the whole row that was split in two."""

    joined: Bead
    whole: Bead

    def suggestion_taken(self, bitext: Bitext) -> bool:
        """Return whether the row that holds two pairs is gone."""
        return self._row(bitext, self.joined) is None

    def merged(self, bitext: Bitext) -> bool:
        """Return whether the two parts are one row again."""
        return self._row(bitext, self.whole) is not None

    def undone(self, bitext: Bitext) -> bool:
        """Return whether they are apart again."""
        return not self.merged(bitext)

    def joined_row(self, bitext: Bitext) -> int | None:
        """Return the row that holds two pairs."""
        return self._row(bitext, self.joined)

    def parted_row(self, bitext: Bitext) -> int | None:
        """Return the first row of the two parts, or the whole."""
        first = self.whole.source[0]
        return next((row for row, bead in enumerate(bitext.beads) if first in bead.source), None)

    @staticmethod
    def _row(bitext: Bitext, wanted: Bead) -> int | None:
        held = wanted.source, wanted.target
        rows = enumerate(bitext.beads)
        return next((row for row, bead in rows if (bead.source, bead.target) == held), None)


@dataclass(frozen=True, slots=True)
class Exercise:
    """A task of the user at a stop of the tour: when it is done, and the row where it is to be done."""

    done: Callable[[Practice, Bitext], bool]
    row: Callable[[Practice, Bitext], int | None]


def plant(bitext: Bitext) -> tuple[Patch, Practice] | None:
    """Return the patch that makes two mistakes in a bitext, and the practice; None if it has no room for
    them."""
    beads = bitext.beads
    pairs = (row for row in range(_FROM, len(beads) - 1) if _one_to_one(beads[row], beads[row + 1]))
    first = next(pairs, None)
    if first is None:
        return None
    rest = range(first + 2 + _APART, len(beads))
    second = next((row for row in rest if _several(beads[row])), None)
    if second is None:
        return None
    one, other, whole = beads[first], beads[first + 1], beads[second]
    joined = Bead(one.source + other.source, one.target + other.target, _UNLIKELY)
    parts = _parts(whole)
    splices = (Splice(first, (one, other), (joined,)), Splice(second, (whole,), parts))
    return Patch(message("Prepare the exercise"), splices, author="program"), Practice(joined, whole)


def _one_to_one(*beads: Bead) -> bool:
    return all(bead.untouched and len(bead.source) == len(bead.target) == 1 for bead in beads)


def _several(bead: Bead) -> bool:
    return bead.untouched and sorted((len(bead.source), len(bead.target))) == [1, 2]


def _parts(whole: Bead) -> tuple[Bead, Bead]:
    """Return a row without its last segment, and that segment alone."""
    if len(whole.source) > 1:
        upper, lower = replace(whole, source=whole.source[:1]), Bead(whole.source[1:], ())
    else:
        upper, lower = replace(whole, target=whole.target[:1]), Bead((), whole.target[1:])
    return replace(upper, confidence=0.5), replace(lower, confidence=_UNLIKELY)
