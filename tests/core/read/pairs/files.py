"""Files of pairs for tests, made by hand."""

import io

from core.errors import CannotRead
from core.model import Bitext
from core.read import File, pairs

HEADER = '<header creationtool="X" segtype="sentence" o-tmf="x" adminlang="en" srclang="{}" datatype="xml"/>'


def tmx(
    body: str, *, source: str = "en", version: str = "1.4", encoding: str = "utf-8", start: str = ""
) -> File:
    """A memory with these units."""
    text = f'{start}<tmx version="{version}">{HEADER.format(source)}<body>{body}</body></tmx>'
    return File("memory.tmx", text.encode(encoding))


def unit(*texts: str, tags: tuple[str, ...] = ("en", "de"), more: str = "") -> str:
    """A unit with a text in each language."""
    variants = "".join(
        f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in zip(tags, texts, strict=True)
    )
    return f"<tu>{more}{variants}</tu>"


def workbook(*sheets: list[list[object]], hidden: int = 0) -> File:
    """A workbook; the first `hidden` sheets are hidden."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for at, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {at + 1}")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if at < hidden else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return File("pairs.xlsx", buffer.getvalue())


def bitext(file: File) -> Bitext:
    """The pairs of the proposed columns."""
    table = pairs.read(file)
    return pairs.paired(file, table, *table.proposed)


def refusal(file: File) -> CannotRead | None:
    """Why a file is refused; None where it is read."""
    try:
        pairs.read(file)
    except CannotRead as error:
        return error
    return None


def texts(given: File | Bitext) -> list[tuple[str, str]]:
    """The pairs as texts."""
    whole = bitext(given) if isinstance(given, File) else given
    return [
        (
            "".join(whole.source.text(id_) for id_ in bead.source),
            "".join(whole.target.text(id_) for id_ in bead.target),
        )
        for bead in whole.pairs()
    ]
