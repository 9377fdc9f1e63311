"""The suite that every reader of pairs must pass: above all, exported pairs come back as they were."""

import random

import pytest
from hypothesis import given, settings

from core.errors import Empty
from core.model import Bitext, Status, check
from core.read import File, pairs
from core.write import EVERYTHING, WRITERS, Writer, selected_units
from core.write.ladder import Ladder
from tests.core.read.pairs.files import bitext, refusal, texts, tmx, unit, workbook
from tests.core.write.bitexts import spoiled_bitexts, written
from tests.strategies import bitexts

GOOD = {
    "tmx": tmx(unit("One.", "Eins.") + unit("Two.", "Zwei.")),
    "xlsx": workbook([["One.", "Eins."], ["Two.", "Zwei."]]),
    "tsv": File("pairs.tsv", b"One.\tEins.\nTwo.\tZwei.\n"),
}
TABLES = [writer for writer in WRITERS if writer.suffix in pairs.suffixes()]


def exported(writer: Writer, whole: Bitext) -> File:
    return File(f"pairs{writer.suffix}", written(writer, whole)[0])


def test_all_that_is_written_can_be_opened() -> None:
    assert {writer.suffix for writer in WRITERS} <= {*pairs.suffixes(), pairs.LADDER}
    assert {reader.name for reader in pairs.READERS} == GOOD.keys()


@pytest.mark.parametrize("writer", TABLES, ids=lambda writer: writer.suffix)
@settings(max_examples=40)
@given(whole=spoiled_bitexts())
def test_what_we_write_comes_back(writer: Writer, whole: Bitext) -> None:
    file = exported(writer, whole)
    kept = [
        unit
        for unit in selected_units(whole, EVERYTHING)
        if (unit.translated if writer.suffix == ".tmx" else not unit.blank)
    ]
    if not kept:
        with pytest.raises(Empty):
            bitext(file)
        return
    back = bitext(file)
    check(back)
    flat = _flat if writer.suffix == ".tsv" else str.strip
    assert [(flat(one), flat(other)) for one, other in texts(back)] == [
        tuple(map(flat, unit.texts)) for unit in kept
    ]
    found = [(bead.certainty, bead.status) for bead in back.beads]
    assert found == [(pytest.approx(unit.confidence, abs=6e-5), unit.status) for unit in kept]


def _flat(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=100)
@given(whole=bitexts())
def test_a_ladder_comes_back_whole(whole: Bitext) -> None:
    file = exported(Ladder(), whole)
    if not whole.beads:
        return
    back = pairs.bitext_of_ladder(file, pairs.ladder_beads(file), whole.source, whole.target)
    check(back)
    found = {(pair.source, pair.target, round(pair.certainty, 4)) for pair in back.pairs()}
    assert found == {(pair.source, pair.target, round(pair.certainty, 4)) for pair in whole.pairs()}


def test_notes_and_languages_come_back() -> None:
    note = '<note>Why?</note><prop type="x-status">accepted</prop>'
    whole = bitext(tmx(unit("One.", "Eins.", more=note)))
    for writer in TABLES:
        back = bitext(exported(writer, whole))
        assert (back.beads[0].note, back.beads[0].status) == ("Why?", Status.ACCEPTED)
        assert (back.source.document.language, back.target.document.language) == ("en", "de")


def check_known_by_its_head(good: File) -> None:
    """The file, which holds the pairs of `GOOD`, is read without a suffix too."""
    file = File("without a suffix", good.data)
    assert texts(good) == texts(file) == [("One.", "Eins."), ("Two.", "Zwei.")]


def check_junk(good: File) -> None:
    """Junk under the name of a good file is read or refused in a sentence."""
    chance = random.Random(11)
    for size in (0, 1, 2, 10, 1000):
        for data in (chance.randbytes(size), good.data[: size // 2] + chance.randbytes(size)):
            error = refusal(File(good.name, data))
            assert error is None or (f"“{good.name}”" in str(error.sentence) and str(error.remedy))


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_file_is_known_by_its_head(kind: str) -> None:
    check_known_by_its_head(GOOD[kind])


@pytest.mark.parametrize("kind", GOOD)
def test_junk_is_read_or_refused_in_a_sentence(kind: str) -> None:
    check_junk(GOOD[kind])
