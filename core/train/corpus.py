"""Reads parallel text as it lies in a data folder, and keeps some of it for judging.

english.txt.xz         a line a sentence; its number from 0 is its id
<language>.tsv.xz      id, translation, source of the pair
direct/<xx-yy>.tsv.xz  two translations of each other without English
lexicon/<language>.tsv.xz  English word, word, source of the pair
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

HELD_OUT = 1_000
"""Pairs a language that training never sees."""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts of one language and the ids of the English lines they translate, int64 (n,), ascending."""

    language: str
    english: Ids
    texts: tuple[str, ...]


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file packed with xz, without their ends."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def english(folder: Path) -> list[str]:
    """Every English line, at its id."""
    return list(lines(folder / "english.txt.xz"))


def languages(folder: Path) -> list[str]:
    """The languages that have translations of English, in alphabetical order."""
    return sorted(path.name.removesuffix(".tsv.xz") for path in folder.glob("*.tsv.xz"))


def pairs(folder: Path, language: str) -> Pairs:
    """All pairs of a language with English."""
    rows = [line.split("\t") for line in lines(folder / f"{language}.tsv.xz")]
    return Pairs(language, np.array([int(row[0]) for row in rows], np.int64), tuple(row[1] for row in rows))


def two_columns(path: Path) -> tuple[list[str], list[str]]:
    """The first two columns of a table: direct pairs, or a lexicon's."""
    rows = [line.split("\t") for line in lines(path)]
    return [row[0] for row in rows], [row[1] for row in rows]


def held_out(ids: Ids, lines: int, seed: int, count: int = HELD_OUT) -> Ids:
    """The English ids a language keeps for judging: at most `count`, at most an eighth of its own.

    `lines` is the number of English lines. All languages rank the ids alike, so that the same English lines
    are kept in as many as possible, and little is lost when all of them are taken out of training together.
    """
    distinct = np.unique(ids)
    rank = np.random.default_rng(seed).permutation(lines)
    return np.sort(distinct[np.argsort(rank[distinct], kind="stable")][: min(count, len(distinct) // 8)])
