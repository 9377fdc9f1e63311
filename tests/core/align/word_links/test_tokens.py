"""Word boundaries, in scripts with and without spaces."""

import pytest

from core.align.word_links.tokens import unspaced, word_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She's well-known.", ["She's", "well", "known"]),
        ("L'homme qu’il a vu", ["L", "homme", "qu", "il", "a", "vu"]),
        ("1,234.5 or 3\u202f000 men", ["1,234.5", "or", "3\u202f000", "men"]),
        ("Stra\u00dfe, e\u0301cole", ["Stra\u00dfe", "e\u0301cole"]),
        ("काम किया", ["काम", "किया"]),
        ("학교에 갔다", ["학교에", "갔다"]),
        ("在1984年", ["在", "1984", "年"]),
        ("— … !", []),
        ("", []),
    ],
)
def test_words_are_those_that_people_see(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == expected


def test_whoever_asks_says_how_a_run_without_spaces_is_cut() -> None:
    def cut(run: str) -> list[str]:
        return [run[:2], run[2:]]

    text = "ABC 东京塔 def"
    assert [text[start:end] for start, end in word_spans(text, cut)] == ["ABC", "东京", "塔", "def"]


def test_scripts_without_spaces_are_known() -> None:
    assert [unspaced(text) for text in ("东京", "สวัสดี", "Tokyo", "학교에", "A 年 B")] == [
        True,
        True,
        False,
        False,
        False,
    ]
