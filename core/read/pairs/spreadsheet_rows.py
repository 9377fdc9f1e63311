"""Tables of pairs from rows of cells, of a spreadsheet or a file of separated texts.

The first row is a heading if it names languages, or sides, or Diglot's own columns; columns of numbers alone
are not texts.
"""

import re
from collections.abc import Sequence

from core import language
from core.errors import Empty
from core.model import Status
from core.model.message import Message, message
from core.read.file import File
from core.read.pairs.table import Column, PairTable, Row, judged, within

_SIDES = frozenset(["source", "target", "src", "tgt", "trg", "original", "translation", "text"])
_SCORES = frozenset(["confidence", "score", "x-score"])
_STATUSES = frozenset(["status", "x-status"])
_NOTES = frozenset(["note", "notes", "comment", "comments"])
_ABOUT = _SCORES | _STATUSES | _NOTES
_NUMBER = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?\s*")

MOST_COLUMNS = 60

Cells = Sequence[Sequence[str]]


def tabled(
    file: File, kind: str, cells: Cells, encoding: str = "", warnings: Sequence[Message] = ()
) -> PairTable:
    """Return the table of rows of cells, of any lengths. Raises Empty without two columns of text."""
    names = [name.strip() for name in cells[0]] if cells and _heading(cells[0]) else []
    body = cells[1:] if names else cells
    about = [_place(names, group) for group in (_SCORES, _STATUSES, _NOTES)]
    texts = _texts(body, about, names)
    if len(texts) < 2:
        raise Empty(
            message("“{name}” contains no pairs: it does not have two columns of text.", name=file.name),
            file=file.name,
            remedy=message("Choose a file with a text and its translation side by side."),
        )
    columns = tuple(_column(names, body, at) for at in texts)
    rows = tuple(
        Row(tuple(_cell(row, at) for at in texts), *_said(row, about), place=(("pair", number),))
        for number, row in enumerate(body, start=1)
    )
    named = [at for at, column in enumerate(columns) if column.language or str(column.name).lower() in _SIDES]
    proposed = (named[0], named[1]) if len(named) >= 2 else (0, 1)
    return PairTable(kind, columns, rows, proposed, len(columns) == 2, encoding, tuple(warnings))


def _heading(row: Sequence[str]) -> bool:
    """Return whether a first row is not a pair: it has Diglot's columns, or names only languages
    and sides."""
    words = [cell.strip() for cell in row if cell.strip()]
    ours = [word.lower() in _ABOUT for word in words]
    told = [word.lower() in _SIDES or language.named(word) is not None for word in words]
    return sum(ours) >= 2 or (len(words) >= 2 and all(map(max, ours, told)))


def _place(names: Sequence[str], group: frozenset[str]) -> int:
    """Return the column that is headed by one of these words, -1 if none is."""
    return next((at for at, name in enumerate(names) if name.lower() in group), -1)


def _texts(body: Cells, about: Sequence[int], names: Sequence[str]) -> list[int]:
    """Return the columns with text: those with more than numbers, and the next best if these are not two."""
    width = min(max(map(len, [names, *body])), MOST_COLUMNS)
    columns = [at for at in range(width) if at not in about]
    filled = [at for at in columns if any(_cell(row, at).strip() for row in body)]
    worded = [at for at in filled if not all(_numeric(_cell(row, at)) for row in body)]
    if len(worded) >= 2:
        return worded
    headed = [at for at in columns if at < len(names)]
    return sorted(list(dict.fromkeys([*worded, *filled, *headed]))[:2])


def _numeric(cell: str) -> bool:
    return not cell.strip() or _NUMBER.fullmatch(cell) is not None


def _column(names: Sequence[str], body: Cells, at: int) -> Column:
    called = _cell(names, at)
    name = message("{name}", name=called) if called else message("column {number}", number=at + 1)
    filled = [cell for row in body if (cell := _cell(row, at)).strip()]
    return Column(name, language.named(called) or "", len(filled), filled[0] if filled else "")


def _said(row: Sequence[str], about: Sequence[int]) -> tuple[float | None, Status, str]:
    score, status, note = (_cell(row, at) if at >= 0 else "" for at in about)
    return within(score), judged(status), note


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
