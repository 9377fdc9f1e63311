"""Texts side by side, as corpora, people and spreadsheets write them."""

import pytest

from core.errors import Damaged, Empty
from core.model import Status
from core.model.message import message
from core.read import File, pairs
from tests.core.read.pairs.files import bitext, texts


def tsv(text: str, name: str = "pairs.tsv", encoding: str = "utf-8") -> File:
    return File(name, text.encode(encoding))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_two_columns_without_a_heading(end: str) -> None:
    file = tsv(f"One.\tEins.{end}Two.\tZwei.{end}")
    assert texts(file) == [("One.", "Eins."), ("Two.", "Zwei.")]
    assert [str(one.name) for one in pairs.read(file).columns] == ["column 1", "column 2"]


def test_the_name_of_a_column_is_a_field_and_no_template() -> None:
    """Otherwise an interface would translate "source", and fill "{braces}"."""
    columns = pairs.read(tsv("source\ttarget\nOne.\tEins.\n")).columns
    assert [one.name for one in columns] == [
        message("{name}", name="source"),
        message("{name}", name="target"),
    ]


@pytest.mark.parametrize(
    ("heading", "tags"),
    [
        ("en\tde", ("en", "de")),
        ("English\tGerman", ("en", "de")),
        ("EN-us\tChinese (Traditional, TW)", ("en-US", "zh-Hant-TW")),
        ("Source\tTarget", ("", "")),
    ],
)
def test_a_heading_tells_the_languages(heading: str, tags: tuple[str, str]) -> None:
    whole = bitext(tsv(f"{heading}\nOne.\tEins.\n"))
    assert texts(whole) == [("One.", "Eins.")]
    assert (whole.source.document.language, whole.target.document.language) == tags


def test_a_first_pair_is_no_heading() -> None:
    assert texts(tsv("No\tNein\nOne\tEins\n"))[0] == ("No", "Nein")


def test_our_own_columns_are_no_texts() -> None:
    file = tsv("en\tde\tconfidence\tstatus\tnote\nOne.\tEins.\t0.5\taccepted\tGood.\nTwo.\tZwei.\t\t\t\n")
    assert pairs.read(file).sure
    first, second = bitext(file).beads
    assert (first.confidence, first.status, first.note) == (0.5, Status.ACCEPTED, "Good.")
    assert (second.confidence, second.status, second.note) == (None, Status.OPEN, "")


def test_quotation_marks_are_letters_where_nobody_doubled_them() -> None:
    assert texts(tsv('"Yes," he said.\t"Ja."\n"\t5" lang\n')) == [
        ('"Yes," he said.', '"Ja."'),
        ('"', '5" lang'),
    ]


def test_a_spreadsheets_quotation_is_undone() -> None:
    text = '"He said ""no"".\nAnd left."\tEr sagte nein.\nTwo.\t"Zwei, drei"\n'
    assert texts(tsv(text)) == [('He said "no".\nAnd left.', "Er sagte nein."), ("Two.", "Zwei, drei")]


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_csv_may_be_separated_in_three_ways(between: str) -> None:
    text = f'"One, two; three."{between}Eins\n"Four ""4"""{between}"Vier"\n'
    expected = [("One, two; three.", "Eins"), ('Four "4"', "Vier")]
    assert texts(tsv(text, "pairs.csv")) == expected


def test_numbers_beside_texts_are_left_out() -> None:
    file = tsv("1.08\t17\tOne.\tEins.\n1.12\t18\tTwo.\tZwei.\n")
    assert texts(file) == [("One.", "Eins."), ("Two.", "Zwei.")]


def test_numbers_alone_are_texts() -> None:
    assert texts(tsv("1\t1\n2\t2\n")) == [("1", "1"), ("2", "2")]


def test_of_three_texts_two_are_proposed() -> None:
    table = pairs.read(tsv("Eins.\tOne.\tUn.\nZwei.\tTwo.\tDeux.\n"))
    assert (table.proposed, table.sure, len(table.columns)) == ((0, 1), False, 3)


def test_lines_of_other_lengths_and_blank_lines_lose_nothing() -> None:
    assert texts(tsv("One.\tEins.\nTwo.\n\n\tDrei.\n")) == [("One.", "Eins."), ("Two.", ""), ("", "Drei.")]


def test_a_line_separator_of_unicode_ends_no_line() -> None:
    assert texts(tsv("One\u2028more.\tEins\x85mehr.\n")) == [("One\u2028more.", "Eins\x85mehr.")]


def test_another_encoding_is_found() -> None:
    file = tsv("Мы ждали долго.\tWe waited long.\nСтало светло.\tIt grew light.\n", encoding="cp1251")
    assert texts(file)[1] == ("Стало светло.", "It grew light.")
    assert bitext(file).source.document.encoding == "windows-1251"


def test_a_name_of_another_kind_is_no_hindrance() -> None:
    assert texts(tsv("One.\tEins.\nTwo.\tZwei.\n", "pairs.txt"))[0] == ("One.", "Eins.")


def test_one_column_is_refused() -> None:
    with pytest.raises(Empty, match="not have two columns"):
        pairs.read(tsv("One.\nTwo.\n"))


def test_a_heading_alone_is_refused() -> None:
    with pytest.raises(Empty, match="contains no pairs"):
        bitext(tsv("en\tde\tconfidence\tstatus\tnote\n"))


def test_a_quotation_without_an_end_is_refused() -> None:
    with pytest.raises(Damaged, match="never closed"):
        pairs.read(tsv('One.,"Eins\n' * 3 + 'Two.,"Zwei', "pairs.csv"))
