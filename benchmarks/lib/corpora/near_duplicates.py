"""Search for texts that are the same as, or nearly the same as, known texts.

Texts are compared by their units: the words that the built-in encoder's tokeniser looks up (NFKC, lower case,
folded, no punctuation), or single characters where a script is written without spaces. Two texts match

- exactly, if all units are equal;
- nearly, if at least 5 units a side (10 characters) are left equal once one unit is taken out of either or
  both, or if the shorter has at least 8 units (16 characters) and at least .8 of its runs of 8 (16) units
  occur in the longer.

Everything is compared by 64-bit hashes of runs of units, taken from running sums of a polynomial (Karp and
Rabin 1987), so that a run's hash, also with one unit left out, costs a few array operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.encode.tokenizer import Tokenizer, marked

LEAST_UNITS, LEAST_CHARACTERS = 5, 10
RUN_UNITS, RUN_CHARACTERS = 8, 16
CONTAINED = 0.8

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_FILTER_BITS = 26
_FIRST_UNSPACED = "\u0e01"  # the least letter of the scripts without spaces, Thai ko kai


@dataclass(frozen=True, slots=True)
class Signatures:
    """The hashes of texts: `whole` uint64 (texts,), 0 for a text without units; `run_counts` int64 (texts,).

    `near` and `runs` hold several per text: uint64 hashes, int64 indices of the texts.
    """

    whole: Hashes
    near: tuple[Hashes, Ints]
    runs: tuple[Hashes, Ints]
    run_counts: Ints


def signatures(tokenizer: Tokenizer, texts: Sequence[str]) -> Signatures:
    """Compute the hashes of texts. They are valid in this process only."""
    values, bounds, unspaced = _units(tokenizer, texts)
    starts, ends = bounds[:-1], bounds[1:]
    sizes = ends - starts
    powers: Hashes = np.cumprod(np.full(len(values) + 1, _BASE, np.uint64), dtype=np.uint64)
    inverses: Hashes = np.cumprod(np.full(len(values) + 1, _INVERSE, np.uint64), dtype=np.uint64)
    sums: Hashes = np.concatenate(([np.uint64(0)], np.cumsum(values * powers[:-1], dtype=np.uint64)))
    whole: Hashes = (sums[ends] - sums[starts]) * inverses[starts]

    owner = np.repeat(np.arange(len(texts)), sizes)
    long_enough = sizes >= np.where(unspaced, LEAST_CHARACTERS, LEAST_UNITS)
    out = np.flatnonzero(long_enough[owner])
    start, end = starts[owner[out]], ends[owner[out]]
    less_one: Hashes = sums[out] - sums[start] + (sums[end] - sums[out + 1]) * np.uint64(_INVERSE)
    near = (
        np.concatenate((whole[long_enough], less_one * inverses[start])),
        np.concatenate((np.flatnonzero(long_enough), owner[out])),
    )
    width = np.where(unspaced, RUN_CHARACTERS, RUN_UNITS)
    at = np.flatnonzero(np.arange(len(values)) + width[owner] <= ends[owner])
    runs: Hashes = (sums[at + width[owner[at]]] - sums[at]) * inverses[at]
    return Signatures(whole, near, (runs, owner[at]), np.maximum(sizes - width + 1, 0))


def _units(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Hashes, Ints, npt.NDArray[np.bool_]]:
    """Return the hash of every unit, the bounds of each text, and True for texts mostly written unspaced."""
    values: list[int] = []
    bounds = [0]
    unspaced = np.zeros(len(texts), bool)
    for at, text in enumerate(texts):
        words = tokenizer.words(text)
        if text.isascii() or max(text) < _FIRST_UNSPACED:
            values += map(hash, words)
        else:
            characters = others = 0
            for word in words:
                if word[0] >= _FIRST_UNSPACED and marked(word) == word:
                    values += map(hash, word)
                    characters += len(word)
                else:
                    values.append(hash(word))
                    others += 1
            unspaced[at] = characters > others
        bounds.append(len(values))
    return np.array(values, np.int64).astype(np.uint64), np.array(bounds, np.int64), unspaced


class Known:
    """The texts that others are compared with."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        self._tokenizer = tokenizer
        self._size = len(texts)
        found = signatures(tokenizer, texts)
        with_units = np.flatnonzero(found.whole)
        self._whole = _Index(found.whole[with_units], with_units)
        self._near = _Index(*found.near)
        self._runs = _Index(*found.runs)
        self._run_counts = found.run_counts

    def matches(self, texts: Sequence[str]) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
        """Return each match's index in `texts`, its index among the known texts, and True if it is exact."""
        found = signatures(self._tokenizer, texts)
        exact, _ = self._pairs(self._whole, found.whole, np.arange(len(texts)))
        near, _ = self._pairs(self._near, *found.near)
        pairs, common = self._pairs(self._runs, *found.runs)
        fewest = np.minimum(found.run_counts[pairs // self._size], self._run_counts[pairs % self._size])
        near = np.union1d(near, pairs[common >= CONTAINED * fewest])
        every = np.union1d(exact, near)
        return every // self._size, every % self._size, np.isin(every, exact)

    def _pairs(self, index: "_Index", hashes: Hashes, owners: Ints) -> tuple[Ints, Ints]:
        """Return pairs of indices, each once and as one number, and how many different hashes they share."""
        at, there = index.hits(hashes)
        _, pairs = _unique(hashes[at], owners[at] * self._size + there)
        found, shared = np.unique(pairs, return_counts=True)
        return found, shared


class _Index:
    """An index of the hashes of known texts; a table of bits avoids most searches."""

    def __init__(self, hashes: Hashes, owners: Ints) -> None:
        self._hashes, self._owners = _unique(hashes, owners)
        self._maybe = np.zeros(1 << _FILTER_BITS, bool)
        self._maybe[_bucket(self._hashes)] = True

    def hits(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """Return the indices of the hashes that are known, and their owners among the known texts."""
        passed = np.flatnonzero(self._maybe[_bucket(hashes)])
        sought = hashes[passed]
        first = np.searchsorted(self._hashes, sought, "left")
        counts = np.searchsorted(self._hashes, sought, "right") - first
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
        return np.repeat(passed, counts), self._owners[places]


def _bucket(hashes: Hashes) -> Ints:
    return (hashes >> np.uint64(64 - _FILTER_BITS)).astype(np.int64)


def _unique(hashes: Hashes, owners: Ints) -> tuple[Hashes, Ints]:
    """Return each pair of hash and owner once, in order of the hashes."""
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    new = np.ones(len(hashes), bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    return hashes[new], owners[new]
