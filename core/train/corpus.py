"""Parallel text as it is stored in a data folder, and the part of it held out for evaluation.

english.txt.xz         one sentence per line; its number from 0 is its id
<language>.tsv.xz      id, translation, source of the pair
direct/<xx-yy>.tsv.xz  pairs of translations without English
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
"""Pairs per language that training never sees."""

_WORDS_HELD_OUT = 20  # one in this many English words of the lexicons

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts of one language and the ids of the English lines they translate, int64 (n,), ascending.

    `registers` int8 (n,) holds each pair's index in `core.train.registers.REGISTERS`.
    """

    language: str
    english: Ids
    texts: tuple[str, ...]
    registers: npt.NDArray[np.int8]


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of an xz-compressed text file without line ends."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def english(folder: Path) -> list[str]:
    """Return every English line, indexed by id."""
    return list(lines(folder / "english.txt.xz"))


def languages(folder: Path) -> list[str]:
    """Return the languages with translations of English, in alphabetical order."""
    return sorted(path.name.removesuffix(".tsv.xz") for path in folder.glob("*.tsv.xz"))


def pairs(folder: Path, language: str) -> Pairs:
    """Return all pairs of a language with English."""
    rows = [line.split("\t") for line in lines(folder / f"{language}.tsv.xz")]
    places = {tag: REGISTERS.index(register(tag)) for tag in {row[2] for row in rows}}
    return Pairs(
        language,
        np.array([int(row[0]) for row in rows], np.int64),
        tuple(row[1] for row in rows),
        np.array([places[row[2]] for row in rows], np.int8),
    )


def two_columns(path: Path) -> tuple[list[str], list[str]]:
    """Return the first two columns of a table of direct pairs or of a lexicon."""
    rows = [line.split("\t") for line in lines(path)]
    return [row[0] for row in rows], [row[1] for row in rows]


def second_column(path: Path) -> Iterator[str]:
    """Return the translations in a file of pairs with English."""
    for line in lines(path):
        yield line.split("\t")[1]


def words_held_out(words: list[str]) -> npt.NDArray[np.bool_]:
    """Return the mask of lexicon entries that training never sees, bool (n,): the same English words in all
    languages."""
    return np.array([crc32(word.lower().encode()) % _WORDS_HELD_OUT == 0 for word in words], np.bool_)


def left_out(path: Path | None) -> dict[str, Ids]:
    """Read a table of file and line and return the lines that training skips, by file name within the data
    folder."""
    if path is None:
        return {}
    found: dict[str, list[int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, number = line.split("\t")[:2]
        found.setdefault(name, []).append(int(number))
    return {name: np.array(numbers, np.int64) for name, numbers in found.items()}


def held_out(ids: Ids, lines: int, seed: int, count: int = HELD_OUT) -> Ids:
    """Return the English ids that a language holds out for evaluation: at most `count`, at most an eighth of
    its own.

    `lines` is the number of English lines. All languages rank the ids alike, so that the same English lines
    are held out in as many languages as possible, and little is lost when all of them are removed from
    training together.
    """
    distinct = np.unique(ids)
    rank = np.random.default_rng(seed).permutation(lines)
    return np.sort(distinct[np.argsort(rank[distinct], kind="stable")][: min(count, len(distinct) // 8)])
