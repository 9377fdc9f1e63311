"""Rows of the table: building rows from other rows, and the patches that insert them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.model import Bead, Bitext, Patch, SideName, Splice, Status
from core.model.message import Message, message

GUESSED = 0.5
"""Highest confidence of a row that a verb guessed; low enough to make it a doubt."""
Stretch = tuple[int, int, Iterable[Bead]]
"""First and last of some adjacent rows, and the beads that replace them."""


class NotPossible(ValueError):
    """A verb cannot be applied here; `sentence` tells the user why."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def bead_at(bitext: Bitext, at: int) -> Bead:
    """Return the bead of row `at`. Raises NotPossible if there is no such row."""
    if not 0 <= at < len(bitext.beads):
        raise NotPossible(message("There is no row {row}.", row=at + 1))
    return bitext.beads[at]


def opposite(side: SideName) -> SideName:
    """Return the other side."""
    return "target" if side == "source" else "source"


def hollow(bead: Bead) -> bool:
    """Return whether a new row is empty on both sides and must be dropped."""
    return not (bead.source or bead.target)


def kept_in_passing(bead: Bead) -> bool:
    """Return whether a verb that changes rows beyond the chosen one stops at this row: accepted, or linked.

    Narrower than `pinned`, because a person is at work: rows made by hand may be rearranged again, and a note
    or a bookmark moves along with its row.
    """
    return bead.accepted or bead.linked


def holding(bead: Bead, side: SideName, ids: tuple[int, ...]) -> Bead:
    """Return a row with other segments on one side: open, unlinked, with its note and bookmark."""
    if ids == bead.ids(side):
        return bead
    source, target = (ids, bead.target) if side == "source" else (bead.source, ids)
    return Bead(source, target, note=bead.note, bookmark=bead.bookmark)


def only(side: SideName, ids: tuple[int, ...]) -> Bead:
    """Return a new row with segments on one side."""
    return Bead(ids, ()) if side == "source" else Bead((), ids)


def union(beads: Sequence[Bead]) -> Bead:
    """Return one row made of several; it is accepted if all of them were."""
    accepted = all(bead.accepted for bead in beads)
    return Bead(
        tuple(id_ for bead in beads for id_ in bead.source),
        tuple(id_ for bead in beads for id_ in bead.target),
        status=Status.ACCEPTED if accepted else Status.OPEN,
        note=notes(beads),
        bookmark=any(bead.bookmark for bead in beads),
    )


def guessed(bead: Bead, before: Sequence[Bead]) -> Bead:
    """Return a row that the user did not state as a guess; one of those `before` is returned unchanged.

    It is open, and its confidence is at most that of the earlier rows it takes segments from, and at most
    `GUESSED`: a verb has no encoder to judge by.
    """
    if bead in before:
        return bead
    known = [one.confidence for one in before if one.confidence is not None and _overlap(one, bead)]
    return replace(bead, confidence=min([GUESSED, *known]), status=Status.OPEN)


def _overlap(one: Bead, other: Bead) -> bool:
    return not ({*one.source}.isdisjoint(other.source) and {*one.target}.isdisjoint(other.target))


def notes(beads: Iterable[Bead]) -> str:
    """Return the notes of rows, joined."""
    return "\n".join(bead.note for bead in beads if bead.note)


def without_empty_rows(beads: Sequence[Bead]) -> list[Bead]:
    """Return rows without the empty ones, whose note and bookmark go to the row below, or above at
    the end."""
    kept: list[Bead] = []
    waiting: list[Bead] = []
    for bead in beads:
        if hollow(bead):
            waiting.append(bead)
        else:
            kept.append(_heir(bead, [*waiting, bead], waiting))
            waiting = []
    if kept and waiting:
        kept[-1] = _heir(kept[-1], [kept[-1], *waiting], waiting)
    return kept


def _heir(bead: Bead, order: Sequence[Bead], gone: Sequence[Bead]) -> Bead:
    if not any(one.note or one.bookmark for one in gone):
        return bead
    return replace(bead, note=notes(order), bookmark=any(one.bookmark for one in order))


def neighbour(bitext: Bitext, at: int, step: int, side: SideName) -> int:
    """Return the row below `at` (above it, if `step` is -1) to or from which a segment of a side moves.

    Halves of moved pairs that have nothing on this side are passed over: the order of the segments allows it,
    and the user does not mean them. The result may lie outside the table.
    """
    row = at + step
    while 0 <= row < len(bitext.beads) and bitext.beads[row].linked and not bitext.beads[row].ids(side):
        row += step
    return row


def refuse_accepted(bitext: Bitext, at: int) -> None:
    """Raise NotPossible if the user accepted row `at`, which a verb for another row would take apart.

    Half of a moved pair is left to `rearranged`, which names the other half.
    """
    bead = bead_at(bitext, at)
    if bead.accepted and not bead.linked:
        raise NotPossible(message("Row {row} is accepted. Clear its status first.", row=at + 1))


def rearranged(bitext: Bitext, name: Message, *stretches: Stretch, unpairing: bool = False) -> Patch:
    """Return the patch that replaces some stretches of rows by other beads; stretches ascend and do not
    overlap.

    A moved pair is a link between two unchanged one-sided beads: if one half is rearranged, the link is
    removed from both, so that the third law holds after every verb. The remaining half was judged as part of
    the pair; that it now has no counterpart is a guess. Raises NotPossible if the user made or accepted the
    link, unless `unpairing`.
    """
    made = [(first, bitext.beads[first : last + 1], tuple(after)) for first, last, after in stretches]
    had = Counter(bead.moved for _, before, _ in made for bead in before)
    has = Counter(bead.moved for _, _, after in made for bead in after)
    lost = {link for link in had if link is not None and has[link] < had[link]}
    if lost and not unpairing:
        _refuse_persons_links(bitext, lost)
    splices = {
        first: Splice(first, before, tuple(_unlinked(bead) if bead.moved in lost else bead for bead in after))
        for first, before, after in made
    }
    if lost:
        cut = {row for first, before, _ in made for row in range(first, first + len(before))}
        for at, bead in enumerate(bitext.beads):
            if bead.moved in lost and at not in cut:
                splices[at] = Splice(at, (bead,), (_unlinked(bead),))
    return Patch(name, beads=tuple(splices[at] for at in sorted(splices)))


def _refuse_persons_links(bitext: Bitext, lost: Collection[int]) -> None:
    """Raise NotPossible if the user made or accepted one of these links."""
    rows = [at for at, bead in enumerate(bitext.beads) if bead.moved in lost]
    held = next((bitext.beads[at].moved for at in rows if bitext.beads[at].linked_by_person), None)
    if held is not None:
        first, other = (at for at in rows if bitext.beads[at].moved == held)
        raise NotPossible(
            message(
                "Row {row} is paired with row {other} by hand. Choose “Unlink moved passage” first.",
                row=first + 1,
                other=other + 1,
            )
        )


def _unlinked(bead: Bead) -> Bead:
    return guessed(replace(bead, moved=None), (bead,))


def rearranged_rows(patch: Patch) -> Iterator[int]:
    """Yield the rows before a patch that hold other segments after it, or that disappear."""
    for splice in patch.beads:
        kept = {(bead.source, bead.target) for bead in splice.after}
        for at, bead in enumerate(splice.before, splice.at):
            if (bead.source, bead.target) not in kept:
                yield at


def judged(bitext: Bitext, name: Message, changed: Mapping[int, Bead]) -> Patch:
    """Return the patch that puts each bead of `changed` at its row; unchanged ones are left out."""
    runs: list[tuple[int, list[Bead]]] = []
    for at in sorted(changed):
        if changed[at] == bitext.beads[at]:
            continue
        if runs and at == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(changed[at])
        else:
            runs.append((at, [changed[at]]))
    return Patch(
        name,
        beads=tuple(Splice(at, bitext.beads[at : at + len(beads)], tuple(beads)) for at, beads in runs),
    )
