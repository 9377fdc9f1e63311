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
from zlib import crc32

import numpy as np
import numpy.typing as npt

from core.train.registers import REGISTERS, register

HELD_OUT = 1_000
"""Pairs a language that training never sees."""

_WORDS_HELD_OUT = 20  # one of so many English words of the lexicons

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts of one language and the ids of the English lines they translate, int64 (n,), ascending.

    `registers` int8 (n,) is each pair's place in `core.train.registers.REGISTERS`.
    """

    language: str
    english: Ids
    texts: tuple[str, ...]
    registers: npt.NDArray[np.int8]


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
    places = {tag: REGISTERS.index(register(tag)) for tag in {row[2] for row in rows}}
    return Pairs(
        language,
        np.array([int(row[0]) for row in rows], np.int64),
        tuple(row[1] for row in rows),
        np.array([places[row[2]] for row in rows], np.int8),
    )


def two_columns(path: Path) -> tuple[list[str], list[str]]:
    """The first two columns of a table: direct pairs, or a lexicon's."""
    rows = [line.split("\t") for line in lines(path)]
    return [row[0] for row in rows], [row[1] for row in rows]


def second_column(path: Path) -> Iterator[str]:
    """The translations of a file of pairs with English."""
    for line in lines(path):
        yield line.split("\t")[1]


def words_held_out(words: list[str]) -> npt.NDArray[np.bool_]:
    """Which entries of a lexicon training never sees, bool (n,): the same English words in all languages."""
    return np.array([crc32(word.lower().encode()) % _WORDS_HELD_OUT == 0 for word in words], np.bool_)


def left_out(path: Path | None) -> dict[str, Ids]:
    """Lines that training skips, by the file's name within the data folder, from a table of file and line."""
    if path is None:
        return {}
    found: dict[str, list[int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, number = line.split("\t")[:2]
        found.setdefault(name, []).append(int(number))
    return {name: np.array(numbers, np.int64) for name, numbers in found.items()}


def held_out(ids: Ids, lines: int, seed: int, count: int = HELD_OUT) -> Ids:
    """The English ids a language keeps for judging: at most `count`, at most an eighth of its own.

    `lines` is the number of English lines. All languages rank the ids alike, so that the same English lines
    are kept in as many as possible, and little is lost when all of them are taken out of training together.
    """
    distinct = np.unique(ids)
    rank = np.random.default_rng(seed).permutation(lines)
    return np.sort(distinct[np.argsort(rank[distinct], kind="stable")][: min(count, len(distinct) // 8)])
