"""Long texts with their translations: the development documents, then shuffled sentence pairs."""

import lzma
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lib.gold.documents import documents, sets

_FIRST = "hun-1984-dev"  # a whole novel, so that the first thousands of lines are one text


def long_texts(data: Path, size: int) -> tuple[list[str], list[str]]:
    """Return `size` lines of a text and of its translation. No line of the pairs repeats an earlier one.

    Stops the program where the data folder holds fewer lines.
    """
    names = [name for name in sets(data) if name.endswith("-dev")]
    sides: tuple[list[str], list[str]] = ([], [])
    for name in sorted(names, key=lambda name: (name != _FIRST, name)):
        for document in documents(data, name):
            for lines, path in zip(sides, (document.source, document.target), strict=True):
                lines += path.read_text("utf-8").splitlines()
    seen = set(sides[0]), set(sides[1])
    pairs = _shuffled_pairs(data) if min(map(len, sides)) < size else iter(())
    for pair in pairs:
        if min(map(len, sides)) >= size:
            break
        if not any(text in known for text, known in zip(pair, seen, strict=True)):
            for lines, known, text in zip(sides, seen, pair, strict=True):
                lines.append(text)
                known.add(text)
    if min(map(len, sides)) < size:
        raise SystemExit(f"{data} holds only {min(map(len, sides)):,} lines a side, not {size:,}")
    return sides[0][:size], sides[1][:size]


def _shuffled_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Yield sentences and their translations, shuffled, one language pair after the other."""
    order = random.Random(0)
    paths = sorted((data / "train/direct").glob("*.tsv.xz"))
    order.shuffle(paths)
    for path in paths:
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").strip("\n").split("\n")
        order.shuffle(lines)
        for line in lines:
            source, target = line.split("\t")[:2]
            yield source, target
