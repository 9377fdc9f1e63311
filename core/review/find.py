"""Finding words in both texts, letter case aside: one folding for what is found and for what is marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.model import SIDES, Bitext, SideName


@dataclass(frozen=True, slots=True)
class Hit:
    """A segment that holds what was looked for: its row, its side, and its position in that cell."""

    row: int
    side: SideName
    position: int


# A line that is merely wrapped does not part words; one letter for one, so that places stay.
_AS_SPACE = str.maketrans("\n\r\t\u00a0\u2028\u202f", "      ")


def find(bitext: Bitext, needle: str, row: int = 0, step: int = 1) -> Iterator[Hit]:
    """Every segment that holds `needle`, from `row` on down (step 1) or up (-1), and around the end.

    The nearest comes first, found before the rest is looked at. Nothing is found for an empty needle.
    """
    wanted, count = _folded(needle), len(bitext.beads)
    for at in range(count if wanted else 0):
        here = (row + at * step) % count
        for side in SIDES:
            for position, id_ in enumerate(bitext.beads[here].ids(side)):
                if wanted in _folded(bitext.side(side).text(id_)):
                    yield Hit(here, side, position)


def spans(text: str, needle: str) -> list[tuple[int, int]]:
    """Where `needle` stands in `text`: starts and ends, counted in characters, that do not overlap.

    A text has spans exactly where `find` finds it. A letter that folds to several ("ß" to "ss") is marked
    whole though only a part of it was asked for.
    """
    wanted, folded = _folded(needle), _folded(text)
    at = folded.find(wanted) if wanted else -1
    if at < 0:
        return []
    # str.casefold goes letter by letter, whatever stands beside; str.lower does not ("Σ").
    origin = [place for place, letter in enumerate(text) for _ in letter.casefold()]
    found: list[tuple[int, int]] = []
    while at >= 0:
        first, last = origin[at], origin[at + len(wanted) - 1]
        if not found or first >= found[-1][1]:
            found.append((first, last + 1))
        at = folded.find(wanted, at + len(wanted))
    return found


def _folded(text: str) -> str:
    return text.translate(_AS_SPACE).casefold()
