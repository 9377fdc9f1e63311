"""Resegmented gold documents: sentences merged, split and dropped, and page numbers inserted.

Each change takes the lines of a side and returns new ones, and for each old line the new ones that hold it.
"""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from core.evaluation import LadderBead

_CLAUSE = re.compile(r"(?<=[;:,，；：、،])\s*(?=\S)|\s(?=[—–-]\s)")
_SHORTEST = 12  # letters of a part, at least
_HEADED = 0.7  # share of pages with a running head


class Resegmented(NamedTuple):
    """New lines, and the new indices of each old line."""

    lines: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]


def merged(lines: Sequence[str], random: Random, share: float = 0.12) -> Resegmented:
    """Join some lines to the previous one."""
    made: list[str] = []
    places = []
    for line in lines:
        if made and random.random() < share:
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
        places.append((len(made) - 1,))
    return Resegmented(tuple(made), tuple(places))


def split(lines: Sequence[str], random: Random, share: float = 0.3) -> Resegmented:
    """Split some lines in two after a punctuation mark inside them."""
    made: list[str] = []
    places = []
    for line in lines:
        cuts = [
            found.start()
            for found in _CLAUSE.finditer(line)
            if _SHORTEST <= found.start() <= len(line) - _SHORTEST
        ]
        parts = [line]
        if cuts and random.random() < share:
            at = random.choice(cuts)
            parts = [line[:at], line[at:].lstrip()]
        places.append(tuple(range(len(made), len(made) + len(parts))))
        made += parts
    return Resegmented(tuple(made), tuple(places))


def dropped(lines: Sequence[str], random: Random, share: float = 0.04) -> Resegmented:
    """Drop some lines, scattered and in a block."""
    first = random.randrange(max(len(lines) - 30, 1))
    block = range(first, first + random.randint(3, max(min(25, len(lines) // 8), 3)))
    made: list[str] = []
    places: list[tuple[int, ...]] = []
    for at, line in enumerate(lines):
        gone = at in block or random.random() < share
        places.append(() if gone else (len(made),))
        made += [] if gone else [line]
    return Resegmented(tuple(made), tuple(places))


def with_page_numbers(lines: Sequence[str], random: Random) -> Resegmented:
    """Insert page numbers and a running head between lines, as in a scanned book."""
    head = random.choice([line[:40] for line in lines if len(line) > _SHORTEST] or ["Head"])
    made: list[str] = []
    places = []
    page, left = random.randint(1, 300), random.randint(5, 30)
    for line in lines:
        places.append((len(made),))
        made.append(line)
        left -= 1
        if not left:
            page, left = page + 1, random.randint(12, 35)
            made.append(random.choice(["{}", "- {} -", "[{}]", "{}."]).format(page))
            made += [head] if random.random() < _HEADED else []
    return Resegmented(tuple(made), tuple(places))


CUTS: tuple[Callable[[Sequence[str], Random], Resegmented], ...] = (merged, split, dropped, with_page_numbers)


def followed(gold: Sequence[LadderBead], source: Resegmented, target: Resegmented) -> list[LadderBead]:
    """Return the gold beads of the new lines; beads that share a new line become one."""
    out: list[tuple[set[int], set[int]]] = []
    owners: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for bead in gold:
        sides = [
            {new for old in ids for new in side.places[old]}
            for ids, side in zip(bead, (source, target), strict=True)
        ]
        shared = {owner[new] for owner, ids in zip(owners, sides, strict=True) for new in ids if new in owner}
        at = len(out)
        out.append((set(sides[0]), set(sides[1])))
        for other in shared:
            for mine, theirs in zip(out[at], out[other], strict=True):
                mine |= theirs
                theirs.clear()
        for owner, ids in zip(owners, out[at], strict=True):
            owner.update(dict.fromkeys(ids, at))
    return [(tuple(sorted(first)), tuple(sorted(second))) for first, second in out if first or second]
