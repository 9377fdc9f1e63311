"""The small story that every old project tells, played with today's Diglot.

    python -m tests.old_projects.make v2.diglot

Run once for each version, just before it is released (README.md). It refuses a name that is there already.
"""

import sys
from pathlib import Path

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, Strike
from core.project import Session
from core.read import File
from core.review import verbs

HERE = Path(__file__).parent
ENGLISH = ("The lamp went out.", "Nobody spoke.", "She came.")
GERMAN = ("Die Lam-\npe ging aus.", "7 Niemand sprach ein Wort.*", "Sie kam. Sah.")
HYPHEN = Strike(0, 7, 9, "hyphen")
PAGE_NUMBER = Strike(1, 0, 2, "page number")
NOTE_MARK = Strike(1, 26, 27, "note mark")


def bitext() -> Bitext:
    """Return the story's two texts: two pairs, and one pair that moved."""
    source = _side("en", ENGLISH, (), ((0, 0, 18), (1, 0, 13), (2, 0, 9)))
    target = _side("de", GERMAN, (HYPHEN,), ((0, 0, 19), (1, 0, 27), (2, 0, 8), (2, 9, 13)))
    beads = (
        Bead((0,), (0,), 0.75),
        Bead((1,), (1,), 0.9),
        Bead((), (2, 3), 0.9, moved=5),
        Bead((2,), (), 0.9, moved=5),
    )
    return Bitext(source, target, beads)


def play(path: Path) -> None:
    """Make a project of the story at `path`: its snapshot holds the first part, the journal the rest."""
    files = (
        File("lamp.en.txt", "".join(f"{line}\n" for line in ENGLISH).encode()),
        File("lamp.de.txt", "".join(f"{line}\n" for line in GERMAN).encode()),
    )
    with Session.create(path, bitext(), files, {"encoder": "built-in"}) as session:
        session.apply(verbs.set_strikes(session.bitext, "target", (HYPHEN, PAGE_NUMBER)))
        session.apply(verbs.accept(session.bitext, (0,)))
        session.apply(verbs.merge_next(session.bitext, 0))
        session.undo()
        session.apply(verbs.note(session.bitext, 1, "free"))
        session.apply(verbs.edit_text(session.bitext, 2, "target", 3, "\ud800?"))
    session = Session.open(path)
    session.apply(verbs.set_strikes(session.bitext, "target", (HYPHEN, PAGE_NUMBER, NOTE_MARK)))
    session.apply(verbs.swap_sides(session.bitext))
    session.apply(verbs.bookmark(session.bitext, (1,)))
    session.undo()
    session.abandon()  # without a snapshot, as when the program is killed


def _side(
    language: str,
    texts: tuple[str, ...],
    strikes: tuple[Strike, ...],
    spans: tuple[tuple[int, int, int], ...],
) -> Side:
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, text, (("line", at),)) for at, text in enumerate(texts, start=1)
    )
    document = Document(f"text.{language}.txt", "text", language, "0" * 64, blocks, "utf-8", strikes)
    segments = tuple(Segment(id_, *span) for id_, span in enumerate(spans))
    return Side(document, segments, "rules", len(segments))


if __name__ == "__main__":
    made = HERE / sys.argv[1]
    if made.exists():
        sys.exit(f"{made.name} is there already")
    play(made)
