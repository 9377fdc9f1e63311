"""Everything that is written can be read."""

from dataclasses import fields

import pytest

from app.window.theme import DARK, LIGHT, Theme

WRITTEN = [
    ("text", "window"), ("text", "surface"), ("text", "raised"), ("text", "accent_soft"),
    ("text", "good_soft"), ("text", "doubt_soft"), ("text", "found"), ("text", "linked"),
    ("muted", "window"), ("muted", "surface"), ("muted", "raised"),
    ("muted", "accent_soft"), ("accent", "surface"), ("accent", "window"), ("accent", "accent_soft"),
    ("on_accent", "accent"), ("good", "good_soft"), ("fair", "fair_soft"), ("poor", "poor_soft"),
    ("lone", "lone_soft"), ("doubt", "doubt_soft"),
]  # fmt: skip


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), WRITTEN)
def test_words_stand_out_from_their_ground(theme: Theme, ink: str, ground: str) -> None:
    assert _contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_themes_name_every_colour() -> None:
    for field in fields(Theme):
        if field.name != "name":
            assert all(len(getattr(theme, field.name)) == 7 for theme in (LIGHT, DARK))


def _contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
