"""Hyphens at line ends: struck where they part a word, kept where they belong to it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Document
from core.read import File, ReadOptions
from core.read.text import Text

FILLER = "der alte Fischer am Ufer stand und auf das Meer hinaus sah, das"


def read(text: str) -> Document:
    return Text().read(File("a.txt", text.encode()), ReadOptions())


def joined(before: str, after: str, elsewhere: str = "") -> str:
    text = f"{FILLER} {before}\n{after} {FILLER}\nund {FILLER} so ruhig\nlag wie ein Teich. {elsewhere}\n"
    return " ".join(read(text).visible(0).split())


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("an die-", "sem Morgen", "an diesem Morgen"),
        ("die Wirt\u00ad", "schaft", "die Wirtschaft"),
        ("die Wirt¬", "schaft", "die Wirtschaft"),
        ("die Haus-", "und Hoftür", "die Haus- und Hoftür"),
        ("das Eis-", "Café", "das Eis- Café"),
        ("ein Wort –", "noch eines", "ein Wort – noch eines"),
    ],
)
def test_a_word_parted_at_a_line_end_is_whole(before: str, after: str, whole: str) -> None:
    assert whole in joined(before, after)


def test_a_compound_that_is_written_with_a_hyphen_elsewhere_keeps_it() -> None:
    assert "well-known" in joined("a well-", "known place", "It was well-known.")


def test_what_is_struck_is_still_in_the_block() -> None:
    document = read(f"{FILLER} an die-\nsem Morgen {FILLER}\nund {FILLER}\nlag wie ein Teich.\n")
    assert "die-\nsem" in document.blocks[0].text
    assert {strike.rule for strike in document.strikes} == {"hyphen"}


@given(st.lists(st.text("ab -\u00ad¬。字ก\t.", max_size=50), max_size=12))
def test_strikes_keep_order_and_hide_no_letters_but_hyphens(lines: list[str]) -> None:
    document = read("x\n" + "\n".join(lines))
    ends = [(strike.block, strike.start, strike.end) for strike in document.strikes]
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(ends))
    hidden = "".join(document.blocks[block].text[start:end] for block, start, end in ends)
    assert not set(hidden) & set("ab。字ก.x")


def test_the_indentation_of_lines_within_a_paragraph_is_struck() -> None:
    lines = [f"    {FILLER} ruhig", f"    lag {FILLER}", "    und so weiter."]
    document = read("\n".join(lines))
    assert document.visible(0) == "\n".join([lines[0], *(line.strip() for line in lines[1:])])
