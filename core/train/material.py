"""Training material as pairings: rows of one set of texts that translate rows of another."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode.tokenizer import Tokenizer
from core.train import corpus
from core.train.cutting import cut_all
from core.train.registers import REGISTERS, SCRIPTURE, SENTENCES, SOFTWARE, STORIES
from core.train.tokens import Bags, bags

RowIndices = npt.NDArray[np.int64]
Say = Callable[[str], None]

SHARES = {"english": 0.59, "through": 0.13, "direct": 0.08, "lexicon": 0.20}
"""Shares of batches by kind: with English, through a shared English line, without English, words."""

LIKED = {SENTENCES: 1.5, SCRIPTURE: 0.7, STORIES: 1.3, SOFTWARE: 0.6}
"""Factors for the shares of batches by register, applied on top of the number of pairs."""

POWER = 0.6
"""Within a kind, a pairing's share grows with this power of its size, so that small languages are
represented."""

_THROUGH_LANGUAGES = 24
_FEWEST = 64  # fewest pairs that are worth a batch


@dataclass(frozen=True, slots=True)
class Pairing:
    """Texts in which row i of `left_rows` in `left` translates row i of `right_rows` in `right`; neither is
    empty.

    `registers` int8 (n,) holds indices into `REGISTERS`; a pairing for training has a single register, or
    words.
    """

    name: str
    kind: str
    left: Bags
    left_rows: RowIndices
    right: Bags
    right_rows: RowIndices
    registers: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.left_rows)

    def only(self, chosen: npt.NDArray[np.bool_]) -> "Pairing":
        """Return the pairing with some of its rows."""
        return replace(
            self,
            left_rows=self.left_rows[chosen],
            right_rows=self.right_rows[chosen],
            registers=self.registers[chosen],
        )


@dataclass(frozen=True, slots=True)
class Material:
    """Pairings for training and for evaluation.

    `judging` are pairings of held-out lines, each English line once, and `words` pairings of lexicon words.
    """

    training: tuple[Pairing, ...]
    judging: tuple[Pairing, ...]
    words: tuple[Pairing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Language:
    name: str
    english: RowIndices
    registers: npt.NDArray[np.int8]
    bags: Bags
    judges: npt.NDArray[np.bool_]
    free: npt.NDArray[np.bool_]  # rows that may be trained on


def gather(
    folder: Path, tokenizer: Tokenizer, seed: int, work: Path, say: Say, leave_out: Path | None = None
) -> Material:
    """Return all pairings of a data folder. No English line used for evaluation is trained on in another
    language.

    `leave_out` names lines that are not trained on (`core.train.corpus.left_out`), because they are too
    similar to lines of a test.
    """
    cut_all(folder, tokenizer, work, say)
    english = bags((), tokenizer, work / "english.npz")
    skipped = corpus.left_out(leave_out)
    pairs = [corpus.pairs(folder, name) for name in corpus.languages(folder)]
    kept = {one.language: corpus.held_out(one.english, len(english), seed) for one in pairs}
    judged = np.unique(np.concatenate(list(kept.values()))) if kept else np.empty(0, np.int64)
    found = [
        _Language(
            one.language,
            one.english,
            one.registers,
            bags((), tokenizer, work / f"{one.language}.npz"),
            _firsts_of(one.english, kept[one.language]),
            ~np.isin(one.english, judged) & _not_in(len(one.texts), skipped.get(f"{one.language}.tsv.xz")),
        )
        for one in pairs
    ]
    training = [_with_english(language, english, language.free) for language in found]
    training += _through_english(found)
    tables = {
        kind: [
            _table(path, kind, tokenizer, work, skipped) for path in sorted((folder / kind).glob("*.tsv.xz"))
        ]
        for kind in ("lexicon", "direct")
    }
    training += [free for both in tables.values() for free, _ in both]
    judging = [_with_english(language, english, language.judges) for language in found]
    return Material(
        tuple(part for pairing in training for part in _by_register(pairing) if len(part) >= _FEWEST),
        tuple(pairing for pairing in judging if len(pairing)),
        tuple(held for _, held in tables["lexicon"] if len(held)),
    )


def without(material: Material, what: Iterable[str]) -> Material:
    """Return the material without some kinds of training pairs or registers."""
    left = frozenset(what)
    return replace(
        material,
        training=tuple(
            pairing
            for pairing in material.training
            if pairing.kind not in left and (pairing.kind == "lexicon" or register_of(pairing) not in left)
        ),
    )


def chances(pairings: tuple[Pairing, ...]) -> npt.NDArray[np.float64]:
    """Return the probability that each pairing provides a batch, float64 (pairings,), with sum 1.

    Each kind has its share; within it, each language the power of its number of pairs; within that, each
    register.
    """
    liked = [1.0 if pairing.kind == "lexicon" else LIKED[register_of(pairing)] for pairing in pairings]
    weights = np.array([like * len(pairing) ** POWER for like, pairing in zip(liked, pairings, strict=True)])
    groups: dict[tuple[str, str], list[int]] = {}
    for at, pairing in enumerate(pairings):
        groups.setdefault((pairing.kind, pairing.name), []).append(at)
    for places in groups.values():
        whole = sum(len(pairings[at]) for at in places)
        weights[places] *= whole**POWER / weights[places].sum()
    for kind, share in SHARES.items():
        these = np.array([pairing.kind == kind for pairing in pairings])
        if these.any():
            weights[these] *= share / weights[these].sum()
    chosen: npt.NDArray[np.float64] = weights / weights.sum()
    return chosen


def register_of(pairing: Pairing) -> str:
    """Return the register of a pairing that has a single one."""
    return REGISTERS[pairing.registers[0]]


def _with_english(language: _Language, english: Bags, chosen: npt.NDArray[np.bool_]) -> Pairing:
    rows = np.flatnonzero(chosen)
    return _full(
        Pairing(
            language.name,
            "english",
            english,
            language.english[rows],
            language.bags,
            rows,
            language.registers[rows],
        )
    )


def _firsts_of(ids: RowIndices, kept: RowIndices) -> npt.NDArray[np.bool_]:
    first = np.zeros(len(ids), np.bool_)
    first[np.unique(ids, return_index=True)[1]] = True
    return first & np.isin(ids, kept)


def _not_in(count: int, numbers: RowIndices | None) -> npt.NDArray[np.bool_]:
    free = np.ones(count, np.bool_)
    if numbers is not None:
        free[numbers] = False
    return free


def _through_english(found: list[_Language]) -> list[Pairing]:
    largest = sorted(found, key=lambda language: -len(language.english))[:_THROUGH_LANGUAGES]
    return [_shared(*two) for two in itertools.combinations(largest, 2)]


def _shared(one: _Language, other: _Language) -> Pairing:
    _, left, right = np.intersect1d(one.english, other.english, return_indices=True)
    free = one.free[left] & other.free[right]
    left, right = left[free], right[free]
    name = f"{one.name}-{other.name}"
    return _full(Pairing(name, "through", one.bags, left, other.bags, right, one.registers[left]))


def _table(
    path: Path, kind: str, tokenizer: Tokenizer, work: Path, skipped: dict[str, npt.NDArray[np.int64]]
) -> tuple[Pairing, Pairing]:
    """Divide a table of pairs into training and held-out pairs."""
    name = path.name.removesuffix(".tsv.xz")
    left, right = (bags((), tokenizer, work / kind / f"{name}-{side}.npz") for side in ("left", "right"))
    free = _not_in(len(left), skipped.get(f"{kind}/{path.name}"))
    held = np.zeros(len(left), np.bool_)
    if kind == "lexicon":
        held = corpus.words_held_out(corpus.two_columns(path)[0])
    rows = np.arange(len(left))
    registers = np.full(len(rows), REGISTERS.index(SENTENCES), np.int8)
    whole = Pairing(name, kind, left, rows, right, rows, registers)
    return _full(whole.only(free & ~held)), _full(whole.only(held))


def _full(pairing: Pairing) -> Pairing:
    """Return the pairs without those of which one half has no piece."""
    lengths = [
        bags_.starts[rows + 1] - bags_.starts[rows]
        for bags_, rows in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows))
    ]
    return pairing.only((lengths[0] > 0) & (lengths[1] > 0))


def _by_register(pairing: Pairing) -> list[Pairing]:
    return [pairing.only(pairing.registers == place) for place in np.unique(pairing.registers)]
