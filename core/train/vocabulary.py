"""Training of the sub-word vocabulary: a unigram model over a sample in which small languages are
represented."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

from core.encode.tokenizer import MARK, SPACED, Tokenizer, marked
from core.train import corpus
from core.train.folds import folds
from core.train.registers import REGISTERS, SCRIPTURE, SENTENCES, SOFTWARE, STORIES

SIZE = 150_000
LINES = 900_000
SHARES = {SENTENCES: 0.45, SCRIPTURE: 0.15, STORIES: 0.15, SOFTWARE: 0.25}
"""Composition of a language's part of the sample by register, as far as the language has that much."""

_POWER = 0.5  # a language's share of the sample grows with the square root of its compressed size
_LONGEST = 16  # longest piece, in letters
_LETTERS = 12_000  # rarer letters are encoded as bytes
_FEWEST = 3  # less frequent pairs are not merged
_ROUNDS = 4
_SHYNESS = 2.5  # in log-probability
_LETTER = regex.compile(rf"(?V1){MARK}?{SPACED}|{MARK}")
_BYTES = [(f"<0x{byte:02X}>", 0.0) for byte in range(256)]
_CUTTER = Tokenizer([("<unk>", 0.0), *_BYTES], folds())


def learn(folder: Path, size: int = SIZE, lines: int = LINES, seed: int = 1) -> list[tuple[str, float]]:
    """Return the pieces and log-probabilities of a vocabulary of at most `size`, with the unknown piece and
    bytes first.

    Lines held out or left out of training are included: they show which words exist, not what they mean.
    Needs the extra `train`. Words are tokenised by the same code that Diglot runs.

    Seeds are the pieces of a unigram model (Kudo 2018) and those found by merging frequent pairs (Sennrich et
    al. 2016): the former has the better endings, but lacks frequent words without longer forms; it knows
    "about", but not "▁about". Hard expectation maximisation over both gives the probabilities and drops the
    rarest.
    """
    counts = Counter(
        word for text in _sample(folder, lines, seed) for word in map(marked, _CUTTER.words(text))
    )
    scores = _first_scores(_split(counts, size), _merged(counts, int(1.5 * size)))
    for left in reversed(range(_ROUNDS)):
        used = _uses(_shy(scores), counts)
        if left == 1:
            best = sorted(used, key=lambda piece: (len(piece) == 1, used[piece], piece))
            used = {piece: used[piece] for piece in best[1 + len(_BYTES) - size :]}
        whole = math.log(sum(used.values()))
        scores = {piece: math.log(use) - whole for piece, use in used.items() if use}
    found = sorted(_shy(scores), key=lambda item: (-item[1], item[0]))
    return [("<unk>", 0.0), *_BYTES, *found]


def _split(counts: Counter[str], size: int) -> list[str]:
    """Return the pieces of a unigram model, most probable first."""
    from tokenizers import models, trainers

    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        special_tokens=["<unk>"],
        unk_token="<unk>",
        max_piece_length=_LONGEST,
        show_progress=False,
    )
    found = _trained(models.Unigram(), trainer, counts)
    return [piece for piece, _ in sorted(found, key=lambda item: -item[1]) if piece != "<unk>"]


def _merged(counts: Counter[str], size: int) -> list[str]:
    """Return letters and the pieces found by merging frequent pairs, most frequent first."""
    from tokenizers import models, trainers

    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=_FEWEST,
        limit_alphabet=_LETTERS,
        max_token_length=_LONGEST,
        show_progress=False,
    )
    ranks = _trained(models.BPE(), trainer, counts)
    return sorted(ranks, key=lambda piece: ranks[piece])


def _trained(model: Any, trainer: Any, counts: Counter[str]) -> Any:
    from tokenizers import Tokenizer as Learner
    from tokenizers import pre_tokenizers

    learner = Learner(model)
    learner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    learner.train_from_iterator((" ".join([word] * count) for word, count in counts.items()), trainer)
    return json.loads(learner.to_str())["model"]["vocab"]  # nothing else distinguishes scores from ranks


def _first_scores(*rankings: list[str]) -> dict[str, float]:
    """Estimate scores by Zipf's law from a piece's best rank."""
    scores: dict[str, float] = {}
    for pieces in rankings:
        for rank, piece in enumerate(pieces):
            scores[piece] = max(scores.get(piece, -math.inf), -math.log(rank + 10.0))
    return scores


def _shy(scores: dict[str, float]) -> list[tuple[str, float]]:
    """Return the scores with single letters of alphabets made improbable, because a bag of letters carries no
    meaning."""
    return [
        (piece, round(score - _SHYNESS * bool(_LETTER.fullmatch(piece)), 3))
        for piece, score in scores.items()
    ]


def _uses(pieces: list[tuple[str, float]], counts: Counter[str]) -> dict[str, int]:
    """Return how often each piece is used when the words are tokenised with these scores; letters at least
    once."""
    cutter = Tokenizer([("<unk>", 0.0), *_BYTES, *pieces], folds())
    used = np.zeros(len(pieces) + 1 + len(_BYTES), np.int64)
    for word, count in counts.items():
        np.add.at(used, cutter.ids(word), count)
    return {
        piece: max(int(use), int(len(piece) == 1))
        for (piece, _), use in zip(pieces, used[1 + len(_BYTES) :], strict=True)
    }


def _sample(folder: Path, total: int, seed: int) -> Iterator[str]:
    """Return lines of English and of every language, in each language's own mixture of registers."""
    chance = np.random.default_rng(seed)
    names = corpus.languages(folder)
    sizes = {name: (folder / f"{name}.tsv.xz").stat().st_size for name in names}
    whole = sum(size**_POWER for size in sizes.values())
    english = corpus.english(folder)
    heard = np.full(len(english), REGISTERS.index(SOFTWARE), np.int8)
    for name in names:
        pairs = corpus.pairs(folder, name)
        chosen = mixed(pairs.registers, int(total * sizes[name] ** _POWER / whole), chance)
        yield from (pairs.texts[at] for at in chosen)
        np.minimum.at(heard, pairs.english, pairs.registers)
    yield from (english[at] for at in mixed(heard, total // 12, chance))


def mixed(registers: npt.NDArray[np.int8], count: int, chance: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return at most `count` positions, drawn so that each register has its share; what one lacks, the others
    share."""
    shares = np.array([SHARES[name] for name in REGISTERS])[registers]
    held = np.bincount(registers, minlength=len(REGISTERS))[registers]
    order = np.argsort(chance.exponential(held / shares), kind="stable")  # sampling without replacement
    return np.sort(order[:count])
