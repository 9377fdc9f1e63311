"""Stories: what the lines mean (README.md), whoever's hand does it."""

import hashlib
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, SideName
from core.model.message import Message
from core.read import File
from core.review.verbs import NotPossible

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*.txt"))
FREE = {"bead.accept_from", "sides.segmentation", "sides.swap", "undo", "redo"}
"""Commands that are about no row."""


class Hand(Protocol):
    """Does what a story says: on a Session, or with keys and a mouse."""

    @property
    def bitext(self) -> Bitext: ...

    @property
    def undo_name(self) -> Message | None: ...

    @property
    def redo_name(self) -> Message | None: ...

    def given(self, bitext: Bitext, files: tuple[File, File]) -> None:
        """Start with this bitext as a project."""

    def open(self, source: Path, target: Path) -> None:
        """Choose two files."""

    def align(self) -> None:
        """Align them."""

    def do(self, command: str, at: int | None, arguments: Sequence[str]) -> None:
        """Do a command, on row `at` (from 0) or on none. Raises NotPossible."""

    def save_as(self, name: str) -> None:
        """Save the project as a file of that name."""

    def reopen(self) -> None:
        """Close the project and open it again."""

    def export(self, kind: str, which: str) -> int:
        """Write a file of that kind ("tmx"); how many pairs it got."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a story, and the indented lines below it."""

    line: int
    words: tuple[str, ...]
    below: tuple[str, ...] = ()


def told(path: Path) -> list[Step]:
    """The steps of a story file."""
    steps: list[Step] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("  ") and line.strip():
            last = steps[-1]
            steps[-1] = Step(last.line, last.words, (*last.below, line.strip()))
        elif words := shlex.split(line, comments=True):
            steps.append(Step(number, tuple(words)))
    return steps


def play(path: Path, hand: Hand) -> None:
    """Let `hand` do a story; AssertionError names the line where it does not come out."""
    row: int | None = None
    exported = -1
    for step in told(path):
        where = f"{path.name}, line {step.line}: {' '.join(step.words)}"
        match step.words:
            case ("given", source, target):
                hand.given(*made(step.below, (source, target)))
            case ("open", source, target):
                hand.open(HERE / "files" / source, HERE / "files" / target)
            case ("align",):
                hand.align()
            case ("go", number):
                row = int(number) - 1
            case ("save_as", name):
                hand.save_as(f"{name}.diglot")
            case ("reopen",):
                hand.reopen()
            case ("export", kind, *which):
                exported = hand.export(kind, which[0] if which else "all")
            case ("expect", "exported", count):
                assert exported == int(count), f"{where}: {exported}"
            case ("expect", *what):
                found, wanted = _found(hand, what), what[-1]
                assert found == wanted, f"{where}: {found}"
            case ("refused", command, *arguments):
                before = hand.bitext
                assert _refused(hand, command, row, arguments), f"{where}: it was done"
                assert hand.bitext == before, where
                row = None
            case (command, *arguments):
                assert command in FREE or row is not None, f"{where}: say go first"
                hand.do(command, None if command in FREE else row, arguments)
                row = None if command not in FREE else row


def made(rows: Sequence[str], languages: tuple[str, str] = ("en", "de")) -> tuple[Bitext, tuple[File, File]]:
    """A bitext from rows as README.md has them, and the two text files it could come from."""
    cells = [[part.strip() for part in row.split("|")] for row in rows]
    sides, files, ids = [], [], []
    for number, language in enumerate(languages):
        texts = [
            [text.strip() for text in cell[number].split(" / ")] if cell[number] else [] for cell in cells
        ]
        data = "\n".join(" ".join(cell) for cell in texts if cell).encode()
        name = f"text.{language}.txt"
        files.append(File(name, data))
        sides.append(_side(name, language, texts, data))
        ids.append(list(_numbered(texts)))
    beads = tuple(Bead(source, target, 0.9) for source, target in zip(*ids, strict=True))
    return Bitext(sides[0], sides[1], beads), (files[0], files[1])


def _side(name: str, language: str, cells: Sequence[Sequence[str]], data: bytes) -> Side:
    blocks: list[Block] = []
    segments: list[Segment] = []
    for cell in cells:
        start = 0
        for text in cell:
            segments.append(Segment(len(segments), len(blocks), start, start + len(text)))
            start += len(text) + 1
        if cell:
            place = (("line", len(blocks) + 1),)
            blocks.append(Block(BlockKind.PARAGRAPH, " ".join(cell), place))
    digest = hashlib.sha256(data).hexdigest()
    document = Document(name, "text", language, digest, tuple(blocks), "utf-8")
    return Side(document, tuple(segments), "rules", len(segments))


def _numbered(cells: Sequence[Sequence[str]]) -> Iterator[tuple[int, ...]]:
    done = 0
    for cell in cells:
        yield tuple(range(done, done + len(cell)))
        done += len(cell)


def _refused(hand: Hand, command: str, row: int | None, arguments: Sequence[str]) -> bool:
    try:
        hand.do(command, None if command in FREE else row, arguments)
    except NotPossible:
        return True
    return False


def _found(hand: Hand, what: Sequence[str]) -> str:
    bitext = hand.bitext
    match what:
        case ("rows", _):
            return str(len(bitext.beads))
        case ("row", number, "status", _):
            return bitext.beads[int(number) - 1].status.value
        case ("row", number, "confidence", _):
            return "none" if bitext.beads[int(number) - 1].confidence is None else "some"
        case ("row", number, "bookmark", _):
            return "yes" if bitext.beads[int(number) - 1].bookmark else "no"
        case ("row", number, "moved", _):
            return _other_end(bitext, int(number) - 1)
        case ("row", number, "source" | "target" as side, _):
            ids = bitext.beads[int(number) - 1].ids(_side_name(side))
            return " / ".join(bitext.side(_side_name(side)).text(id_) for id_ in ids)
        case ("language", side, _):
            return bitext.side(_side_name(side)).document.language
        case ("undo", _):
            return str(hand.undo_name or "nothing")
        case ("redo", _):
            return str(hand.redo_name or "nothing")
    raise AssertionError(f"no such expectation: {' '.join(what)}")


def _other_end(bitext: Bitext, at: int) -> str:
    link = bitext.beads[at].moved
    ends = (row for row, bead in enumerate(bitext.beads) if bead.moved == link and row != at)
    return "none" if link is None else str(next(ends) + 1)


def _side_name(word: str) -> SideName:
    assert word in ("source", "target"), word
    return "source" if word == "source" else "target"
