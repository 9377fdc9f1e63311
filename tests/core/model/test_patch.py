"""Patches: what is done can be undone, stale ones change nothing, and programs spare a person's decisions."""

from collections.abc import Set
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.model import (
    SIDES,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Patch,
    PersonOverruled,
    PropertyChange,
    Segment,
    Side,
    Splice,
    StalePatch,
    Status,
    Strike,
    apply,
    check,
    combined,
    inverse,
)
from core.model.message import Message
from tests.strategies import bitexts, patches


@given(st.data())
def test_what_is_done_can_be_undone_and_done_again(data: st.DataObject) -> None:
    bitext = data.draw(bitexts())
    patch = data.draw(patches(bitext))
    after = apply(bitext, patch)
    before = apply(after, inverse(patch))
    assert before == bitext
    assert apply(before, patch) == after


@given(st.data())
def test_the_inverse_of_the_inverse_is_the_patch(data: st.DataObject) -> None:
    bitext = data.draw(bitexts())
    patch = data.draw(patches(bitext))
    assert inverse(inverse(patch)) == patch


@given(st.data())
def test_a_patch_of_another_bitext_is_refused(data: st.DataObject) -> None:
    bitext = data.draw(bitexts(min_segments=1))
    patch = data.draw(patches(bitext))
    needy = replace(patch, swap=False, beads=(Splice(0, bitext.beads[:1], ()),))
    with pytest.raises(StalePatch):
        apply(replace(bitext, beads=bitext.beads[1:]), needy)


@given(bitexts(min_segments=1))
def test_a_patch_begun_before_the_last_change_is_stale(bitext: Bitext) -> None:
    old = bitext.beads[0]
    noted = Patch(Message("note"), beads=(Splice(0, (old,), (replace(old, note="see page 3"),)),))
    late = Patch(Message("merge"), beads=(Splice(0, (old,), ()),))
    assume(old.note != "see page 3")
    with pytest.raises(StalePatch):
        apply(apply(bitext, noted), late)


@given(bitexts())
def test_a_stale_property_is_refused(bitext: Bitext) -> None:
    change = PropertyChange("source", "language", "xx", "de")
    with pytest.raises(StalePatch):
        apply(bitext, Patch(Message("language"), properties=(change,)))


@given(bitexts())
def test_a_patch_past_the_end_is_refused(bitext: Bitext) -> None:
    past: Splice[Bead] = Splice(len(bitext.beads) + 1, (), ())
    with pytest.raises(StalePatch):
        apply(bitext, Patch(Message("insert"), beads=(past,)))


@given(bitexts(min_segments=1))
def test_splices_that_overlap_are_refused(bitext: Bitext) -> None:
    first = Splice(0, bitext.beads[:1], bitext.beads[:1])
    with pytest.raises(StalePatch):
        apply(bitext, Patch(Message("merge"), beads=(first, first)))


@given(bitexts())
def test_two_changes_of_one_property_are_taken_back_in_turn(bitext: Bitext) -> None:
    old = bitext.source.document.name
    changes = PropertyChange("source", "name", old, "b"), PropertyChange("source", "name", "b", "c")
    patch = Patch(Message("rename"), properties=changes)
    after = apply(bitext, patch)
    assert after.source.document.name == "c"
    assert apply(after, inverse(patch)) == bitext


@given(bitexts())
def test_swapping_twice_changes_nothing_and_keeps_the_laws(bitext: Bitext) -> None:
    swap = Patch(Message("swap"), swap=True)
    swapped = apply(bitext, swap)
    check(swapped)
    assert swapped.source == bitext.target
    assert apply(swapped, swap) == bitext


@given(bitexts(min_segments=1))
def test_ids_are_never_given_twice_even_after_undo(bitext: Bitext) -> None:
    side = bitext.source
    first = side.segments[0]
    renewed = replace(first, id=side.next_id)
    patch = Patch(Message("split"), source=(Splice(0, (first,), (renewed,)),))
    undone = apply(apply(bitext, patch), inverse(patch))
    assert undone == bitext
    assert undone.source.next_id == side.next_id + 1


@given(bitexts(min_segments=1))
def test_a_program_may_neither_change_nor_drop_a_pinned_bead(bitext: Bitext) -> None:
    for at, bead in enumerate(bitext.beads):
        for after in ((replace(bead, moved=99),), ()):
            patch = Patch(Message("realign"), beads=(Splice(at, (bead,), after),), author="program")
            changed = bitext.beads[:at] + after + bitext.beads[at + 1 :]
            if bead.pinned:
                with pytest.raises(PersonOverruled):
                    apply(bitext, patch)
            else:
                assert apply(bitext, patch).beads == changed
            assert apply(bitext, replace(patch, author="person")).beads == changed


@given(bitexts(min_segments=1))
def test_a_program_may_not_change_an_edited_text_or_one_of_a_pinned_row(bitext: Bitext) -> None:
    pinned = {id_ for bead in bitext.beads if bead.pinned for id_ in bead.source}
    for at, segment in enumerate(bitext.source.segments):
        splice = Splice(at, (segment,), (replace(segment, edited="by a program"),))
        patch = Patch(Message("replace"), source=(splice,), author="program")
        kept = segment.edited is not None or segment.id in pinned
        if kept and segment.edited != "by a program":
            with pytest.raises(PersonOverruled):
                apply(bitext, patch)
        else:
            assert apply(bitext, patch).source.segments[at].edited == "by a program"


def test_strikes_that_stand_no_more_are_refused() -> None:
    bitext = _page(Strike(0, 0, 3, "page number"))
    stale = Splice(0, (Strike(0, 0, 2, "page number"),), ())
    with pytest.raises(StalePatch):
        apply(bitext, Patch(Message("show"), source_strikes=(stale,)))
    with pytest.raises(StalePatch):
        apply(bitext, Patch(Message("hide"), target_strikes=(Splice(1, (), (Strike(0, 0, 2, "r"),)),)))


def test_a_program_that_hides_letters_may_move_an_edited_text_and_not_change_it() -> None:
    bitext, strike = _page(), Strike(0, 0, 3, "page number")
    (segment,) = bitext.source.segments
    for text, allowed in (("First.", True), ("Second.", False)):
        cut = Splice(0, (segment,), (replace(segment, start=0, end=4, edited=text),))
        patch = Patch(
            Message("hide"), source=(cut,), author="program", source_strikes=(Splice(0, (), (strike,)),)
        )
        if not allowed:
            with pytest.raises(PersonOverruled):
                apply(bitext, patch)
            continue
        struck = apply(bitext, patch)
        check(struck)
        assert (struck.source.texts(), struck.source.original(struck.source.segments[0])) == (
            ("First.",),
            "One.",
        )
        assert apply(struck, inverse(patch)) == bitext
    with pytest.raises(PersonOverruled):  # without a strike the borders of an edited text stay
        apply(bitext, replace(patch, source_strikes=()))


def _page(*strikes: Strike) -> Bitext:
    """A page number and an edited sentence, beside an empty text."""
    block = Block(BlockKind.PARAGRAPH, "12 One.")
    document = Document("a.txt", "txt", "en", "", (block,), strikes=strikes)
    start = len(document.visible(0)) - 4
    source = Side(document, (Segment(0, 0, start, start + 4, "First."),), "rules", 1)
    target = Side(Document("b.txt", "txt", "de", "", ()), (), "rules", 0)
    return Bitext(source, target, (Bead((0,), (), 0.5),))


_TEXT = "Hello there world"
_CUTS = (Segment(0, 0, 0, 11), Segment(1, 0, 12, 17))


def _reviewed(bead: Bead) -> Bitext:
    """Two segments of one block, the first in `bead`, the second in a row that nobody has touched."""
    document = Document("a.txt", "txt", "en", "", (Block(BlockKind.PARAGRAPH, _TEXT),))
    target = Side(Document("b.txt", "txt", "de", "", ()), (), "rules", 0)
    return Bitext(Side(document, _CUTS, "rules", 2), target, (bead, Bead((1,), (), 0.5)))


_RECUT = Patch(
    Message("resegment"),
    source=(Splice(0, _CUTS, (Segment(0, 0, 0, 5), Segment(1, 0, 6, 17))),),
    author="program",
)
_STRUCK = Patch(
    Message("hide"),
    source=(Splice(0, _CUTS, (Segment(0, 0, 0, 5), Segment(1, 0, 6, 11))),),
    source_strikes=(Splice(0, (), (Strike(0, 5, 11, "r"),)),),
    author="program",
)
_BESIDE = Patch(
    Message("hide"),
    source=(Splice(1, _CUTS[1:], (Segment(1, 0, 12, 16),)),),
    source_strikes=(Splice(0, (), (Strike(0, 16, 17, "r"),)),),
    author="program",
)


@pytest.mark.parametrize("patch", [_RECUT, _STRUCK], ids=["other boundaries", "struck letters"])
@pytest.mark.parametrize(
    ("bead", "pinned"),
    [
        (Bead((0,), (), 0.5, Status.ACCEPTED), True),
        (Bead((0,), ()), True),
        (Bead((0,), (), 0.5, note="mine"), True),
        (Bead((0,), (), 0.5), False),
    ],
    ids=["accepted", "made by hand", "noted", "untouched"],
)
def test_a_program_may_not_change_the_text_of_a_pinned_row(patch: Patch, bead: Bead, pinned: bool) -> None:
    bitext = _reviewed(bead)
    assert apply(bitext, replace(patch, author="person")).source.text(0) == "Hello"
    if pinned:
        with pytest.raises(PersonOverruled):
            apply(bitext, patch)
    else:
        assert apply(bitext, patch).source.text(0) == "Hello"


def test_a_program_may_hide_letters_beside_a_pinned_row_and_none_of_it() -> None:
    bitext = _reviewed(Bead((0,), ()))
    struck = apply(bitext, _BESIDE)
    check(struck)
    assert struck.source.texts() == ("Hello there", "worl")
    with pytest.raises(PersonOverruled):  # the boundaries of the row stay, and other letters come between
        apply(bitext, replace(_STRUCK, source=()))


@given(bitexts(min_segments=1))
def test_a_program_may_not_make_a_decision(bitext: Bitext) -> None:
    old = Bead(bitext.beads[0].source, bitext.beads[0].target, 0.5)
    bitext = replace(bitext, beads=(old, *bitext.beads[1:]))
    for new in (
        replace(old, status=Status.ACCEPTED),
        replace(old, confidence=None),
        replace(old, note="by a program"),
        replace(old, bookmark=True),
    ):
        patch = Patch(Message("judge"), beads=(Splice(0, (old,), (new,)),), author="program")
        with pytest.raises(PersonOverruled):
            apply(bitext, patch)
        assert apply(bitext, replace(patch, author="person")).beads[0] == new
    surer = replace(old, confidence=0.75)
    patch = Patch(Message("realign"), beads=(Splice(0, (old,), (surer,)),), author="program")
    assert apply(bitext, patch).beads[0] == surer


@given(bitexts())
def test_a_program_may_not_swap_the_sides(bitext: Bitext) -> None:
    with pytest.raises(PersonOverruled):
        apply(bitext, Patch(Message("swap"), swap=True, author="program"))


@given(bitexts(decided=False, moved=False, min_segments=1))
def test_a_program_goes_around_decisions(bitext: Bitext) -> None:
    kept = replace(bitext.beads[0], status=Status.ACCEPTED)
    accept = Patch(Message("accept"), beads=(Splice(0, bitext.beads[:1], (kept,)),))
    now = apply(bitext, accept)
    others = tuple(replace(bead, confidence=0.25) for bead in now.beads[1:])
    realigned = apply(
        now, Patch(Message("realign"), beads=(Splice(0, now.beads, (kept, *others)),), author="program")
    )
    assert realigned.beads == (kept, *others)


@given(bitexts(decided=False, moved=False, min_segments=1))
def test_a_person_can_undo_what_a_program_did(bitext: Bitext) -> None:
    patch = Patch(Message("realign"), beads=(Splice(0, bitext.beads, bitext.beads[::-1]),), author="program")
    assert apply(apply(bitext, patch), inverse(patch)) == bitext


@given(bitexts(min_segments=1), st.data())
def test_two_patches_in_one_do_what_they_do_one_after_the_other(bitext: Bitext, data: st.DataObject) -> None:
    first = data.draw(patches(bitext))
    between = apply(bitext, first)
    second = data.draw(patches(between))
    whole = combined(first, second)
    if whole is not None:
        assert apply(bitext, whole) == apply(between, second)


@given(bitexts(min_segments=1), st.data())
def test_what_is_changed_again_in_the_same_place_is_one_patch(bitext: Bitext, data: st.DataObject) -> None:
    rows = data.draw(st.sets(st.integers(0, len(bitext.beads) - 1), min_size=1))
    notes = data.draw(st.lists(st.sampled_from(("W", "Why", "Why?")), min_size=1, max_size=4))
    now, whole = bitext, _noted(bitext, rows, "first")
    now = apply(now, whole)
    for text in notes:
        patch = _noted(now, rows, text)
        now = apply(now, patch)
        both = combined(whole, patch)
        assert both is not None
        whole = both
    assert apply(bitext, whole) == now
    back = combined(whole, inverse(whole))
    assert back is not None
    assert back.empty


def _noted(bitext: Bitext, rows: Set[int], text: str) -> Patch:
    beads = {row: bitext.beads[row] for row in sorted(rows)}
    return Patch(
        "note",
        beads=tuple(Splice(row, (bead,), (replace(bead, note=text),)) for row, bead in beads.items()),
    )


@given(bitexts(min_segments=2), st.data())
def test_the_confidence_of_any_bead_nobody_decided_can_be_part_of_a_step(
    bitext: Bitext, data: st.DataObject
) -> None:
    drawn = data.draw(patches(bitext))
    first = Patch(drawn.name, beads=drawn.beads, author=drawn.author)
    between = apply(bitext, first)
    open_ = {row: bead for row, bead in enumerate(between.beads) if not bead.decided}
    estimates = Patch(
        first.name,
        tuple(Splice(row, (bead,), (replace(bead, confidence=0.25),)) for row, bead in open_.items()),
        author=first.author,
    )
    whole = combined(first, estimates)
    assert whole is not None
    assert apply(bitext, whole) == apply(between, estimates)
    assert apply(apply(bitext, whole), inverse(whole)) == bitext


@given(bitexts(min_segments=2))
def test_a_patch_that_changes_other_items_is_not_combined(bitext: Bitext) -> None:
    first, second = (
        Patch(Message("edit"), source=(Splice(at, (one,), (replace(one, edited="new"),)),))
        for at, one in enumerate(bitext.source.segments[:2])
    )
    assert combined(first, second) is None
    assert combined(first, Patch(Message("swap"), swap=True)) is None
    assert combined(first, replace(first, author="program")) is None


@given(bitexts())
def test_merging_all_beads_keeps_the_laws(bitext: Bitext) -> None:
    assume(bitext.beads)
    merged = replace(
        bitext.beads[0],
        source=tuple(segment.id for segment in bitext.source.segments),
        target=tuple(segment.id for segment in bitext.target.segments),
        moved=None,
    )
    after = apply(bitext, Patch(Message("merge"), beads=(Splice(0, bitext.beads, (merged,)),)))
    check(after)
    for name in SIDES:
        assert after.side(name).texts() == bitext.side(name).texts()
