"""Paragraphs of plain text: lines joined where a paragraph was broken, and nowhere else.

Blank lines part groups. In a group of prose lines are joined, except where one ended early; elsewhere (lists,
verse, tables, code) a line is a block, unless the next one clearly goes on: it hangs under the text of a list
item, or would not have fitted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.model import BlockKind
from core.model.blank import trimmed
from core.read.lines import Line
from core.read.margin import fills, is_broken, is_final, is_unspaced, margin_of_group

_EARLY = 0.75
"""The share of the margin under which a line that ends a sentence ends its paragraph."""

_NEARLY = 0.8
"""The share of the margin over which a line that would not have held the next word was broken."""

_NUMBER = r"(?:\d{1,4}|[ivxlcdm]{1,9})"
_CHAPTER = re.compile(
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
_NUMBERED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S.{0,90}|(?:[A-Z]|[IVX]{1,4}|\d{1,2})\.\s+[^\W\d_a-z].{0,60}"
)
_ROMAN = re.compile(r"\s*[IVXLC]{1,7}\.?\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,})\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of a block; `level` is a heading's, or the depth of a list item.

    The first `hidden` lines and the underline of a heading are not part of its text.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0
    hidden: int = 0

    @property
    def underlined(self) -> bool:
        """True if the last line is the underline of a heading."""
        return self.kind is BlockKind.HEADING and len(self.lines) > 1


def paragraphs(group: Sequence[Line], margin: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of a group of lines in a file whose lines are broken at a margin (0: nowhere)."""
    if len(group) > 1 and _UNDERLINE.fullmatch(group[1].text) and not _UNDERLINE.fullmatch(group[0].text):
        level = 1 if "=" in group[1].text else 2
        yield Paragraph(BlockKind.HEADING, (group[0], group[1]), level)
        if rest := group[2:]:
            yield from paragraphs(rest, margin)
        return
    own = margin
    prose = is_broken(group, margin)
    if not prose and (found := margin_of_group(group)):
        own, prose = found, True
    indents = sorted({line.indent for line in group if line.marker})
    for part in _parts(group, own, prose):
        yield _paragraph(part, alone=len(part) == len(group), indents=indents)


def _parts(group: Sequence[Line], margin: int, prose: bool) -> Iterator[list[Line]]:
    base = min(line.indent for line in group)
    first_lines_indented = sum(line.indent == base for line in group) * 2 > len(group)
    part: list[Line] = []
    for line in group:
        if part and not _goes_on(part, line, margin, prose, base if first_lines_indented else None):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _goes_on(part: Sequence[Line], line: Line, margin: int, prose: bool, base: int | None) -> bool:
    """Return True if a line belongs to the paragraph of the lines before it."""
    before, first = part[-1], part[0]
    next_item = first.marker and line.indent == first.indent
    if line.marker and (next_item or not _is_inner_number(before, line, margin)):
        return False
    if "\t" in line.text.strip() or "\t" in before.text.strip():
        return False
    if first.marker:
        hangs = line.indent == first.text_indent or (len(part) > 1 and line.indent == before.indent)
        if hangs or (prose and line.indent >= first.indent):
            return not margin or fills(before, line, margin * 0.8)
        return False
    indented = line.indent > before.indent + 1 and line.indent > (base if base is not None else before.indent)
    if indented or (base is not None and line.indent >= base + 2 and len(part) == 1 and before.indent > base):
        return False
    if line.indent + 1 < (before.indent if len(part) > 1 else min(before.indent, base or 0)):
        return False
    if prose:
        return not (before.width < margin * _EARLY and (is_final(before.text) or not _goes_small(line)))
    if not 0 < before.width <= margin or is_final(before.text) or not fills(before, line, margin):
        return False
    return _goes_small(line) or before.width > margin * _NEARLY


def _is_inner_number(before: Line, line: Line, margin: int) -> bool:
    """Return True for a number with a full stop or a dash that happens to begin a line of prose."""
    marker = line.marker
    if marker is None or not margin or before.indent != line.indent:
        return False
    return (
        fills(before, line, margin)
        and not is_final(before.text)
        and marker["bullet"] in (None, "–", "—", "-")
    )


def _goes_small(line: Line) -> bool:
    first = line.text.lstrip("\"'“‘«(—– \t\u3000")[:1]
    return first.islower() or is_unspaced(first) or not (first.isupper() or first.isdigit())


def _paragraph(part: Sequence[Line], alone: bool, indents: Sequence[int]) -> Paragraph:
    first = part[0]
    start, end = trimmed(first.text, 0, len(first.text)) or (0, 0)
    text = first.text[start:end]
    if len(part) == 1 and (level := _heading_level(text, alone)):
        return Paragraph(BlockKind.HEADING, tuple(part), level)
    if first.marker:
        return Paragraph(BlockKind.LIST_ITEM, tuple(part), 1 + indents.index(first.indent))
    return Paragraph(BlockKind.PARAGRAPH, tuple(part))


def _heading_level(text: str, alone: bool) -> int:
    """Return the level of a heading, 0 if a line is none. Some need blank lines around them (`alone`)."""
    if not text[:1].islower() and _CHAPTER.fullmatch(text):
        return 1
    if not alone or is_final(text):
        return 0
    if _NUMBERED.fullmatch(text):
        return min(6, text.split()[0].strip(".").count(".") + 1)
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters)
    return 1 if (capitals and len(text) < 80) or _ROMAN.fullmatch(text) else 0


def line_pairs(paragraph: Paragraph) -> Iterator[tuple[Line, Line]]:
    """Yield the pairs of neighbouring lines of the text."""
    shown = paragraph.lines[paragraph.hidden :]
    yield from pairwise(shown[:-1] if paragraph.underlined else shown)
