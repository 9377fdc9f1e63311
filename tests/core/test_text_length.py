"""Lengths count alike whatever the script."""

import pytest

from core.text_length import length, lengths


def test_white_space_and_marks_without_width_do_not_count() -> None:
    assert lengths(["", " \t\n\u3000", "a b", "a\u200bb\ufeff"]).tolist() == [0, 0, 2, 2]


def test_an_ideograph_counts_more_than_a_letter() -> None:
    chinese, english = lengths(
        ["他沉默地站在窗前看着大海。", "He stood at the window in silence, watching the sea."]
    )
    assert chinese == pytest.approx(english, rel=0.35)


def test_nothing_is_no_length() -> None:
    assert lengths([]).shape == (0,)


def test_lone_surrogates_and_other_planes_are_counted() -> None:
    assert lengths(["😀x", "\ud800"])[0] == 2


def test_a_text_is_as_long_alone_as_among_others() -> None:
    texts = [
        "",
        " ",
        "a b",
        "für  alle",
        "a\u00a0b\t",
        "a\u200bb",
        "Привет",
        "ἐν ἀρχῇ",
        "שלום",
        "سلام",
        "我们 go",
        "日本のカ",
        "한국",
    ]
    assert [length(text) for text in texts] == pytest.approx(lengths(texts).tolist())
