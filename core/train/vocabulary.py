"""Learns the sub-words: a unigram model over a sample in which small languages are heard too."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from core.encode.tokenizer import Tokenizer, marked
from core.train import corpus
from core.train.folds import folds

SIZE = 50_000
LINES = 500_000
_POWER = 0.5  # a language's share of the sample grows with the root of its pairs
_LONGEST = 16
_BYTES = [(f"<0x{byte:02X}>", 0.0) for byte in range(256)]


def learn(folder: Path, size: int = SIZE, lines: int = LINES, seed: int = 1) -> list[tuple[str, float]]:
    """The pieces and log-probabilities of a vocabulary of `size`, the unknown piece and the bytes first.

    Needs the extra `train`. Words are cut by the very code that cuts them when Diglot runs.
    """
    from tokenizers import Tokenizer as Learner
    from tokenizers import models, pre_tokenizers, trainers

    learner = Learner(models.Unigram())
    learner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.UnigramTrainer(
        vocab_size=size - len(_BYTES),
        special_tokens=["<unk>"],
        unk_token="<unk>",
        max_piece_length=_LONGEST,
        show_progress=False,
    )
    learner.train_from_iterator(_words(folder, lines, seed), trainer)
    told = json.loads(learner.to_str())["model"]["vocab"]  # nothing else tells the scores
    found = [(str(piece), round(float(score), 3)) for piece, score in told if piece != "<unk>"]
    return [("<unk>", 0.0), *_BYTES, *found]


def _words(folder: Path, total: int, seed: int) -> Iterator[str]:
    cutter = Tokenizer([("<unk>", 0.0), *_BYTES], folds())
    for text in _sample(folder, total, seed):
        yield " ".join(marked(word) for word in cutter.words(text))


def _sample(folder: Path, total: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    names = corpus.languages(folder)
    sizes = {name: (folder / f"{name}.tsv.xz").stat().st_size for name in names}
    whole = sum(size**_POWER for size in sizes.values())
    english = corpus.english(folder)
    yield from chance.sample(english, min(len(english), total // 12))
    for name in names:
        texts = corpus.pairs(folder, name).texts
        yield from chance.sample(texts, min(len(texts), int(total * sizes[name] ** _POWER / whole)))
