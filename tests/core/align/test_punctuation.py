"""Punctuation at the edges of segments, in many scripts."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given

from core.align.punctuation import ENDS, STARTS, marks
from tests.strategies import short_texts

FULL_STOPS = ["He left.", "彼は去った。", "वह चला गया।", "وہ چلا گیا۔", "Նա գնաց։", "ሄደ።"]
QUESTIONS = ["Who?", "谁？", "من؟"]
SHOUTS = ["Go!", "走！"]
DOTS = ["And then…", "And then...", "And then.."]
COLONS = ["He said:", "他说："]
SEMICOLONS = ["it rained;", "下雨；", "أمطرت؛"]
COMMAS = ["yes,", "是，", "はい、", "نعم،"]
DASHES = ["but—", "but -", "but –"]
WORDS = ["Chapter 7", "Chapter", "第一章", "बातें", "यह है", "ที่นี่", "שָׁלוֹ", "كِتَابٌ", "Cafe\u0301"]
KINDS = [FULL_STOPS, QUESTIONS, SHOUTS, DOTS, COLONS, SEMICOLONS, COMMAS, DASHES, WORDS, ["%"]]


@pytest.mark.parametrize("texts", KINDS)
def test_ends_of_one_kind_are_one_kind_in_every_script(texts: list[str]) -> None:
    assert len(set(marks(texts).end.tolist())) == 1


def test_ends_of_different_kinds_differ() -> None:
    ends = [int(marks(texts).end[0]) for texts in KINDS]
    assert all(one != other for one, other in combinations(ends, 2))


@pytest.mark.parametrize("text", ["“He left.”", "«Он ушёл.»", "「去った。」", "‘He left.’ ", '"He left."'])
def test_a_quotation_that_ends_is_a_kind_of_its_own(text: str) -> None:
    bare, quoted = marks([text.strip('“”«»「」‘’" '), text]).end.tolist()
    assert quoted == bare + 10


def test_brackets_spaces_and_unseen_marks_hide_no_end() -> None:
    texts = ["He left.", "(He left.)", "He left. ", "He left.\u00a0", "ذهب.\u200f", "\ufeffHe left.\u200b "]
    assert len(set(marks(texts).end.tolist())) == 1


def test_beginnings_differ_by_what_stands_there() -> None:
    kinds = [
        ["“So", "«So", "„So"],
        ["- So", "— So", "• So"],
        ["12 men", "१२"],
        ["(so", "¿So"],
        ["So", "Él"],
        ["so"],
    ]
    kinds += [["那", "ที่", "هو"], ["€5"], [""]]
    found = [set(marks(texts).start.tolist()) for texts in kinds]
    assert all(len(each) == 1 for each in found)
    assert len(set.union(*found)) == len(kinds)
    assert marks(["\u200fهو"]).start == marks(["هو"]).start


def test_questions_shouts_and_quotes_are_counted_in_every_script() -> None:
    found = marks(["Who? Me?!", "谁？“我！”", "من؟", "「はい」", "it’s"])
    assert found.questions.tolist() == [2, 1, 1, 0, 0]
    assert found.shouts.tolist() == [1, 1, 0, 0, 0]
    assert found.quotes.tolist() == [0, 2, 0, 2, 0]


def test_lines_without_letters_and_lines_said_again_are_told() -> None:
    found = marks(["* * *", "1984", "Yes.", "* * *", "* * *"])
    assert found.wordless.tolist() == [1, 1, 0, 1, 1]
    assert found.repeats == pytest.approx(np.log([3, 1, 1, 3, 3]), abs=1e-6)


@given(short_texts)
def test_kinds_stay_within_their_tables(text: str) -> None:
    found = marks([text, ""])
    assert ((found.end >= 0) & (found.end < ENDS)).all()
    assert ((found.start >= 0) & (found.start < STARTS)).all()


def test_no_texts_have_no_marks() -> None:
    found = marks([])
    assert found.end.shape == found.start.shape == found.questions.shape == found.quotes.shape == (0,)
