"""The suite that every writer must pass. It runs over the table, and is itself tried on wrong writers.

Each format is read back by a reader that shares nothing with our writers: `pairs(data, bitext)` in the module
of `tests/conformance/exports` that is called as the writer's id. Plain spaces are left out of the comparison:
how segments are joined is tested elsewhere (tests/core/write/test_texts.py).
"""

import importlib
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Bead, Bitext, Side, Status, check
from core.write import WRITERS, Report, Selection, Unit, Units, Writer, count, option_fields
from core.write.ladder import Ladder
from core.write.options import NoOptions
from core.write.tsv import Tsv, TsvOptions
from tests.conformance.exports.found import Found
from tests.core.write.bitexts import one_to_one, pair, side, spoiled_bitexts, written

_JOINTS = re.compile("[ \t\n\r\x85\u2028\u2029]+")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


TEXTLESS = {"ladder"}  # formats without texts, which can lose no characters
Pairs = Callable[[bytes, Bitext], list[Found]]


def independent(writer: Writer) -> Pairs:
    """Return the reading of a format that shares nothing with its writer."""
    found: Pairs = importlib.import_module(f"tests.conformance.exports.{writer.id}").pairs
    return found


def conforms(writer: Writer, bitext: Bitext, selection: Selection, pairs: Pairs | None = None) -> None:
    """Fail unless the file holds the selected pairs and the report counts all the others."""
    data, report = written(writer, bitext, selection)
    found = (pairs or independent(writer))(data, bitext)
    wanted = [row for row in bitext.pairs() if writer.needs_all_pairs or _chosen(row, selection)]

    assert report.written == len(found) == count(bitext, selection, writer)
    assert report.skipped == len(wanted) - len(found)
    left_out = _left_out(
        [_letters(bitext, row) for row in wanted],
        [Found(_bare(row.source), _bare(row.target), row.confidence) for row in found],
    )
    assert all(not (row.source and row.target) for row in left_out)
    if writer.id not in TEXTLESS:
        assert report.dropped_characters == sum(_illegal_letters(bitext, row) for row in wanted)
    warned = " ".join(map(str, report.warnings))
    assert all(f"{number} " in warned for number in (report.skipped, report.dropped_characters) if number)


def _chosen(row: Bead, selection: Selection) -> bool:
    sure = row.status is Status.ACCEPTED or row.confidence is None
    doubted = row.status is Status.DOUBTFUL
    return {
        "all": True,
        "accepted": row.status is Status.ACCEPTED,
        "confidence": not doubted and (sure or (row.confidence or 0.0) >= selection.minimum),
    }[selection.rule]


def _left_out(wanted: list[Found], found: list[Found]) -> list[Found]:
    """Return the rows of `wanted` that `found` lacks; it must hold the others in the same order."""
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


every_writer = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.id)
selections = st.builds(Selection, st.sampled_from(["all", "accepted", "confidence"]), st.floats(0, 1))


def test_ids_and_titles_are_unique_and_defaults_are_frozen_dataclasses() -> None:
    for name in ("id", "title"):
        assert len({getattr(writer, name) for writer in WRITERS}) == len(WRITERS)
    for writer in WRITERS:
        assert re.fullmatch(r"[a-z0-9-]+", writer.id)
        assert re.fullmatch(r"\.[a-z0-9]+", writer.suffix)
        assert type(writer.options).__dataclass_params__.frozen
        assert all(option.title for option in option_fields(writer.options))


@every_writer
@settings(max_examples=60)
@given(bitext=spoiled_bitexts(), selection=selections)
def test_nothing_is_dropped_silently(writer: Writer, bitext: Bitext, selection: Selection) -> None:
    check(bitext)
    conforms(writer, bitext, selection)


@every_writer
def test_right_to_left_texts_keep_their_letters_and_marks(writer: Writer) -> None:
    conforms(writer, pair("שלום\u200f (עולם) 12!", "مرحبا، \u202bعالم\u202c", ("he", "ar")), Selection())


@every_writer
def test_spaces_that_are_letters_of_a_text_survive(writer: Writer) -> None:
    conforms(
        writer,
        pair("Bonjour\u00a0!  Ça va\u202f?", "「おはよう」\u3000と\u2009言った", ("fr", "ja")),
        Selection(),
    )


@every_writer
def test_letters_beyond_the_basic_plane_survive(writer: Writer) -> None:
    conforms(writer, pair("😀 𐍈 𠮷", "👨\u200d👩\u200d👧 e\u0301"), Selection())


@every_writer
def test_illegal_characters_are_dropped_and_counted(writer: Writer) -> None:
    conforms(writer, pair("a\x00b\x0bc\ud800", "\ufffed\uffff\x1be"), Selection())


@every_writer
def test_markup_and_formulas_stay_text(writer: Writer) -> None:
    texts = ['<b>&amp;"]]>', "=1+1", "+1", "-- Yes!", "@name", "#N/A", "TRUE", "12", "'quoted'", '"open']
    conforms(writer, one_to_one(side(*texts), side(*reversed(texts), language="de")), Selection())


@every_writer
def test_an_empty_selection_still_gives_a_readable_file(writer: Writer) -> None:
    conforms(writer, pair("a", "b"), Selection("accepted"))
    conforms(writer, Bitext(side(), side(language="de"), ()), Selection())


@every_writer
@settings(max_examples=25)
@given(bitext=spoiled_bitexts(), selection=selections)
def test_the_count_shown_before_writing_is_the_count_written(
    writer: Writer, bitext: Bitext, selection: Selection
) -> None:
    assert count(bitext, selection, writer) == written(writer, bitext, selection)[1].written
    assert count(bitext, selection) == sum(1 for row in bitext.pairs() if _chosen(row, selection))


class _Wrong(Tsv):
    """A tab-separated writer with one fault, made by a change to its units or its report."""

    def __init__(self, unit: Callable[[Unit], Unit], report: Callable[[Report], Report]) -> None:
        self._unit, self._report = unit, report

    def write(self, units: Units, options: TsvOptions, file: BinaryIO) -> Report:
        return self._report(super().write(self._changed(units), options, file))

    def _changed(self, units: Units) -> Units:
        return replace(units, make=lambda: map(self._unit, units))


class _Losing(_Wrong):
    """A writer that loses the last pair."""

    def _changed(self, units: Units) -> Units:
        return replace(units, make=lambda: iter([*units][:-1]))


class _Unsorted(Ladder):
    """A ladder that writes its lines backwards."""

    def write(self, units: Units, options: NoOptions, file: BinaryIO) -> Report:
        straight = io.BytesIO()
        report = super().write(units, options, straight)
        file.write(b"".join(reversed(straight.getvalue().splitlines(keepends=True))))
        return report


class _Narrow(Tsv):
    """A writer that writes every space as a plain one."""

    def write(self, units: Units, options: TsvOptions, file: BinaryIO) -> Report:
        straight = io.BytesIO()
        report = super().write(units, options, straight)
        file.write(straight.getvalue().replace("\u00a0".encode(), b" "))
        return report


def _same(value: Any) -> Any:
    return value


WRONG = {
    "loses the last pair": _Losing(_same, _same),
    "swaps the sides": _Wrong(lambda unit: replace(unit, variants=unit.variants[::-1]), _same),
    "counts no illegal character": _Wrong(_same, lambda report: replace(report, dropped_characters=0)),
    "warns of nothing": _Wrong(_same, lambda report: replace(report, warnings=())),
    "forgets the decision of a person": _Wrong(lambda unit: replace(unit, confidence=0.5), _same),
    "reverses the order": _Unsorted(),
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
        conforms(WRONG[fault], bitext, Selection())
