"""A few letters find what is meant."""

import pytest

from app.window.shell.fuzzy_match import rank

NAMES = (
    ("Merge with next row", "bead.merge_next"),
    ("Épingler la ligne", "bead.accept"),
    ("与下一行合并", "bead.merge_next"),
    ("Undo: Merge rows 2 and 3", "undo"),
)


@pytest.mark.parametrize(
    ("query", "first"),
    [("mer", 0), ("merge next", 0), ("NEXT merge", 0), ("epin", 1), ("合并", 2), ("undo", 3), ("mwnr", 0)],
)
def test_what_is_meant_comes_first(query: str, first: int) -> None:
    assert rank(query, NAMES)[0][1] == first


def test_words_that_begin_so_come_before_letters_that_are_only_there() -> None:
    assert [place for _, place in rank("row", (("Throw",), ("Next row",)))] == [1, 0]


def test_all_words_must_be_found() -> None:
    assert rank("merge banana", NAMES) == []
    assert rank("xyz", NAMES) == []


def test_nothing_typed_fits_all_in_their_order() -> None:
    assert [place for _, place in rank(" ", NAMES)] == [0, 1, 2, 3]


def test_a_long_word_that_fits_nothing_is_answered() -> None:
    assert rank("a" * 60 + "b", ((("a " * 100),),)) == []
