"""The fewest keys that correct a row by hand."""

import pytest

from benchmarks.lib.reviewer.key_search import VERBS, Place, concerned, first_verb, typing
from core.evaluation import LadderBead
from core.model import SIDES, Bead, Bitext, Block, BlockKind, Document, Segment, Side, apply

RIGHT: tuple[LadderBead, ...] = tuple(((at,), (at,)) for at in range(8))


def side(count: int) -> Side:
    """Make segments of one word each."""
    blocks = (Block(BlockKind.PARAGRAPH, "word"),) * count
    segments = tuple(Segment(at, at, 0, 4) for at in range(count))
    return Side(Document("a.txt", "txt", "en", "", blocks), segments, "lines", count)


def bitext(*beads: Bead) -> Bitext:
    """Replace rows 2 to 4 of eight correct ones."""
    right = [Bead(*bead) for bead in RIGHT]
    counts = [sum(len(bead.ids(name)) for bead in right) for name in SIDES]
    return Bitext(side(counts[0]), side(counts[1]), (*right[:2], *beads, *right[5:]))


CASES = {
    "merged": ((Bead((2, 3), (2, 3)), Bead((4,), (4,))), ["S"]),
    "shifted": ((Bead((2,), (2, 3)), Bead((3,), ()), Bead((4,), (4,))), ["Right", "Alt+Down"]),
    "torn": ((Bead((2,), ()), Bead((), (2,)), Bead((3,), (3,)), Bead((4,), (4,))), ["M"]),
    "swapped": (
        (Bead((2,), (), 0.9, moved=1), Bead((3,), (2,)), Bead((), (3,), 0.9, moved=1), Bead((4,), (4,))),
        ["M", "M", "S"],
    ),
}


@pytest.mark.parametrize(("beads", "expected"), CASES.values(), ids=CASES)
def test_the_fewest_keys_correct_rows(beads: tuple[Bead, ...], expected: list[str]) -> None:
    now, here, keys = bitext(*beads), Place(2, "source", 0), []
    right = frozenset(RIGHT)
    while (found := first_verb(now, right, here.row, here)) is not None:
        place, key = found
        keys += [*here.keys_to(place), key]
        now = apply(now, VERBS[key](now, place.row, place.side, place.segment))
        here = place
    assert {(bead.source, bead.target) for bead in now.beads} == right
    assert len(keys) <= len(expected)


def test_the_rows_concerned_hold_whole_right_beads() -> None:
    assert concerned(bitext(*CASES["shifted"][0]), frozenset(RIGHT), 2) == (2, 4)
    assert concerned(bitext(*CASES["swapped"][0]), frozenset(RIGHT), 3) == (2, 5)
    assert concerned(bitext(*CASES["swapped"][0]), frozenset(RIGHT), 0) == (0, 1)


@pytest.mark.parametrize(
    ("wrong", "right", "caret", "keys"),
    [
        ("In 1985", "In 1984", 7, ["Backspace", "4", "Return"]),
        ("In 1985 so", "In 1984 so", 10, ["Ctrl+Left", "Left", "Backspace", "4", "Return"]),
        ("x1985", "x1984 and", 0, ["Ctrl+Right", "Backspace", *"4 and", "Return"]),
    ],
)
def test_typing_takes_the_nearest_way(wrong: str, right: str, caret: int, keys: list[str]) -> None:
    assert typing(wrong, right, caret) == keys
