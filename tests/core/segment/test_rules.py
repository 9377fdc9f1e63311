"""Files of rules: what is shipped can be read, and what is wrong is said."""

from importlib.resources import files

import pytest

from core.errors import Damaged
from core.segment.rules import Kind, read_rules, rules_for

SHIPPED = sorted(
    file.name for file in files("resources").joinpath("segmentation").iterdir() if file.name.endswith(".toml")
)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_rules_are_read(name: str) -> None:
    assert rules_for(name.removesuffix(".toml")).name == name


def test_regions_use_the_rules_of_their_language_and_unknown_ones_none() -> None:
    assert rules_for("de-AT") is rules_for("de")
    assert rules_for("no") is rules_for("nb")
    assert rules_for("yue-Hant-HK") is rules_for("zh")
    assert rules_for("xx").name == rules_for("").name == rules_for("../de").name == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[numbers]\nordinals = yes", "line 2"),
        ("[abbreviations]\nnever = []", "“never”"),
        ("[abbreviations]\nnever_final = [3]", "“never_final”"),
        ("[abbreviations]\nnever_final = ['']", "“never_final”"),
        ("[numbers]\nordinals = 'yes'", "“ordinals”"),
        ("ordinals = true", "“ordinals”"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(text: str, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        read_rules("mine.toml", text)


def test_an_abbreviation_that_begins_small_is_known_with_a_capital() -> None:
    rules = read_rules("mine.toml", "[abbreviations]\nnever_final = ['vgl.']\nbefore_number = ['S.']")
    assert rules.abbreviations["Vgl"] is Kind.NEVER_FINAL
    assert "s" not in rules.abbreviations
