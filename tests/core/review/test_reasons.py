"""Each reason to look at a row arises where it should, says the figures, and nowhere else."""

import pytest

from core.model import Bead, Bitext, Block, BlockKind, Document, Patch, Segment, Side, Splice, Status
from core.review.reasons import Kind, Usual, partner, reasons, usual

USUAL = Usual(0.0, 1.5)


def side(texts: list[str]) -> Side:
    """A block and a segment a text."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    segments = tuple(Segment(at, at, 0, len(text)) for at, text in enumerate(texts))
    return Side(Document("a.txt", "txt", "en", "", blocks), segments, "lines", len(texts))


def pair(source: str, target: str, **judged: object) -> Bitext:
    """One row, quite sure if nothing else is said."""
    return Bitext(side([source]), side([target]), (Bead((0,), (0,), **{"confidence": 0.95, **judged}),))


def told(bitext: Bitext, row: int = 0, known: Usual | None = USUAL) -> list[str]:
    """The sentences about a row."""
    return [reason.sentence for reason in reasons(bitext, row, known)]


@pytest.mark.parametrize(
    ("source", "target", "sentences"),
    [
        ("In 1984 he left.", "Er ging damals.", ["1984 stands only in the source"]),
        ("In 1984 he left.", "1985 ging er weg.", [
            "1984 stands only in the source", "1985 stands only in the target"]),
        ("He left then.", "Am 12. ging er, 1984.", ["12 and 1984 stand only in the target"]),
        ("10, 11, 12, 13, 14", "zehn, elf, zwölf …", [
            "10, 11, 12 and 2 more numbers stand only in the source"]),
        ("In 1984", "١٩٨٤", []),
        ("In 1984", "一九八四年", []),
        ("Chapter 14", "Kapitel XIV", []),
        ("1,024 men", "1.024 Mann", []),
        ("350 million", "3.5亿", []),
        ("on page 7", "auf der siebten Seite", []),
        ("I went", "ich ging", []),
        ("Mix XIV", "mische", []),
    ],
)  # fmt: skip
def test_numbers_that_one_side_lacks_are_told(source: str, target: str, sentences: list[str]) -> None:
    found = [reason for reason in reasons(pair(source, target), 0, None) if reason.kind is Kind.NUMBERS]
    assert [reason.sentence for reason in found] == sentences


def test_an_odd_length_is_told_with_how_odd_it_is() -> None:
    long = "x" * 96
    assert told(pair(long, "y" * 46)) == ["The source is 2.0 times as long as usual beside the other text"]
    assert told(pair("x" * 46, long)) == ["The target is 2.0 times as long as usual beside the other text"]
    assert told(pair(long, "y" * 46), known=Usual(0.7, 1.5)) == []
    assert told(pair(long, "y" * 46), known=Usual(0.0, 9.0)) == []
    assert told(pair("xx", "y")) == []
    assert told(pair(long, "y" * 46), known=None) == []


def test_what_is_usual_is_heard_from_sure_rows_alone() -> None:
    count = 60
    texts = (
        ["x" * (20 + at % 30) for at in range(count)],
        ["y" * (2 * (20 + at % 30) + 4) for at in range(count)],
    )
    sure = tuple(Bead((at,), (at,), 0.95 if at < 30 else 0.3) for at in range(count))
    bitext = Bitext(side(texts[0]), side(texts[1][:30] + ["y"] * 30), sure)
    known = usual(bitext)
    assert known is not None
    assert known.ratio == pytest.approx(-0.69, abs=0.01)
    assert usual(Bitext(bitext.source, bitext.target, sure[:19])) is None


def test_a_row_that_is_unlikely_or_marked_says_so() -> None:
    assert told(pair("a", "b", confidence=0.43)) == ["Only 43 % likely"]
    assert told(pair("a", "b", confidence=0.8)) == []
    assert told(pair("a", "b", status=Status.DOUBTFUL)) == ["Marked as doubtful"]


def test_an_empty_side_is_told_unless_there_is_nothing_to_translate() -> None:
    texts = side(["a", " "]), side(["b"])
    beads = (Bead((0,), (), 0.95), Bead((1,), (), 1.0), Bead((), (0,), 0.95))
    bitext = Bitext(*texts, beads)
    assert [told(bitext, row) for row in range(3)] == [["The target is empty"], [], ["The source is empty"]]
    moved = tuple(Bead(bead.source, bead.target, 0.95, moved=1) for bead in (beads[0], beads[2]))
    assert told(Bitext(side(["a"]), texts[1], moved)) == []


def test_what_a_person_decided_has_no_reasons() -> None:
    assert told(pair("In 1984", "x", confidence=0.1, status=Status.ACCEPTED)) == []
    assert told(pair("In 1984", "x", confidence=None)) == []
    assert told(pair("a", "b", confidence=None, status=Status.DOUBTFUL)) == ["Marked as doubtful"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ([((0,), (0,)), ((1,), ())], [((0, 1), (0,))], "May be one with row 2 (30 % likely, as it is 60 %)"),
        ([((0,), (0,)), ((1, 2), (1,))], [((0, 1), (0,)), ((2,), (1,))],
         "A source segment of row 2 may belong here (30 % likely, as it is 60 %)"),
        ([((0,), (0, 1, 2)), ((1,), (3,))], [((0,), (0,)), ((1,), (1, 2, 3))],
         "2 target segments may belong to row 2 (30 % likely, as it is 60 %)"),
        ([((0, 1), (0,)), ((2,), (1, 2))], [((0,), (0, 1)), ((1, 2), (2,))],
         "May exchange segments with row 2 (30 % likely, as it is 60 %)"),
        ([((0, 1), (0, 1))], [((0,), (0,)), ((1,), (1,))], "May be 2 rows (30 % likely, as it is 60 %)"),
        ([((0,), (0,))], [((0,), ()), ((), (0,))], "May be 2 rows (30 % likely, as it is 60 %)"),
    ],
)  # fmt: skip
def test_what_else_may_stand_there_is_told(before: list, after: list, sentence: str) -> None:
    old, new = (tuple(Bead(*ids, 0.6) for ids in beads) for beads in (before, after))
    texts = (side(["x"] * sum(len(bead.ids(name)) for bead in old)) for name in ("source", "target"))
    bitext, patch = Bitext(*texts, old), Patch("Take it", (Splice(0, old, new),))
    found = partner(bitext, 0, patch, 0.3)
    assert found is not None
    assert found.sentence == sentence
    assert found.kind is (Kind.PARTS if "rows" in sentence else Kind.PARTNER)
    assert partner(bitext, 0, patch, 0.05) is None
