"""Ladders: every segment exactly once, numbered by its position in its side."""

import ast
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from core.errors import CannotWrite
from core.model import Bead, Bitext, Segment, Status
from core.model.message import message
from core.write import Report, Selection, write
from core.write.ladder import Ladder
from tests.core.write.bitexts import one_to_one, side, spoiled_bitexts, written
from tests.core.write.units import THREE


def ladder(bitext: Bitext) -> tuple[str, Report]:
    data, report = written(Ladder(), bitext)
    return data.decode("ascii"), report


def test_a_bead_a_line_with_four_decimals() -> None:
    sides = side("a", "b", "c"), side("x", "y", language="de")
    beads = (
        Bead((0, 1), (0,), 0.97),
        Bead((), (1,), 0.33335),
        Bead((2,), (), 0.2, Status.ACCEPTED),
    )
    assert ladder(Bitext(*sides, beads)) == ("[0, 1]:[0]:0.9700\n[]:[1]:0.3333\n[2]:[]:1.0000\n", Report(3))


def test_numbers_are_positions_not_ids() -> None:
    whole = side("a", "b")
    segments = (Segment(7, 0, 0, 1), Segment(3, 1, 0, 1))
    source = replace(whole, segments=segments, next_id=8)
    beads = (Bead((7,), (0,)), Bead((3,), (1,)))
    assert ladder(Bitext(source, side("x", "y"), beads))[0] == "[0]:[0]:1.0000\n[1]:[1]:1.0000\n"


def test_a_moved_pair_is_one_line_at_its_source() -> None:
    sides = side("a", "b"), side("B", "A", language="de")
    beads = (Bead((), (0,), 0.6, moved=1), Bead((0,), (1,), 0.9), Bead((1,), (), 0.5, moved=1))
    assert ladder(Bitext(*sides, beads))[0] == "[0]:[1]:0.9000\n[1]:[0]:0.5000\n"


def test_a_ladder_holds_all_pairs_whatever_was_selected_and_warns(tmp_path: Path) -> None:
    bitext, path = one_to_one(side("a", "b"), side("A", "B"), 0.1), tmp_path / "pairs.ladder"
    warning = message("A file of this format always contains every pair, so the selection was ignored.")
    for selection in (Selection("accepted"), Selection("confidence", 0.5)):
        assert write(bitext, selection, path) == Report(2, warnings=(warning,))
        assert path.read_text() == ladder(bitext)[0]
    assert write(bitext, Selection(), path) == Report(2)


@settings(max_examples=60)
@given(bitext=spoiled_bitexts())
def test_every_segment_stands_exactly_once_in_source_order(bitext: Bitext) -> None:
    ladder_beads = [line.split(":") for line in ladder(bitext)[0].splitlines()]
    source = [number for bead in ladder_beads for number in ast.literal_eval(bead[0])]
    target = [number for bead in ladder_beads for number in ast.literal_eval(bead[1])]
    assert source == list(range(len(bitext.source.segments)))
    assert sorted(target) == list(range(len(bitext.target.segments)))


def test_a_ladder_refuses_a_third_text() -> None:
    file = io.BytesIO()
    with pytest.raises(CannotWrite) as caught:
        Ladder().write(THREE, Ladder.options, file)
    assert str(caught.value.sentence) == "A ladder holds the segments of two texts, not of 3."
    assert str(caught.value.remedy) == "Export each translation to a ladder of its own."
    assert file.getvalue() == b""
