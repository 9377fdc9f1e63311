"""TMX 1.4, the exchange format of translation memories.

Importers are strict and explain little, so the writer sticks to what all of them accept: UTF-8 without a byte
order mark or DOCTYPE, every header attribute, a real `srclang`, properties before variants, the source first,
no unit without a translation and no character that XML forbids. `version` is "1.4": the schema has no "1.4b".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

from core import __version__
from core.language import name as language_name
from core.model import SIDE_WORDS
from core.model.message import Message, message
from core.write.options import yes_or_no
from core.write.report import Report, half_empty_pairs, illegal_characters
from core.write.texts import legal
from core.write.unit import Unit, Units

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class TmxOptions:
    """The optional parts of a unit in a translation memory."""

    facts: bool = yes_or_no(message("Confidence, status and notes of each pair"), True)


class Tmx:
    """The writer of `.tmx` files. It writes unit by unit, so that a long text needs little memory."""

    id = "tmx"
    title = message("TMX 1.4 translation memory")
    suffix = ".tmx"
    options = TmxOptions()
    needs_all_pairs = False

    def write(self, units: Units, options: TmxOptions, file: BinaryIO) -> Report:
        """Write the units that have a translation; the others are skipped and counted."""
        from lxml import etree

        document, dropped = legal(units.texts[0].document)
        written = skipped = 0
        with etree.xmlfile(file, encoding="UTF-8") as xml:
            xml.write_declaration()
            with xml.element("tmx", version="1.4"):
                xml.write("\n")
                xml.write(_header(units.languages[0]), pretty_print=True)
                with xml.element("body"):
                    xml.write("\n")
                    for unit in units:
                        dropped += unit.dropped
                        if not unit.translated:
                            skipped += 1
                            continue
                        written += 1
                        xml.write(_tu(unit, document, options), pretty_print=True)
        warnings = (*half_empty_pairs(skipped), *illegal_characters(dropped), *_doubts(units.languages))
        return Report(written, skipped, dropped, warnings)

    def count(self, units: Units) -> int:
        """Return the number of units that have a translation."""
        return sum(unit.translated for unit in units)


def _header(source: str) -> etree._Element:
    from lxml import etree

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


def _tu(unit: Unit, document: str, options: TmxOptions) -> etree._Element:
    from lxml import etree

    element = etree.Element("tu")
    if options.facts and unit.note:
        etree.SubElement(element, "note").text = unit.note
    for kind, value in _properties(unit, document) if options.facts else ():
        etree.SubElement(element, "prop", type=kind).text = value
    for variant in unit.variants:
        if variant.text:
            tuv = etree.SubElement(element, "tuv", {_XML_LANG: variant.language})
            etree.SubElement(tuv, "seg").text = variant.text
    return element


def _properties(unit: Unit, document: str) -> Iterator[tuple[str, str]]:
    yield "x-score", f"{unit.confidence:.4f}"
    yield "x-status", unit.status.value
    yield "x-bead", "-".join(str(len(variant.segments)) for variant in unit.variants)
    yield "x-document", document


def _doubts(languages: tuple[str, ...]) -> Iterator[Message]:
    for side, tag in zip(_names(len(languages)), languages, strict=False):
        if tag == "und":
            yield message(
                "The language of the {side} is unknown; many programs refuse a TMX marked “und”.", side=side
            )
    known = [tag for tag in languages if tag != "und"]
    for tag in dict.fromkeys(tag for tag in known if known.count(tag) > 1):
        called = language_name(tag)
        if len(languages) == 2:
            yield message(
                "Both sides are marked as {language}; many programs will not import such a file.",
                language=called,
            )
        else:
            yield message(
                "Several texts are marked as {language}; many programs will not import such a file.",
                language=called,
            )


def _names(texts: int) -> Iterator[Message]:
    """Yield the names of the texts: source and target, or source and numbered translations."""
    yield SIDE_WORDS["source"]
    if texts == 2:
        yield SIDE_WORDS["target"]
    else:
        yield from (message("translation {number}", number=number) for number in count(1))
