"""Each reason to look at a row arises where it should, says the figures, and nowhere else."""

import pytest

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, Status
from core.review.doubts.reasons import ReasonKind, Usual, reasons, usual

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
    return [str(reason.sentence) for reason in reasons(bitext, row, known)]


@pytest.mark.parametrize(
    ("source", "target", "sentences"),
    [
        ("In 1984 he left.", "Er ging damals.", ["1984 is only in the source"]),
        ("In 1984 he left.", "1985 ging er weg.", ["The source has 1984, the target 1985"]),
        ("In 1984 and 1991", "1985, 1991 und 2002", ["The source has 1984, the target 1985"]),
        ("in 1998", "im Jahr 98", []),
        ("at 4 p.m.", "um 16 Uhr", []),
        ("at 12 and 40", "um 24 und 52", ["The source has 40, the target 52"]),
        ("in '98 and 1999", "1998 und 1997", ["The source has 1999, the target 1997"]),
        ("1920 and 1940", "1920 und 1920", ["The source has 1940, the target 1920"]),
        ("July 9", "7月3日", ["9 is only in the source", "7 and 3 are only in the target"]),
        ("He left then.", "Am 12. ging er, 1984.", ["12 and 1984 are only in the target"]),
        ("10, 11, 12, 13, 14", "zehn, elf, zwölf …", [
            "10, 11, 12 and 2 more numbers are only in the source"]),
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
    kinds = ReasonKind.NUMBERS, ReasonKind.FALSE_NUMBER
    found = [reason for reason in reasons(pair(source, target), 0, None) if reason.kind in kinds]
    assert [str(reason.sentence) for reason in found] == sentences


def test_an_odd_length_is_told_with_how_odd_it_is() -> None:
    long = "x" * 96
    assert told(pair(long, "y" * 46)) == ["The source is 2.0 times as long as usual compared with the target"]
    assert told(pair("x" * 46, long)) == ["The target is 2.0 times as long as usual compared with the source"]
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


def test_a_passage_that_hardly_moved_is_told_with_its_other_end() -> None:
    texts = side(["a", "b", "c"]), side(["A", "B", "C"])
    far = [Bead((1,), (1,), 0.95), Bead((2,), (2,), 0.95)]
    beads = (Bead((0,), (), 0.95, moved=1), *far, Bead((), (0,), 0.95, moved=1))
    bitext = Bitext(*texts, beads)
    assert told(bitext) == ["Marked as moved, but only as far as row 4"]
    assert told(bitext, 3) == ["Marked as moved, but only as far as row 1"]
    away = (beads[0], *(Bead((id_,), (), 0.95) for id_ in range(10, 14)), beads[-1])
    longer = side(["x"] * 14), texts[1]
    assert told(Bitext(*longer, away)) == []


def test_a_row_made_by_hand_may_still_be_a_slip_of_the_hand() -> None:
    assert told(pair("In 1984", "x", confidence=None)) == ["1984 is only in the source"]


def test_a_time_is_one_number_however_it_is_written() -> None:
    assert told(pair("at 7.45 sharp", "um 7:45 Uhr")) == []
    assert told(pair("at 7:45 sharp", "um 7.46 Uhr")) != []


def test_what_a_person_decided_has_no_reasons() -> None:
    assert told(pair("In 1984", "x", confidence=0.1, status=Status.ACCEPTED)) == []
    assert told(pair("In 1984", "In 1984", confidence=None)) == []
    assert told(pair("a", "b", confidence=None, status=Status.DOUBTFUL)) == ["Marked as doubtful"]
