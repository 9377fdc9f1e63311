"""TMX 1.4, the exchange format of translation memories.

Importers are strict and say little, so we write what all of them take: UTF-8 without a byte order mark or
DOCTYPE, every header attribute, a real `srclang`, properties before variants, the source first, no pair with
an empty side and no character that XML forbids. `version` is "1.4": the schema knows no "1.4b".
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from core import __version__
from core.language import name as language_name
from core.model import Bitext
from core.write.selection import Choice, Report, half_empty_pairs, illegal_characters
from core.write.texts import Row, languages, legal, rows

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Tmx:
    """Writes `.tmx` files, unit by unit, so that a long text needs little memory."""

    name = "TMX 1.4"
    suffix = ".tmx"

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        """The chosen pairs that have text on both sides; the others are skipped and counted."""
        source, target = languages(bitext)
        document, dropped = legal(bitext.source.document.name)
        written = skipped = 0
        with etree.xmlfile(file, encoding="UTF-8") as xml:
            xml.write_declaration()
            with xml.element("tmx", version="1.4"):
                xml.write("\n")
                xml.write(_header(source), pretty_print=True)
                with xml.element("body"):
                    xml.write("\n")
                    for row in rows(bitext, choice):
                        note, lost = legal(row.pair.note)
                        dropped += row.dropped + lost
                        if row.half_empty:
                            skipped += 1
                            continue
                        written += 1
                        xml.write(_unit(row, note, document, (source, target)), pretty_print=True)
        warnings = (*half_empty_pairs(skipped), *illegal_characters(dropped), *_doubts(bitext))
        return Report(written, skipped, dropped, warnings)

    def count(self, bitext: Bitext, choice: Choice) -> int:
        """The chosen pairs that have text on both sides."""
        return sum(1 for row in rows(bitext, choice) if not row.half_empty)


def _header(source: str) -> etree._Element:
    return etree.Element(
        "header",
        {
            "creationtool": "Diglot",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "Diglot",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        },
    )


def _unit(row: Row, note: str, document: str, tags: tuple[str, str]) -> etree._Element:
    unit = etree.Element("tu")
    if note:
        etree.SubElement(unit, "note").text = note
    for kind, value in _properties(row, document):
        etree.SubElement(unit, "prop", type=kind).text = value
    for tag, text in zip(tags, (row.source, row.target), strict=True):
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: tag})
        etree.SubElement(variant, "seg").text = text
    return unit


def _properties(row: Row, document: str) -> Iterator[tuple[str, str]]:
    yield "x-score", f"{row.pair.certainty:.4f}"
    yield "x-status", row.pair.status.value
    yield "x-bead", f"{len(row.pair.source)}-{len(row.pair.target)}"
    yield "x-document", document


def _doubts(bitext: Bitext) -> Iterator[str]:
    source, target = languages(bitext)
    for side, tag in (("source", source), ("target", target)):
        if tag == "und":
            yield f"The language of the {side} is unknown; many programs refuse a TMX marked “und”."
    if source == target != "und":
        yield f"Both sides are marked as {language_name(source)}; many programs then import nothing."
