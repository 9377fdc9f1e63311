"""Numbers are read in the numerals of every script, and nothing else is taken for one."""

import pytest

from core.numerals import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 1984.", ["1984"]),
        ("1,024 or 1.024 or 1 024 or 1\u00a0024 or 1\u202f024 or 1'024 or 1’024", ["1024"] * 7),
        ("3.5 and 3,5", ["35", "35"]),
        ("1，800万 and ١٬٠٢٤", ["1800", "1024"]),
        ("In 1984 12 men", ["1984", "12"]),
        ("007 and 0", ["7", "0"]),
        ("١٩٨٤ और १९८४ und １９８４", ["1984"] * 3),
        ("一九八四年, 三百二十一, 两千零五, 十二, 三万五千", ["1984", "321", "2005", "12", "35000"]),
        ("第三章", ["3"]),
        ("Chapter XIV, CXX and IX", ["14", "120", "9"]),
        ("IV.", ["4"]),
        ("V", ["5"]),
        ("I went home. Mix the CD.", []),
        ("", []),
        ("一些人", []),
    ],
)
def test_numbers_are_told_by_their_value(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers(text)] == values


def test_a_number_is_told_as_it_is_written_too() -> None:
    assert numbers("Of 12,500 men in 第十二 IV")[0].written == "12,500"
    assert [(number.written, number.digits) for number in numbers("12 XIV 十二")] == [
        ("12", True),
        ("十二", False),
        ("XIV", False),
    ]
