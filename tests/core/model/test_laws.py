"""The four laws of a bitext: what keeps them passes, and each breach is caught under its number."""

import itertools
from collections.abc import Callable
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
    BrokenLaw,
    Document,
    Segment,
    Side,
    Status,
    Strike,
    check,
    joined,
)
from core.model.blank import is_blank
from core.model.laws import check_text
from tests.strategies import bitexts


def side(*texts: str) -> Side:
    """A block a text, a segment a block."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    segments = tuple(Segment(at, at, 0, len(text)) for at, text in enumerate(texts))
    return Side(Document("a.txt", "txt", "en", "", blocks), segments, "lines", len(texts))


def bitext(*beads: Bead) -> Bitext:
    """Three segments a side."""
    return Bitext(side("One.", "Two.", "Three."), side("Eins.", "Zwei.", "Drei."), beads)


PAIRED = bitext(*(Bead((at,), (at,), 0.9) for at in range(3)))
LINKED = bitext(
    Bead((0,), (), 0.9, moved=1),
    Bead((1,), (0,), 0.8),
    Bead((2,), (1,), 0.7),
    Bead((), (2,), 0.6, moved=1),
)


def law_broken(broken: Bitext) -> int:
    with pytest.raises(BrokenLaw) as caught:
        check(broken)
    return caught.value.law


@given(bitexts())
def test_a_bitext_that_keeps_the_laws_passes(bitext: Bitext) -> None:
    check(bitext)


@given(bitexts())
def test_pairs_hold_every_segment_once(bitext: Bitext) -> None:
    pairs = list(bitext.pairs())
    for name in SIDES:
        ids = [id_ for bead in pairs for id_ in bead.ids(name)]
        assert sorted(ids) == sorted(segment.id for segment in bitext.side(name).segments)


@given(bitexts(min_segments=1))
def test_a_lost_bead_is_caught(bitext: Bitext) -> None:
    for at in range(len(bitext.beads)):
        assert law_broken(replace(bitext, beads=bitext.beads[:at] + bitext.beads[at + 1 :])) == 1


@given(bitexts(min_segments=1))
def test_a_doubled_bead_is_caught(bitext: Bitext) -> None:
    assert law_broken(replace(bitext, beads=(*bitext.beads, bitext.beads[0]))) == 1


@given(bitexts(min_segments=2))
def test_swapped_beads_are_caught(bitext: Bitext) -> None:
    swapped = tuple(reversed(bitext.beads))
    for name in SIDES:
        ids = [[id_ for bead in beads for id_ in bead.ids(name)] for beads in (bitext.beads, swapped)]
        if ids[0] != ids[1]:
            break
    else:
        assume(False)
    assert law_broken(replace(bitext, beads=swapped)) == 1


@given(bitexts(min_segments=1))
def test_a_segment_that_loses_a_letter_is_caught(bitext: Bitext) -> None:
    for name in SIDES:
        old = bitext.side(name)
        first = old.segments[0]
        assume(not is_blank(old.document.visible(first.block)[first.start]))
        shorter = replace(first, start=first.start + 1)
        changed = replace(old, segments=(shorter, *old.segments[1:]))
        broken = (
            Bitext(changed, bitext.target, bitext.beads)
            if name == "source"
            else replace(bitext, target=changed)
        )
        assert law_broken(broken) == 2


@pytest.mark.parametrize(
    ("law", "breach"),
    [
        (1, lambda: replace(PAIRED, beads=(*PAIRED.beads, Bead((), ())))),
        (1, lambda: replace(PAIRED, source=replace(PAIRED.source, next_id=2))),
        (1, lambda: replace(PAIRED, beads=(*PAIRED.beads[:2], Bead((2,), (), 0.5)))),
        (2, lambda: _with_segment(Segment(1, 1, 0, 3))),
        (2, lambda: _with_segment(Segment(1, 1, 1, 4))),
        (2, lambda: _with_segment(Segment(1, 1, 0, 5))),
        (2, lambda: _with_segment(Segment(1, 2, 0, 4))),
        (2, lambda: _with_segment(Segment(2, 3, 0, 4))),
        (2, lambda: _with_segment(Segment(0, -1, 0, 4))),
        (2, lambda: _with_strike(Strike(3, 0, 1, "page number"))),
        (2, lambda: _with_strike(Strike(-1, 0, 1, "page number"))),
        (3, lambda: replace(LINKED, beads=(replace(LINKED.beads[0], moved=None), *LINKED.beads[1:]))),
        (
            3,
            lambda: replace(
                LINKED, beads=(LINKED.beads[0], replace(LINKED.beads[1], moved=2), *LINKED.beads[2:])
            ),
        ),
    ],
)
def test_each_breach_is_caught_under_its_number(law: int, breach: Callable[[], Bitext]) -> None:
    assert law_broken(breach()) == law


def _with_segment(wrong: Segment) -> Bitext:
    segments = tuple(wrong if segment.id == wrong.id else segment for segment in PAIRED.source.segments)
    return replace(PAIRED, source=replace(PAIRED.source, segments=segments))


def _with_strike(wrong: Strike) -> Bitext:
    document = replace(PAIRED.source.document, strikes=(wrong,))
    return replace(PAIRED, source=replace(PAIRED.source, document=document))


def test_a_link_used_twice_on_a_side_is_caught() -> None:
    beads = (Bead((0,), (), moved=1), Bead((1,), (), moved=1), Bead((2,), (0, 1)), Bead((), (2,), moved=1))
    assert law_broken(bitext(*beads)) == 3


def test_overlapping_segments_are_caught() -> None:
    block = Block(BlockKind.PARAGRAPH, "One two")
    cut = Side(
        Document("a", "txt", "en", "", (block,)), (Segment(0, 0, 0, 5), Segment(1, 0, 4, 7)), "lines", 2
    )
    assert law_broken(Bitext(cut, side("x"), (Bead((0, 1), (0,)),))) == 2


def test_an_id_given_twice_is_caught() -> None:
    twice = replace(PAIRED.source, segments=(*PAIRED.source.segments[:2], Segment(1, 2, 0, 6)))
    broken = replace(PAIRED, source=twice, beads=(*PAIRED.beads[:2], Bead((1,), (2,))))
    assert law_broken(broken) == 1


def test_two_segments_that_start_at_one_place_are_caught() -> None:
    block = Block(BlockKind.PARAGRAPH, "One")
    cut = Side(
        Document("a", "txt", "en", "", (block,)), (Segment(0, 0, 0, 0), Segment(1, 0, 0, 3)), "lines", 2
    )
    assert law_broken(Bitext(cut, side("x"), (Bead((0, 1), (0,)),))) == 2


@pytest.mark.parametrize(
    "spans",
    [
        [(2, 1, 2), (0, 0, 1)],
        [(0, 1, 2), (0, 0, 1)],
        [(0, 0, 2), (0, 1, 3)],
        [(0, 0, 0)],
        [(0, 2, 1)],
        [(0, -1, 1)],
        [(0, 3, 5)],
    ],
    ids=["blocks out of order", "out of order", "overlap", "empty", "backwards", "before", "behind"],
)
def test_strikes_that_do_not_fit_their_block_are_caught(spans: list[tuple[int, int, int]]) -> None:
    strikes = tuple(Strike(*span, "page number") for span in spans)
    document = replace(PAIRED.source.document, strikes=strikes)
    assert law_broken(replace(PAIRED, source=replace(PAIRED.source, document=document))) == 2


def test_struck_letters_need_no_segment() -> None:
    page = Block(BlockKind.PARAGRAPH, "12 One")
    document = Document("a", "txt", "en", "", (page,), strikes=(Strike(0, 0, 2, "page number"),))
    cut = Side(document, (Segment(0, 0, 1, 4),), "lines", 1)
    assert cut.texts() == ("One",)
    check(Bitext(cut, side("Eins"), (Bead((0,), (0,)),)))


def test_empty_lines_are_segments_that_pass() -> None:
    check(Bitext(side("One.", "", "Two."), side("Eins.", ""), (Bead((0, 1), (0,)), Bead((2,), (1,)))))


def test_a_moved_pair_is_one_pair_at_its_source() -> None:
    pairs = list(LINKED.pairs())
    assert [(bead.source, bead.target) for bead in pairs] == [((0,), (2,)), ((1,), (0,)), ((2,), (1,))]
    assert pairs[0].confidence == 0.6


def test_a_moved_pair_is_accepted_once_both_halves_are() -> None:
    one, other = LINKED.beads[0], LINKED.beads[3]
    accepted = replace(one, status=Status.ACCEPTED)
    assert joined(accepted, other).status is Status.OPEN
    assert joined(accepted, replace(other, status=Status.ACCEPTED)).status is Status.ACCEPTED


def test_a_person_makes_a_bead_certain() -> None:
    assert Bead((0,), (0,), None).certainty == 1.0
    assert Bead((0,), (0,), 0.3, Status.ACCEPTED).certainty == 1.0
    assert Bead((0,), (0,), 0.3).certainty == 0.3


@given(bitexts(min_segments=1), st.data())
def test_the_second_law_is_what_its_words_say_letter_by_letter(bitext: Bitext, data: st.DataObject) -> None:
    old = bitext.source
    numbers = st.integers(-1, 3)
    segments = tuple(
        replace(one, block=one.block + data.draw(st.sampled_from((0, 0, 0, 1, -1))), start=one.start + gap)
        for one in old.segments
        for gap in [data.draw(st.sampled_from((0, 0, 0, 1, -1)))]
    )
    strikes = data.draw(
        st.lists(st.builds(Strike, numbers, numbers, st.integers(0, 40), st.just("r")), max_size=3)
    )
    spoilt = replace(old, segments=segments, document=replace(old.document, strikes=tuple(strikes)))
    try:
        check_text(spoilt, "source")
    except BrokenLaw:
        assert not _faithful(spoilt)
    else:
        assert _faithful(spoilt)


def _faithful(side: Side) -> bool:
    texts = [block.text for block in side.document.blocks]
    strikes = [(one.block, one.start, one.end) for one in side.document.strikes]
    if not all(
        0 <= block < len(texts) and 0 <= start < end <= len(texts[block]) for block, start, end in strikes
    ):
        return False
    if any((one[0], one[2]) > other[:2] for one, other in itertools.pairwise(strikes)):
        return False
    struck = {(block, at) for block, start, end in strikes for at in range(start, end)}
    visible = [
        [letter for at, letter in enumerate(text) if (block, at) not in struck]
        for block, text in enumerate(texts)
    ]
    places = [(one.block, one.start, one.end) for one in side.segments]
    if not all(
        0 <= block < len(texts) and 0 <= start <= end <= len(visible[block]) for block, start, end in places
    ):
        return False
    if any((one[0], max(one[2], one[1] + 1)) > other[:2] for one, other in itertools.pairwise(places)):
        return False
    covered = {(block, at) for block, start, end in places for at in range(start, end)}
    return all(
        is_blank(letter) or (block, at) in covered
        for block, letters in enumerate(visible)
        for at, letter in enumerate(letters)
    )


@given(bitexts())
def test_a_segment_is_found_in_its_row(bitext: Bitext) -> None:
    for name in SIDES:
        for row, bead in enumerate(bitext.beads):
            for id_ in bead.ids(name):
                assert bitext.row_of(name, id_) == row
        with pytest.raises(KeyError):
            bitext.row_of(name, bitext.side(name).next_id)


@given(bitexts(min_segments=1))
def test_a_side_with_other_texts_knows_its_segments_places(bitext: Bitext) -> None:
    side = bitext.source
    other = side.edited(tuple(replace(one, edited="x") for one in side.segments))
    assert [other.position(one.id) for one in side.segments] == list(range(len(side.segments)))
    assert set(other.texts()) == {"x"}
    assert all(side.holds(one.id) for one in side.segments)
    assert not side.holds(side.next_id)
