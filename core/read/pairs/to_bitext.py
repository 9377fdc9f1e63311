"""Bitexts made from two columns of a table: each text is a block and a segment, each row a bead."""

from core.errors import Empty
from core.model import PAIRS, Bead, Bitext, Block, BlockKind, Document, Segment, Side
from core.model.message import message
from core.read.file import File
from core.read.pairs.table import PairTable


def paired(file: File, table: PairTable, source: int, target: int) -> Bitext:
    """Return the bitext of two columns. Only rows without text in both are left out.

    If a column has no text in a row, another of the same language is used: British for American English.

    A document's language is "" if the file does not declare it. Raises Empty if no text is left.
    """
    blocks: tuple[list[Block], list[Block]] = ([], [])
    segments: tuple[list[Segment], list[Segment]] = ([], [])
    beads: list[Bead] = []
    kin = _same_language(table, source, target), _same_language(table, target, source)
    for row in table.rows:
        ids: list[tuple[int, ...]] = []
        for side, columns in enumerate(kin):
            text = next((row.texts[at] for at in columns if row.texts[at].strip()), "")
            letters = text.strip()
            ids.append((len(segments[side]),) if letters else ())
            if letters:
                start = len(text) - len(text.lstrip())
                at = len(segments[side])
                segments[side].append(Segment(at, len(blocks[side]), start, start + len(letters)))
                blocks[side].append(Block(BlockKind.PARAGRAPH, text, row.place))
        if ids[0] or ids[1]:
            beads.append(Bead(ids[0], ids[1], row.confidence, row.status, row.note))
    if not beads:
        raise Empty(
            message("“{name}” contains no pairs.", name=file.name),
            file=file.name,
            remedy=message("Choose another file."),
        )
    sides = [
        Side(_document(file, table, column, blocks[side]), tuple(segments[side]), PAIRS, len(segments[side]))
        for side, column in enumerate((source, target))
    ]
    return Bitext(sides[0], sides[1], tuple(beads))


def _same_language(table: PairTable, column: int, other: int) -> list[int]:
    """Return a column, and the others of the same language that are not the other side."""
    codes = [one.language.split("-")[0] for one in table.columns]
    same = [
        at for at, code in enumerate(codes) if code and code == codes[column] and at not in (column, other)
    ]
    return [column, *same]


def _document(file: File, table: PairTable, column: int, blocks: list[Block]) -> Document:
    return file.document(
        table.format,
        blocks,
        language=table.columns[column].language,
        encoding=table.encoding,
        warnings=table.warnings,
    )
