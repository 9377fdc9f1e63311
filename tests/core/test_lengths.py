"""Lengths count alike whatever the script."""

import pytest

from core.lengths import lengths


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
