"""The laws after a patch: seen from the patch alone wherever they can be, and never seen wrongly."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.model import (
    Bead,
    Bitext,
    BrokenLaw,
    Patch,
    PersonOverruled,
    Segment,
    Splice,
    apply,
    check,
    inverse,
)
from core.project import laws
from core.project.laws import uphold
from core.review import verbs
from core.review.verbs.rows import NotPossible
from tests.core.review.made import Act, acts, bitext, bitexts

ROWS = "One. / Two. | Eins. / Zwei.", "Three. | Drei.", "Four. |", "Five. | Fünf. / Sechs."

Spoil = Callable[[Patch], Patch]


def _beads(change: Callable[[tuple[Bead, ...]], tuple[Bead, ...]]) -> Spoil:
    return lambda patch: replace(
        patch, beads=tuple(replace(splice, after=change(splice.after)) for splice in patch.beads)
    )


def _source(change: Callable[[tuple[Segment, ...]], tuple[Segment, ...]]) -> Spoil:
    return lambda patch: replace(
        patch, source=tuple(replace(cut, after=change(cut.after)) for cut in patch.source)
    )


SPOILS: tuple[Spoil, ...] = (
    lambda patch: patch,
    lambda patch: replace(patch, beads=patch.beads[1:]),
    lambda patch: replace(patch, source=()),
    lambda patch: replace(patch, beads=()),
    _beads(lambda beads: beads[:-1]),
    _beads(lambda beads: beads[::-1]),
    _beads(lambda beads: (*beads, Bead((), ()))),
    _beads(lambda beads: tuple(replace(bead, source=bead.target, target=bead.source) for bead in beads)),
    _beads(lambda beads: tuple(replace(bead, source=bead.source[::-1]) for bead in beads)),
    _beads(lambda beads: tuple(replace(bead, moved=7) for bead in beads)),
    _beads(lambda beads: tuple(replace(bead, moved=None) for bead in beads)),
    _source(lambda segments: segments[:-1]),
    _source(lambda segments: segments[::-1]),
    _source(lambda segments: tuple(replace(one, id=0) for one in segments)),
    _source(lambda segments: tuple(replace(one, end=one.end - 1) for one in segments)),
    _source(lambda segments: tuple(replace(one, start=one.start + 1) for one in segments)),
    _source(lambda segments: tuple(replace(one, block=one.block + 1) for one in segments)),
    _source(lambda segments: tuple(replace(one, block=-1) for one in segments)),
)


def _breaks(work: Callable[[], None]) -> bool:
    try:
        work()
    except BrokenLaw:
        return True
    return False


@given(bitexts(), acts(), st.sampled_from(SPOILS))
def test_a_patch_is_refused_exactly_where_the_whole_bitext_would_be(
    before: Bitext, act: tuple[str, Act], spoil: Spoil
) -> None:
    try:
        patch = spoil(act[1](before))
        after = apply(before, patch)
    except (NotPossible, PersonOverruled):  # spoilt, a program's patch may also reach what a person decided
        assume(False)
    assert _breaks(lambda: uphold(patch, before, after)) == _breaks(lambda: check(after))


@pytest.mark.parametrize("spoil", SPOILS[1:])
def test_a_spoilt_cut_is_refused(spoil: Spoil) -> None:
    before = bitext(*ROWS)
    patch = spoil(verbs.split_segment(before, 3, "source", before.beads[3].source[0], 2))
    after = apply(before, patch)
    assert _breaks(lambda: uphold(patch, before, after)) == _breaks(lambda: check(after))


# other strikes change as rarely as a document is cleaned, so that a pass over the book is no matter
@given(bitexts(), acts().filter(lambda act: act[0] != "set_strikes"))
def test_no_verb_makes_the_whole_bitext_be_read(before: Bitext, act: tuple[str, Act]) -> None:
    try:
        patch = act[1](before)
    except NotPossible:
        assume(False)
    after = apply(before, patch)

    def refuse(_: Bitext) -> None:
        raise AssertionError("the whole bitext was read")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(laws, "check", refuse)
        uphold(patch, before, after)
        uphold(inverse(patch), after, before)


def test_several_cuts_within_one_row_are_seen_together() -> None:
    before = bitext(*ROWS)
    row, (first, second) = before.beads[0], before.source.segments[:2]
    parts = [
        (replace(one, end=one.start + 1), Segment(new, one.block, one.start + 1, one.end))
        for one, new in ((first, 90), (second, 91))
    ]
    patch = Patch(
        "Cut twice",
        (Splice(0, (row,), (replace(row, source=(first.id, 90, second.id, 91)),)),),
        tuple(Splice(at, (one,), part) for at, one, part in zip((0, 1), (first, second), parts, strict=True)),
    )
    after = apply(before, patch)
    check(after)
    uphold(patch, before, after)
    wrong = replace(patch, beads=(replace(patch.beads[0], after=(row,)),))
    with pytest.raises(BrokenLaw):
        uphold(wrong, before, apply(before, wrong))
