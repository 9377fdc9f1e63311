"""Workbooks of texts side by side: the first sheet that has two columns of text is read."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from core.errors import CannotRead, Damaged, Empty, Protected, TooLarge
from core.model.message import message
from core.read.file import MEGABYTE, File
from core.read.pairs.spreadsheet_rows import MOST_COLUMNS, tabled
from core.read.pairs.table import PairTable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNPACKED_MB = 500
_MOST_ROWS = 1_048_576
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SAVE_AGAIN = message("Open it in Excel or LibreOffice and save it again as .xlsx.")


class Xlsx:
    """The reader of `.xlsx`."""

    name = "xlsx"
    suffixes = (".xlsx",)
    limit_mb = 100

    def sniff(self, head: bytes) -> int:
        """Return a high score for a zip with the parts of a workbook."""
        return 9 if head.startswith(b"PK") and (b"xl/" in head or b"[Content_Types].xml" in head) else 0

    def read(self, file: File, encoding: str | None) -> PairTable:
        """Return one row per row of the sheet. Raises Damaged, Protected, TooLarge, Empty."""
        if file.data.startswith(_OLE):
            raise Protected(
                message(
                    "“{name}” is password-protected, or is a workbook from an old version of Excel.",
                    name=file.name,
                ),
                file=file.name,
                remedy=message("Save it as .xlsx without a password, and choose that file."),
            )
        _harmless(file)
        book = _opened(file)
        try:
            return _table(file, book)
        except CannotRead:
            raise
        except Exception as error:  # openpyxl raises whatever its parts raise, from KeyError to SyntaxError
            raise _damaged(file, error) from error
        finally:
            book.close()


def _table(file: File, book: "Workbook") -> PairTable:
    """Return the table of the first sheet that has one."""
    refusal: Empty | None = None
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        try:
            more = len(book.worksheets) > 1
            warning = (
                (
                    message(
                        "Only the sheet “{sheet}” of {count} was read.",
                        sheet=sheet.title,
                        count=len(book.worksheets),
                    ),
                )
                if more
                else ()
            )
            return tabled(file, "xlsx", list(_cells(rows)), warnings=warning)
        except Empty as error:
            refusal = refusal or error
    raise refusal or Empty(
        message("“{name}” has no sheets.", name=file.name),
        file=file.name,
        remedy=message("Choose another file."),
    )


def _cells(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[str]]:
    for row in rows:
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield cells


def _text(cell: Any) -> str:
    """Return the text of a cell approximately as a program shows it: whole numbers without a fraction, dates
    as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, (date, datetime, time)) else str(cell)


def _opened(file: File) -> "Workbook":
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are irrelevant to the text
            return openpyxl.load_workbook(
                io.BytesIO(file.data), read_only=True, data_only=True, keep_links=False
            )
    except Exception as error:  # as above
        raise _damaged(file, error) from error


def _harmless(file: File) -> None:
    """Refuse files that unpack to fill the memory, and parts that define entities. Raises a `CannotRead`."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > _UNPACKED_MB * MEGABYTE:
                raise TooLarge(
                    message(
                        "“{name}” unpacks to more than {limit} MB, the limit.",
                        name=file.name,
                        limit=_UNPACKED_MB,
                    ),
                    file=file.name,
                    remedy=message("Split the sheet into parts."),
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _defines(package.read(part)):
                    raise _damaged(file)
    except CannotRead:
        raise
    except Exception as error:  # and so does zipfile, including ValueError and struct.error
        raise _damaged(file, error) from error


def _defines(part: bytes) -> bool:
    return any(mark in part for mark in _DOCTYPES)


def _damaged(file: File, error: Exception | None = None) -> CannotRead:
    return Damaged(
        message("“{name}” is not an Excel workbook, or is damaged.", name=file.name),
        file=file.name,
        remedy=_SAVE_AGAIN,
        detail="" if error is None else repr(error),
    )
