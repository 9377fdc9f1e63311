"""Bitexts made from a ladder and its two texts."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from core.ascending import longest_ascending
from core.errors import Damaged
from core.model import Bead, Bitext, Side, SideName
from core.model.message import message
from core.read.file import File
from core.read.pairs.ladder import LadderBead

Cell = tuple[tuple[int, ...], LadderBead | None]
"""Numbers of neighbouring segments of one side, and the bead that names them, if one does."""


def bitext_of_ladder(file: File, ladder: Sequence[LadderBead], source: Side, target: Side) -> Bitext:
    """Return the bitext of a ladder and the two sides whose segments it counts.

    Segments that it does not contain become one-sided beads. Where beads cross, as few as possible become
    moved pairs. Raises Damaged for a number that occurs twice or that no segment has.
    """
    for side, numbers in (
        (source, [number for bead in ladder for number in bead.source]),
        (target, [number for bead in ladder for number in bead.target]),
    ):
        _all_there(file, numbers, side)
    two_sided = sorted(
        (bead for bead in ladder if bead.source and bead.target),
        key=lambda bead: bead.source,
    )
    straight = longest_ascending([bead.target[0] for bead in two_sided])
    moved = {
        bead: link for link, bead in enumerate(r for at, r in enumerate(two_sided) if at not in straight)
    }
    cells = _cells(ladder, "source", len(source.segments)), _cells(ladder, "target", len(target.segments))
    return Bitext(source, target, tuple(_beads(cells, moved, (source, target))))


def _all_there(file: File, numbers: Sequence[int], side: Side) -> None:
    name, there = side.document.name, len(side.segments)
    if any(number >= there for number in numbers):
        raise Damaged(
            message(
                "“{name}” expects {count} segments, but “{text}” has {segments}.",
                name=file.name,
                count=max(numbers) + 1,
                text=name,
                segments=there,
            ),
            file=file.name,
            remedy=message("Choose the same texts that were aligned, with the same segmentation."),
        )
    if len(set(numbers)) < len(numbers):
        raise Damaged(
            message("“{name}” has a segment of “{text}” in two beads.", name=file.name, text=name),
            file=file.name,
            remedy=message("Choose another ladder."),
        )


def _cells(ladder: Sequence[LadderBead], side: SideName, count: int) -> list[Cell]:
    """Return the cells of one side in document order, including those that the ladder leaves out."""
    named = {numbers[0]: (numbers, bead) for bead in ladder if (numbers := _numbers(bead, side))}
    out: list[Cell] = []
    at = 0
    while at < count:
        out.append(named.get(at, ((at,), None)))
        at += len(out[-1][0])
    return out


def _numbers(bead: LadderBead, side: SideName) -> tuple[int, ...]:
    return bead.source if side == "source" else bead.target


def _beads(
    cells: tuple[list[Cell], list[Cell]], moved: Mapping[LadderBead, int], sides: tuple[Side, Side]
) -> Iterator[Bead]:
    """Yield the beads in document order on both sides; one-sided ones in the ladder's order if possible."""
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
            (numbers, bead), (others, _) = left.popleft(), right.popleft()
            here = tuple(ids[0][at] for at in numbers), tuple(ids[1][at] for at in others)
            yield Bead(*here, bead.confidence if bead else None)


def _alone(cell: Cell, moved: Mapping[LadderBead, int]) -> bool:
    """Return whether the cell has no counterpart."""
    bead = cell[1]
    return bead is None or bead in moved or not (bead.source and bead.target)


def _sooner(target: Cell, source: Cell, moved: Mapping[LadderBead, int]) -> bool:
    """Return whether a target cell without counterpart comes before such a source cell."""
    if not _alone(target, moved):
        return False
    bead, other = target[1], source[1]
    return bead is None or bead in moved or (other is not None and bead.line < other.line)


def _bead(
    cell: Cell, moved: Mapping[LadderBead, int], source: tuple[int, ...] = (), target: tuple[int, ...] = ()
) -> Bead:
    bead = cell[1]
    if bead is None:
        return Bead(source, target)
    return Bead(source, target, bead.confidence, moved=moved.get(bead))
