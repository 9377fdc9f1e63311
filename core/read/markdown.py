"""Markdown. Marks that begin a block (#, -, >) are not part of its text; emphasis and links are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model import Block, BlockKind, Document
from core.model.message import message
from core.read.decode import decode
from core.read.file import File
from core.read.lines import Line, lines, place
from core.read.reader import ReadOptions
from core.read.text import LIMIT_MB, line_by_line

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*)|)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FRONT = re.compile(r"---[ \t]*\n(?=[\w-]+[ \t]*:).*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


class Markdown:
    """Markdown files (CommonMark's blocks, and tables)."""

    name = "md"
    suffixes = (".md", ".markdown")
    limit_mb = LIMIT_MB
    keeps_line_breaks = False

    def sniff(self, head: bytes) -> int:
        """Return 0: without its suffix, Markdown is plain text."""
        return 0

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return headings, list items, table cells and paragraphs; with `options.lines` one block
        per line."""
        letters = decode(file, options.encoding, options.language)
        if options.lines:
            return line_by_line(file, self.name, letters)
        text, warnings = letters.text, letters.warnings
        text = re.sub(r"\r\n?", "\n", text)
        if front := _FRONT.match(text):
            text = _only_line_ends(front[0]) + text[front.end() :]
            warnings += (
                message(
                    "The settings between “---” lines at the top of “{name}” are left out.", name=file.name
                ),
            )
        text = _COMMENT.sub(lambda comment: _only_line_ends(comment[0]), text)
        return file.document(
            self.name, list(_blocks(lines(text))), encoding=letters.encoding, warnings=warnings
        )


def _only_line_ends(text: str) -> str:
    """Return a hidden stretch as line breaks, so that the numbers of the lines after it stay the same."""
    return "\n" * text.count("\n")


@dataclass(slots=True)
class _Open:
    """The block whose lines are being read."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    """The indents of the list items around the next line, outermost first."""

    def closed(self) -> Iterator[Block]:
        if self.lines:
            text = "\n".join(line.text for line in self.lines)
            yield Block(self.kind, text, place(self.lines[0]), self.level)
        self.kind, self.level, self.lines = BlockKind.PARAGRAPH, 0, []


def _blocks(all_lines: list[Line]) -> Iterator[Block]:
    block = _Open()
    fence = ""
    for line in all_lines:
        if fence:
            if line.text.strip().startswith(fence) and not line.text.strip().strip(fence[0]):
                fence = ""
                yield from block.closed()
            else:
                block.lines.append(line)
            continue
        line = Line(line.number, _unquoted(line.text))
        if found := _FENCE.fullmatch(line.text):
            yield from block.closed()
            fence = found[1]
        else:
            yield from _plain(block, line)
    yield from block.closed()


def _unquoted(text: str) -> str:
    while found := _QUOTE.match(text):
        text = text[found.end() :]
    return text


def _plain(block: _Open, line: Line) -> Iterator[Block]:
    """Read a line outside code into the open block, and yield the blocks that it closes."""
    if line.blank:
        yield from block.closed()
    elif found := _HEADING.fullmatch(line.text):
        yield from block.closed()
        block.kind, block.level = BlockKind.HEADING, len(found[1])
        if found[2]:
            block.lines = [Line(line.number, found[2])]
        yield from block.closed()
    elif block.lines and block.kind is BlockKind.PARAGRAPH and (found := _UNDERLINE.fullmatch(line.text)):
        block.kind, block.level = BlockKind.HEADING, 1 if found[1][0] == "=" else 2
        yield from block.closed()
    elif _RULE.fullmatch(line.text):
        yield from block.closed()
    elif (found := _ITEM.fullmatch(line.text)) and _may_interrupt(block, found[2]):
        yield from block.closed()
        block.kind, block.level = BlockKind.LIST_ITEM, _depth(block.indents, len(found[1].expandtabs(4)))
        block.lines = [Line(line.number, found[3].strip())] if found[3] else []
    elif line.text.lstrip().startswith("|"):
        yield from block.closed()
        yield from _cells(line)
    else:
        if not block.lines and not line.text.startswith((" ", "\t")):
            block.indents.clear()
        block.lines.append(Line(line.number, line.text.strip()))


def _may_interrupt(block: _Open, marker: str) -> bool:
    """Keep a line that begins with a year and a full stop in its paragraph (CommonMark 5.3)."""
    in_paragraph = bool(block.lines) and block.kind is BlockKind.PARAGRAPH
    return not in_paragraph or marker in ("-", "*", "+", "1.", "1)")


def _depth(indents: list[int], indent: int) -> int:
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    return len(indents)


def _cells(line: Line) -> Iterator[Block]:
    """Return the cells of a row of a table; none for the row of dashes under its header."""
    if _DIVIDER.fullmatch(line.text):
        return
    row = line.text.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    for number, cell in enumerate(re.split(r"(?<!\\)\|", row), 1):
        if cell.strip():
            yield Block(BlockKind.TABLE_CELL, cell.strip(), (*place(line), ("cell", number)))
