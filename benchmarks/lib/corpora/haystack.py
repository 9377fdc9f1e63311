"""Translation pairs hidden among other lines, for miners to find.

tests/pud/<language>.txt, tests/ntrex/<code>.txt.xz     line-aligned
tests/tatoeba/<xxx>.tsv                                 English, other
gold/<set>-dev/                                         see `gold/documents.py`; the one-to-one beads
train/english.txt.xz, train/<language>.tsv.xz           the other lines: id, translation, source

The other lines of the two sides come from different English lines. That is not enough: Bibles, phrase books
and interfaces repeat themselves in many English lines. So the English ones come from `PROSE` alone,
collections of news and encyclopaedias where that does not happen.
"""

import lzma
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.lib.gold.documents import documents, sets

PROSE = ("mlqe-pe", "indian-pc", "softcatala-gv", "korean-pc", "xquad")
PROSE_IN = ("bn", "ca", "de", "et", "hi", "ko", "ml", "ne", "ro", "ru", "si", "ta", "te", "ur", "zh")
TEST = {
    "ar": ("ar", "arb"), "de": ("de", "deu"), "es": ("es", "spa"), "fi": ("fi", "fin"), "fr": ("fr", "fra"),
    "hi": ("hi", "hin"), "ja": ("ja", "jpn"), "pl": ("pl", "pol"), "ru": ("ru", "rus"), "tr": ("tr", "tur"),
    "zh": ("zh-Hant", "zho-CN"),
}  # fmt: skip
"""The names of languages in PUD and NTREX."""

Pairs = Sequence[tuple[str, str]]
"""English lines and their translations."""


class Haystack(NamedTuple):
    """The lines of both sides, shuffled, and the index of each English line's translation, if it has one."""

    english: list[str]
    other: list[str]
    gold: dict[int, int]


def test_pairs(data: Path, language: str) -> Pairs:
    """Return the lines of PUD and NTREX with their translations."""
    pud, ntrex = TEST[language]
    english = [*_lines(data / "tests/pud/en.txt"), *_lines(data / "tests/ntrex/eng.txt.xz")]
    other = [*_lines(data / f"tests/pud/{pud}.txt"), *_lines(data / f"tests/ntrex/{ntrex}.txt.xz")]
    return list(zip(english, other, strict=True))


def tatoeba_pairs(data: Path, code: str) -> Pairs:
    """Return the lines of LASER's Tatoeba test."""
    rows = [line.split("\t") for line in _lines(data / f"tests/tatoeba/{code}.tsv")]
    return [(row[0], row[1]) for row in rows]


def gold_pairs(data: Path, language: str) -> Pairs:
    """Return the one-to-one beads of the development sets of a language and English."""
    found = []
    for document in (one for name in sets(data) if name.endswith("-dev") for one in documents(data, name)):
        sides = {path.suffix[1:]: path for path in (document.source, document.target)}
        if set(sides) == {"en", language}:
            english, other = (sides[side].read_text("utf-8").split("\n") for side in ("en", language))
            turned = document.source.suffix == ".en"
            ones = [
                bead if turned else bead[::-1] for bead in document.beads() if tuple(map(len, bead)) == (1, 1)
            ]
            found += [(english[a[0]], other[b[0]]) for a, b in ones]
    return list(dict.fromkeys(found))


def hidden(data: Path, language: str, pairs: Pairs, times: int, rng: np.random.Generator) -> Haystack:
    """Hide pairs among `times` as many other lines of about the same length, on both sides."""
    rows = [line.split("\t") for line in _lines(data / f"train/{language}.tsv.xz")]
    ids = np.array([int(row[0]) for row in rows])
    all_english = english_lines(data)
    free = np.setdiff1d(prose_ids(data), ids)  # translated into other languages only
    english = _drawn([all_english[at] for at in free.tolist()], [one for one, _ in pairs], times, rng)
    other = _drawn([row[1] for row in rows], [one for _, one in pairs], times, rng)
    left = rng.permutation(len(pairs) + len(english))
    right = rng.permutation(len(pairs) + len(other))
    sides = [one for one, _ in pairs] + english, [one for _, one in pairs] + other
    places = np.argsort(left)[: len(pairs)].tolist(), np.argsort(right)[: len(pairs)].tolist()
    return Haystack(
        [sides[0][at] for at in left], [sides[1][at] for at in right], dict(zip(*places, strict=True))
    )


def _drawn(texts: Sequence[str], like: Sequence[str], times: int, rng: np.random.Generator) -> list[str]:
    """Draw lines about as long as `like`; the longest of the shorter ones if there are not enough."""
    sizes = np.array([len(text) for text in texts])
    least, most = np.percentile([len(text) for text in like], [5, 95])
    fitting = np.flatnonzero((sizes >= least) & (sizes <= most))
    count = min(times * len(like), int((sizes <= most).sum()))
    if len(fitting) < count:
        fitting = np.argsort(-np.where(sizes <= most, sizes, 0), kind="stable")[:count]
    return [texts[at] for at in rng.choice(fitting, count, replace=False).tolist()]


@cache
def english_lines(data: Path) -> list[str]:
    """Return the English lines of the training text, by id."""
    return _lines(data / "train/english.txt.xz")


@cache
def prose_ids(data: Path) -> np.ndarray:
    """Return the ids of the English lines of `PROSE`, which are translated into `PROSE_IN`."""
    found = set[int]()
    for language in PROSE_IN:
        for line in _lines(data / f"train/{language}.tsv.xz"):
            number, _, tag = line.split("\t")
            if tag.startswith(PROSE):
                found.add(int(number))
    return np.array(sorted(found))


def _lines(path: Path) -> list[str]:
    packed = path.read_bytes()
    text = lzma.decompress(packed) if path.suffix == ".xz" else packed
    return text.decode("utf-8").removesuffix("\n").split("\n")
