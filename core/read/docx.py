"""Word documents: their XML is read directly, as needed for tracked changes and content controls.

Insertions are text, deletions are not. Elements are recognised by their local names, so that the strict
variant of the format (ISO 29500) is read like the usual one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.model import Block, BlockKind, Document, Place
from core.read.archive import Package, local, value
from core.read.file import File
from core.read.reader import ReadOptions

if TYPE_CHECKING:
    from lxml import etree

_PASSED_OVER = frozenset(
    # deleted or moved away; properties; text above letters; older alternatives of drawings
    "del moveFrom pPr rPr tblPr trPr tcPr sectPr sdtPr sdtEndPr instrText delText rt Fallback".split()
)
_LETTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


class Docx:
    """Word documents since 2007."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx")
    keeps_line_breaks = True
    limit_mb = 200
    """Pictures make Word files large; the text in them has a limit of its own."""

    def sniff(self, head: bytes) -> int:
        """Return 10 for a zip that begins as Word writes it, and not as Excel or PowerPoint do."""
        if not head.startswith(b"PK") or b"xl/" in head or b"ppt/" in head:
            return 0
        return 10 if b"word/" in head or b"[Content_Types].xml" in head else 0

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return headings, list items, table cells and paragraphs; footnotes and endnotes follow as notes."""
        with Package(file) as package:
            body = package.main()
            walk = _Walk(_Styles.of(package.part("styles")))
            blocks = list(walk.blocks(body))
            for kind, ids in walk.notes.items():
                blocks += walk.note_blocks(kind, ids, package.part(f"{kind}s"))
        return file.document(self.name, blocks)


@dataclass(frozen=True, slots=True)
class _Styles:
    """Styles of paragraphs: the heading level of each, and the styles of list items."""

    headings: dict[str, int] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()

    @classmethod
    def of(cls, part: etree._Element | None) -> _Styles:
        if part is None:
            return cls()
        styles = {value(style, "styleId"): style for style in part if local(style) == "style"}
        headings, lists = {}, set()
        for name in styles:
            chain = list(_ancestry(styles, name))
            if level := next((found for style in chain if (found := _style_level(style))), 0):
                headings[name] = level
            elif any(_under(style, "pPr", "numPr") is not None for style in chain):
                lists.add(name)
        return cls(headings, frozenset(lists))


def _ancestry(styles: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    """Yield a style and the styles it is based on, each once even if they form a circle."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        based = _under(styles[name], "basedOn")
        name = "" if based is None else value(based, "val")


def _style_level(style: etree._Element) -> int:
    """Return 1 to 9 for a heading, 0 for other styles."""
    named = _under(style, "name")
    words = "" if named is None else value(named, "val").lower()
    if words == "title":
        return 1
    if words.startswith("heading ") and words[8:].isdigit():
        return min(int(words[8:]), 9)
    return _outline(_under(style, "pPr", "outlineLvl"))


def _outline(element: etree._Element | None) -> int:
    """Return an outline level as that of a heading: Word counts from 0, and 9 is body text."""
    said = "" if element is None else value(element, "val")
    return int(said) + 1 if said.isdigit() and int(said) < 9 else 0


def _under(element: etree._Element, *path: str) -> etree._Element | None:
    found: etree._Element | None = element
    for name in path:
        found = None if found is None else next((child for child in found if local(child) == name), None)
    return found


class _Walk:
    """A walk over the parts of a document that counts paragraphs and tables and collects the notes."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self.paragraphs = 0
        self.tables = 0
        self.carried = ""
        """The text of a paragraph whose end was deleted: it belongs to the next one."""

    def blocks(self, element: etree._Element, place: Place = ()) -> Iterator[Block]:
        for child in element:
            name = local(child)
            if name == "p":
                yield from self.paragraph(child, place)
            elif name == "tbl":
                yield from self.table(child)
            elif name == "AlternateContent":
                yield from self.blocks(_choice(child), place)
            elif name not in _PASSED_OVER:
                yield from self.blocks(child, place)

    def table(self, table: etree._Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        for row, cells in enumerate(_descendants(table, "tr"), 1):
            if _under(cells, "trPr", "del") is not None:
                continue
            for cell, content in enumerate(_descendants(cells, "tc"), 1):
                yield from self.blocks(content, (("table", number), ("row", row), ("cell", cell)))

    def paragraph(self, paragraph: etree._Element, place: Place) -> Iterator[Block]:
        boxes: list[etree._Element] = []
        text = self.carried + "".join(self.letters(paragraph, boxes))
        self.carried = ""
        if _under(paragraph, "pPr", "rPr", "del") is not None:
            self.carried = text
        elif text.strip():
            self.paragraphs += 1
            kind, level = self.kind(paragraph)
            if place and place[-1][0] == "cell":
                kind, level = BlockKind.TABLE_CELL, 0
            yield Block(kind, text, place or (("paragraph", self.paragraphs),), level)
        for box in boxes:
            yield from self.blocks(box, place)

    def kind(self, paragraph: etree._Element) -> tuple[BlockKind, int]:
        styled = _under(paragraph, "pPr", "pStyle")
        style = "" if styled is None else value(styled, "val")
        level = _outline(_under(paragraph, "pPr", "outlineLvl")) or self.styles.headings.get(style, 0)
        if level:
            return BlockKind.HEADING, level
        number = _under(paragraph, "pPr", "numPr", "numId")
        listed = style in self.styles.lists if number is None else value(number, "val") != "0"
        if not listed:
            return BlockKind.PARAGRAPH, 0
        depth = _under(paragraph, "pPr", "numPr", "ilvl")
        said = "" if depth is None else value(depth, "val")
        return BlockKind.LIST_ITEM, int(said) + 1 if said.isdigit() else 1

    def letters(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """Yield the text under an element; text boxes, which are paragraphs of their own, go to `boxes`."""
        for child in element:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in _LETTERS:
                yield _LETTERS[name]
            elif name == "sym":
                yield _symbol(value(child, "char"))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                yield from self.letters(_choice(child), boxes)
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes[name.removesuffix("Reference")].append(value(child, "id"))
            elif name not in _PASSED_OVER:
                yield from self.letters(child, boxes)

    def note_blocks(self, kind: str, ids: list[str], part: etree._Element | None) -> Iterator[Block]:
        """Yield notes in the order in which the text refers to them, one block per paragraph."""
        found = {} if part is None else {value(note, "id"): note for note in part if local(note) == kind}
        for number, note in enumerate((found[id_] for id_ in dict.fromkeys(ids) if id_ in found), 1):
            for block in self.blocks(note, ((kind, number),)):
                yield Block(BlockKind.NOTE, block.text.strip(" "), block.place)


def _choice(element: etree._Element) -> etree._Element:
    """Return the alternative of a drawing that newer programs show."""
    named = {local(child): child for child in reversed(element)}
    return named.get("Choice", named.get("Fallback", element))


def _descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, including those in content controls but not of inner
    tables."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _descendants(child, name)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
