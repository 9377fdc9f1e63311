"""Visible text: what strikes leave of a block, and the way from its offsets to the file's and back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.model import Block, BlockKind, Document, Strike
from core.model.visible import visible_text
from tests.strategies import struck

PAGE = "The ship left the har-\nbour at dawn. CHAPTER ONE 17 Nobody waved."


def document(text: str, *strikes: Strike) -> Document:
    return Document("a.txt", "txt", "en", "", (Block(BlockKind.PARAGRAPH, text),), strikes=strikes)


def test_a_hyphen_joins_a_word_and_a_running_head_takes_its_space_along() -> None:
    page = document(PAGE, Strike(0, 21, 23, "hyphen"), Strike(0, 37, 52, "running head"))
    assert page.visible(0) == "The ship left the harbour at dawn. Nobody waved."
    assert page.blocks[0].text == PAGE


def test_without_strikes_the_visible_text_is_the_blocks_own() -> None:
    page = document(PAGE)
    assert page.visible(0) is page.blocks[0].text
    elsewhere = replace(page, blocks=(*page.blocks, *page.blocks), strikes=(Strike(0, 0, 4, "r"),))
    assert elsewhere.visible(1) is page.blocks[0].text
    assert elsewhere.visible_text(1).file_start(7) == 7


def test_other_strikes_give_another_visible_text() -> None:
    page = document("12 One", Strike(0, 0, 3, "page number"))
    assert page.visible(0) == "One"
    assert replace(page, strikes=()).visible(0) == "12 One"
    assert replace(page, strikes=(Strike(0, 3, 6, "r"),)).visible(0) == "12 "


@given(st.text("ab -\n", max_size=12).flatmap(lambda text: st.tuples(st.just(text), struck(0, text))))
def test_offsets_lead_to_the_file_and_back(made: tuple[str, tuple[str, list[Strike]]]) -> None:
    visible, (text, strikes) = made
    found = visible_text(text, ((one.start, one.end) for one in strikes))
    assert found.text == visible
    hidden = {at for one in strikes for at in range(one.start, one.end)}
    shown = [at for at in range(len(text)) if at not in hidden]
    assert [found.file_start(at) for at in range(len(visible))] == shown
    assert [found.file_end(at) - 1 for at in range(1, len(visible) + 1)] == shown
    assert (found.file_start(len(visible)), found.file_end(0)) == (len(text), 0) or strikes
    assert [found.visible_offset(at) for at in range(len(text) + 1)] == [
        sum(one < at for one in shown) for at in range(len(text) + 1)
    ]
