"""The whole recipe of the static encoder: vocabulary, material, vectors, folder and card."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode import tokenizer
from core.train import card, contrast, evaluate, material, shrink, vocabulary
from core.train.evaluate import Found
from core.train.folds import folds
from core.train.material import Material, Say

PIECES = vocabulary.SIZE
DIMENSION = 256


@dataclass(frozen=True, slots=True)
class Order:
    """Options of a run; see the program's `--help`."""

    data: Path
    out: Path
    work: Path
    pieces: int = PIECES
    dimension: int = DIMENSION
    minutes: float = 60.0
    steps: int = 0
    seed: int = 1
    sample: int = vocabulary.LINES
    leave_out: Path | None = None
    without: tuple[str, ...] = ()


def encoder(order: Order, day: str, say: Say) -> dict[str, Found]:
    """Write an encoder's folder and return its retrieval on held-out lines by language."""
    pieces, found = prepared(order, say)
    recipe = contrast.Recipe(len(pieces), order.dimension, order.minutes, order.steps, order.seed)
    learnt = contrast.learn(found, recipe, order.work / "checkpoint.pt", say)
    shrink.write(order.out, pieces, learnt.vectors)
    rows, scale = shrink.shrunk(learnt.vectors)
    whole, small = _scores(found, learnt.vectors), _scores(found, rows * scale[:, None])
    words = evaluate.of_words(found.words, rows * scale[:, None])
    result = card.Result(_command(order), learnt.steps, learnt.minutes, day, whole, small, words)
    (order.out / "card.md").write_text(card.written(recipe, found, result), encoding="utf-8")
    for name, score in small.items():
        say(f"{name} {score.share:.3f}")
    say("mean {:.4f}, of prose {:.4f}".format(*evaluate.means(small)))
    return small


def prepared(order: Order, say: Say) -> tuple[list[tuple[str, float]], Material]:
    """Return the vocabulary, its pieces and scores, and the material for training and evaluation."""
    order.work.mkdir(parents=True, exist_ok=True)
    pieces = _pieces(order, say)
    cutter = tokenizer.Tokenizer(pieces, folds())
    gathered = material.gather(order.data, cutter, order.seed, order.work / "cut", say, order.leave_out)
    return pieces, material.without(gathered, order.without)


def _command(order: Order) -> str:
    """Return the options of a run as a user would type them."""
    length = f"--steps {order.steps}" if order.steps else f"--minutes {order.minutes:g}"
    told = [length, f"--seed {order.seed}"]
    if (order.pieces, order.dimension) != (PIECES, DIMENSION):
        told.append(f"--pieces {order.pieces} --dimension {order.dimension}")
    told += [f"--without {what}" for what in order.without]
    if order.leave_out:
        told.append("--leave-out FILE")
    return " ".join(told)


def _scores(found: Material, vectors: npt.NDArray[np.float32]) -> dict[str, Found]:
    return {pairing.name: evaluate.judged(pairing, vectors) for pairing in found.judging}


def _pieces(order: Order, say: Say) -> list[tuple[str, float]]:
    kept = order.work / "pieces.json"
    if kept.is_file():
        return [(piece, score) for piece, score in json.loads(kept.read_text(encoding="utf-8"))]
    say("learning the vocabulary")
    pieces = vocabulary.learn(order.data, order.pieces, order.sample, order.seed)
    kept.write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")
    return pieces
