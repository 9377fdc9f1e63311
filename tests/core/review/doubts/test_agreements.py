"""Numbers and names that both texts have, and numbers that only one has."""

import pytest

from core.review.doubts.agreements import agreed


@pytest.mark.parametrize(
    ("text", "other", "told"),
    [
        ("In 1812.", "Anno 1812.", {"1812": "number"}),
        ("In 1812.", "Anno 1813.", {"1812": "alone"}),
        ("350 million", "3.5亿", {"350": "number"}),
        ("He had 3.", "Er hatte vier.", {}),
        ("第十二章", "Chapter 12", {"十二": "number"}),
        ("XIV", "no number", {}),
        ("Napoleon left", "Наполеон ушёл", {"Napoleon": "name"}),
        ("Наполеон ушёл", "Napoleon left", {"Наполеон": "name"}),
        ("the may", "May", {}),
        ("Anna und Otto", "Otto and Eve", {"Otto": "name"}),
        ("", "12", {}),
    ],
)
def test_what_agrees_is_told_with_its_place(text: str, other: str, told: dict[str, str]) -> None:
    assert {text[each.start : each.end]: each.kind for each in agreed(text, other)} == told
