"""The lines on which encoders and aligners are tested, each with its row of translations.

tests/tatoeba/<xxx>.tsv   English, other
tests/ntrex/<code>.txt.xz line-aligned
tests/pud/<lang>.txt      line-aligned
gold/<set>/               see `gold/documents.py`; a bead is a row
"""

import lzma
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.lib.gold.documents import documents, sets


class Line(NamedTuple):
    """A line of a test. Lines of one set with the same row translate each other; `side` is a language."""

    set: str
    side: str
    row: int
    text: str


def lines(data: Path) -> Iterator[Line]:
    """Yield every line of every test in a data folder that is not empty."""
    return (line for line in _all(data) if line.text.strip())


def _all(data: Path) -> Iterator[Line]:
    for path in sorted((data / "tests/tatoeba").glob("???*.tsv")):
        if path.stem.islower():  # LANGS.tsv is not a test
            for row, text in enumerate(path.read_text("utf-8").strip("\n").split("\n")):
                english, other = text.split("\t")[:2]
                yield Line(f"tatoeba/{path.stem}", "eng", row, english)
                yield Line(f"tatoeba/{path.stem}", path.stem, row, other)
    for path in sorted((data / "tests/ntrex").glob("*.txt.xz")):
        yield from _column("ntrex", path.name.removesuffix(".txt.xz"), lzma.decompress(path.read_bytes()))
    for path in sorted((data / "tests/pud").glob("*.txt")):
        if path.stem.partition("-")[0].islower():  # SENT_IDS.txt is not a test
            yield from _column("pud", path.stem, path.read_bytes())
    for name in sets(data):
        yield from _gold(data, name)


def _column(name: str, side: str, packed: bytes) -> Iterator[Line]:
    for row, text in enumerate(packed.decode("utf-8").split("\n")):
        yield Line(name, side, row, text)


def _gold(data: Path, name: str) -> Iterator[Line]:
    fresh = count()
    for document in documents(data, name):
        beads = [(bead, next(fresh)) for bead in document.beads()]
        for side, path in enumerate((document.source, document.target)):
            rows = {line: row for bead, row in beads for line in bead[side]}
            for at, text in enumerate(path.read_text("utf-8").split("\n")):
                row = rows.get(at)
                yield Line(name, path.suffix[1:], next(fresh) if row is None else row, text)
