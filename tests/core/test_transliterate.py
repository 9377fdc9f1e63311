"""Tests of the stems that names and cognates share."""

import pytest

from core.transliterate import stem


@pytest.mark.parametrize(
    ("word", "other"), [("Moskauer", "Москау"), ("Édith", "edith"), ("nation", "Nationen")]
)
def test_words_of_one_root_share_a_stem_across_scripts_and_endings(word: str, other: str) -> None:
    assert stem(word) == stem(other)


def test_words_that_differ_in_their_first_letters_have_different_stems() -> None:
    assert stem("Berlin") != stem("Merlin")
