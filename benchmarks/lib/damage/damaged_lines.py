"""What befalls a text before it is aligned: damages of its lines, and where the lines after it come from.

    damaged = DAMAGES["dropped"](lines, strangers, Random("seed"))

`strangers` are lines of another text in the same language. The same seed does the same damage.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Literal

Lines = Sequence[str]

SWAPPED = "swapped"  # how the names begin of damages that move blocks
BLOCK = 100  # lines of each of two blocks that change places
BETWEEN = 150  # lines at least between two such blocks that do not touch: more than a block, so that it stays
PAGE = 30
STRANGERS = 300
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()
_PAGES_A_CHAPTER = 6


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text after its damage.

    `origin` has for each line the number (from 0) of the line that it was before, None where it is new; a
    line that stands twice now has its number twice. `touched` are the numbers of the lines that were
    removed or moved: what becomes of these is the damage's own doing. Noise touches nothing, since a line
    with a few wrong letters is still the translation of the same line.
    """

    lines: tuple[str, ...]
    origin: tuple[int | None, ...]
    touched: frozenset[int] = frozenset()


Damage = Callable[[Lines, Lines, Random], Damaged]


def whole(lines: Lines) -> Damaged:
    """The text as it was."""
    return _arranged(lines, range(len(lines)), ())


def removed(lines: Lines, share: float, place: Literal["front", "middle", "end"]) -> Damaged:
    """Without one stretch, this share of the lines."""
    size = round(share * len(lines))
    start = {"front": 0, "middle": (len(lines) - size) // 2, "end": len(lines) - size}[place]
    return _without(lines, range(start, start + size))


def prepended(lines: Lines, strangers: Lines) -> Damaged:
    """Behind lines of another text."""
    return Damaged((*strangers, *lines), (*[None] * len(strangers), *range(len(lines))))


def swapped(lines: Lines, first: int, second: int, size: int) -> Damaged:
    """Two blocks of this size, which begin at `first` and, at least `size` lines on, at `second`, swapped."""
    a, b = range(first, first + size), range(second, second + size)
    order = [*range(first), *b, *range(a.stop, second), *a, *range(b.stop, len(lines))]
    return _arranged(lines, order, (*a, *b))


def doubled(lines: Lines, start: int, size: int) -> Damaged:
    """A stretch stands twice, the copy right behind it."""
    stop = start + size
    return _arranged(lines, [*range(stop), *range(start, len(lines))], ())


def dropped(lines: Lines, share: float, random: Random) -> Damaged:
    """Without this share of the lines, taken here and there."""
    return _without(lines, random.sample(range(len(lines)), round(share * len(lines))))


def noisy(lines: Lines, share: float, random: Random) -> Damaged:
    """This share of the characters replaced by a random letter of the text, dropped or doubled.

    A line that would lose all its characters keeps them.
    """
    letters = [letter for line in lines for letter in line if letter.isalpha()] or ["x"]

    def slip(character: str) -> str:
        return random.choice((random.choice(letters), "", character * 2))

    spoilt = ["".join(slip(each) if random.random() < share else each for each in line) for line in lines]
    kept = (new if new.strip() else old for new, old in zip(spoilt, lines, strict=True))
    return Damaged(tuple(kept), tuple(range(len(lines))))


def strewn(lines: Lines, random: Random) -> Damaged:
    """Page numbers and a running head every thirty lines or so, a Roman numeral over each chapter."""
    out: list[tuple[str, int | None]] = []
    head, page = _running_head(lines), random.randint(3, 200)
    due = random.randint(1, PAGE)
    for at, line in enumerate(lines):
        if at == due:
            number = f"- {page} -" if page % 2 else f"{page}"
            out += [(number, None), (head, None)]
            chapter, over = divmod(page, _PAGES_A_CHAPTER)
            out += [] if over else [(_ROMAN[chapter % len(_ROMAN)], None)]
            page, due = page + 1, at + random.randint(PAGE - 3, PAGE + 3)
        out.append((line, at))
    return Damaged(tuple(line for line, _ in out), tuple(origin for _, origin in out))


def _running_head(lines: Lines) -> str:
    """The beginning of the first line, in capitals."""
    first = next((line for line in lines if line.strip()), "")
    words = first.split()
    return (" ".join(words[:4]) if len(words) > 1 else first[:8]).upper()


def _without(lines: Lines, gone: Collection[int]) -> Damaged:
    left = set(gone)
    return _arranged(lines, [at for at in range(len(lines)) if at not in left], gone)


def _arranged(lines: Lines, order: Sequence[int], touched: Collection[int]) -> Damaged:
    return Damaged(tuple(lines[at] for at in order), tuple(order), frozenset(touched))


def _swapped_somewhere(lines: Lines, strangers: Lines, random: Random, between: int) -> Damaged:
    """Blocks apart or, with nothing between them, side by side. Needs that much text."""
    reach = 2 * BLOCK + between
    first = random.randint(0, len(lines) - reach)
    second = random.randint(first + BLOCK + between, len(lines) - BLOCK) if between else first + BLOCK
    return swapped(lines, first, second, BLOCK)


def _table() -> dict[str, Damage]:
    def cut(share: float, place: Literal["front", "middle", "end"]) -> Damage:
        return lambda lines, strangers, random: removed(lines, share, place)

    places: tuple[Literal["front", "middle", "end"], ...] = ("front", "middle", "end")
    return {f"removed_{place}_{share}": cut(share / 100, place) for place in places for share in (10, 20, 40)}


DAMAGES: Mapping[str, Damage] = {
    **_table(),
    "prepended": lambda lines, strangers, random: prepended(lines, strangers[:STRANGERS]),
    f"{SWAPPED}_apart": partial(_swapped_somewhere, between=BETWEEN),
    f"{SWAPPED}_adjacent": partial(_swapped_somewhere, between=0),
    "doubled": lambda lines, strangers, random: doubled(lines, random.randint(0, len(lines) - PAGE), PAGE),
    "dropped": lambda lines, strangers, random: dropped(lines, 0.05, random),
    "noise": lambda lines, strangers, random: noisy(lines, 0.03, random),
    "strewn": lambda lines, strangers, random: strewn(lines, random),
}
"""The damages of the benchmark by name."""
