"""Counts that are carried along from patch to patch are those that counting anew would give."""

from hypothesis import given

from core.model import Bead, Bitext, Status, apply, inverse
from core.review.overview.statistics import Tally, counted, tally
from core.review.verbs.rows import NotPossible
from tests.core.review.made import Act, acts, bitexts


def test_rows_are_counted_by_what_they_lack_and_by_what_a_person_thinks() -> None:
    beads = (
        Bead((0,), (0,), 0.5, Status.ACCEPTED),
        Bead((1,), (), 1.0, Status.DOUBTFUL),
        Bead((2,), (), 0.75, moved=1),
        Bead((), (1,), None, moved=1),
    )
    counts = counted(beads)
    assert (counts.rows, counts.lone, counts.moved, counts.accepted, counts.doubtful) == (4, 1, 1, 1, 1)
    assert (counts.reviewed, counts.right) == (2, 0.6875)
    assert Tally().right == 1


@given(bitexts(), acts())
def test_a_patch_carries_the_counts_along_and_back(bitext: Bitext, act: tuple[str, Act]) -> None:
    try:
        patch = act[1](bitext)
    except NotPossible:
        return
    before, after = tally(bitext), tally(apply(bitext, patch))
    assert before.after(patch) == after
    assert after.after(inverse(patch)) == before
