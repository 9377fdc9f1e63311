"""Gold documents cut otherwise, so that no genre's habits are learnt.

Sentences are merged, split, dropped, and others strewn in.

Each change takes the lines of a side and gives new ones, and for each old line the new ones that hold it.
"""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from core.evaluation import LadderBead

_CLAUSE = re.compile(r"(?<=[;:,，；：、،])\s*(?=\S)|\s(?=[—–-]\s)")
_SHORTEST = 12  # letters of a part
_HEADED = 0.7  # of the pages


class Recut(NamedTuple):
    """New lines, and the new places of each old line."""

    lines: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]


def merged(lines: Sequence[str], random: Random, share: float = 0.12) -> Recut:
    """Some lines joined to the one before."""
    made: list[str] = []
    places = []
    for line in lines:
        if made and random.random() < share:
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
        places.append((len(made) - 1,))
    return Recut(tuple(made), tuple(places))


def split(lines: Sequence[str], random: Random, share: float = 0.3) -> Recut:
    """Some lines cut in two behind a mark inside them."""
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
    return Recut(tuple(made), tuple(places))


def dropped(lines: Sequence[str], random: Random, share: float = 0.04) -> Recut:
    """Some lines gone, here and there and a block of them."""
    first = random.randrange(max(len(lines) - 30, 1))
    block = range(first, first + random.randint(3, max(min(25, len(lines) // 8), 3)))
    made: list[str] = []
    places: list[tuple[int, ...]] = []
    for at, line in enumerate(lines):
        gone = at in block or random.random() < share
        places.append(() if gone else (len(made),))
        made += [] if gone else [line]
    return Recut(tuple(made), tuple(places))


def strewn(lines: Sequence[str], random: Random) -> Recut:
    """Page numbers and a running head put between lines, as a scanned book has them."""
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
    return Recut(tuple(made), tuple(places))


CUTS: tuple[Callable[[Sequence[str], Random], Recut], ...] = (merged, split, dropped, strewn)


def followed(gold: Sequence[LadderBead], source: Recut, target: Recut) -> list[LadderBead]:
    """The gold beads of the new lines: beads that share a new line become one."""
    out: list[tuple[set[int], set[int]]] = []
    owners: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for bead in gold:
        sides = [
            {new for old in ids for new in recut.places[old]}
            for ids, recut in zip(bead, (source, target), strict=True)
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
