"""Contents of the two table formats, XLSX and TSV, as a user sees them."""

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.model import Bead, Bitext, Status
from core.write import EVERYTHING, Report, selected_units
from core.write import xlsx as xlsx_module
from core.write.report import blank_pairs
from core.write.tsv import Tsv, TsvOptions
from core.write.xlsx import Xlsx
from tests.core.write.bitexts import one_to_one, pair, side, written
from tests.core.write.units import THREE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def workbook(bitext: Bitext) -> tuple["Worksheet", Report]:
    import openpyxl

    data, report = written(Xlsx(), bitext)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    return sheet, report


def lines(bitext: Bitext, options: TsvOptions | None = None) -> tuple[list[str], Report]:
    data, report = written(Tsv(), bitext, options=options)
    return data.decode("utf-8").split("\n"), report


@pytest.fixture
def reviewed() -> Bitext:
    """An accepted pair with a note, an open pair, a segment without counterpart, a pair without text."""
    sides = side("a", "b", "c", ""), side("A\tB", "B\nC", "", language="ar")
    beads = (
        Bead((0,), (0,), 0.4, Status.ACCEPTED, "see\npage 3"),
        Bead((1,), (1,), 0.12345),
        Bead((2,), (), 0.5, Status.DOUBTFUL),
        Bead((3,), (2,), 0.5),
    )
    return Bitext(*sides, beads)


def test_a_workbook_has_a_row_a_pair_under_the_names_of_the_languages(reviewed: Bitext) -> None:
    sheet, report = workbook(reviewed)
    assert list(sheet.values) == [
        ("English", "Arabic", "confidence", "status", "note"),
        ("a", "A\tB", 1, "accepted", "see\npage 3"),
        ("b", "B C", 0.1235, "open", None),
        ("c", None, 0.5, "doubtful", None),
    ]
    assert report == Report(3, 1, 0, blank_pairs(1))


def test_a_right_to_left_column_stands_right(reviewed: Bitext) -> None:
    sheet, _ = workbook(reviewed)
    for row in sheet.iter_rows(max_col=2):
        assert row[0].alignment.horizontal is None
        assert (row[1].alignment.horizontal, row[1].alignment.readingOrder) == ("right", 2)
        assert all(cell.alignment.wrap_text for cell in row)
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["C"].width


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-- Oui!", "@you", "#N/A", "#REF!", "TRUE", "1e5", "2024-01-01"]
)
def test_no_text_becomes_a_formula_or_a_number(text: str) -> None:
    noted = pair(text, text)
    sheet, _ = workbook(replace(noted, beads=(replace(noted.beads[0], note=text),)))
    for cell in (sheet["A2"], sheet["B2"], sheet["E2"]):
        assert (cell.data_type, cell.value) == ("s", text)


def test_a_text_longer_than_a_cell_is_cut_and_counted() -> None:
    sheet, report = workbook(pair("😀" * 20_000, "y" * 32_767))
    assert sheet["A2"].value == "😀" * 16_383
    assert sheet["B2"].value == "y" * 32_767
    assert tuple(map(str, report.warnings)) == (
        "1 text was truncated because a cell can hold at most 32,767 characters.",
    )


def test_pairs_past_the_last_row_are_skipped_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_module, "MOST_ROWS", 3)
    bitext = one_to_one(side(*"abcd"), side(*"ABCD", language="de"))
    sheet, report = workbook(bitext)
    assert [row[0] for row in sheet.values] == ["English", "a", "b"]
    assert (report.written, report.skipped, report.dropped_characters) == (2, 2, 0)
    assert [*map(str, report.warnings)] == ["2 pairs were left out because a sheet ends at row 3."]
    assert Xlsx().count(selected_units(bitext, EVERYTHING)) == 2


def test_a_table_of_text_has_a_line_a_pair(reviewed: Bitext) -> None:
    assert lines(reviewed) == (
        [
            "en\tar\tconfidence\tstatus\tnote",
            "a\tA B\t1.0000\taccepted\tsee page 3",
            "b\tB C\t0.1235\topen\t",
            "c\t\t0.5000\tdoubtful\t",
            "",
        ],
        Report(3, 1, 0, blank_pairs(1)),
    )


def test_quotes_are_left_alone_in_a_table_of_text() -> None:
    assert lines(pair('"Open', 'say "x"'))[0][1] == '"Open\tsay "x"\t0.9000\topen\t'


def test_no_space_of_a_text_is_touched_in_a_table_of_text() -> None:
    assert lines(pair("Bonjour\u00a0!  Ça va\u202f?", "「あ」\u3000い"))[0][1].startswith(
        "Bonjour\u00a0!  Ça va\u202f?\t「あ」\u3000い\t"
    )


def test_no_separator_of_any_kind_breaks_a_line() -> None:
    found, _ = lines(pair("a\x85b\u2028c\td\re", "b"))
    assert found[1].splitlines() == ["a b c d e\tb\t0.9000\topen\t"]


def test_a_table_of_text_can_do_without_its_header_and_its_facts(reviewed: Bitext) -> None:
    assert lines(reviewed, TsvOptions(header=False, facts=False))[0] == ["a\tA B", "b\tB C", "c\t", ""]
    assert lines(reviewed, TsvOptions(header=False))[0][0] == "a\tA B\t1.0000\taccepted\tsee page 3"
    assert lines(reviewed, TsvOptions(facts=False))[0][0] == "en\tar"


def test_three_texts_are_three_columns_of_text() -> None:
    file = io.BytesIO()
    report = Tsv().write(THREE, Tsv.options, file)
    assert file.getvalue().decode("utf-8").splitlines() == [
        "en\tde\the\tconfidence\tstatus\tnote",
        "One.\tEins.\tאחת.\t0.5000\topen\tnote",
        "Two.\t\tשתיים.\t0.5000\topen\t",
        "Three.\t\t\t0.5000\topen\t",
        "\tVier.\tארבע.\t0.5000\topen\t",
    ]
    assert (report.written, report.skipped) == (Tsv().count(THREE), 1) == (4, 1)


def test_three_texts_are_three_columns_of_a_workbook() -> None:
    import openpyxl

    file = io.BytesIO()
    report = Xlsx().write(THREE, Xlsx.options, file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert list(sheet.values)[:3] == [
        ("English", "German", "Hebrew", "confidence", "status", "note"),
        ("One.", "Eins.", "אחת.", 0.5, "open", "note"),
        ("Two.", None, "שתיים.", 0.5, "open", None),
    ]
    assert sheet["C2"].alignment.horizontal == "right"
    assert [sheet.column_dimensions[letter].width for letter in "ABCDEF"] == [70, 70, 70, 12, 12, 40]
    assert (report.written, report.skipped) == (Xlsx().count(THREE), 1) == (4, 1)
