"""Checks of the laws after each patch, without reading a whole book for each keystroke."""

from collections import deque
from collections.abc import Iterable

from core.model import SIDES, Bead, Bitext, Patch, Segment, SideName, Splice, check
from core.model.laws import check_links, check_text


def uphold(patch: Patch, before: Bitext, after: Bitext) -> None:
    """Raise BrokenLaw if the bitext `after` a patch breaks a law, given that `before` broke none.

    For most patches, their splices and the blocks they touch suffice to see that the laws hold; after other
    patches the whole bitext is checked.
    """
    beads = (bead for splice in patch.beads for bead in splice.after)
    if not (
        all(bead.source or bead.target for bead in beads) and all(_agree(patch, before, s) for s in SIDES)
    ):
        check(after)
        return
    for side in SIDES:
        if patch.strikes(side):
            check_text(after.side(side), side)
            continue
        blocks = [one.block for cut in patch.cuts(side) for one in _recut_segments(cut)]
        if blocks:
            check_text(after.side(side), side, range(min(blocks), max(blocks) + 1))
    if any(_links(splice.before) != _links(splice.after) for splice in patch.beads):
        check_links(after)


def _agree(patch: Patch, before: Bitext, side: SideName) -> bool:
    """Return whether beads and segments change the ids of a side in the same way, and no id is used twice.

    Also False if that cannot be seen easily.
    """
    cuts = deque(cut for cut in patch.cuts(side) if _ids(cut.before) != _ids(cut.after))
    if not _fresh(cuts, before, side):
        return False
    for splice in patch.beads:
        old = [id_ for bead in splice.before for id_ in bead.ids(side)]
        first = before.side(side).position(old[0]) if old else 0
        wanted, done = [], 0
        while cuts and old and cuts[0].at + len(cuts[0].before) <= first + len(old):
            cut = cuts.popleft()
            if cut.at < first:
                return False
            wanted += [*old[done : cut.at - first], *_ids(cut.after)]
            done = cut.at - first + len(cut.before)
        if [*wanted, *old[done:]] != [id_ for bead in splice.after for id_ in bead.ids(side)]:
            return False
    return not cuts


def _fresh(cuts: Iterable[Splice[Segment]], before: Bitext, side: SideName) -> bool:
    """Return whether the added ids are new to a side, and distinct."""
    gone = {id_ for cut in cuts for id_ in _ids(cut.before)}
    come = [id_ for cut in cuts for id_ in _ids(cut.after)]
    known = before.side(side)
    return len(set(come)) == len(come) and not any(known.holds(id_) for id_ in set(come) - gone)


def _ids(segments: tuple[Segment, ...]) -> list[int]:
    return [segment.id for segment in segments]


def _recut_segments(cut: Splice[Segment]) -> tuple[Segment, ...]:
    """Return the segments of a splice, old and new; none if only their texts change."""
    old, new = ([(one.block, one.start, one.end) for one in some] for some in (cut.before, cut.after))
    return () if old == new else (*cut.before, *cut.after)


def _links(beads: tuple[Bead, ...]) -> list[Bead]:
    return [Bead(bead.source, bead.target, moved=bead.moved) for bead in beads if bead.moved is not None]
