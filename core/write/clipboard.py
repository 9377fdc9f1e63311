"""Rows as other programs take them from the clipboard: lines with a tab in them, and a table in HTML."""

from collections.abc import Iterable, Iterator
from html import escape

from core import language
from core.model import SIDES, Bitext
from core.write.texts import side_text
from core.write.tsv import in_a_cell


def as_lines(bitext: Bitext, rows: Iterable[int]) -> str:
    """A line a row, a tab between source and target; no other tab and no line break stands in a text."""
    return "".join("\t".join(texts) + "\n" for texts in _texts(bitext, rows))


def as_html(bitext: Bitext, rows: Iterable[int]) -> str:
    """A table with a row a row; each cell says its language and which way it runs."""
    tags = [bitext.side(side).document.language or "und" for side in SIDES]
    starts = [f'<td lang="{escape(tag)}" dir="{language.direction(tag)}">' for tag in tags]
    lines = (
        "".join(f"{start}{escape(text)}</td>" for start, text in zip(starts, texts, strict=True))
        for texts in _texts(bitext, rows)
    )
    return f'<meta charset="utf-8"><table>{"".join(f"<tr>{cells}</tr>" for cells in lines)}</table>'


def _texts(bitext: Bitext, rows: Iterable[int]) -> Iterator[list[str]]:
    for row in rows:
        bead = bitext.beads[row]
        texts = (side_text(bitext.side(side), bead.ids(side))[0] for side in SIDES)
        yield [in_a_cell(text) for text in texts]
