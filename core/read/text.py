"""Plain text. Lines become paragraphs, separated by blank lines or one on each line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.model import Block, BlockKind, Document
from core.read.decode import Letters, decode, looks_like_text
from core.read.file import File
from core.read.reader import ReadOptions

LIMIT_MB = 50
"""The size of some eighty novels, which still open in seconds."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_FINAL = re.compile(r"[.!?…:;。!?:;।۔؟՜։។|]['\"”’»›)\]」』】]*\s*$")
_NUMBER = r"(?:\d{1,4}|[ivxlcdm]{1,9})"
_HEADING = re.compile(
    rf"""\s*(?:
        (?:chapter|book|part|section|canto|act|scene|kapitel|buch|teil|abschnitt|chapitre|livre|partie|
           cap[ií]tulo|libro|parte|capitolo|hoofdstuk|deel|kapitola|část|rozdział|część|глава|часть|книга|
           розділ|частина|capitolul|fejezet|bölüm|luku|kafli|الفصل|الباب|الجزء|פרק|חלק|فصل|بخش)
           \s+(?:{_NUMBER}\b.{{0,60}} | \w{{3,12}})
        | {_NUMBER}\.?\s+(?:fejezet|bölüm|luku|kafli)\b.{{0,60}}
        | 第\s*[0-9〇零一二三四五六七八九十百千0-9]{{1,8}}\s*[章回節节卷部篇幕話话].{{0,40}}
        | 제\s*\d{{1,4}}\s*[장부편].{{0,40}}
        )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file without its end; `number` counts from 1."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """True if the line has only white space."""
        return not self.text.strip()

    @property
    def indented(self) -> bool:
        """True if the line starts a paragraph: with two spaces, a tab or an ideographic space."""
        return self.text.startswith(("  ", "\t", "\u3000"))


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
        letters = decode(file, options.encoding)
        if options.lines:
            return line_by_line(file, self.name, letters)
        return file.document(
            self.name,
            list(_blocks(lines(letters.text))),
            encoding=letters.encoding,
            warnings=letters.warnings,
        )


def line_by_line(file: File, kind: str, letters: Letters) -> Document:
    """Return a text file as one block per line, including blank ones, so that blocks are numbered
    like lines."""
    blocks = [Block(BlockKind.PARAGRAPH, line.text, place(line)) for line in lines(letters.text)]
    return file.document(kind, blocks, encoding=letters.encoding, warnings=letters.warnings)


def lines(text: str) -> list[Line]:
    """Return the lines of a text, which end with LF, CRLF or CR; a final line break starts no line."""
    found = _LINE_END.split(text)
    if found[-1] == "":
        found.pop()
    return [Line(at, line) for at, line in enumerate(found, 1)]


def place(line: Line) -> tuple[tuple[str, int | str], ...]:
    """Return the place of a block that starts with this line."""
    return (("line", line.number),)


def _blocks(all_lines: list[Line]) -> Iterator[Block]:
    groups = list(_groups(all_lines))
    width = _wrapped_at(groups)
    for group in groups:
        for paragraph in _paragraphs(group, width):
            text = "\n".join(line.text for line in paragraph)
            heading = len(paragraph) == 1 and not text[:1].islower() and _HEADING.fullmatch(text)
            kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
            yield Block(kind, text, place(paragraph[0]), level=1 if heading else 0)


def _groups(all_lines: list[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines between blank ones."""
    group: list[Line] = []
    for line in all_lines:
        if not line.blank:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _wrapped_at(groups: list[list[Line]]) -> int:
    """Return the width at which an editor or a typist broke the lines, 0 if each line is a paragraph.

    Broken lines are full: the first word of the next line would not have fitted. And most of them end in the
    middle of a sentence, unlike sentences of similar length, one per line.
    """
    inner = [(line.text, after.text) for group in groups for line, after in pairwise(group)]
    if not inner:
        return 0
    lengths = sorted(len(line.rstrip()) for line, _ in inner)
    width = lengths[len(lengths) * 19 // 20]
    full = sum(_full(line, after, width) for line, after in inner)
    unfinished = sum(_FINAL.search(line) is None for line, _ in inner)
    return width if full * 2 > len(inner) and unfinished * 2 > len(inner) else 0


def _full(line: str, after: str, width: int) -> bool:
    words = after.split(maxsplit=1)
    first = len(words[0]) if words and after.isascii() else min(len(words[0]), 12) if words else 0
    return len(line.rstrip()) + 1 + first > width * 0.88


def _paragraphs(group: list[Line], width: int) -> Iterator[list[Line]]:
    """Yield the paragraphs of a group of lines: each line separately, or broken lines joined."""
    short = all(len(line.text.rstrip()) < width * 0.6 for line in group)
    if not width or short:  # short lines in a text of broken lines: verse, a table of contents, an address
        yield from ([line] for line in group)
        return
    paragraph: list[Line] = []
    for line in group:
        if paragraph and _starts_anew(paragraph[-1], line, width):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _starts_anew(before: Line, line: Line, width: int) -> bool:
    if line.indented and not before.indented:
        return True
    ended_early = len(before.text.rstrip()) < width * 0.75
    return ended_early and _FINAL.search(before.text) is not None
