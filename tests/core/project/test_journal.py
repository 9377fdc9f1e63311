"""The journal gives back what was put in, and notices what does not fit."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Bead, Bitext, Patch, PropertyChange, Segment, Splice, Status, Strike, apply, inverse
from core.model.message import Message, message
from core.project.change import ChangeKind, described
from core.project.journal import BadJournal, Entry, Step, decode, encode, entries, folded
from core.review import verbs
from tests.core.review.made import ANY_TEXTS, Act, acts, bitexts
from tests.stories.story import made

IDS = st.tuples() | st.tuples(st.integers(0, 9), st.integers(10, 2**40))
BEADS = st.builds(
    Bead,
    IDS,
    IDS,
    st.none() | st.floats(0, 1),
    st.sampled_from(list(Status)),
    ANY_TEXTS,
    st.booleans(),
    st.none() | st.integers(0, 9),
)
SEGMENTS = st.builds(Segment, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
EDITED = st.builds(lambda one, text: replace(one, edited=text), SEGMENTS, st.none() | ANY_TEXTS)
STRUCK = st.tuples(st.builds(Strike, st.integers(0, 9), st.integers(0, 9), st.integers(0, 2**40), ANY_TEXTS))
STRIKES = st.tuples() | st.tuples(st.builds(Splice, st.integers(0, 9), STRUCK, st.tuples() | STRUCK))
PATCHES = st.builds(
    Patch,
    ANY_TEXTS.map(Message) | st.builds(lambda text: message("Replace “{text}”", text=text), ANY_TEXTS),
    st.tuples(st.builds(Splice, st.integers(0, 9), st.tuples(BEADS), st.tuples(BEADS, BEADS))) | st.tuples(),
    st.tuples(st.builds(Splice, st.integers(0, 9), st.tuples(EDITED), st.tuples(EDITED))) | st.tuples(),
    st.tuples(st.builds(Splice, st.integers(0, 9), st.tuples(), st.tuples(EDITED, EDITED))) | st.tuples(),
    st.tuples(
        st.builds(
            PropertyChange, st.sampled_from(["source", "target"]), st.just("name"), ANY_TEXTS, ANY_TEXTS
        )
    )
    | st.tuples(),
    st.booleans(),
    st.sampled_from(["person", "program"]),
    STRIKES,
    STRIKES,
)


@settings(max_examples=150, deadline=None)
@given(PATCHES)
def test_a_patch_comes_back_equal_from_ascii_json(patch: Patch) -> None:
    text = encode(patch)
    assert text.isascii()
    assert decode(text) == patch
    assert encode(decode(text)) == text


@settings(max_examples=100, deadline=None)
@given(bitexts(), acts())
def test_a_verb_replayed_from_the_journal_does_the_same(bitext: Bitext, act: tuple[str, Act]) -> None:
    try:
        patch = act[1](bitext)
    except verbs.NotPossible:
        return
    assert apply(bitext, decode(encode(patch))) == apply(bitext, patch)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"v":3,"n":"x"}', '{"v":1}', '{"v":1,"n":"x","b":[[0,[[1]],[]]]}']
)
def test_what_is_no_patch_is_refused(text: str) -> None:
    with pytest.raises(BadJournal):
        decode(text)


def test_a_name_that_an_older_version_wrote_reads_as_it_is() -> None:
    name = "Replace “{text}” in row 3"
    assert decode(f'{{"v":1,"n":"{name}"}}').name == Message(name)


def test_a_merge_takes_few_bytes() -> None:
    bitext, _ = made(["One. | Eins.", "Two. | Zwei."])
    assert len(encode(verbs.merge_next(bitext, 0))) < 120
    assert json.loads(encode(verbs.swap_sides(bitext))) == {"v": 2, "n": "Swap sides", "w": 1}


def test_entries_of_version_1_are_still_read() -> None:
    text = '{"v":1,"n":"Edit the text in row 3","t":[[3,[[3,2,9,13]],[[3,2,9,13,"\\ud800?"]]]]}'
    edit = Splice(3, (Segment(3, 2, 9, 13),), (Segment(3, 2, 9, 13, "\ud800?"),))
    assert decode(text) == Patch(Message("Edit the text in row 3"), target=(edit,))


def test_a_change_of_strikes_is_one_of_its_own_kind() -> None:
    bitext, _ = made(["One 17 | Eins", "Two | Zwei"])
    hide = verbs.set_strikes(bitext, "source", (Strike(0, 3, 6, "page number"),))
    change = described(hide, apply(bitext, hide), 1)
    assert (change.first, change.last) == (0, 0)
    assert change.kinds == {ChangeKind.STRIKES, ChangeKind.TEXT}


def life(*steps: tuple[Step, int | None]) -> list[Entry]:
    patches = {at: Patch(Message(f"p{at}"), swap=True) for at in range(1, len(steps) + 1)}
    return [Entry(at, step, of, patches[at], 0, patches[at]) for at, (step, of) in enumerate(steps, start=1)]


def test_undo_and_redo_are_rebuilt_from_the_entries() -> None:
    done, undone = folded(
        life((Step.DO, None), (Step.DO, None), (Step.UNDO, 2), (Step.UNDO, 1), (Step.REDO, 1))
    )
    assert [entry.number for entry in done] == [1]
    assert [entry.number for entry in undone] == [2]


def test_a_new_change_forgets_what_could_be_redone() -> None:
    done, undone = folded(life((Step.DO, None), (Step.UNDO, 1), (Step.DO, None)))
    assert [entry.number for entry in done] == [3]
    assert undone == []


def test_an_amendment_takes_the_place_of_the_step_it_amends() -> None:
    done, undone = folded(
        life((Step.DO, None), (Step.DO, None), (Step.AMEND, 2), (Step.AMEND, 3), (Step.UNDO, 4))
    )
    assert [entry.number for entry in done] == [1]
    assert [entry.number for entry in undone] == [4]


@pytest.mark.parametrize(
    "steps",
    [
        [(Step.AMEND, 1)],
        [(Step.DO, None), (Step.UNDO, 1), (Step.AMEND, 1)],
        [(Step.DO, None), (Step.DO, None), (Step.AMEND, 1)],
        [(Step.UNDO, 1)],
        [(Step.DO, None), (Step.REDO, 1)],
        [(Step.DO, None), (Step.DO, None), (Step.UNDO, 1)],
    ],
)
def test_entries_out_of_turn_are_noticed(steps: list[tuple[Step, int | None]]) -> None:
    with pytest.raises(BadJournal):
        folded(life(*steps))


@pytest.mark.parametrize(
    "row",
    [
        (1, "do", None, None, 0),
        (1, "undo", 7, None, 0),
        (1, "amend", 7, '{"v":1,"n":"x"}', 0),
        (1, "leap", None, "{}", 0),
    ],
)
def test_rows_that_make_no_sense_are_noticed(row: tuple[int, str, int | None, str | None, int]) -> None:
    with pytest.raises(BadJournal):
        entries([row])


def test_an_amendment_that_does_not_fit_its_step_is_noticed() -> None:
    note = '{"v":1,"n":"x","b":[[%d,[[[1],[1],null]],[[[1],[1],0.5]]]]}'
    with pytest.raises(BadJournal):
        entries([(1, "do", None, note % 0, 1), (2, "amend", 1, note % 4, 1)])


def test_a_change_names_the_rows_it_touched() -> None:
    bitext, _ = made(["One. | Eins.", "Two. | Zwei.", "Three. | Drei."])
    merge = verbs.merge_next(bitext, 1)
    change = described(merge, apply(bitext, merge), 1)
    assert (change.first, change.last, change.kinds) == (1, 1, {ChangeKind.ROWS})
    back = described(inverse(merge), bitext, 2)
    assert (back.first, back.last) == (1, 2)
    edit = verbs.edit_text(bitext, 2, "target", 2, "Dreie.")
    assert described(edit, apply(bitext, edit), 1).kinds == {ChangeKind.TEXT}
    assert described(edit, apply(bitext, edit), 1).first == 2
    accept = verbs.accept(bitext, (0, 2))
    change = described(accept, apply(bitext, accept), 1)
    assert (change.first, change.last, change.kinds) == (0, 2, {ChangeKind.JUDGEMENT})
    swap = verbs.swap_sides(bitext)
    assert described(swap, apply(bitext, swap), 1).last == 2
    language = verbs.set_language(bitext, "target", "nl")
    change = described(language, apply(bitext, language), 1)
    assert (change.kinds, change.last < change.first) == ({ChangeKind.DOCUMENT}, True)
