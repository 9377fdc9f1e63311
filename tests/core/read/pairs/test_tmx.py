"""Translation memories as other programs write them."""

import pytest

from core.errors import Damaged, Empty
from core.model import Status, check
from core.read import File, pairs
from core.read.pairs.spreadsheet_rows import MOST_COLUMNS
from tests.core.read.pairs.files import bitext, refusal, texts, tmx, unit

TWO = unit("One.", "Eins.") + unit("Two.", "Zwei.")


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4", "1.4b"])
def test_every_version_is_read(version: str) -> None:
    old = TWO.replace("xml:lang", "lang")
    for body in (TWO, old):
        assert texts(tmx(body, version=version)) == [("One.", "Eins."), ("Two.", "Zwei.")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_the_encoding_is_the_one_that_xml_says(encoding: str) -> None:
    start = '<?xml version="1.0" encoding="{}"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    said = "utf-8" if encoding == "utf-8-sig" else encoding
    file = tmx(unit("Bread", "Bröt"), encoding=encoding, start=start.format(said))
    assert texts(file) == [("Bread", "Bröt")]


def test_the_letters_are_kept_with_their_line_ends_and_spaces() -> None:
    whole = bitext(tmx(unit("  One\n two  ", "Eins\u3000zwei")))
    assert whole.source.document.blocks[0].text == "  One\n two  "
    assert texts(whole) == [("One\n two", "Eins\u3000zwei")]
    check(whole)


def test_codes_are_left_out_and_what_they_embrace_stays() -> None:
    coded = (
        '<bpt i="1">&lt;b></bpt>Bold<ept i="1">&lt;/b></ept> and <hi type="x">marked <ph x="1">[br]</ph></hi>'
        '<it pos="begin">&lt;i></it>, <ut>{\\f1 }</ut>done<ph><sub>a footnote</sub></ph>.'
    )
    whole = bitext(tmx(unit(coded, "Fett und markiert, fertig.")))
    assert texts(whole) == [("Bold and marked , done.", "Fett und markiert, fertig.")]
    assert tuple(map(str, whole.source.document.warnings)) == ("Formatting codes in one text were left out.",)


def test_score_status_and_note_are_taken() -> None:
    about = (
        '<note>Check\nthis</note><note>and that</note><prop type="x-score">0.9312</prop>'
        '<prop type="x-status">doubtful</prop>'
    )
    bead = bitext(tmx(unit("One.", "Eins.", more=about))).beads[0]
    assert (bead.confidence, bead.status, bead.note) == (0.9312, Status.DOUBTFUL, "Check\nthis\nand that")


@pytest.mark.parametrize("score", ["7", "-0.1", "nan", "high", ""])
def test_a_score_that_is_no_probability_is_none(score: str) -> None:
    about = f'<prop type="x-score">{score}</prop><prop type="x-status">perfect</prop>'
    bead = bitext(tmx(unit("One.", "Eins.", more=about))).beads[0]
    assert (bead.confidence, bead.status) == (None, Status.OPEN)


def test_two_of_several_languages_can_be_chosen() -> None:
    tags = ("de", "en-US", "ja", "EN-us")
    file = tmx(
        unit("Eins", "One", "一", "Uno", tags=tags) + unit("Zwei", "Two", tags=tags[:2]), source="en-us"
    )
    table = pairs.read(file)
    assert [(str(one.name), one.language, one.texts) for one in table.columns] == [
        ("de", "de", 2),
        ("en-US", "en-US", 2),
        ("ja", "ja", 1),
        ("en-US 2", "en-US", 1),
    ]
    assert (table.proposed, table.sure) == ((1, 0), False)
    whole = pairs.paired(file, table, 2, 0)
    assert texts(whole) == [("一", "Eins"), ("", "Zwei")]
    assert (whole.source.document.language, whole.target.document.language) == ("ja", "de")
    check(whole)


def test_another_region_stands_in_where_a_language_has_no_text() -> None:
    body = unit("Colour", "Farbe", tags=("en-GB", "de")) + unit("Lift", "Aufzug", tags=("en-GB", "de"))
    body += unit("Color", "Farbe", tags=("en-US", "de"))
    assert texts(tmx(body)) == [("Colour", "Farbe"), ("Lift", "Aufzug"), ("Color", "Farbe")]


def test_a_further_translation_is_counted_and_said() -> None:
    file = tmx(unit("One.", "Eins.", "Ein.", tags=("en", "de", "de")) + TWO)
    table = pairs.read(file)
    assert table.sure
    assert tuple(map(str, table.warnings)) == (
        "A second translation of a text into the same language was left out.",
    )
    assert texts(file)[0] == ("One.", "Eins.")


def test_what_was_left_out_is_counted() -> None:
    many = unit("<ph/>One.", "Eins.", "Ein.", tags=("en", "de", "de")) * 1200
    assert tuple(map(str, pairs.read(tmx(many)).warnings)) == (
        "Formatting codes in 1,200 texts were left out.",
        "1,200 further translations of texts into the same language were left out.",
    )


def test_columns_without_end_are_cut_and_said() -> None:
    further = unit(*("One." for _ in range(400)), tags=("en", *("de" for _ in range(399)))) + TWO
    table = pairs.read(tmx(further))
    assert len(table.columns) == len(table.rows[0].texts) == MOST_COLUMNS
    assert [str(table.columns[at].name) for at in table.proposed] == ["en", "de"]
    assert tuple(map(str, table.warnings)) == (
        "398 further translations of texts into the same language were left out.",
    )
    tags = [f"{a}{b}" for a in "abcdefghi" for b in "abcdefghi"]
    table = pairs.read(tmx("".join(unit("One.", "Two.", tags=("en", tag)) for tag in tags)))
    assert len(table.columns) == MOST_COLUMNS
    assert tuple(map(str, table.warnings)) == (
        f"Only the {MOST_COLUMNS} languages with the most texts were read.",
    )
    assert not table.sure


def test_two_texts_in_one_unknown_language_are_two_sides() -> None:
    assert texts(tmx(unit("One.", "Eins.", tags=("und", "und")), source="und")) == [("One.", "Eins.")]


def test_a_unit_with_one_text_stands_alone_and_one_with_none_goes() -> None:
    body = unit("One.", "") + unit("", " ") + unit("Two.", tags=("en",)) + unit("", "Drei.")
    assert texts(tmx(body)) == [("One.", ""), ("Two.", ""), ("", "Drei.")]


BOMB = "<!DOCTYPE tmx [<!ENTITY a 'ha'><!ENTITY b '{}'>]>".format("&a;" * 20)


def test_entities_stay_as_they_are_written() -> None:
    assert texts(tmx(unit("x &b; y", "z"), start=BOMB)) == [("x &b; y", "z")]


def test_nothing_is_fetched(tmp_path: object) -> None:
    secret = "<!DOCTYPE tmx [<!ENTITY s SYSTEM 'file:///etc/hostname'>]>"
    assert texts(tmx(unit("x &s; y", "z"), start=secret)) == [("x &s; y", "z")]


WRONG = {
    "cut short": tmx(TWO).data[:-30],
    "no xml": b"Not at all <tmx",
    "another xml": b"<html><body/></html>",
    "an encoding that nobody knows": b'<?xml version="1.0" encoding="klingon"?><tmx/>',
    "bytes that are no UTF-8": tmx(unit("Bröt", "b"), encoding="latin-1").data,
    "deep": tmx(unit("<hi>" * 5000 + "</hi>" * 5000, "z")).data,
    "forbidden letters": tmx(unit("&#31;", "z")).data,
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_damaged_is_refused_in_a_sentence(kind: str) -> None:
    with pytest.raises(Damaged) as refusal:
        pairs.read(File("memory.tmx", WRONG[kind]))
    assert str(refusal.value.sentence).startswith("“memory.tmx” is")
    assert refusal.value.remedy


@pytest.mark.parametrize("body", ["", unit("One.", tags=("en",)), unit("", "Eins.")])
def test_a_memory_without_two_languages_is_refused(body: str) -> None:
    with pytest.raises(Empty, match="contains no pairs"):
        pairs.read(tmx(body))


def test_however_it_is_cut_it_is_read_or_refused() -> None:
    data = tmx(TWO).data
    for end in range(len(data)):
        error = refusal(File("memory.tmx", data[:end]))
        assert error is None or str(error.sentence).startswith("“memory.tmx”")
