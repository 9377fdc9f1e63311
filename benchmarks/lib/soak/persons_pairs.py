"""Pairs that a person made or accepted, and those of them that a verb took apart."""

from collections.abc import Collection

from core.model import Bead, Bitext

UNPAIRING = {"unpair", "separate"}
"""Verbs that take a pair apart because the user says so."""
_NEW_IDS = {"split_segment", "join_segments", "set_strikes", "swap_sides"}


def parted(before: Bitext, after: Bitext, verb: str, named: Collection[int]) -> list[Bead]:
    """Return the beads of a person's pairs that a verb took apart.

    These are the halves of links that a person made or accepted, and accepted rows with both sides, except
    the `named` rows, on which the user acted directly.
    """
    if verb in UNPAIRING:
        return []
    links = {bead.moved for bead in after.beads if bead.linked}
    held = {(bead.source, bead.target, bead.moved) for bead in after.beads}
    gone = []
    for row, bead in enumerate(before.beads):
        if bead.linked_by_person:
            same = verb in _NEW_IDS or (bead.source, bead.target, bead.moved) in held
            together = same and bead.moved in links
        elif bead.accepted and not bead.one_sided and row not in named and verb not in _NEW_IDS:
            together = any(
                {*bead.source} <= {*one.source} and {*bead.target} <= {*one.target} for one in after.beads
            )
        else:
            together = True
        if not together:
            gone.append(bead)
    return gone
