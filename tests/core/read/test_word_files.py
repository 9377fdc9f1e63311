"""Text of a Word file, and parts that are not text."""

import struct

import pytest

from core.errors import CannotRead, Damaged, Protected, TooLarge
from core.model import Block, BlockKind
from core.read import File, read
from core.read import archive as package_room
from tests.core.read import word
from tests.core.read.word import document, paragraph, text


def blocks(*body: str, **parts: str) -> tuple[Block, ...]:
    return read(File("a.docx", document(*body, **parts))).blocks


def texts(*body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(*body, **parts)]


def refusal(data: bytes) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        read(File("a.docx", data))
    return caught.value


def test_insertions_are_text_and_deletions_are_not() -> None:
    inserted, deleted = (
        f"<w:ins>{text('new ')}</w:ins>",
        "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>",
    )
    assert texts(paragraph("The ", deleted, inserted, "end.")) == ["The new end."]


def test_a_passage_moved_in_review_stands_where_it_went() -> None:
    moved = f"<w:moveFrom>{text('Here. ')}</w:moveFrom>", f"<w:moveTo>{text('Here. ')}</w:moveTo>"
    assert texts(paragraph(moved[0], "One."), paragraph("Two. ", moved[1])) == ["One.", "Two. Here. "]


def test_paragraphs_whose_border_was_deleted_are_one() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert texts(paragraph("One ", properties=gone), paragraph("two.")) == ["One two."]


def test_text_in_content_controls_and_links_is_read() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{text('a link')}</w:hyperlink>"
    inline = f"<w:sdt><w:sdtContent>{text(' and a date')}</w:sdtContent></w:sdt>"
    assert texts(control, paragraph("See ", link, inline)) == ["In a control.", "See a link and a date"]


def test_field_results_are_text_and_their_codes_are_not() -> None:
    code = "<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>"
    assert texts(paragraph("Page ", code, "12")) == ["Page 12"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    def drawn(name: str, around: str) -> str:
        content = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
        return f"<mc:{name}><{around}>{content}</{around}></mc:{name}>"

    twins = drawn("Choice", "wps:txbx") + drawn("Fallback", "v:textbox")
    box = f"<w:r><mc:AlternateContent>{twins}</mc:AlternateContent></w:r>"
    assert texts(paragraph("Be", box, "side.")) == ["Beside.", "In a box."]


def test_tabs_breaks_and_special_hyphens_are_letters() -> None:
    marks = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>"
    assert texts(paragraph(marks)) == ["a\tb\nc\u2011\u00ad"]


def test_headings_are_known_by_style_inheritance_and_outline_level() -> None:
    found = blocks(
        paragraph("One", style="berschrift1"),
        paragraph("Two", style="Chapter"),
        paragraph("Three", style="Part"),
        paragraph("Four", properties='<w:outlineLvl w:val="3"/>'),
        paragraph("Body", properties='<w:outlineLvl w:val="9"/>'),
        paragraph("Round and round", style="Loop"),
    )
    heading, plain = BlockKind.HEADING, BlockKind.PARAGRAPH
    assert [(block.kind, block.level) for block in found] == [
        (heading, 1),
        (heading, 1),
        (heading, 2),
        (heading, 4),
        (plain, 0),
        (plain, 0),
    ]


def test_list_items_are_known_by_number_or_style() -> None:
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>'
    unnumbered = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    found = blocks(
        paragraph("Deep", properties=numbered),
        paragraph("Styled", style="Dots"),
        paragraph("Taken out", style="Dots", properties=unnumbered),
    )
    item = BlockKind.LIST_ITEM
    assert [(block.kind, block.level) for block in found] == [(item, 2), (item, 1), (BlockKind.PARAGRAPH, 0)]


def test_table_cells_say_where_they_stand() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr>{properties}{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in cells)}</w:tr>"

    inner = f"<w:tbl>{row(paragraph('inner'))}</w:tbl>"
    gone = row(paragraph("deleted"), properties="<w:trPr><w:del/></w:trPr>")
    first, last = row(paragraph("a"), paragraph("b")), row(paragraph("c") + inner, paragraph(""))
    found = blocks(paragraph("Before."), f"<w:tbl>{first}{gone}{last}</w:tbl>")
    assert [block.text for block in found] == ["Before.", "a", "b", "c", "inner"]
    assert {block.kind for block in found[1:]} == {BlockKind.TABLE_CELL}
    assert found[2].place == (("table", 1), ("row", 1), ("cell", 2))
    assert found[4].place == (("table", 2), ("row", 1), ("cell", 1))


def test_notes_follow_in_the_order_the_text_refers_to_them() -> None:
    def note(kind: str, id_: int, said: str) -> str:
        return f'<w:{kind} w:id="{id_}">{paragraph("<w:r><w:footnoteRef/></w:r>", " " + said)}</w:{kind}>'

    separator = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
    )
    found = blocks(
        paragraph(
            "B",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            "A",
            '<w:r><w:footnoteReference w:id="1"/></w:r>',
        ),
        paragraph("E", '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        footnotes=separator + note("footnote", 1, "Note A.") + note("footnote", 2, "Note B."),
        endnotes=note("endnote", 1, "Note E."),
    )
    assert [block.text for block in found] == ["BA", "E", "Note B.", "Note A.", "Note E."]
    assert [block.kind for block in found[2:]] == [BlockKind.NOTE] * 3
    assert found[3].place == (("footnote", 2),)


def test_the_strict_kind_of_the_format_reads_alike() -> None:
    parts = word.parts(paragraph("Strict."))
    old, new = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/word",
    )
    strict = {name: content.replace(old, new) for name, content in parts.items()}
    assert read(File("a.docx", word.package(strict))).blocks[0].text == "Strict."


def test_the_main_part_is_found_under_any_name() -> None:
    parts = word.parts(paragraph("Found."))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("word/document.xml", "/word/document2.xml")
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    assert read(File("a.docx", word.package(parts))).blocks[0].text == "Found."


def test_a_zip_without_a_document_is_refused() -> None:
    assert isinstance(refusal(word.package({"photo.jpg": "x"})), Damaged)


def test_a_workbook_under_a_word_name_is_refused() -> None:
    workbook = word.parts() | {"word/document.xml": "<workbook><sheets/></workbook>"}
    assert "without a Word document" in str(refusal(word.package(workbook)))


def test_broken_xml_is_refused() -> None:
    assert isinstance(refusal(word.package(word.parts() | {"word/document.xml": "<w:document>"})), Damaged)


def test_nesting_without_end_is_refused() -> None:
    assert isinstance(refusal(document("<w:sdt>" * 2000 + "</w:sdt>" * 2000)), Damaged)


def test_entities_are_not_expanded() -> None:
    parts = word.parts(paragraph("&bomb;"))
    declared = '<!DOCTYPE d [<!ENTITY bomb "BOOM">]>'
    parts["word/document.xml"] = declared + parts["word/document.xml"]
    assert "BOOM" not in "".join(block.text for block in read(File("a.docx", word.package(parts))).blocks)


def test_a_zip_made_to_fill_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_room, "PART_LIMIT_MB", 1)
    error = refusal(document(paragraph("a" * 1_000_001)))
    assert isinstance(error, TooLarge)
    assert "1 MB" in str(error.sentence)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(document(paragraph("a" * 100_000)))
    at = data.rindex(b"PK\x01\x02", 0, data.index(b"word/document.xml", data.index(b"PK\x01\x02")))
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert isinstance(refusal(bytes(data)), Damaged)


def test_a_document_with_a_password_is_protected() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    assert isinstance(refusal(ole), Protected)


def test_an_encrypted_part_is_protected() -> None:
    data = bytearray(document(paragraph("secret")))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert isinstance(refusal(bytes(data)), Protected)
