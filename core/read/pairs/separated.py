"""Separated texts: `.tsv` with tabs, `.csv` with commas or semicolons.

Diglot and most corpora quote nothing in a `.tsv`; spreadsheets do. The file itself shows which it is: only a
spreadsheet doubles quotation marks inside quotation marks.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from core.errors import Damaged
from core.model.message import message
from core.read.decode import Letters, decode
from core.read.file import File
from core.read.pairs.spreadsheet_rows import Cells, tabled
from core.read.pairs.table import PairTable

_DOUBLED = re.compile(r'(?:^|\t)"(?:[^"\t\r\n]|"")*""(?:[^"\t\r\n]|"")*"(?=\t|\r|\n|$)', re.MULTILINE)
_SAMPLE = 200


class Separated:
    """The reader of `.tsv`, `.tab` and `.csv`."""

    name = "tsv"
    suffixes = (".tsv", ".tab", ".csv")
    limit_mb = 200

    def sniff(self, head: bytes) -> int:
        """Return a low score if each line but the last has a tab."""
        lines = [line for line in head.replace(b"\x00", b"").splitlines()[:-1] if line.strip()]
        return 3 if lines and all(b"\t" in line for line in lines) else 0

    def read(self, file: File, encoding: str | None) -> PairTable:
        """Return one row per line, or one per record if texts are quoted. Raises Damaged, Empty."""
        letters = decode(file, encoding)
        try:
            cells = _unquoted(letters) or _quoted(file, letters.text)
        except csv.Error as error:
            raise Damaged(
                message("“{name}” is damaged: a quoted text is never closed.", name=file.name),
                file=file.name,
                remedy=message("Save it again as tab-separated text or as .xlsx."),
                detail=str(error),
            ) from error
        kind = file.suffix.removeprefix(".") if file.suffix in self.suffixes else self.name
        return tabled(file, kind, cells, letters.encoding, letters.warnings)


def _unquoted(letters: Letters) -> Cells | None:
    """Return the cells of a file with tabs and unquoted texts, None for any other file."""
    text = letters.text
    if "\t" not in text[: text.find("\n") + 1 or len(text)] or _DOUBLED.search(text):
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return [line.split("\t") for line in lines]


def _quoted(file: File, text: str) -> Cells:
    """Return the cells of a file as spreadsheets write it. Raises csv.Error."""
    between = _separator(text)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))


def _separator(text: str) -> str:
    """Return the separator by which most records have the same number of texts, more than one."""

    def even(between: str) -> int:
        found: Sequence[int] = []
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=between)
            found = [len(row) for row, _ in zip(rows, range(_SAMPLE), strict=False)]
        except csv.Error:
            return 0
        return max((count for width, count in Counter(found).items() if width > 1), default=0)

    return max(("\t", ",", ";"), key=even)
