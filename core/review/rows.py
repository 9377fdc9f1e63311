"""Rows of the table, and the patches that change them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.model import Bead, Bitext, Patch, Splice, Status


class NotPossible(ValueError):
    """A verb cannot be done here; `sentence` says why, for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def bead_at(bitext: Bitext, at: int) -> Bead:
    """The bead of row `at`. Raises NotPossible where there is no such row."""
    if not 0 <= at < len(bitext.beads):
        raise NotPossible(f"There is no row {at + 1}.")
    return bitext.beads[at]


def rearranged(
    bitext: Bitext,
    name: str,
    first: int,
    last: int,
    after: Iterable[Bead],
) -> Patch:
    """The patch that puts the beads `after` where rows `first` to `last` stand.

    A moved pair is a link between two one-sided beads that stay as they are: where one half is rearranged,
    the link is dropped on both, so that the third law holds after every verb. The half that stays was
    judged as part of the pair and is open again.
    """
    cut = set(range(first, last + 1))
    links = {bitext.beads[at].moved for at in cut} - {None}
    splices = {first: Splice(first, bitext.beads[first : last + 1], tuple(after))}
    if links:
        for at, bead in enumerate(bitext.beads):
            if bead.moved in links and at not in cut:
                alone = replace(bead, moved=None, confidence=None, status=Status.OPEN)
                splices[at] = Splice(at, (bead,), (alone,))
    return Patch(name, beads=tuple(splices[at] for at in sorted(splices)))


def judged(bitext: Bitext, name: str, changed: Mapping[int, Bead]) -> Patch:
    """The patch that puts each bead of `changed` at its row; what already stands there is left out."""
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
