"""Workbooks: of texts side by side, of other things, and of malice."""

import io
import zipfile
from datetime import date

import pytest

from core.errors import Damaged, Empty, Protected, TooLarge
from core.read import File, pairs
from tests.core.read.pairs.files import bitext, refusal, texts, workbook


def test_a_heading_a_blank_row_and_numbers() -> None:
    file = workbook([["German", "English"], ["Eins\nund", "One"], [], ["3", 3], [None, "lone"]])
    assert texts(file) == [("Eins\nund", "One"), ("3", "3"), ("", "lone")]
    assert bitext(file).source.document.language == "de"


def test_what_a_cell_shows_is_its_text() -> None:
    file = workbook([["ein Tag", date(2026, 5, 3)], ["wahr", True], ["halb", 0.5], ["ganz", 2.0]])
    assert [target for _, target in texts(file)] == ["2026-05-03T00:00:00", "TRUE", "0.5", "2"]


def test_the_first_visible_sheet_with_two_columns_is_read() -> None:
    file = workbook([["a", "b"]], [["only one"]], [["One", "Eins"]], hidden=1)
    assert texts(file) == [("One", "Eins")]
    assert tuple(map(str, pairs.read(file).warnings)) == ("Only the sheet “Sheet 3” of 3 was read.",)


def test_a_workbook_without_pairs_is_refused() -> None:
    with pytest.raises(Empty, match="not have two columns"):
        pairs.read(workbook([["alone"]], []))


def _zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _with_entities() -> bytes:
    book = zipfile.ZipFile(io.BytesIO(workbook([["One", "Eins"]]).data))
    parts = {name: book.read(name) for name in book.namelist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
    parts[sheet] = parts[sheet].replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'ha'>]><worksheet", 1)
    return _zip(**parts)


WRONG = {
    "no zip": b"PK or not",
    "another zip": _zip(readme=b"hello"),
    "cut short": workbook([["One", "Eins"]]).data[:-200],
    "entities": _with_entities(),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_damaged_is_refused_in_a_sentence(kind: str) -> None:
    with pytest.raises(Damaged, match=r"“pairs\.xlsx” is not an Excel workbook"):
        pairs.read(File("pairs.xlsx", WRONG[kind]))


def test_a_password_is_told() -> None:
    with pytest.raises(Protected, match="password"):
        pairs.read(File("pairs.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


def test_a_zip_made_to_fill_the_memory_is_refused() -> None:
    with pytest.raises(TooLarge, match="500 MB"):
        pairs.read(File("pairs.xlsx", _zip(**{"xl/workbook.xml": bytes(501_000_000)})))


def test_whatever_byte_is_wrong_it_is_read_or_refused() -> None:
    data = workbook([["One", "Eins"], ["Two", "Zwei"]]).data
    for at in range(0, len(data), 97):
        spoiled = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        error = refusal(File("pairs.xlsx", spoiled))
        assert error is None or str(error.sentence).startswith("“pairs.xlsx”")
