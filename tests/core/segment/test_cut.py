"""A document becomes a side: which blocks are cut, where, and what is never lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Bead, Bitext, Block, BlockKind, Document, Side, Strike, check
from core.model.message import Message
from core.progress import Cancelled, Progress
from core.segment import Segmentation, cut, segment
from tests.strategies import short_texts, struck

AUTO, LINES, PARAGRAPHS = Segmentation


def document(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, language: str = "en") -> Document:
    return Document("a.txt", "txt", language, "", tuple(Block(kind, text) for text in texts))


def texts(document: Document, how: Segmentation) -> list[str]:
    return list(cut(document, how).texts())


@given(
    st.lists(short_texts, max_size=5),
    st.sampled_from(Segmentation),
    st.sampled_from(["en", "zh", "ar", "und"]),
)
def test_every_way_of_cutting_keeps_the_laws(blocks: list[str], how: Segmentation, language: str) -> None:
    side = cut(document(*blocks, language=language), how)
    nothing = Side(document(), (), "lines", 0)
    check(Bitext(side, nothing, tuple(Bead((one.id,), ()) for one in side.segments)))
    assert [one.id for one in side.segments] == list(range(side.next_id))


@given(st.data(), st.sampled_from(Segmentation))
def test_struck_letters_are_cut_out_before_the_text_is_cut(data: st.DataObject, how: Segmentation) -> None:
    visible = data.draw(st.lists(short_texts, max_size=3))
    made = [data.draw(struck(at, text)) for at, text in enumerate(visible)]
    whole = document(*(text for text, _ in made))
    side = cut(replace(whole, strikes=tuple(one for _, strikes in made for one in strikes)), how)
    check(Bitext(side, Side(document(), (), "lines", 0), tuple(Bead((one.id,), ()) for one in side.segments)))
    assert side.segments == cut(document(*visible), how).segments


def test_a_sentence_runs_on_over_a_struck_head_and_a_word_over_a_struck_hyphen() -> None:
    page = document("The ship left the har-\nCHAPTER ONE 17\nbour at dawn. Nobody waved.")
    strikes = Strike(0, 21, 23, "hyphen"), Strike(0, 23, 38, "running head")
    assert texts(replace(page, strikes=strikes), AUTO) == [
        "The ship left the harbour at dawn.",
        "Nobody waved.",
    ]


def test_sentences_are_segments_and_blocks_are_borders() -> None:
    assert texts(document("One. Two", "three. Four."), AUTO) == ["One.", "Two", "three.", "Four."]


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.TABLE_CELL])
def test_headings_and_table_cells_are_one_segment(kind: BlockKind) -> None:
    assert texts(document(" Chapter 3. The Bridge. ", kind=kind), AUTO) == ["Chapter 3. The Bridge."]


def test_a_line_break_inside_a_sentence_is_no_border() -> None:
    assert texts(document("The bridge\nwas old. It\r\nfell."), AUTO) == [
        "The bridge\nwas old.",
        "It\r\nfell.",
    ]


def test_an_empty_line_inside_a_block_is_a_border() -> None:
    assert texts(document("if x:\n \n  y"), AUTO) == ["if x:", "y"]


@pytest.mark.parametrize("how", [AUTO, PARAGRAPHS])
def test_blank_blocks_give_no_segment(how: Segmentation) -> None:
    assert texts(document("", " \u3000\n", "***", "…"), how) == ["***", "…"]


def test_paragraphs_are_trimmed_blocks() -> None:
    assert texts(document(" One. Two.\n", "Three"), PARAGRAPHS) == ["One. Two.", "Three"]


def test_lines_are_segments_as_they_stand_empty_ones_too() -> None:
    assert texts(document("a", "", " b ", "c\r\n\rd\x0b\x85e\n"), LINES) == [
        "a",
        "",
        " b ",
        "c",
        "",
        "d\x0b\x85e",
        "",
    ]


def test_each_document_is_cut_by_its_language() -> None:
    greek = "Ποιος το έχτισε; Κανείς δεν ξέρει."
    assert texts(document(greek, language="el"), AUTO) == greek.replace("; ", ";|").split("|")
    assert texts(document("Who; Nobody.", language="en"), AUTO) == ["Who; Nobody."]


@pytest.mark.parametrize(("how", "by"), [(LINES, "lines"), (PARAGRAPHS, "paragraphs"), (AUTO, "sentences ")])
def test_a_side_says_what_cut_it(how: Segmentation, by: str) -> None:
    assert cut(document("One."), how).cut_by.startswith(by)


def test_progress_is_told_and_cancel_is_heard() -> None:
    told: list[tuple[int, int, Message]] = []
    cut(document("One.", "Two."), AUTO, Progress(lambda *step: told.append(step)))
    assert told[0][:2] == (0, 2)
    with pytest.raises(Cancelled):
        cut(document("One."), AUTO, Progress(cancelled=lambda: True))


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Přišel 24. října. Pak odešel.", "cs", ["Přišel 24. října.", "Pak odešel."]),
        ("all in small letters. and so on. to the end.", "en", None),
        ("Kylä nukkui. ”Herää!” Kuului ääni.", "fi", ["Kylä nukkui.", "”Herää!”", "Kuului ääni."]),
        ("橋は落ちた。1890年に直した。", "ja", ["橋は落ちた。", "1890年に直した。"]),
        ("Svědek v r.\u00a01890 odešel. Nic.", "cs", ["Svědek v r.\u00a01890 odešel.", "Nic."]),
        (
            "Alte Türme. Im 16.\u00a0Jahrhundert. Ende.",
            "de",
            ["Alte Türme.", "Im 16.\u00a0Jahrhundert.", "Ende."],
        ),
    ],
)
def test_known_misses_of_the_rules_are_cured(text: str, language: str, sentences: list[str] | None) -> None:
    found = [text[start:end] for start, end in segment(text, language)]
    assert found == (sentences or ["all in small letters.", "and so on.", "to the end."])
