"""Changes name the rows whose text is another, even if no bead and no boundary moved."""

from dataclasses import replace

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, Strike, apply, check
from core.project import ChangeKind
from core.project.change import described
from core.review import verbs

DIGIT, NUMBER = Strike(1, 6, 7, "page number"), Strike(1, 10, 11, "page number")


def struck(*strikes: Strike) -> Bitext:
    """Three rows of a text, of which the second has a stray digit and a number, with some letters hidden."""
    texts = "One.", "the sh1ip 2 left", "Three."
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    document = Document("a.txt", "txt", "en", "", blocks, strikes=strikes)
    segments = tuple(Segment(at, at, 0, len(document.visible(at))) for at in range(3))
    side = Side(document, segments, "rules", 3)
    empty = Side(Document("b.txt", "txt", "de", "", ()), (), "rules", 0)
    made = Bitext(side, empty, tuple(Bead((at,), (), 0.9) for at in range(3)))
    check(made)
    return made


def test_other_letters_hidden_in_a_segment_of_equal_length_name_its_row() -> None:
    before = struck(DIGIT)
    patch = verbs.set_strikes(before, "source", (NUMBER,))
    assert (patch.beads, patch.source) == ((), ())
    after = apply(before, patch)
    assert (before.source.text(1), after.source.text(1)) == ("the ship 2 left", "the sh1ip  left")
    change = described(patch, after, 1)
    assert (change.first, change.last) == (1, 1)
    assert change.kinds == {ChangeKind.STRIKES, ChangeKind.TEXT}


def test_a_block_without_segments_names_no_row() -> None:
    before = struck()
    hidden = replace(
        before.source.document, blocks=(*before.source.document.blocks, Block(BlockKind.PARAGRAPH, " "))
    )
    before = replace(before, source=replace(before.source, document=hidden))
    patch = verbs.set_strikes(before, "source", (Strike(3, 0, 1, "blank"),))
    change = described(patch, apply(before, patch), 1)
    assert change.last < change.first
    assert change.kinds == {ChangeKind.STRIKES}
