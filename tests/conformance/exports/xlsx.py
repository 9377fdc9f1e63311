"""Workbooks, read by openpyxl."""

import io

from core.model import Bitext
from tests.conformance.exports.found import Found


def pairs(data: bytes, bitext: Bitext) -> list[Found]:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))
    for row in rows:
        assert all(cell.data_type == "s" for cell in (row[0], row[1]) if cell.value is not None)
    return [Found(row[0].value or "", row[1].value or "", f"{row[2].value:.4f}") for row in rows]
