"""The laws after each patch, without reading a whole book for each keystroke."""

from dataclasses import replace

from core.model import SIDES, Bead, Bitext, Patch, Segment, SideName, Splice, check


def uphold(patch: Patch, after: Bitext) -> None:
    """Raise BrokenLaw if the bitext `after` a patch breaks a law, given that it broke none before.

    Most patches can be seen to keep the laws from their splices alone, in time linear in the patch; the whole
    bitext is checked after the others.
    """
    cuts = (*patch.source, *patch.target)
    if not (all(map(_harmless, patch.beads)) and all(map(_same_spans, cuts))):
        check(after)


def _harmless(splice: Splice[Bead]) -> bool:
    """Whether the same segments stand in the same order, and no link came, went or changed its place."""
    return (
        _links(splice.before) == _links(splice.after)
        and all(bead.source or bead.target for bead in splice.after)
        and all(_ids(splice.before, side) == _ids(splice.after, side) for side in SIDES)
    )


def _links(beads: tuple[Bead, ...]) -> list[Bead]:
    return [Bead(bead.source, bead.target, moved=bead.moved) for bead in beads if bead.moved is not None]


def _ids(beads: tuple[Bead, ...], side: SideName) -> list[int]:
    return [id_ for bead in beads for id_ in bead.ids(side)]


def _same_spans(splice: Splice[Segment]) -> bool:
    return [replace(one, edited=None) for one in splice.before] == [
        replace(one, edited=None) for one in splice.after
    ]
