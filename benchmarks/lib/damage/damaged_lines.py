"""Synthetic damage to the lines of a text: removed, moved, doubled or changed lines, and their origins.

    damaged = DAMAGES["dropped"](lines, foreign, Random("seed"))

`foreign` are lines of another text in the same language. The same seed does the same damage.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Literal

Lines = Sequence[str]

SWAPPED = "swapped"  # prefix of the damages that move blocks
BLOCK = 100  # lines of each of two swapped blocks
BETWEEN = 150  # least lines between two such blocks that are apart; more than a block, so that they stay
PAGE = 30
FOREIGN = 300
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split()
_PAGES_A_CHAPTER = 6


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text.

    `origin` has for each line its number (from 0) before the damage, None for a new line; the number of a
    doubled line occurs twice. `touched` are the numbers of the lines that were removed or moved, whose
    alignment is not judged. Noise touches nothing, since a line with a few wrong letters still translates the
    same line.
    """

    lines: tuple[str, ...]
    origin: tuple[int | None, ...]
    touched: frozenset[int] = frozenset()


Damage = Callable[[Lines, Lines, Random], Damaged]


def whole(lines: Lines) -> Damaged:
    """Return the text undamaged."""
    return _arranged(lines, range(len(lines)), ())


def removed(lines: Lines, share: float, place: Literal["front", "middle", "end"]) -> Damaged:
    """Remove one stretch, this share of the lines."""
    size = round(share * len(lines))
    start = {"front": 0, "middle": (len(lines) - size) // 2, "end": len(lines) - size}[place]
    return _without(lines, range(start, start + size))


def prepended(lines: Lines, foreign: Lines) -> Damaged:
    """Put lines of another text in front."""
    return Damaged((*foreign, *lines), (*[None] * len(foreign), *range(len(lines))))


def swapped(lines: Lines, first: int, second: int, size: int) -> Damaged:
    """Swap two blocks of this size, which begin at `first` and `second`.

    `second` is at least `size` lines after `first`.
    """
    a, b = range(first, first + size), range(second, second + size)
    order = [*range(first), *b, *range(a.stop, second), *a, *range(b.stop, len(lines))]
    return _arranged(lines, order, (*a, *b))


def doubled(lines: Lines, start: int, size: int) -> Damaged:
    """Repeat a stretch right after itself."""
    stop = start + size
    return _arranged(lines, [*range(stop), *range(start, len(lines))], ())


def dropped(lines: Lines, share: float, random: Random) -> Damaged:
    """Remove this share of the lines, scattered."""
    return _without(lines, random.sample(range(len(lines)), round(share * len(lines))))


def noisy(lines: Lines, share: float, random: Random) -> Damaged:
    """Replace this share of the characters by a random letter of the text, or drop or double them.

    A line that would lose all its characters keeps them.
    """
    letters = [letter for line in lines for letter in line if letter.isalpha()] or ["x"]

    def slip(character: str) -> str:
        return random.choice((random.choice(letters), "", character * 2))

    damaged = ["".join(slip(each) if random.random() < share else each for each in line) for line in lines]
    kept = (new if new.strip() else old for new, old in zip(damaged, lines, strict=True))
    return Damaged(tuple(kept), tuple(range(len(lines))))


def with_page_numbers(lines: Lines, random: Random) -> Damaged:
    """Insert a page number and a running head about every thirty lines.

    A Roman numeral precedes each chapter.
    """
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
    """Return the beginning of the first line, in capitals."""
    first = next((line for line in lines if line.strip()), "")
    words = first.split()
    return (" ".join(words[:4]) if len(words) > 1 else first[:8]).upper()


def _without(lines: Lines, gone: Collection[int]) -> Damaged:
    left = set(gone)
    return _arranged(lines, [at for at in range(len(lines)) if at not in left], gone)


def _arranged(lines: Lines, order: Sequence[int], touched: Collection[int]) -> Damaged:
    return Damaged(tuple(lines[at] for at in order), tuple(order), frozenset(touched))


def _swapped_somewhere(lines: Lines, foreign: Lines, random: Random, between: int) -> Damaged:
    """Swap two blocks at random places, apart or, if `between` is 0, adjacent."""
    reach = 2 * BLOCK + between
    first = random.randint(0, len(lines) - reach)
    second = random.randint(first + BLOCK + between, len(lines) - BLOCK) if between else first + BLOCK
    return swapped(lines, first, second, BLOCK)


def _table() -> dict[str, Damage]:
    def cut(share: float, place: Literal["front", "middle", "end"]) -> Damage:
        return lambda lines, foreign, random: removed(lines, share, place)

    places: tuple[Literal["front", "middle", "end"], ...] = ("front", "middle", "end")
    return {f"removed_{place}_{share}": cut(share / 100, place) for place in places for share in (10, 20, 40)}


DAMAGES: Mapping[str, Damage] = {
    **_table(),
    "prepended": lambda lines, foreign, random: prepended(lines, foreign[:FOREIGN]),
    f"{SWAPPED}_apart": partial(_swapped_somewhere, between=BETWEEN),
    f"{SWAPPED}_adjacent": partial(_swapped_somewhere, between=0),
    "doubled": lambda lines, foreign, random: doubled(lines, random.randint(0, len(lines) - PAGE), PAGE),
    "dropped": lambda lines, foreign, random: dropped(lines, 0.05, random),
    "noise": lambda lines, foreign, random: noisy(lines, 0.03, random),
    "strewn": lambda lines, foreign, random: with_page_numbers(lines, random),
}
"""The damages of the benchmark by name. Names are part of the seeds: a new name draws other lines."""
