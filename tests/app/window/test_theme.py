"""Everything that is written can be read."""

from dataclasses import fields

import pytest

from app.window.theme import DARK, LIGHT, Theme, contrast

WRITTEN = [
    ("text", "window"), ("text", "surface"), ("text", "raised"), ("text", "accent_soft"),
    ("text", "good_soft"),
    ("text", "doubt_soft"), ("text", "found"), ("muted", "window"), ("muted", "surface"), ("muted", "raised"),
    ("muted", "accent_soft"), ("accent", "surface"), ("accent", "window"), ("accent", "accent_soft"),
    ("on_accent", "accent"), ("good", "good_soft"), ("fair", "fair_soft"), ("poor", "poor_soft"),
    ("lone", "lone_soft"), ("doubt", "doubt_soft"),
]  # fmt: skip


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), WRITTEN)
def test_words_stand_out_from_their_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_themes_name_every_colour() -> None:
    for field in fields(Theme):
        if field.name != "name":
            assert all(len(getattr(theme, field.name)) == 7 for theme in (LIGHT, DARK))
