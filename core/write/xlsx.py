"""Spreadsheets for Excel and its kin: a header row, then a pair a row.

Columns: source, target (headed by the names of their languages), confidence, status, note. Every text is a
cell of type string, also where it begins with `=`, `+`, `-` or `@`: nobody's dialogue dash becomes a formula.
"""

import errno
import io
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from core import language
from core.model import Bitext
from core.write.selection import Choice, Report, blank_pairs, counted, illegal_characters
from core.write.texts import languages, legal, rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_767  # UTF-16 units; Excel calls a file with more damaged
MOST_ROWS = 1_048_576  # with the header

_WIDTHS = {"A": 70, "B": 70, "C": 12, "D": 12, "E": 40}
Record = tuple[str, str, float, str, str]


class Xlsx:
    """Writes `.xlsx` files."""

    name = "Excel workbook"
    suffix = ".xlsx"

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        """The chosen pairs; one without any text, and those past Excel's last row, are skipped."""
        records: list[Record] = []
        blank = beyond = dropped = cut = 0
        for row in rows(bitext, choice):
            note, lost = legal(row.pair.note)
            dropped += row.dropped + lost
            if row.blank:
                blank += 1
            elif len(records) >= MOST_ROWS - 1:
                beyond += 1
            else:
                texts = (row.source, row.target, note)
                source, target, note = (_fitting(text) for text in texts)
                cut += sum(
                    len(text) > len(kept) for text, kept in zip(texts, (source, target, note), strict=True)
                )
                records.append((source, target, round(row.pair.certainty, 4), row.pair.status.value, note))
        file.write(_workbook(bitext, records))
        warnings = (
            *blank_pairs(blank),
            *counted(
                beyond,
                f"{beyond:,} pair was left out because a sheet ends at row {MOST_ROWS:,}.",
                f"{beyond:,} pairs were left out because a sheet ends at row {MOST_ROWS:,}.",
            ),
            *counted(
                cut,
                f"{cut:,} text was cut because a cell holds {LONGEST_CELL:,} characters at most.",
                f"{cut:,} texts were cut because a cell holds {LONGEST_CELL:,} characters at most.",
            ),
            *illegal_characters(dropped),
        )
        return Report(len(records), blank + beyond, dropped, warnings)

    def count(self, bitext: Bitext, choice: Choice) -> int:
        """The chosen pairs that have any text, as many as a sheet has rows for."""
        return min(MOST_ROWS - 1, sum(1 for row in rows(bitext, choice) if not row.blank))


def _fitting(text: str) -> str:
    if len(text) * 2 <= LONGEST_CELL:  # the common case: cannot be too long
        return text
    return text.encode("utf-16-le")[: LONGEST_CELL * 2].decode("utf-16-le", "ignore")


def _workbook(bitext: Bitext, records: list[Record]) -> bytes:
    """The bytes of a workbook; made in memory, because a zip needs to seek where a disk may be full."""
    import pandas

    columns = [language.name(tag) for tag in languages(bitext)]
    table = pandas.DataFrame(records, columns=[*columns, "confidence", "status", "note"])
    buffer = io.BytesIO()
    try:
        with pandas.ExcelWriter(buffer, engine="openpyxl") as book:
            table.to_excel(book, sheet_name="Pairs", index=False)
            _dress(book.sheets["Pairs"], bitext)
    except etree.SerialisationError as error:
        # openpyxl puts a sheet into a temporary file through lxml, which hides the errno in a name
        raise OSError(getattr(errno, str(error).removeprefix("IO_"), errno.EIO), str(error)) from error
    return buffer.getvalue()


def _dress(sheet: "Worksheet", bitext: Bitext) -> None:
    from openpyxl.styles import Alignment

    left = Alignment(vertical="top", wrap_text=True)
    right = Alignment(vertical="top", wrap_text=True, horizontal="right", readingOrder=2)
    alignments = [right if language.direction(tag) == "rtl" else left for tag in languages(bitext)]
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # or a dialogue that begins with "=" becomes a formula
        for cell, alignment in zip(cells, (*alignments, left, left, left), strict=True):
            cell.alignment = alignment
    for cells in sheet.iter_rows(min_col=3, max_col=3, min_row=2):
        cells[0].number_format = "0.00"
