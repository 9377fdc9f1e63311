"""A ladder laid against its two texts: the beads that it means."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from core.errors import Damaged
from core.model import Bead, Bitext, Side, SideName
from core.model.message import message
from core.read.file import File
from core.read.pairs.ladder import Rung

Cell = tuple[tuple[int, ...], Rung | None]
"""Numbers of neighbouring segments of one side, and the rung that names them, if one does."""


def climbed(file: File, ladder: Sequence[Rung], source: Side, target: Side) -> Bitext:
    """The bitext of a ladder and the two sides whose segments it counts.

    Segments that it does not name stand alone. Where beads cross, the fewest become moved pairs. Raises
    Damaged for a number that stands twice or that no segment has.
    """
    for side, numbers in (
        (source, [number for rung in ladder for number in rung.source]),
        (target, [number for rung in ladder for number in rung.target]),
    ):
        _all_there(file, numbers, side)
    two_sided = sorted((rung for rung in ladder if rung.source and rung.target), key=lambda rung: rung.source)
    straight = _chain([rung.target[0] for rung in two_sided])
    moved = {
        rung: link for link, rung in enumerate(r for at, r in enumerate(two_sided) if at not in straight)
    }
    cells = _cells(ladder, "source", len(source.segments)), _cells(ladder, "target", len(target.segments))
    return Bitext(source, target, tuple(_beads(cells, moved, (source, target))))


def _all_there(file: File, numbers: Sequence[int], side: Side) -> None:
    name, there = side.document.name, len(side.segments)
    if any(number >= there for number in numbers):
        raise Damaged(
            message(
                "“{name}” counts {count} segments where “{text}” has {segments}.",
                name=file.name,
                count=max(numbers) + 1,
                text=name,
                segments=there,
            ),
            file=file.name,
            remedy=message("Choose the very texts that were aligned, cut as they were then."),
        )
    if len(set(numbers)) < len(numbers):
        raise Damaged(
            message("“{name}” has a segment of “{text}” in two beads.", name=file.name, text=name),
            file=file.name,
            remedy=message("Choose another ladder."),
        )


def _chain(starts: Sequence[int]) -> set[int]:
    """The places of a longest run of ascending numbers (Fredman 1975)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, start in enumerate(starts):
        length = bisect_right(tails, start)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [start]
        ends[length : length + 1] = [at]
    chain: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.add(at)
        at = before[at]
    return chain


def _cells(ladder: Sequence[Rung], side: SideName, count: int) -> list[Cell]:
    """The cells of one side in document order, those that no rung names among them."""
    named = {numbers[0]: (numbers, rung) for rung in ladder if (numbers := _numbers(rung, side))}
    out: list[Cell] = []
    at = 0
    while at < count:
        out.append(named.get(at, ((at,), None)))
        at += len(out[-1][0])
    return out


def _numbers(rung: Rung, side: SideName) -> tuple[int, ...]:
    return rung.source if side == "source" else rung.target


def _beads(
    cells: tuple[list[Cell], list[Cell]], moved: Mapping[Rung, int], sides: tuple[Side, Side]
) -> Iterator[Bead]:
    """The beads in document order on both sides; what stands alone as the ladder has it, where it can."""
    ids = [[segment.id for segment in side.segments] for side in sides]
    left, right = deque(cells[0]), deque(cells[1])
    while left or right:
        source, target = (left[0] if left else None), (right[0] if right else None)
        if source and _alone(source, moved) and not (target and _sooner(target, source, moved)):
            left.popleft()
            yield _bead(source, moved, source=tuple(ids[0][at] for at in source[0]))
        elif target and _alone(target, moved):
            right.popleft()
            yield _bead(target, moved, target=tuple(ids[1][at] for at in target[0]))
        else:
            (numbers, rung), (others, _) = left.popleft(), right.popleft()
            here = tuple(ids[0][at] for at in numbers), tuple(ids[1][at] for at in others)
            yield Bead(*here, rung.confidence if rung else None)


def _alone(cell: Cell, moved: Mapping[Rung, int]) -> bool:
    """Whether nothing of the other side stands beside it."""
    rung = cell[1]
    return rung is None or rung in moved or not (rung.source and rung.target)


def _sooner(target: Cell, source: Cell, moved: Mapping[Rung, int]) -> bool:
    """Whether a cell of the target that stands alone comes before one of the source that does."""
    if not _alone(target, moved):
        return False
    rung, other = target[1], source[1]
    return rung is None or rung in moved or (other is not None and rung.line < other.line)


def _bead(
    cell: Cell, moved: Mapping[Rung, int], source: tuple[int, ...] = (), target: tuple[int, ...] = ()
) -> Bead:
    rung = cell[1]
    if rung is None:
        return Bead(source, target)
    return Bead(source, target, rung.confidence, moved=moved.get(rung))
