"""Small bitexts in letters, with headings."""

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side


def made(*rows: str) -> Bitext:
    """Rows as "source | target", segments parted by " / "; # begins a heading, ## one of level 2."""
    sides: list[Side] = []
    cells: list[list[tuple[int, ...]]] = []
    for number, language in enumerate(("en", "de")):
        blocks: list[Block] = []
        ids: list[tuple[int, ...]] = []
        for row in rows:
            texts = [text.strip() for text in row.split("|")[number].split("/") if text.strip()]
            ids.append(tuple(range(len(blocks), len(blocks) + len(texts))))
            for text in texts:
                level = len(text) - len(text.lstrip("#"))
                kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
                blocks.append(Block(kind, text.lstrip("# "), (), level))
        segments = tuple(Segment(at, at, 0, len(block.text)) for at, block in enumerate(blocks))
        document = Document("text", "html", language, "0", tuple(blocks))
        sides.append(Side(document, segments, "rules", len(segments)))
        cells.append(ids)
    return Bitext(sides[0], sides[1], tuple(Bead(*ids, 0.9) for ids in zip(*cells, strict=True)))
