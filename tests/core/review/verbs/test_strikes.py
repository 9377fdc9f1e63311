"""Hiding letters of a document and showing them again: what becomes of its segments and rows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import (
    SIDES,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Segment,
    Side,
    SideName,
    Status,
    Strike,
    apply,
    check,
    inverse,
)
from core.project.journal import decode, encode
from core.project.laws import uphold
from core.review.verbs import NotPossible, set_strikes
from tests.core.review.made import after, bitexts, judged, table

PAGE = "The ship left the har-\nbour at dawn. CHAPTER ONE 17 Nobody waved."
HYPHEN, HEAD = Strike(0, 21, 23, "hyphen"), Strike(0, 37, 52, "running head")


def side(
    *texts: str, spans: tuple[tuple[int, int, int], ...] | None = None, strikes: tuple[Strike, ...] = ()
) -> Side:
    """A block a text; a segment a block, or those of `spans`."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    document = Document("a.txt", "txt", "en", "", blocks, strikes=strikes)
    places = spans or tuple((at, 0, len(document.visible(at))) for at in range(len(blocks)))
    segments = tuple(Segment(id_, *place) for id_, place in enumerate(places))
    return Side(document, segments, "rules", len(segments))


def bitext(source: Side, *rows: Bead) -> Bitext:
    """The source and its rows, with as many target segments as these hold."""
    made = Bitext(source, side(*"ABCDEF"[: sum(len(bead.target) for bead in rows)]), rows)
    check(made)
    return made


PAGE_TEXT = bitext(side(PAGE, spans=((0, 0, 36), (0, 37, 65))), Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.8))


def test_a_hyphen_and_a_running_head_go_from_the_rows_and_stay_in_the_file() -> None:
    struck = after(PAGE_TEXT, set_strikes(PAGE_TEXT, "source", (HEAD, HYPHEN)))
    assert table(struck) == ["The ship left the harbour at dawn. | A", "Nobody waved. | B"]
    assert struck.source.document.strikes == (HYPHEN, HEAD)
    assert struck.source.document.blocks[0].text == PAGE
    assert struck.beads == PAGE_TEXT.beads


def test_what_is_shown_again_goes_back_to_where_it_was_hidden() -> None:
    struck = after(PAGE_TEXT, set_strikes(PAGE_TEXT, "source", (HYPHEN, HEAD)))
    patch = set_strikes(struck, "source", (HEAD,))
    assert str(patch.name) == "Show letters of the source"
    assert table(after(struck, patch))[0] == "The ship left the har-\nbour at dawn. | A"
    # the head was at the edge of the second row's text, so it now belongs to the row before
    assert table(after(struck, set_strikes(struck, "source", ()))) == [
        "The ship left the har-\nbour at dawn. CHAPTER ONE 17 | A",
        "Nobody waved. | B",
    ]


def test_letters_at_the_beginning_of_a_block_go_to_the_segment_after_them() -> None:
    struck = bitext(side("12 One.", strikes=(Strike(0, 0, 3, "r"),)), Bead((0,), (0,)))
    assert table(after(struck, set_strikes(struck, "source", ()))) == ["12 One. | A"]


def test_a_segment_and_a_row_of_which_nothing_is_left_go() -> None:
    before = bitext(
        side("One.", "17", "Two.", "18"),
        Bead((0,), (0,), 0.9),
        Bead((1,), (), 0.5, note="odd", bookmark=True),
        Bead((2, 3), (1,), 0.9),
    )
    patch = set_strikes(before, "source", (Strike(1, 0, 2, "page"), Strike(3, 0, 2, "page")))
    struck = after(before, patch)
    assert table(struck) == ["One. | A", "Two. | B"]
    assert (struck.beads[1].note, struck.beads[1].bookmark) == ("odd", True)
    assert apply(struck, inverse(patch)) == before


def test_letters_of_a_hidden_block_get_a_row_of_their_own_in_their_place() -> None:
    strikes = (Strike(1, 0, 2, "page"),)
    before = bitext(
        side("One.", "17", "Two.", spans=((0, 0, 4), (2, 0, 4)), strikes=strikes),
        Bead((0,), (0,), 0.9),
        Bead((1,), (1,), 0.9),
    )
    shown = after(before, set_strikes(before, "source", ()))
    assert table(shown) == ["One. | A", "17 | ", "Two. | B"]
    assert shown.beads[1].confidence == 0.0
    merged = replace(before, beads=(Bead((0, 1), (0, 1), 0.9),))
    assert table(after(merged, set_strikes(merged, "source", ()))) == ["One. / 17 / Two. | A / B"]
    first = bitext(side("17", "One.", spans=((1, 0, 4),), strikes=(Strike(0, 0, 2, "r"),)), Bead((0,), (0,)))
    assert table(after(first, set_strikes(first, "source", ()))) == ["17 | ", "One. | A"]


def test_a_text_that_was_hidden_altogether_comes_back() -> None:
    hidden = Bitext(
        Side(replace(side("One.").document, strikes=(Strike(0, 0, 4, "r"),)), (), "rules", 0), side(), ()
    )
    check(hidden)
    assert table(after(hidden, set_strikes(hidden, "source", ()))) == ["One. | "]


def test_an_empty_line_goes_where_the_next_line_would_begin_at_its_place() -> None:
    before = bitext(
        side("HEAD\n\nText", spans=((0, 0, 4), (0, 5, 5), (0, 6, 10))),
        Bead((0, 1), (), 0.5),
        Bead((2,), (0,), 0.9),
    )
    assert table(after(before, set_strikes(before, "source", (Strike(0, 0, 6, "r"),)))) == ["Text | A"]
    assert table(after(before, set_strikes(before, "source", (Strike(0, 0, 4, "r"),)))) == [" | ", "Text | A"]


def test_accepted_rows_and_edited_texts_keep_their_text() -> None:
    accepted = judged(PAGE_TEXT, r1=Bead((), (), 0.9, Status.ACCEPTED))
    struck = after(accepted, set_strikes(accepted, "source", (HYPHEN, HEAD)))
    assert struck.source.document.strikes == (HEAD,)
    assert table(struck) == ["The ship left the har-\nbour at dawn. | A", "Nobody waved. | B"]
    with pytest.raises(NotPossible, match="accepted, paired or edited"):
        set_strikes(accepted, "source", (HYPHEN,))
    first, second = PAGE_TEXT.source.segments
    edited = replace(
        PAGE_TEXT, source=replace(PAGE_TEXT.source, segments=(first, replace(second, edited="No one waved.")))
    )
    struck = after(edited, set_strikes(edited, "source", (HYPHEN, HEAD)))
    assert table(struck) == ["The ship left the harbour at dawn. | A", "No one waved. | B"]
    assert struck.source.original(struck.source.segments[1]) == "CHAPTER ONE 17 Nobody waved."


def test_a_program_spares_every_pinned_row() -> None:
    noted = judged(PAGE_TEXT, r1=Bead((), (), 0.9, note="?"))
    assert set_strikes(noted, "source", (HYPHEN, HEAD)).source_strikes[0].after == (HYPHEN, HEAD)
    assert set_strikes(noted, "source", (HYPHEN, HEAD), "program").source_strikes[0].after == (HEAD,)


def test_a_program_is_told_of_every_kind_of_row_that_it_spares() -> None:
    noted = judged(PAGE_TEXT, r1=Bead((), (), 0.9, note="?"))
    with pytest.raises(NotPossible, match="made by hand, or that have a note or a bookmark"):
        set_strikes(noted, "source", (HYPHEN,), "program")


@pytest.mark.parametrize(
    "strikes",
    [
        (Strike(1, 0, 1, "r"),),
        (Strike(-1, 0, 1, "r"),),
        (Strike(0, 60, len(PAGE) + 1, "r"),),
        (Strike(0, 3, 3, "r"),),
        (Strike(0, 2, 5, "r"), Strike(0, 0, 3, "r")),
    ],
    ids=["no such block", "before the first block", "past the end", "empty", "overlapping"],
)
def test_strikes_that_cannot_be_are_refused_at_once(strikes: tuple[Strike, ...]) -> None:
    with pytest.raises(ValueError, match="a strike"):
        set_strikes(PAGE_TEXT, "source", strikes)


def test_another_rule_for_the_same_letters_moves_nothing() -> None:
    struck = after(PAGE_TEXT, set_strikes(PAGE_TEXT, "source", (HYPHEN, HEAD)))
    patch = set_strikes(struck, "source", (replace(HYPHEN, rule="by hand"), HEAD))
    assert (patch.source, patch.beads) == ((), ())
    assert after(struck, patch).source.document.strikes[0].rule == "by hand"


def test_the_same_strikes_change_nothing() -> None:
    struck = after(PAGE_TEXT, set_strikes(PAGE_TEXT, "source", (HYPHEN,)))
    assert set_strikes(struck, "source", (HYPHEN,)).empty


@st.composite
def wanted(draw: st.DrawFn, document: Document) -> list[Strike]:
    """Strikes anywhere in a document: some that it has, some new ones."""
    found: list[Strike] = []
    for at, block in enumerate(document.blocks):
        if draw(st.booleans()):
            found += [one for one in document.strikes if one.block == at]
            continue
        borders = sorted(draw(st.lists(st.integers(0, len(block.text)), max_size=4, unique=True)))
        for start, end in zip(borders[::2], borders[1::2], strict=False):
            found.append(Strike(at, start, end, "drawn"))
    return found


def letters(side: Side) -> dict[tuple[int, int], int]:
    """Each visible letter of the file that is in a segment, with the segment's id."""
    found = {}
    for one in side.segments:
        places = side.document.visible_text(one.block)
        found.update({(one.block, places.file_start(at)): one.id for at in range(one.start, one.end)})
    return found


@given(bitexts(), st.sampled_from(SIDES), st.data(), st.sampled_from(("person", "program")))
def test_segments_keep_the_letters_of_the_file_that_they_had(
    before: Bitext, name: SideName, data: st.DataObject, author: str
) -> None:
    old = before.side(name)
    strikes = data.draw(wanted(old.document))
    try:
        patch = set_strikes(before, name, strikes, "program" if author == "program" else "person")
    except NotPossible:
        edits = [one for one in old.segments if one.edited is not None]
        assert edits or any(bead.pinned for bead in before.beads)
        return
    struck = after(before, patch)
    uphold(patch, before, struck)
    assert apply(struck, inverse(patch)) == before
    assert decode(encode(patch)) == patch
    new = struck.side(name)
    had, has = letters(old), letters(new)
    for letter, owner in has.items():
        assert had.get(letter, owner) == owner
    text = old.document.blocks
    lost = {letter for letter in had if letter not in has and not text[letter[0]].text[letter[1]].isspace()}
    hidden = {(one.block, at) for one in new.document.strikes for at in range(one.start, one.end)}
    assert lost <= hidden
    for bead in before.beads:
        if bead.pinned if author == "program" else bead.accepted or bead.linked:
            assert bead in struck.beads
            assert [old.text(id_) for id_ in bead.ids(name)] == [new.text(id_) for id_ in bead.ids(name)]
    kept = [(one.id, one.edited, old.original(one)) for one in old.segments if one.edited is not None]
    assert [(one.id, one.edited, new.original(one)) for one in new.segments if one.edited is not None] == kept
    assert (
        sorted(note for bead in before.beads for note in bead.note.split("\n") if note)
        == sorted(note for bead in struck.beads for note in bead.note.split("\n") if note)
        or not struck.beads
    )


@given(bitexts(), st.sampled_from(SIDES), st.data())
def test_where_nobody_decided_the_strikes_become_what_was_asked(
    before: Bitext, name: SideName, data: st.DataObject
) -> None:
    old = before.side(name)
    plain = tuple(replace(one, edited=None) for one in old.segments)
    changed = replace(old, segments=plain)
    beads = tuple(Bead(bead.source, bead.target, 0.5) for bead in before.beads)
    source, target = (changed, before.target) if name == "source" else (before.source, changed)
    open_ = Bitext(source, target, beads)
    strikes = data.draw(wanted(old.document))
    struck = after(open_, set_strikes(open_, name, strikes, "program"))
    assert list(struck.side(name).document.strikes) == strikes
