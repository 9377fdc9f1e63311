"""A side cut anew keeps every letter, every law, and what a person decided."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.model import (
    SIDES,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Patch,
    Segment,
    Side,
    SideName,
    Splice,
    Status,
    apply,
    check,
    inverse,
)
from core.model.message import Message
from core.review.verbs.resegment import Recut, recut
from core.segment.spans import between
from tests.strategies import bitexts

TEXT = "One two. Three four. Five six."


def side(*spans: tuple[int, int], text: str = TEXT, language: str = "en") -> Side:
    document = Document("a.txt", "text", language, "", (Block(BlockKind.PARAGRAPH, text),))
    segments = tuple(Segment(at, 0, *span) for at, span in enumerate(spans))
    return Side(document, segments, "rules", len(spans))


SENTENCES, WHOLE = ((0, 8), (9, 20), (21, 30)), ((0, 30),)
THREE = Bitext(
    side(*SENTENCES),
    side(*SENTENCES, language="de"),
    tuple(Bead((at,), (at,), 0.9) for at in range(3)),
)


def cut(bitext: Bitext, name: SideName, fresh: Side) -> tuple[Recut, Bitext]:
    found = recut(bitext, name, fresh)
    after = apply(bitext, found.patch)
    check(after)
    return found, after


def texts(bitext: Bitext, name: SideName) -> list[tuple[str, ...]]:
    return [tuple(bitext.side(name).text(id_) for id_ in bead.ids(name)) for bead in bitext.beads]


def test_a_side_becomes_paragraphs() -> None:
    found, after = cut(THREE, "source", replace(side(*WHOLE), cut_by="paragraphs"))
    assert after.source.texts() == (TEXT,)
    assert after.source.cut_by == "paragraphs"
    assert str(found.patch.name) == "Segment the source by paragraphs"
    assert found.rows == ((0, 4),)
    assert apply(after, inverse(found.patch)) == THREE


def test_an_accepted_row_keeps_its_segments_and_parts_the_rest() -> None:
    middle = replace(THREE.beads[1], status=Status.ACCEPTED)
    given_ = replace(THREE, beads=(THREE.beads[0], middle, THREE.beads[2]))
    found, after = cut(given_, "target", side(*WHOLE, language="nl"))
    assert middle in after.beads
    assert after.target.texts() == ("One two.", "Three four.", "Five six.")
    assert after.target.document.language == "nl"
    assert not found.rows


def test_a_row_with_an_edited_text_stays() -> None:
    segments = (replace(THREE.source.segments[0], edited="Uno"), *THREE.source.segments[1:])
    given_ = replace(THREE, source=replace(THREE.source, segments=segments))
    _, after = cut(given_, "source", side(*WHOLE))
    assert after.source.texts() == ("Uno", "Three four. Five six.")
    assert after.beads[0] == THREE.beads[0]
    _, after = cut(given_, "target", side(*WHOLE))
    assert after.target.texts() == ("One two.", "Three four. Five six.")


def test_segments_that_come_out_as_they_were_keep_their_ids() -> None:
    _, after = cut(THREE, "source", side((0, 8), (9, 30)))
    assert [one.id for one in after.source.segments] == [0, 3]


def test_what_is_cut_alike_changes_nothing() -> None:
    assert recut(THREE, "source", side(*SENTENCES)).patch.empty


def test_both_patches_are_one_and_a_row_that_comes_back_keeps_what_was_known() -> None:
    beads = (replace(THREE.beads[0], status=Status.DOUBTFUL), *THREE.beads[1:])
    given_ = replace(THREE, beads=beads)
    found, after = cut(given_, "source", side((0, 8), (9, 30)))
    aligned = (Bead((0,), (0,), 0.7), Bead((3,), (1, 2), 0.6))
    one = found.settled(Patch(Message(""), (Splice(0, after.beads, aligned),), author="program"))
    end = apply(given_, one)
    check(end)
    assert end.beads == (beads[0], aligned[1])
    assert apply(end, inverse(one)) == given_


@st.composite
def cuts(draw: st.DrawFn, whole: Side) -> Side:
    """The side of a document cut anywhere."""
    segments: list[Segment] = []
    for at in range(len(whole.document.blocks)):
        text = whole.document.visible(at)
        places = st.lists(st.integers(0, len(text)), max_size=4).map(sorted)
        for start, end in between(text, draw(places)):
            segments.append(Segment(len(segments), at, start, end))
    return replace(whole, segments=tuple(segments), next_id=len(segments))


@given(bitexts(), st.sampled_from(SIDES), st.data())
def test_the_laws_hold_and_a_persons_word_stands(bitext: Bitext, name: SideName, data: st.DataObject) -> None:
    fresh = data.draw(cuts(bitext.side(name)))
    found, after = cut(bitext, name, fresh)
    stay = [bead for bead in bitext.beads if bead.pinned]
    assert [bead for bead in after.beads if bead in stay] == stay
    edited = [one for one in bitext.side(name).segments if one.edited is not None]
    assert [one for one in after.side(name).segments if one in edited] == edited
    assert [
        one
        for one in after.side(name).segments
        if one.id >= bitext.side(name).next_id or one in bitext.side(name).segments
    ] == list(after.side(name).segments)
    assert apply(after, inverse(found.patch)) == bitext
    settled = apply(bitext, found.settled(Patch(Message(""))))
    for one, other in zip(settled.beads, after.beads, strict=True):  # a row that comes out as it was is known
        assert (one.source, one.target) == (other.source, other.target)
        assert one == other or one in bitext.beads
    assert [settled.side(side) for side in SIDES] == [after.side(side) for side in SIDES]


@given(bitexts(decided=False, moved=False), st.sampled_from(SIDES), st.data())
def test_where_nobody_decided_all_is_cut_anew(bitext: Bitext, name: SideName, data: st.DataObject) -> None:
    fresh = data.draw(cuts(bitext.side(name)))
    _, after = cut(bitext, name, fresh)
    assert after.side(name).texts() == fresh.texts()
