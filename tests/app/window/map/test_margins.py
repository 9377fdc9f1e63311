"""Chapters on the map are named by what tells them apart."""

import pytest

from app.window.map.margins import distinct


@pytest.mark.parametrize(
    ("headings", "short"),
    [
        (("CHAPTER I", "Chapter II", "CHAPTER III The Storm"), ["I", "II", "III The Storm"]),
        (("Preface", "Capítulo 1", "Capítulo 2"), ["Preface", "1", "2"]),
        (("The first part: One", "The first part: Two"), ["One", "Two"]),
        (("Chapter", "Chapter"), ["Chapter", "Chapter"]),
        (("One", "Two", "Three"), ["One", "Two", "Three"]),
        ((), []),
    ],
)
def test_words_that_most_headings_share_are_left_out(headings: tuple[str, ...], short: list[str]) -> None:
    assert distinct(headings) == short
