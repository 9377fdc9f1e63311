"""Plain text. Lines become paragraphs, list items and headings; `paragraphs.py` says by which rules."""

from core.model import Block, BlockKind, Document
from core.read.cues import cues
from core.read.decode import Letters, decode, looks_like_text
from core.read.file import File
from core.read.joins import joins
from core.read.lines import Line, groups, lines, place
from core.read.margin import margin_of_file
from core.read.paragraphs import Paragraph, paragraphs
from core.read.reader import ReadOptions

LIMIT_MB = 50
"""The size of some eighty novels, which still open in seconds."""


class Text:
    """Plain text files."""

    name = "txt"
    suffixes = (".txt", ".text")
    limit_mb = LIMIT_MB
    keeps_line_breaks = False

    def sniff(self, head: bytes) -> int:
        """Return 1 for anything that may be text: any other format scores higher."""
        return 1 if looks_like_text(head) else 0

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return paragraphs and chapter headings; with `options.lines` one block per line."""
        letters = decode(file, options.encoding, options.language)
        if options.lines:
            return line_by_line(file, self.name, letters)
        groups_of_lines = groups(lines(letters.text))
        found = cues(groups_of_lines) or _paragraphs(groups_of_lines)
        blocks = [_block(paragraph) for paragraph in found]
        return file.document(
            self.name,
            blocks,
            strikes=list(joins(found, [block.text for block in blocks])),
            encoding=letters.encoding,
            warnings=letters.warnings,
        )


def _paragraphs(groups_of_lines: list[list[Line]]) -> list[Paragraph]:
    margin = margin_of_file(groups_of_lines)
    return [paragraph for group in groups_of_lines for paragraph in paragraphs(group, margin)]


def _block(paragraph: Paragraph) -> Block:
    text = "\n".join(line.text for line in paragraph.lines)
    return Block(paragraph.kind, text, place(paragraph.lines[0]), level=paragraph.level)


def line_by_line(file: File, kind: str, letters: Letters) -> Document:
    """Return a text file as one block per line, including blank ones, so that blocks are numbered
    like lines."""
    blocks = [Block(BlockKind.PARAGRAPH, line.text, place(line)) for line in lines(letters.text)]
    return file.document(kind, blocks, encoding=letters.encoding, warnings=letters.warnings)
