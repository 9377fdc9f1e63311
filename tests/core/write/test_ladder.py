"""Ladders: every segment exactly once, numbered by its position in its side."""

import ast
import io
from dataclasses import replace

from hypothesis import given, settings

from core.model import Bead, Bitext, Segment, Status
from core.write import Choice, Report
from core.write.ladder import Ladder
from tests.core.write.bitexts import one_to_one, side, spoiled_bitexts


def ladder(bitext: Bitext, choice: Choice | None = None) -> tuple[str, Report]:
    file = io.BytesIO()
    report = Ladder().write(bitext, choice or Choice(), file)
    return file.getvalue().decode("ascii"), report


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


def test_a_choice_does_not_thin_a_ladder_and_is_said() -> None:
    bitext = one_to_one(side("a", "b"), side("A", "B"), 0.1)
    warning = "A ladder always holds every pair; the choice of pairs was not used."
    for choice in (Choice("accepted"), Choice("confidence", 0.5)):
        assert ladder(bitext, choice) == (ladder(bitext)[0], Report(2, warnings=(warning,)))


@settings(max_examples=60)
@given(bitext=spoiled_bitexts())
def test_every_segment_stands_exactly_once_in_source_order(bitext: Bitext) -> None:
    rungs = [line.split(":") for line in ladder(bitext)[0].splitlines()]
    source = [number for rung in rungs for number in ast.literal_eval(rung[0])]
    target = [number for rung in rungs for number in ast.literal_eval(rung[1])]
    assert source == list(range(len(bitext.source.segments)))
    assert sorted(target) == list(range(len(bitext.target.segments)))
