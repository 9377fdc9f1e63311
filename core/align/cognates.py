"""Symbols that both texts share: numbers in any numerals, and names and other words with a common stem.

Each symbol that occurs on both sides gets a random row of signs; a segment's row is the sum over its symbols,
so the dot product of two runs' rows approximates the weight of what they share, and rows of runs can be
added.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.numerals import numbers
from core.transliterate import stem

_WIDTH = 128
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """The shared symbols of one side. `rows` (n, width) float32 can be added over runs; `mass` (n,) float32
    is their weight."""

    rows: NDArray[np.float32]
    mass: NDArray[np.float32]


def shared_numbers(source: Sequence[str], target: Sequence[str]) -> tuple[Shared, Shared]:
    """Return the numbers of both sides."""
    found = [[numbers(text) for text in texts] for texts in (source, target)]
    values = [{number.value for in_text in side for number in in_text} for side in found]
    # a number in words or letters that the other side never writes as a number is no evidence
    kept = [
        [[number.value for number in in_text if number.digits or number.value in other] for in_text in side]
        for side, other in zip(found, reversed(values), strict=True)
    ]
    return _rows(kept[0]), _rows(kept[1])


def shared_cognates(source: Sequence[str], target: Sequence[str]) -> tuple[Shared, Shared]:
    """Return the stems that occur on both sides and are not frequent."""
    found = [[_stems(text) for text in texts] for texts in (source, target)]
    counts = [Counter(symbol for stems in side for symbol in stems) for side in found]
    most = [max(3, _COMMON * len(side)) for side in found]
    rare = {
        symbol
        for symbol in counts[0].keys() & counts[1].keys()
        if counts[0][symbol] <= most[0] and counts[1][symbol] <= most[1]
    }
    kept = [[sorted(stems & rare) for stems in side] for side in found]
    return _rows(kept[0]), _rows(kept[1])


def _rows(symbols: Sequence[Sequence[str]]) -> Shared:
    rows = np.zeros((len(symbols), _WIDTH), np.float32)
    for at, found in enumerate(symbols):
        for symbol in found:
            rows[at] += _signs(symbol)
    return Shared(rows, np.array([len(found) for found in symbols], np.float32))


@lru_cache(maxsize=1 << 14)
def _signs(symbol: str) -> NDArray[np.float32]:
    seed = zlib.crc32(symbol.encode("utf-8", "surrogatepass"))
    signs = np.random.default_rng(seed).integers(0, 2, _WIDTH)
    out: NDArray[np.float32] = ((2 * signs - 1) / np.sqrt(_WIDTH)).astype(np.float32)
    return out


def _stems(text: str) -> set[str]:
    # a decomposed diacritic would cut the word in two
    return {stem(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))}
