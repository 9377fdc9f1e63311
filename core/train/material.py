"""Everything there is to learn from, as pairings: rows of one set of texts that translate rows of another."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode.tokenizer import Tokenizer
from core.train import corpus
from core.train.tokens import Bags, bags

Rows = npt.NDArray[np.int64]
Say = Callable[[str], None]

SHARES = {"english": 0.66, "through": 0.18, "direct": 0.07, "lexicon": 0.09}
"""How often a batch is of which kind: with English, through a shared English line, without it, words."""

POWER = 0.6
"""Within a kind, a pairing's share grows with this power of its pairs: small languages are heard too."""

_THROUGH_LANGUAGES = 24
_FEWEST = 64  # pairs that make a batch worth its while


@dataclass(frozen=True, slots=True)
class Pairing:
    """Row i of `left_rows` in `left` translates row i of `right_rows` in `right`."""

    name: str
    kind: str
    left: Bags
    left_rows: Rows
    right: Bags
    right_rows: Rows

    def __len__(self) -> int:
        return len(self.left_rows)


@dataclass(frozen=True, slots=True)
class Material:
    """What is trained on, and what is judged by: pairings of the lines held out, each English line once."""

    training: tuple[Pairing, ...]
    judging: tuple[Pairing, ...]


@dataclass(frozen=True, slots=True)
class _Language:
    name: str
    english: Rows
    bags: Bags
    kept: Rows


def gather(folder: Path, tokenizer: Tokenizer, seed: int, work: Path, say: Say) -> Material:
    """All pairings of a data folder. No English line that judges one language is trained on in another."""
    say("cutting English")
    english = bags(corpus.english(folder), tokenizer, work / "english.npz")
    found = []
    for name in corpus.languages(folder):
        say(f"cutting {name}")
        pairs = corpus.pairs(folder, name)
        kept = corpus.held_out(pairs.english, len(english), seed)
        found.append(_Language(name, pairs.english, bags(pairs.texts, tokenizer, work / f"{name}.npz"), kept))
    judged = (
        np.unique(np.concatenate([language.kept for language in found])) if found else np.empty(0, np.int64)
    )
    training = [_with_english(language, english, ~np.isin(language.english, judged)) for language in found]
    judging = [_with_english(language, english, _firsts_of(language)) for language in found]
    training += _through_english(found, judged)
    for kind in ("lexicon", "direct"):
        say(f"cutting {kind}")
        training += [_table(path, kind, tokenizer, work) for path in sorted((folder / kind).glob("*.tsv.xz"))]
    return Material(
        tuple(pairing for pairing in training if len(pairing) >= _FEWEST),
        tuple(pairing for pairing in judging if len(pairing)),
    )


def chances(pairings: tuple[Pairing, ...]) -> npt.NDArray[np.float64]:
    """How often each pairing gives a batch, float64 (pairings,), adding up to 1."""
    weights = np.array([len(pairing) ** POWER for pairing in pairings])
    for kind, share in SHARES.items():
        these = np.array([pairing.kind == kind for pairing in pairings])
        if these.any():
            weights[these] *= share / weights[these].sum()
    chosen: npt.NDArray[np.float64] = weights / weights.sum()
    return chosen


def _with_english(language: _Language, english: Bags, chosen: npt.NDArray[np.bool_]) -> Pairing:
    rows = np.flatnonzero(chosen)
    return Pairing(language.name, "english", english, language.english[rows], language.bags, rows)


def _firsts_of(language: _Language) -> npt.NDArray[np.bool_]:
    first = np.zeros(len(language.english), np.bool_)
    first[np.unique(language.english, return_index=True)[1]] = True
    return first & np.isin(language.english, language.kept)


def _through_english(found: list[_Language], judged: Rows) -> list[Pairing]:
    largest = sorted(found, key=lambda language: -len(language.english))[:_THROUGH_LANGUAGES]
    return [_shared(*two, judged) for two in itertools.combinations(largest, 2)]


def _shared(one: _Language, other: _Language, judged: Rows) -> Pairing:
    ids, left, right = np.intersect1d(one.english, other.english, return_indices=True)
    free = ~np.isin(ids, judged)
    return Pairing(f"{one.name}-{other.name}", "through", one.bags, left[free], other.bags, right[free])


def _table(path: Path, kind: str, tokenizer: Tokenizer, work: Path) -> Pairing:
    name = path.name.removesuffix(".tsv.xz")
    columns = corpus.two_columns(path)
    left, right = (
        bags(column, tokenizer, work / kind / f"{name}-{side}.npz")
        for side, column in zip(("left", "right"), columns, strict=True)
    )
    rows = np.arange(len(left))
    return Pairing(name, kind, left, rows, right, rows)
