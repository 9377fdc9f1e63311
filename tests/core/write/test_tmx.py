"""TMX as strict importers want it: valid by the standard, with a real source language, and text only."""

import io
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from lxml import etree

from core import __version__
from core.model import Bead, Bitext, Status
from core.write import Report, Selection
from core.write.tmx import Tmx, TmxOptions
from tests.core.write.bitexts import one_to_one, pair, side, spoiled_bitexts
from tests.core.write.bitexts import written as written_by
from tests.core.write.units import THREE

STANDARD = etree.DTD(str(Path(__file__).parents[2] / "cases" / "write" / "tmx14.dtd"))


written = partial(written_by, Tmx())


def valid(data: bytes) -> bool:
    return bool(STANDARD.validate(etree.fromstring(data)))


@settings(max_examples=60)
@given(bitext=spoiled_bitexts())
def test_any_bitext_gives_a_valid_file(bitext: Bitext) -> None:
    data, _ = written(bitext)
    assert valid(data), STANDARD.error_log


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b' srclang="en"', b""),
        (b'version="1.4"', b'version="1.4b"'),
        (b'segtype="sentence"', b'segtype="line"'),
        (b' xml:lang="de"', b""),
        (b"<seg>a</seg>", b"<seg>a</seg><seg>a</seg>"),
        (b"</tuv>\n</tu>", b"</tuv><note>late</note></tu>"),
    ],
)
def test_the_type_definition_catches_a_broken_file(right: bytes, wrong: bytes) -> None:
    data, _ = written(pair("a", "b"))
    data = data.replace(b"\n  ", b"\n").replace(b"\n  ", b"\n")
    assert valid(data)
    assert right in data
    assert not valid(data.replace(right, wrong))


def test_the_head_names_the_program_and_the_languages() -> None:
    data, report = written(pair("a", "b", ("pt-BR", "zh-Hant")))
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<tmx version=\"1.4\">")
    assert b"<!DOCTYPE" not in data
    assert ElementTree.fromstring(data).find("header").attrib == {  # type: ignore[union-attr]
        "creationtool": "Diglot",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "Diglot",
        "adminlang": "en",
        "srclang": "pt-BR",
        "datatype": "plaintext",
    }
    assert report == Report(1)


def test_a_unit_tells_what_is_known_of_its_pair() -> None:
    sides = side("One.", "Two.", name="en.txt"), side("Eins und zwei.", language="de")
    bead = Bead((0, 1), (0,), 0.87654, Status.DOUBTFUL, "merged?")
    data, _ = written(Bitext(*sides, (bead,)))
    unit = ElementTree.fromstring(data).find("body/tu")
    assert unit is not None
    assert [child.tag for child in unit] == ["note", "prop", "prop", "prop", "prop", "tuv", "tuv"]
    assert unit.findtext("note") == "merged?"
    assert {prop.get("type"): prop.text for prop in unit.iter("prop")} == {
        "x-score": "0.8765",
        "x-status": "doubtful",
        "x-bead": "2-1",
        "x-document": "en.txt",
    }
    assert [seg.text for seg in unit.iter("seg")] == ["One. Two.", "Eins und zwei."]


def test_half_empty_pairs_are_skipped_and_counted() -> None:
    sides = side("a", "b", "\x00"), side("A", "x", language="de")
    bitext = Bitext(*sides, (Bead((0,), (0,)), Bead((1,), ()), Bead((2,), (1,))))
    data, report = written(bitext)
    assert len(ElementTree.fromstring(data).findall("body/tu")) == 1
    assert (report.written, report.skipped, report.dropped_characters) == (1, 2, 1)
    assert tuple(map(str, report.warnings)) == (
        "2 pairs with an empty side were left out.",
        "1 character that the format does not allow was dropped.",
    )


def test_a_moved_pair_is_one_unit_at_its_source() -> None:
    sides = side("a", "b"), side("B", "A", language="de")
    beads = (Bead((0,), (), 0.5, moved=1), Bead((1,), (0,), 0.9), Bead((), (1,), 0.6, moved=1))
    data, report = written(Bitext(*sides, beads))
    units = ElementTree.fromstring(data).findall("body/tu")
    assert [[seg.text for seg in unit.iter("seg")] for unit in units] == [["a", "A"], ["b", "B"]]
    assert report == Report(2)


def test_an_unknown_language_is_written_as_such_and_said() -> None:
    data, report = written(pair("a", "b", ("und", "")))
    assert b'srclang="und"' in data
    assert tuple(map(str, report.warnings)) == (
        "The language of the source is unknown; many programs refuse a TMX marked “und”.",
        "The language of the target is unknown; many programs refuse a TMX marked “und”.",
    )


def test_two_sides_in_one_language_are_said() -> None:
    _, report = written(pair("a", "b", ("en", "en")))
    assert tuple(map(str, report.warnings)) == (
        "Both sides are marked as English; many programs will not import such a file.",
    )


def test_a_language_that_several_of_three_texts_share_is_reported() -> None:
    texts = tuple(replace(text, language="en") for text in THREE.texts[:2]) + THREE.texts[2:]
    report = Tmx().write(replace(THREE, texts=texts), TmxOptions(), io.BytesIO())
    assert "Several texts are marked as English; many programs will not import such a file." in map(
        str, report.warnings
    )


def test_only_the_chosen_pairs_are_written() -> None:
    bitext = one_to_one(side("a", "b", "c"), side("A", "B", "C", language="de"), 0.5)
    beads = (
        replace(bitext.beads[0], status=Status.ACCEPTED),
        replace(bitext.beads[1], confidence=None),
        bitext.beads[2],
    )
    bitext = replace(bitext, beads=beads)

    def sources(selection: Selection) -> list[str]:
        data, _ = written(bitext, selection)
        return [unit.findtext("tuv/seg") or "" for unit in ElementTree.fromstring(data).iter("tu")]

    assert sources(Selection("all")) == ["a", "b", "c"]
    assert sources(Selection("accepted")) == ["a"]
    assert sources(Selection("confidence", 0.5)) == ["a", "b", "c"]
    assert sources(Selection("confidence", 0.51)) == ["a", "b"]

    doubted = replace(bitext.beads[1], status=Status.DOUBTFUL)
    bitext = replace(bitext, beads=(bitext.beads[0], doubted, bitext.beads[2]))
    assert sources(Selection("confidence", 0)) == ["a", "c"]


@pytest.mark.parametrize("minimum", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_minimum_outside_zero_to_one_is_refused(minimum: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Selection("confidence", minimum)


def test_a_unit_can_do_without_its_facts() -> None:
    noted = pair("a", "b")
    noted = replace(noted, beads=(replace(noted.beads[0], note="why?"),))
    data, _ = written(noted, options=TmxOptions(facts=False))
    (unit,) = ElementTree.fromstring(data).iter("tu")
    assert [child.tag for child in unit] == ["tuv", "tuv"]
    assert valid(data)


def test_three_texts_are_three_variants() -> None:
    file = io.BytesIO()
    report = Tmx().write(THREE, Tmx.options, file)
    assert valid(file.getvalue())
    units = list(ElementTree.fromstring(file.getvalue()).iter("tu"))
    assert [[seg.text for seg in unit.iter("seg")] for unit in units] == [
        ["One.", "Eins.", "אחת."],
        ["Two.", "שתיים."],
    ]
    assert [prop.text for prop in units[0].iter("prop") if prop.get("type") == "x-bead"] == ["1-1-1"]
    assert (report.written, report.skipped) == (Tmx().count(THREE), 3) == (2, 3)


def test_unknown_languages_of_three_texts_are_told_apart() -> None:
    texts = tuple(replace(text, language="und") for text in THREE.texts)
    report = Tmx().write(replace(THREE, texts=texts), Tmx.options, io.BytesIO())
    sides = [str(sentence).removeprefix("The language of the ")[:13] for sentence in report.warnings[-3:]]
    assert sides == ["source is unk", "translation 1", "translation 2"]
