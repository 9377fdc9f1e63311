"""Parallel text as training reads it, and the lines it keeps for judging."""

import lzma
from pathlib import Path

import numpy as np
import pytest

from core.encode.tokenizer import Tokenizer
from core.train import corpus, material
from core.train.contrast import drawn
from core.train.folds import folds
from core.train.tokens import LONGEST, bags, cut
from tests.core.encode.test_tokenizer import PIECES

WORDS = ("the", "house", "19", "8", "4", "e", "h")


def packed(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode("utf-8")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Parallel text in the layout of `core.train.corpus`: 800 English lines, two languages, words, pairs."""
    english = [f"the {WORDS[at % 7]} {at}" for at in range(800)]
    packed(tmp_path / "english.txt.xz", english)
    packed(tmp_path / "de.tsv.xz", [f"{at}\t{line} e\tmade" for at, line in enumerate(english)])
    packed(tmp_path / "zh.tsv.xz", [f"{at}\t灯塔{at}\tmade" for at in range(0, 800, 2)])
    packed(tmp_path / "lexicon" / "de.tsv.xz", [f"house {at}\the {at}\tmade" for at in range(90)])
    packed(tmp_path / "direct" / "de-zh.tsv.xz", [f"the {at}\t灯{at}" for at in range(70)])
    return tmp_path


@pytest.fixture
def tokenizer() -> Tokenizer:
    return Tokenizer(PIECES, folds())


def gathered(folder: Path, tokenizer: Tokenizer, work: Path) -> material.Material:
    return material.gather(folder, tokenizer, 1, work, lambda line: None)


def test_pairs_keep_ids_and_letters(folder: Path) -> None:
    pairs = corpus.pairs(folder, "zh")
    assert pairs.english[:3].tolist() == [0, 2, 4]
    assert pairs.texts[:3] == ("灯塔0", "灯塔2", "灯塔4")
    assert corpus.languages(folder) == ["de", "zh"]


def test_no_judged_english_line_is_trained_on(folder: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    found = gathered(folder, tokenizer, tmp_path / "cut")
    judged = {int(row) for pairing in found.judging for row in pairing.left_rows}
    assert [len(pairing) for pairing in found.judging] == [100, 50]
    trained = {
        int(row) for pairing in found.training if pairing.kind == "english" for row in pairing.left_rows
    }
    assert not judged & trained
    through = next(pairing for pairing in found.training if pairing.kind == "through")
    assert not judged & {int(row) for row in through.left_rows}  # German's row is the English line here


def test_all_kinds_of_pairs_have_their_share(folder: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    found = gathered(folder, tokenizer, tmp_path / "cut")
    odds = material.chances(found.training)
    for kind, share in material.SHARES.items():
        assert sum(
            odds[at] for at, pairing in enumerate(found.training) if pairing.kind == kind
        ) == pytest.approx(share)


def test_texts_once_cut_are_read_back(folder: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    first = gathered(folder, tokenizer, tmp_path / "cut")
    again = gathered(folder, tokenizer, tmp_path / "cut")
    for one, other in zip(first.training, again.training, strict=True):
        np.testing.assert_array_equal(one.right.ids, other.right.ids)
        np.testing.assert_array_equal(one.right_rows, other.right_rows)


def test_bags_give_their_pieces_end_to_end(tokenizer: Tokenizer, tmp_path: Path) -> None:
    made = bags(["the house", "", "灯塔", "e" * 500], tokenizer, tmp_path / "kept.npz")
    pieces, lengths = made.take(np.array([2, 0, 1]))
    assert pieces.tolist() == tokenizer.ids("灯塔 the house")
    assert lengths.tolist() == [1, 2, 0]
    assert made.take(np.array([3]))[1].tolist() == [LONGEST]


@pytest.mark.parametrize("seed", range(6))
def test_a_batch_is_two_halves_that_translate_each_other(seed: int) -> None:
    # Each text is one piece told by its line, so that a bag tells which lines it was joined from.
    one = Tokenizer([*PIECES, *((f"▁{chr(0x561 + at)}", -1.0) for at in range(30))], folds())
    texts = [chr(0x561 + at) for at in range(30)]
    both = cut(texts, one)
    rows = np.arange(30)
    batch = drawn(material.Pairing("x", "english", both, rows, both, rows), 8, np.random.default_rng(seed))
    half = len(batch.starts) // 2
    found = np.split(batch.pieces, batch.starts[1:])
    for left, right in zip(found[:half], found[half:], strict=True):
        assert left.tolist() == right.tolist()
        assert 1 <= len(left) <= 3
    assert len(set(batch.pieces[: batch.starts[half]].tolist())) == batch.starts[half]


def test_texts_that_say_the_same_are_no_negatives() -> None:
    one = Tokenizer(PIECES, folds())
    left, right = cut(["the", "house", "the", ""], one), cut(["灯", "塔", "灯塔", "e"], one)
    rows = np.arange(4)
    batch = drawn(material.Pairing("x", "lexicon", left, rows, right, rows), 4, np.random.default_rng(1))
    assert len(batch.starts) == 6  # the pair with an empty side is left out
    assert batch.same is not None
    assert batch.same.sum() == 2
    assert not batch.same.diagonal().any()
