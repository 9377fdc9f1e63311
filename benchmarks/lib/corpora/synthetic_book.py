"""A synthetic book and its translation: sentences of natural lengths made of invented words.

It can be of any size, is the same for the same seed, and free of anybody's rights.
"""

import hashlib
import random
from collections.abc import Iterator
from itertools import accumulate

from core.model import SIDES, Bead, Bitext, Block, BlockKind, Document, Segment, Side, SideName, Status
from core.read import File

_SHAPES = {(1, 1): 890, (2, 1): 40, (1, 2): 40, (2, 2): 8, (3, 1): 4, (1, 0): 9, (0, 1): 9}
"""Rows of a thousand by their numbers of source and target segments."""
_CHAPTER = 120  # rows
_PARAGRAPH = 7
_LINK = 500
_WORDS = 30_000


def book(beads: int, seed: int = 0) -> tuple[Bitext, tuple[File, File]]:
    """Make so many beads over two documents with chapters, and the files that these could come from."""
    chance = random.Random(seed)
    rows = _rows(beads, chance)
    shapes = [(len(source), len(target)) for source, target in rows]
    sides, files = [], []
    for at, (name, language) in enumerate(zip(SIDES, ("en", "de"), strict=True)):
        side, file = _written(name, language, [row[at] for row in rows])
        sides.append(side)
        files.append(file)
    judged = _judged(shapes, chance)
    return Bitext(sides[0], sides[1], tuple(judged)), (files[0], files[1])


def texts(sentences: int, seed: int = 0) -> tuple[str, str]:
    """Make a text of so many sentences and a synthetic translation: some of its words are different."""
    chance = random.Random(seed)
    words = _Words(chance)
    source = [words.sentence() for _ in range(sentences)]
    target = [
        " ".join(words.word() if chance.random() < 0.15 else word for word in sentence.split())
        for sentence in source
        if chance.random() > 0.01
    ]
    return _paragraphs(source), _paragraphs(target)


class _Words:
    """Invented words of syllables; the short and early ones are frequent, as in real languages."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        syllables = [
            start + vowel + end for start in "bdfgklmnprstvz" for vowel in "aeiou" for end in ("", "n", "r")
        ]
        lengths = chance.choices((1, 2, 3, 4), (2, 5, 4, 1), k=_WORDS)
        self._words = ["".join(chance.choices(syllables, k=length)) for length in lengths]
        self._weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))

    def word(self) -> str:
        """Return a random word."""
        return self._chance.choices(self._words, cum_weights=self._weights)[0]

    def sentence(self, about: float = 0.0) -> str:
        """Return a sentence of about `about` words, or of a random length where that is 0."""
        words = about * self._chance.gauss(1.0, 0.12) if about else self._chance.lognormvariate(2.75, 0.6)
        count = max(2, min(90, round(words)))
        return (
            " ".join(self._chance.choices(self._words, cum_weights=self._weights, k=count)).capitalize() + "."
        )


def _rows(beads: int, chance: random.Random) -> list[tuple[list[str], list[str]]]:
    words = _Words(chance)
    shapes = chance.choices([*_SHAPES], [*_SHAPES.values()], k=beads)
    rows = []
    for at, (sources, targets) in enumerate(shapes):
        if at % _CHAPTER == 0:
            rows.append(([words.sentence(3)], [words.sentence(3)]))
        elif at % _LINK in (5, 45):  # the two ends of a moved passage
            rows.append(([words.sentence()], []) if at % _LINK == 5 else ([], [words.sentence()]))
        else:
            source = [words.sentence() for _ in range(sources)]
            length = sum(text.count(" ") + 1 for text in source)
            rows.append((source, [words.sentence(length / max(1, targets)) for _ in range(targets)]))
    return rows


def _judged(shapes: list[tuple[int, int]], chance: random.Random) -> Iterator[Bead]:
    """Yield a bead for each row: most are certain, some doubtful, some decided by a user."""
    done = [0, 0]
    for at, (sources, targets) in enumerate(shapes):
        ids = [
            tuple(range(first, first + count)) for first, count in zip(done, (sources, targets), strict=True)
        ]
        done = [done[0] + sources, done[1] + targets]
        link = at // _LINK if at % _LINK in (5, 45) and at // _LINK * _LINK + 45 < len(shapes) else None
        sure = chance.uniform(0.9, 1.0) if chance.random() < 0.9 else chance.random()
        status = Status.ACCEPTED if link is None and chance.random() < 0.05 else Status.OPEN
        note = "to be looked at again" if chance.random() < 0.002 else ""
        yield Bead(ids[0], ids[1], sure, status, note, chance.random() < 0.001, link)


def _written(name: SideName, language: str, rows: list[list[str]]) -> tuple[Side, File]:
    """Return the side with the texts `rows[at]` in row `at`, and its file; chapters begin with a heading."""
    blocks: list[Block] = []
    segments: list[Segment] = []
    text = ""

    def end(kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        nonlocal text
        if text:
            blocks.append(Block(kind, text, (("line", len(blocks) + 1),), int(kind is BlockKind.HEADING)))
            text = ""

    for at, sentences in enumerate(rows):
        if at % _CHAPTER % _PARAGRAPH == 0:
            end()
        for sentence in sentences:
            text += " " * bool(text)
            segments.append(Segment(len(segments), len(blocks), len(text), len(text) + len(sentence)))
            text += sentence
        if at % _CHAPTER == 0:
            end(BlockKind.HEADING)
    end()
    data = "\n\n".join(block.text for block in blocks).encode()
    digest = hashlib.sha256(data).hexdigest()
    document = Document(f"{name}.txt", "text", language, digest, tuple(blocks), "utf-8")
    return Side(document, tuple(segments), "rules", len(segments)), File(document.name, data)


def _paragraphs(sentences: list[str]) -> str:
    parts = (sentences[at : at + _PARAGRAPH] for at in range(0, len(sentences), _PARAGRAPH))
    return "\n\n".join(map(" ".join, parts)) + "\n"
