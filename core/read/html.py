"""HTML: blocks as a browser would lay them out, with white space collapsed as in a browser.

Scripts, styles and the reading aids over Chinese characters (ruby) are not text of the document.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.errors import Damaged
from core.language import known
from core.model import Block, BlockKind, Document
from core.model.message import message
from core.read.decode import Letters, decode, is_utf8, spelt
from core.read.file import File
from core.read.reader import ReadOptions
from core.read.text import LIMIT_MB

if TYPE_CHECKING:
    from lxml import etree

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre
    search section summary table tbody td tfoot th thead tr ul""".split()
)
_HIDDEN = frozenset("head iframe noscript object rp rt script style svg template title".split())
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
} | dict.fromkeys(_HEADINGS, BlockKind.HEADING)
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
# Browsers read pages that declare these encodings as the larger ones (WHATWG Encoding, section 4.2).
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


class Html:
    """Web pages."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    limit_mb = LIMIT_MB
    keeps_line_breaks = True

    def sniff(self, head: bytes) -> int:
        """Return 10 for the beginning of a page."""
        return 10 if _START.match(head.removeprefix(codecs.BOM_UTF8)) else 0

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return headings, list items, table cells and paragraphs, and the language the page declares."""
        letters = _letters(file, options.encoding)
        root = _parsed(file, letters.text)
        return file.document(
            self.name,
            [] if root is None else list(_blocks(root)),
            language="" if root is None else _language(root),
            encoding=letters.encoding,
            warnings=letters.warnings,
        )


def _letters(file: File, chosen: str | None) -> Letters:
    """Return the text as of any other file, except that a declared encoding comes before a guess.

    A page whose bytes are plainly UTF-8 is UTF-8 whatever it declares.
    """
    head = file.data[:8192]
    found = _DECLARED.search(head) or _XML_DECLARED.search(head)
    if chosen is not None or found is None:
        return decode(file, chosen)
    said = found[1].decode("ascii")
    try:
        encoding = codecs.lookup(said).name
        encoding = _AS_BROWSERS_DO.get(encoding, encoding)
        if encoding.startswith("utf-16"):  # the declaration was read as one byte per letter
            encoding = "utf-8"
        file.data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return _in_spite(file, said)
    if not encoding.startswith("utf-8") and is_utf8(file.data):  # hardly ever by chance
        return _in_spite(file, said)
    return decode(file, spelt(encoding))


def _in_spite(file: File, said: str) -> Letters:
    letters = decode(file, None)
    about = message("“{name}” claims to be {encoding} but is not.", name=file.name, encoding=said)
    return Letters(letters.text, letters.encoding, (about, *letters.warnings))


def _parsed(file: File, text: str) -> etree._Element | None:
    """Return the tree of a page, however broken, None if it has no elements. Raises Damaged."""
    from lxml import etree

    # huge_tree lifts libxml2's limits of 256 levels and 10 MB per paragraph, beyond which it drops the rest
    # of the page silently. Entities, the danger it warns of, are not expanded in HTML; the size was limited
    # before.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    root: etree._Element | None = etree.fromstring(text.encode("utf-8"), parser)
    broken = [entry for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if broken:
        raise Damaged(
            message("“{name}” is nested too deeply to be a web page.", name=file.name),
            file=file.name,
            remedy=message("Open it in a browser and save its text."),
            detail=str(broken[0]),
        )
    return root


def _language(root: etree._Element) -> str:
    """Return the language that the page declares, "" if it declares no known one."""
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    for element in (root, *root.iterfind("body")):
        said = element.get("lang") or element.get("xml:lang") or element.get(xml)
        if said and (tag := known(said)):
            return tag
    return ""


class _Page:
    """The text between two boundaries of blocks, as it grows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.preformatted = 0
        self.number = 0
        self.inside: list[str] = []
        """The open tags that determine the kind or level of a block."""

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text if self.preformatted else _COLLAPSED.sub(" ", text))

    def closed(self) -> Iterator[Block]:
        text = "".join(self.pieces)
        self.pieces.clear()
        if self.preformatted:
            text = text.strip("\n")
        else:
            text = _AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", text)).strip(" \n")
        if text.strip():
            self.number += 1
            tag = next((tag for tag in reversed(self.inside) if tag in _KINDS), "p")
            kind = _KINDS.get(tag, BlockKind.PARAGRAPH)
            level = _HEADINGS.get(tag, 0)
            if kind is BlockKind.LIST_ITEM:
                level = sum(tag in _LISTS for tag in self.inside) or 1
            yield Block(kind, text, (("paragraph", self.number),), level)


def _blocks(root: etree._Element) -> Iterator[Block]:
    from lxml import etree

    page = _Page()
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        away = tag in _HIDDEN or element.get("hidden") is not None
        if event == "start":
            hidden += away
            if not hidden:
                yield from _entered(page, element, tag)
        else:
            if not hidden:
                yield from _left(page, tag)
            hidden -= away
            if not hidden:
                page.add(element.tail)
    yield from page.closed()


def _entered(page: _Page, element: etree._Element, tag: str) -> Iterator[Block]:
    if tag in _BLOCKS:
        yield from page.closed()
        page.inside.append(tag)
    if tag in ("pre", "textarea"):
        page.preformatted += 1
    if tag == "br":
        page.pieces.append("\n")
    page.add(element.text)


def _left(page: _Page, tag: str) -> Iterator[Block]:
    if tag in _BLOCKS:
        yield from page.closed()
        page.inside.pop()
    if tag in ("pre", "textarea"):
        page.preformatted -= 1
