"""Workbooks for Excel and similar programs: a header row, then one unit per row.

Columns: the texts (headed by the names of their languages), confidence, status, note. Every text is a cell of
type string, even if it begins with `=`, `+`, `-` or `@`: a dash that opens a dialogue is not a formula.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from core import language
from core.model.message import message, plural
from core.write.options import NoOptions
from core.write.report import Report, blank_pairs, counted, illegal_characters
from core.write.unit import Units

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL = 32_767  # UTF-16 units; Excel calls a file with longer cells damaged
MOST_ROWS = 1_048_576  # including the header

_TEXT_WIDTH, _FACT_WIDTHS = 70, (12, 12, 40)
Value = str | float


class Xlsx:
    """The writer of `.xlsx` files."""

    id = "xlsx"
    title = message("Excel workbook")
    suffix = ".xlsx"
    options = NoOptions()
    needs_all_pairs = False

    def write(self, units: Units, options: NoOptions, file: BinaryIO) -> Report:
        """Write the units, without those that have no text and those past Excel's last row."""
        counts = _Counts()
        file.write(_workbook(units.languages, _rows(units, counts)))
        warnings = (
            *blank_pairs(counts.blank),
            *counted(
                plural(
                    "{count} pair was left out because a sheet ends at row {row}.",
                    "{count} pairs were left out because a sheet ends at row {row}.",
                    counts.beyond,
                    row=MOST_ROWS,
                )
            ),
            *counted(
                plural(
                    "{count} text was truncated because a cell can hold at most {most} characters.",
                    "{count} texts were truncated because a cell can hold at most {most} characters.",
                    counts.cut,
                    most=LONGEST_CELL,
                )
            ),
            *illegal_characters(counts.dropped),
        )
        return Report(counts.written, counts.blank + counts.beyond, counts.dropped, warnings)

    def count(self, units: Units) -> int:
        """Return the number of units that have any text, at most as many as a sheet has rows."""
        return min(MOST_ROWS - 1, sum(not unit.blank for unit in units))


@dataclass(slots=True)
class _Counts:
    """Numbers of rows written and left out, of texts cut, and of characters dropped."""

    written: int = 0
    blank: int = 0
    beyond: int = 0
    cut: int = 0
    dropped: int = 0


def _rows(units: Units, counts: _Counts) -> Iterator[tuple[Value, ...]]:
    """Yield the cells of each unit that the sheet can hold, counting all of them."""
    for unit in units:
        counts.dropped += unit.dropped
        if unit.blank:
            counts.blank += 1
        elif counts.written >= MOST_ROWS - 1:
            counts.beyond += 1
        else:
            counts.written += 1
            whole = (*unit.texts, unit.note)
            *texts, note = kept = [_fitting(text) for text in whole]
            counts.cut += sum(len(text) > len(part) for text, part in zip(whole, kept, strict=True))
            yield (*texts, round(unit.confidence, 4), unit.status.value, note)


def _fitting(text: str) -> str:
    if len(text) * 2 <= LONGEST_CELL:  # the common case, which cannot be too long
        return text
    return text.encode("utf-16-le")[: LONGEST_CELL * 2].decode("utf-16-le", "ignore")


def _workbook(languages: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> bytes:
    """Return the bytes of a workbook.

    The zip is made in memory because it needs to seek; openpyxl streams the rows of its sheet through a
    temporary file, and lxml reports a full disk there under the name of the error number.
    """
    from lxml import etree
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pairs")
    buffer = io.BytesIO()
    try:
        _fill(sheet, languages, rows)
        book.save(buffer)
    except etree.SerialisationError as error:
        raise OSError(getattr(errno, str(error).removeprefix("IO_"), errno.EIO), str(error)) from error
    return buffer.getvalue()


def _fill(sheet: WriteOnlyWorksheet, languages: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    left = Alignment(vertical="top", wrap_text=True)
    right = Alignment(vertical="top", wrap_text=True, horizontal="right", readingOrder=2)
    alignments = [right if language.direction(tag) == "rtl" else left for tag in languages]
    alignments += [left] * len(_FACT_WIDTHS)
    columns = sheet.column_dimensions  # type: ignore[attr-defined]  # the stubs lack it
    for at, width in enumerate([_TEXT_WIDTH] * len(languages) + list(_FACT_WIDTHS), 1):
        columns[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    header = (*(str(language.name(tag)) for tag in languages), "confidence", "status", "note")
    for values in chain((header,), rows):
        sheet.append(_cells(sheet, values, alignments))


def _cells(sheet: WriteOnlyWorksheet, values: tuple[Value, ...], alignments: list[Alignment]) -> list[Cell]:
    from openpyxl.cell import WriteOnlyCell

    cells = []
    for value, alignment in zip(values, alignments, strict=True):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"  # otherwise a dialogue that begins with "=" would become a formula
        else:
            cell.number_format = "0.00"
        cell.alignment = alignment
        cells.append(cell)
    return cells
