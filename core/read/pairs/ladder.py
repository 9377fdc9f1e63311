"""Ladders: segments of two texts that belong together, as numbers from 0. The texts are in other files.

Three layouts: our own `[0, 1]:[2]:0.9700`, whose third field is a confidence; vecalign's
`[0, 1]:[2]:0.431000`, whose third field is a cost; and hunalign's lines `0<TAB>0<TAB>0.3`, each of
which begins a bead that ends at the next.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from core.errors import Damaged, Empty
from core.model.message import message
from core.read.decode import decode
from core.read.file import File

SUFFIX = ".ladder"
LIMIT_MB = 50

_LINE = re.compile(r"\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\](?:\s*:\s*(\S+))?")
_RUNG = re.compile(r"(\d+)\s+(\d+)(?:\s+\S+)?")
_WIDEST = 100_000  # segments between two beads
_OURS = re.compile(r"[01]\.\d{4}")


@dataclass(frozen=True, slots=True)
class LadderBead:
    """A bead of a ladder: the numbers of its segments, its confidence, and its line in the file."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float | None
    line: int


def looks_like_ladder(head: bytes) -> bool:
    """Return whether the first line of a file is that of a ladder with brackets."""
    line = head.lstrip(b"\xef\xbb\xbf").split(b"\n")[0].decode("ascii", "replace").strip()
    return _LINE.fullmatch(line) is not None


def ladder_beads(file: File) -> tuple[LadderBead, ...]:
    """Return the beads of a ladder in its order, without those of no segments. Raises Damaged, Empty."""
    lines = [
        (at, line.strip()) for at, line in enumerate(decode(file, None).text.splitlines(), 1) if line.strip()
    ]
    if not lines:
        raise Empty(
            message("“{name}” is empty.", name=file.name),
            file=file.name,
            remedy=message("Choose another ladder."),
        )
    found = _steps(file, lines) if _RUNG.fullmatch(lines[0][1]) else _beads(file, lines)
    return tuple(bead for bead in found if bead.source or bead.target)


def lengths(ladder: tuple[LadderBead, ...]) -> tuple[int, int]:
    """Return the number of segments of each text according to a ladder."""
    source = max((number for bead in ladder for number in bead.source), default=-1)
    target = max((number for bead in ladder for number in bead.target), default=-1)
    return source + 1, target + 1


def _beads(file: File, lines: list[tuple[int, str]]) -> list[LadderBead]:
    parts = [(at, _LINE.fullmatch(line)) for at, line in lines]
    ours = all(part is not None and _OURS.fullmatch(part[3] or "") for _, part in parts)
    out = []
    for at, part in parts:
        if part is None:
            raise _damaged(file, at)
        source, target = (_numbers(file, at, part[side]) for side in (1, 2))
        out.append(LadderBead(source, target, min(float(part[3]), 1.0) if ours else None, at))
    return out


def _numbers(file: File, at: int, said: str) -> tuple[int, ...]:
    words = said.replace(",", " ").split()
    if any(len(word) > 9 for word in words):
        raise _damaged(file, at)
    numbers = tuple(map(int, words))
    if any(after != before + 1 for before, after in pairwise(numbers)):
        raise _damaged(file, at)
    return numbers


def _steps(file: File, lines: list[tuple[int, str]]) -> list[LadderBead]:
    corners: list[tuple[int, int, int]] = [(0, 0, 0)]
    for at, line in lines:
        part = _RUNG.fullmatch(line)
        if part is None or max(map(len, part.groups())) > 9:
            raise _damaged(file, at)
        source, target = int(part[1]), int(part[2])
        ahead = source - corners[-1][0], target - corners[-1][1]
        if min(ahead) < 0 or max(ahead) > _WIDEST:
            raise _damaged(file, at)
        corners.append((source, target, at))
    return [
        LadderBead(tuple(range(i, k)), tuple(range(j, m)), None, at)
        for (i, j, _), (k, m, at) in pairwise(corners)
    ]


def _damaged(file: File, line: int) -> Damaged:
    return Damaged(
        message(
            "“{name}” is not a ladder that Diglot can read: line {line} does not look like “[0, "
            "1]:[2]:0.9700”.",
            name=file.name,
            line=line,
        ),
        file=file.name,
        remedy=message("Choose a file written by Diglot, vecalign or hunalign."),
    )
