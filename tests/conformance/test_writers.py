"""What every writer must do. The suite runs over the table and is itself tried on writers that are wrong.

Each format is read back by a reader that shares nothing with our writers: a parser of the standard library,
openpyxl, or a regular expression. Plain spaces are left out of the comparison: how segments are joined is
another test's matter (tests/core/write/test_texts.py).
"""

import ast
import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Bead, Bitext, Side, Status, check
from core.write import WRITERS, Choice, Report, Writer, count
from core.write.ladder import Ladder
from core.write.tsv import Tsv
from tests.core.write.bitexts import one_to_one, pair, side, spoiled_bitexts

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_JOINTS = re.compile("[ \t\n\r\x85\u2028\u2029]+")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Found:
    """A pair as an independent reader finds it."""

    source: str
    target: str
    confidence: str


def from_tmx(data: bytes, bitext: Bitext) -> list[Found]:
    found = []
    for unit in ElementTree.fromstring(data).iter("tu"):
        kinds = {prop.get("type"): prop.text for prop in unit.iter("prop")}
        source, target = unit.findall("tuv")
        assert source.get(_XML_LANG) == bitext.source.document.language
        assert target.get(_XML_LANG) == bitext.target.document.language
        texts = [variant.findtext("seg") or "" for variant in (source, target)]
        found.append(Found(*texts, kinds["x-score"] or ""))
    return found


def from_xlsx(data: bytes, bitext: Bitext) -> list[Found]:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))
    for row in rows:
        assert all(cell.data_type == "s" for cell in (row[0], row[1]) if cell.value is not None)
    return [Found(row[0].value or "", row[1].value or "", f"{row[2].value:.4f}") for row in rows]


def from_tsv(data: bytes, bitext: Bitext) -> list[Found]:
    lines = io.StringIO(data.decode("utf-8"), newline="")
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == data.count(b"\n")
    return [Found(source, target, confidence) for source, target, confidence, _, _ in rows[1:]]


def from_ladder(data: bytes, bitext: Bitext) -> list[Found]:
    found = []
    for line in data.decode("ascii").splitlines():
        rung = re.fullmatch(r"(\[[\d, ]*\]):(\[[\d, ]*\]):([01]\.\d{4})", line)
        assert rung, line
        texts = (bitext.source.texts(), bitext.target.texts())
        joined = ["".join(texts[at][number] for number in ast.literal_eval(rung[at + 1])) for at in range(2)]
        found.append(Found(*joined, rung[3]))
    return found


INDEPENDENT: dict[str, Callable[[bytes, Bitext], list[Found]]] = {
    ".tmx": from_tmx,
    ".xlsx": from_xlsx,
    ".tsv": from_tsv,
    ".ladder": from_ladder,
}
KEEPS_ALL = {".ladder"}  # formats that make no sense in part
TEXTLESS = {".ladder"}


def conforms(writer: Writer, bitext: Bitext, choice: Choice) -> None:
    """The suite: fails unless the file holds the chosen pairs and the report counts all the others."""
    file = io.BytesIO()
    report = writer.write(bitext, choice, file)
    found = INDEPENDENT[writer.suffix](file.getvalue(), bitext)
    wanted = [row for row in bitext.pairs() if writer.suffix in KEEPS_ALL or _chosen(row, choice)]

    assert report.written == len(found) == writer.count(bitext, choice)
    assert report.skipped == len(wanted) - len(found)
    left_out = _left_out(
        [_letters(bitext, row) for row in wanted],
        [Found(_bare(row.source), _bare(row.target), row.confidence) for row in found],
    )
    assert all(not (row.source and row.target) for row in left_out)
    if writer.suffix not in TEXTLESS:
        assert report.dropped_characters == sum(_illegal_letters(bitext, row) for row in wanted)
    told = " ".join(report.warnings)
    assert all(f"{number} " in told for number in (report.skipped, report.dropped_characters) if number)


def _chosen(row: Bead, choice: Choice) -> bool:
    sure = row.status is Status.ACCEPTED or row.confidence is None
    doubted = row.status is Status.DOUBTFUL
    return {
        "all": True,
        "accepted": row.status is Status.ACCEPTED,
        "confidence": not doubted and (sure or (row.confidence or 0.0) >= choice.minimum),
    }[choice.which]


def _left_out(wanted: list[Found], found: list[Found]) -> list[Found]:
    """What of `wanted` is missing in `found`, which must hold the rest in the same order."""
    missing, at = [], 0
    for row in wanted:
        if at < len(found) and found[at] == row:
            at += 1
        else:
            missing.append(row)
    assert at == len(found), f"no such pair, or out of order: {found[at]}"
    return missing


def _letters(bitext: Bitext, row: Bead) -> Found:
    sides = ((bitext.source, row.source), (bitext.target, row.target))
    texts = [_bare("".join(side.text(id_) for id_ in ids)) for side, ids in sides]
    sure = row.status is Status.ACCEPTED or row.confidence is None
    return Found(*texts, f"{1.0 if sure else row.confidence:.4f}")


def _bare(text: str) -> str:
    return _JOINTS.sub("", _ILLEGAL.sub("", text))


def _illegal_letters(bitext: Bitext, row: Bead) -> int:
    texts = [side.text(id_) for side, ids in _sides(bitext, row) for id_ in ids]
    return sum(len(_ILLEGAL.findall(text)) for text in [*texts, row.note])


def _sides(bitext: Bitext, row: Bead) -> tuple[tuple[Side, tuple[int, ...]], ...]:
    return (bitext.source, row.source), (bitext.target, row.target)


every_writer = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.suffix)
choices = st.builds(Choice, st.sampled_from(["all", "accepted", "confidence"]), st.floats(0, 1))


def test_every_row_of_the_table_is_read_back_by_an_independent_reader() -> None:
    assert [writer.suffix for writer in WRITERS] == list(INDEPENDENT)
    assert len({writer.name for writer in WRITERS}) == len(WRITERS)


@every_writer
@settings(max_examples=60)
@given(bitext=spoiled_bitexts(), choice=choices)
def test_nothing_is_dropped_silently(writer: Writer, bitext: Bitext, choice: Choice) -> None:
    check(bitext)
    conforms(writer, bitext, choice)


@every_writer
def test_right_to_left_texts_keep_their_letters_and_marks(writer: Writer) -> None:
    conforms(writer, pair("שלום\u200f (עולם) 12!", "مرحبا، \u202bعالم\u202c", ("he", "ar")), Choice())


@every_writer
def test_spaces_that_are_letters_of_a_text_survive(writer: Writer) -> None:
    conforms(
        writer,
        pair("Bonjour\u00a0!  Ça va\u202f?", "「おはよう」\u3000と\u2009言った", ("fr", "ja")),
        Choice(),
    )


@every_writer
def test_letters_beyond_the_basic_plane_survive(writer: Writer) -> None:
    conforms(writer, pair("😀 𐍈 𠮷", "👨\u200d👩\u200d👧 e\u0301"), Choice())


@every_writer
def test_illegal_characters_are_dropped_and_counted(writer: Writer) -> None:
    conforms(writer, pair("a\x00b\x0bc\ud800", "\ufffed\uffff\x1be"), Choice())


@every_writer
def test_markup_and_formulas_stay_text(writer: Writer) -> None:
    texts = ['<b>&amp;"]]>', "=1+1", "+1", "-- Yes!", "@name", "#N/A", "TRUE", "12", "'quoted'", '"open']
    conforms(writer, one_to_one(side(*texts), side(*reversed(texts), language="de")), Choice())


@every_writer
def test_an_empty_choice_still_gives_a_readable_file(writer: Writer) -> None:
    conforms(writer, pair("a", "b"), Choice("accepted"))
    conforms(writer, Bitext(side(), side(language="de"), ()), Choice())


@every_writer
@settings(max_examples=25)
@given(bitext=spoiled_bitexts(), choice=choices)
def test_the_count_shown_before_writing_is_the_count_written(
    writer: Writer, bitext: Bitext, choice: Choice
) -> None:
    assert count(bitext, choice, writer.suffix) == writer.write(bitext, choice, io.BytesIO()).written
    assert count(bitext, choice) == sum(1 for row in bitext.pairs() if _chosen(row, choice))


class _Wrong(Tsv):
    """A tab-separated writer with one fault, made by a change to what it gets or reports."""

    def __init__(self, bitext: Callable[[Bitext], Bitext], report: Callable[[Report], Report]) -> None:
        self._bitext, self._report = bitext, report

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        return self._report(super().write(self._bitext(bitext), choice, file))

    def count(self, bitext: Bitext, choice: Choice) -> int:
        return super().count(self._bitext(bitext), choice)


class _Unsorted(Ladder):
    """A ladder that writes its lines backwards."""

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        straight = io.BytesIO()
        report = super().write(bitext, choice, straight)
        file.write(b"".join(reversed(straight.getvalue().splitlines(keepends=True))))
        return report


class _Narrow(Tsv):
    """Writes every space as a plain one."""

    def write(self, bitext: Bitext, choice: Choice, file: BinaryIO) -> Report:
        straight = io.BytesIO()
        report = super().write(bitext, choice, straight)
        file.write(straight.getvalue().replace("\u00a0".encode(), b" "))
        return report


def _same(report: Report) -> Report:
    return report


WRONG = {
    "loses the last pair": _Wrong(lambda whole: replace(whole, beads=whole.beads[:-1]), _same),
    "swaps the sides": _Wrong(
        lambda whole: Bitext(
            whole.target,
            whole.source,
            tuple(replace(bead, source=bead.target, target=bead.source) for bead in whole.beads),
        ),
        _same,
    ),
    "counts no illegal character": _Wrong(
        lambda whole: whole, lambda told: replace(told, dropped_characters=0)
    ),
    "says nothing in words": _Wrong(lambda whole: whole, lambda told: replace(told, warnings=())),
    "forgets a person's decision": _Wrong(
        lambda whole: replace(whole, beads=tuple(replace(bead, status=Status.OPEN) for bead in whole.beads)),
        _same,
    ),
    "turns the order round": _Unsorted(),
    "takes letters for spaces": _Narrow(),
}


@pytest.mark.parametrize("fault", WRONG)
def test_the_suite_catches_a_writer_that(fault: str) -> None:
    bitext = one_to_one(
        side("one\x00", "two\u00a0!", "three"), side("eins", "zwei", "drei", language="de"), 0.5
    )
    decided = tuple(replace(bead, status=Status.ACCEPTED) for bead in bitext.beads[:1])
    bitext = replace(bitext, beads=decided + bitext.beads[1:])
    with pytest.raises(AssertionError):
        conforms(WRONG[fault], bitext, Choice())
