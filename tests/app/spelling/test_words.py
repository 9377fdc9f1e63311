"""The words that are checked, and the ones that no dictionary can judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spelling.words import spelling_words


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in spelling_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop, she said.", ["Don’t", "stop", "she", "said"]),
        ("a well-known ‘vis-à-vis’ –", ["a", "well-known", "vis-à-vis"]),
        ("In 1984 the A4 and B2B of 3rd COVID19", ["In", "the", "and", "of"]),
        ("see https://example.org/ein-Pfad?x=y or www.example.org, me@example.org!", ["see", "or"]),
        ("snake_case bleibt", ["bleibt"]),
        ("كتب می‌روم", ["كتب", "می‌روم"]),
        ("中文 ภาษาไทย abc", ["abc"]),
        ("Schiff\u00adfahrt", ["Schiff\u00adfahrt"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("", []),
    ],
)
def test_words_are_those_of_dictionaries(text: str, words: list[str]) -> None:
    assert _words(text) == words


@given(st.text())
def test_words_are_in_order_apart_and_without_digits(text: str) -> None:
    end_before = -1
    for start, end in spelling_words(text):
        assert end_before < start < end
        assert not any(letter.isdigit() or letter.isspace() for letter in text[start:end])
        end_before = end
