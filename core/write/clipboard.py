"""Units for the clipboard: as lines with tabs, and as a table in HTML."""

from html import escape

from core import language
from core.write.tsv import in_a_cell
from core.write.unit import Units


def as_lines(units: Units) -> str:
    """Return one line per unit, with a tab between its texts; the texts hold no other tab and no
    line break."""
    return "".join("\t".join(map(in_a_cell, unit.texts)) + "\n" for unit in units)


def as_html(rows: str) -> str:
    """Return a table with these `html_rows`."""
    return f'<meta charset="utf-8"><table>{rows}</table>'


def html_rows(units: Units) -> str:
    """Return one row of a table per unit; each cell declares its language and direction."""
    starts = [f'<td lang="{escape(tag)}" dir="{language.direction(tag)}">' for tag in units.languages]
    rows = (
        "".join(
            f"{start}{escape(in_a_cell(text))}</td>" for start, text in zip(starts, unit.texts, strict=True)
        )
        for unit in units
    )
    return "".join(f"<tr>{cells}</tr>" for cells in rows)
