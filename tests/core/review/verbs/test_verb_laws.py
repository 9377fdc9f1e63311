"""Laws that hold for every verb, at every place of every bitext."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import SIDES, Bitext, Document, Patch, Side, SideName, Status, apply, check, inverse
from core.review import verbs
from tests.core.review.made import ACTS, Act, acts, bitexts

TEXT_VERBS = {"edit_text", "restore_text", "set_strikes"}
RECUTS = {"split_segment", "join_segments"}
JUDGEMENTS = {"accept", "mark_doubtful", "clear_judgement", "accept_from", "note", "bookmark"}


def letters(bitext: Bitext, side: SideName) -> str:
    """All texts of a side in the order of the table, without white space."""
    texts = (bitext.side(side).text(id_) for bead in bitext.beads for id_ in bead.ids(side))
    return "".join("".join(text.split()) for text in texts)


def done(bitext: Bitext, act: Act) -> Patch | None:
    try:
        return act(bitext)
    except verbs.NotPossible:
        return None


def test_every_verb_is_tried() -> None:
    assert set(verbs.__all__) - {"NotPossible", "Passage", "passage"} == set(ACTS)


@settings(max_examples=150, deadline=None)
@given(bitexts(), acts())
def test_every_verb_keeps_the_laws_and_is_undone_to_equality(bitext: Bitext, act: tuple[str, Act]) -> None:
    check(bitext)
    patch = done(bitext, act[1])
    if patch is not None:
        after = apply(bitext, patch)
        check(after)
        assert apply(after, inverse(patch)) == bitext
        assert patch.name
        assert patch.empty or after != bitext


@settings(max_examples=80, deadline=None)
@given(bitexts(), acts().filter(lambda act: act[0] not in TEXT_VERBS | {"swap_sides"}))
def test_no_verb_but_an_edit_changes_a_letter(bitext: Bitext, act: tuple[str, Act]) -> None:
    patch = done(bitext, act[1])
    if patch is not None:
        after = apply(bitext, patch)
        assert [letters(after, side) for side in SIDES] == [letters(bitext, side) for side in SIDES]
        if act[0] not in RECUTS:
            assert [after.side(side).texts() for side in SIDES] == [
                bitext.side(side).texts() for side in SIDES
            ]


@settings(max_examples=40, deadline=None)
@given(bitexts(), acts().filter(lambda act: act[0] in JUDGEMENTS))
def test_a_judgement_leaves_segments_and_links_where_they_are(bitext: Bitext, act: tuple[str, Act]) -> None:
    patch = done(bitext, act[1])
    if patch is not None:
        after = apply(bitext, patch)
        plain = [
            [replace(bead, status=Status.OPEN, note="", bookmark=False) for bead in one.beads]
            for one in (bitext, after)
        ]
        assert plain[0] == plain[1]


@settings(max_examples=40, deadline=None)
@given(bitexts(), st.lists(acts(), max_size=12))
def test_many_verbs_undone_backwards_lead_back_to_the_beginning(
    bitext: Bitext, many: list[tuple[str, Act]]
) -> None:
    now, patches = bitext, []
    for _, act in many:
        patch = done(now, act)
        if patch is not None:
            now = apply(now, patch)
            patches.append(patch)
    check(now)
    for patch in reversed(patches):
        now = apply(now, inverse(patch))
    assert now == bitext


@settings(max_examples=40, deadline=None)
@given(bitexts(), st.lists(acts(), max_size=12))
def test_an_id_is_never_used_for_another_segment(bitext: Bitext, many: list[tuple[str, Act]]) -> None:
    now = bitext
    used = {side: {one.id for one in bitext.side(side).segments} for side in SIDES}
    for _, act in many:
        patch = done(now, act)
        if patch is None or patch.swap:
            continue
        before, now = now, apply(now, patch)
        for side in SIDES:
            known = {one.id: one for one in before.side(side).segments}
            new = {one.id for one in now.side(side).segments} - known.keys()
            assert not new & used[side]
            used[side] |= new
            if before.side(side).document.strikes != now.side(side).document.strikes:
                continue  # segments keep their ids on their letters, though their visible offsets change
            for one in now.side(side).segments:
                old = known.get(one.id, one)
                assert (one.block, one.start, one.end) == (old.block, old.start, old.end)
        if patch.source or patch.target:
            now = apply(now, inverse(patch))  # an undo does not free the ids


def test_a_verb_of_a_row_that_is_not_there_is_refused() -> None:
    blank = Side(Document("", "text", "en", "", ()), (), "rules", 0)
    empty = Bitext(blank, blank, ())
    for name in ("merge", "split", "split_row", "move_segment_up", "accept", "note", "edit_text"):
        with pytest.raises(verbs.NotPossible):
            ACTS[name](empty, 0, "source", 1, "")
