"""Symbols that both texts share: numbers in any numerals, names in any script."""

import numpy as np
import pytest

from core.align.cognates import Shared, shared_cognates, shared_numbers


def shares(sides: tuple[Shared, Shared], source: int = 0, target: int = 0) -> float:
    """About how many symbols two segments share; of many symbols the others add noise."""
    return float(sides[0].rows[source] @ sides[1].rows[target])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("born in 1984", "ولد عام ١٩٨٤"),
        ("born in 1984", "۱۹۸۴ متولد"),
        ("born in 1984", "जन्म १९८४"),
        ("born in 1984", "เกิดปี ๑๙๘๔"),
        ("born in 2026", "生于二〇二六年"),
        ("12 men", "十二个人"),
        ("chapter 3", "第三章"),
        ("chapter 21", "第二十一章"),
        ("350 pages", "三百五十页"),
        ("2005 steps", "两千零五步"),
        ("120000 men", "十二万人"),
        ("130,000,000", "一亿三千万"),
        ("3 000 000 000 000", "三万亿"),
        ("chapter 14", "Chapter XIV"),
        ("Louis 14", "Louis XIV"),
        ("1", "I."),
        ("1,250,000 men", "1.250.000 hommes"),
        ("1 250 000 men", "1\u202f250\u202f000 hommes"),
        ("3.14 is", "3,14 ist"),
        ("007", "7"),
        ("1984", "１９８４"),
    ],
)
def test_a_number_is_the_same_in_other_numerals(one: str, other: str) -> None:
    for texts in ((one, other), (other, one)):
        sides = shared_numbers(*([text] for text in texts))
        assert [float(side.mass[0]) for side in sides] == [1, 1]
        assert shares(sides) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("one", "other"), [("in 1984", "in 1985"), ("12 men", "120 men"), ("第三章", "chapter 4")]
)
def test_other_numbers_share_nothing(one: str, other: str) -> None:
    assert abs(shares(shared_numbers([one], [other]))) < 0.5


def test_a_number_in_letters_counts_only_where_the_other_side_writes_it_too() -> None:
    """一些 means “some”, 万一 “in case”, and I is a word."""
    source, target = shared_numbers(["十二 XIV 一些 万一 I"], ["some 12, 1"])
    assert (source.mass.tolist(), target.mass.tolist()) == ([1], [2])
    source, target = shared_numbers(["in 1984"], ["then"])
    assert (source.mass.tolist(), target.mass.tolist()) == ([1], [0])


def test_a_number_said_twice_counts_twice() -> None:
    sides = shared_numbers(["7 and 7"], ["7, 7"])
    assert sides[0].mass.tolist() == [2]
    assert shares(sides) == pytest.approx(4, abs=1e-4)


def words(one: str, other: str) -> tuple[Shared, Shared]:
    return shared_cognates([one], [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Москва", "Moskva"),
        ("Ольга", "Olga"),
        ("Достоевский", "Dostoevsky"),
        ("Київ", "Kyiv"),
        ("Соня", "Sonya"),
        ("Жуков", "Zhukov"),
        ("Αθήνα", "Athina"),
        ("Αλέξανδρος", "Alexandra"),
        ("Élise", "ELISE"),
        ("Élise", "E\u0301lise"),
        ("Napoleon", "Napoléonique"),
        ("STRASSE", "Straße"),
    ],
)
def test_names_are_kin_across_scripts_accents_and_endings(one: str, other: str) -> None:
    sides = words(f"so {one} no", other)
    assert [float(side.mass[0]) for side in sides] == [1, 1]
    assert shares(sides) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("one", "other"), [("Москва", "Maria"), ("Anna", "Anne"), ("the", "the"), ("1984", "1984")]
)
def test_other_short_and_numeric_words_are_no_kin(one: str, other: str) -> None:
    assert [float(side.mass[0]) for side in words(one, other)] == [0, 0]


def test_common_words_are_no_names() -> None:
    source = ["Paris is here"] * 10 + ["Berlin"] + ["nothing"] * 89
    target = ["Paris"] + ["rien"] * 98 + ["Berlin"]
    sides = shared_cognates(source, target)
    assert sides[0].mass[[0, 10]].tolist() == [0, 1]
    assert sides[1].mass[[0, 99]].tolist() == [0, 1]


def test_rows_of_a_run_add_up_to_what_it_shares() -> None:
    source, target = shared_cognates(
        ["Marseille and Toulouse", "Grenoble"], ["Marseille", "Toulouse and Grenoble"]
    )
    assert float(source.rows.sum(axis=0) @ target.rows.sum(axis=0)) == pytest.approx(3, abs=1.2)
    assert source.mass.sum() == target.mass.sum() == 3


def test_the_same_texts_share_the_same_in_every_run() -> None:
    texts = ["Marseille, Toulouse, Grenoble 12 1984"]
    first, again = (shared_cognates(texts, texts)[0].rows for _ in range(2))
    assert np.array_equal(first, again)
    assert first.any()


def test_strange_signs_and_endless_numbers_are_no_trouble() -> None:
    endless = ["1" * 9000, "\ud800" * 5 + " ab\ud800cd", "X" * 9000, "٣" * 5000, "一" * 9000, "a" * 10_000]
    for sides in (shared_numbers(endless, endless), shared_cognates(endless, endless)):
        assert all(np.isfinite(side.rows).all() for side in sides)


def test_no_texts_share_nothing() -> None:
    for sides in (shared_numbers([], ["12"]), shared_cognates([], ["Toulouse"])):
        assert [len(side.rows) for side in sides] == [0, 1]
        assert sides[1].rows.shape == (1, sides[0].rows.shape[1])
