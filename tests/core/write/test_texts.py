"""Joining of the segments of a side into one line of text."""

import pytest

from core.write.texts import legal, side_text
from tests.core.write.bitexts import cut_side, side


@pytest.mark.parametrize(
    ("language", "texts", "line"),
    [
        ("en", ("Hello.", "Bye."), "Hello. Bye."),
        ("zh", ("你好。", "再见。"), "你好。再见。"),
        ("ja", ("はい。", "いいえ。"), "はい。いいえ。"),
        ("zh-Hant-TW", ("他說：", "Hello."), "他說： Hello."),
        ("zh", ("OK.", "好。"), "OK. 好。"),
        ("zh", ("好。", "2008年。"), "好。2008年。"),
        ("ko", ("네.", "아니요."), "네. 아니요."),
        ("th", ("สวัสดี", "ลาก่อน"), "สวัสดี ลาก่อน"),
        ("ar", ("نعم.", "لا."), "نعم. لا."),
    ],
)
def test_sentences_are_joined_as_their_language_joins_them(
    language: str, texts: tuple[str, ...], line: str
) -> None:
    whole = side(*texts, language=language)
    assert side_text(whole, (0, 1)) == (line, 0)


def test_what_the_document_has_between_two_sentences_is_kept() -> None:
    assert side_text(cut_side("“Go!”He went.", (0, 5), (5, 13)), (0, 1))[0] == "“Go!”He went."
    assert side_text(cut_side("好。 好。", (0, 2), (3, 5), language="zh"), (0, 1))[0] == "好。 好。"
    assert side_text(cut_side("好。\n好。", (0, 2), (3, 5), language="zh"), (0, 1))[0] == "好。好。"
    assert side_text(cut_side("One. \n Two.", (0, 4), (7, 11)), (0, 1))[0] == "One. Two."


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("en", "a hard\nwrapped  line", "a hard wrapped  line"),
        ("en", "a hard \r\n   wrapped line", "a hard wrapped line"),
        ("zh", "一行\n又一行", "一行又一行"),
        ("th", "บรร\nทัด", "บรรทัด"),
        ("zh", "叫\nGoogle 的", "叫 Google 的"),
        ("en", "separated\u2028lines", "separated lines"),
        ("zh", "一行\n\u3000又一行", "一行\u3000又一行"),  # an ideographic indent is the text's own
    ],
)
def test_a_hard_wrapped_segment_becomes_one_line(language: str, text: str, line: str) -> None:
    assert side_text(side(text, language=language), (0,)) == (line, 0)


def test_empty_segments_leave_no_double_space() -> None:
    assert side_text(side("One.", "", " ", "Two."), (0, 1, 2, 3))[0] == "One. Two."
    assert side_text(side("", " "), (0, 1)) == ("", 0)
    assert side_text(side("a"), ()) == ("", 0)


def test_only_what_xml_forbids_is_illegal() -> None:
    kept = "\t\n\r \x7f\x85\xa0\u200f\u2028\ufffd\ue000\U0010ffff"
    assert legal(kept) == (kept, 0)
    assert legal("a\x00\x1f\ud800\udfff\ufffe\uffffb") == ("ab", 6)
