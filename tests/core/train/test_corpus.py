"""Parallel text as training reads it, and the lines it keeps for judging."""

import lzma
from pathlib import Path

import numpy as np
import pytest

from core.encode.tokenizer import Tokenizer
from core.train import corpus, material, vocabulary
from core.train.draw import RUNS, Batch, drawn, lines_of
from core.train.folds import folds
from core.train.registers import SCRIPTURE, SENTENCES, SOFTWARE
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


def lined(count: int) -> tuple[Tokenizer, material.Pairing]:
    """Texts of one piece each, told by their line, so that a batch tells which lines it was made of."""
    one = Tokenizer([*PIECES, *((f"▁{chr(0x561 + at)}", -1.0) for at in range(count))], folds())
    both = cut([chr(0x561 + at) for at in range(count)], one)
    rows = np.arange(count)
    return one, material.Pairing("x", "english", both, rows, both, rows, np.zeros(count, np.int8))


def texts(batch: Batch) -> list[list[int]]:
    """The pieces of each text of a batch, line by line."""
    lines = np.split(batch.pieces, batch.starts[1:])
    of, which = lines_of(batch)
    return [
        [int(piece) for line in which[of == at] for piece in lines[line]] for at in range(len(batch.firsts))
    ]


@pytest.mark.parametrize("seed", range(8))
def test_a_batch_is_two_halves_that_translate_each_other(seed: int) -> None:
    _, pairing = lined(30)
    batch = drawn(pairing, 8, np.random.default_rng(seed))
    found = texts(batch)
    half = len(found) // (4 if batch.altered else 2)
    assert found[:half] == found[half : 2 * half]
    assert all(1 <= len(text) <= len(RUNS) for text in found[:half])
    used = [piece for text in found[:half] for piece in text]
    assert len(set(used)) == len(used)


@pytest.mark.parametrize("seed", range(8))
def test_an_altered_run_has_one_line_too_many_or_too_few(seed: int) -> None:
    _, pairing = lined(30)
    batch = drawn(pairing, 8, np.random.default_rng(seed))
    found = texts(batch)
    if not batch.altered:
        assert {len(text) for text in found} == {1}
        return
    half = len(found) // 4
    for true, left, right in zip(found[:half], found[2 * half : 3 * half], found[3 * half :], strict=True):
        for twin in (left, right):
            shorter, longer = sorted((true, twin), key=len)
            assert len(longer) == len(shorter) + 1
            assert shorter in (longer[1:], longer[:-1])


def test_dropped_pieces_never_empty_a_line() -> None:
    one = Tokenizer(PIECES, folds())
    both = cut(["the house the house", "the", "house"], one)
    rows = np.arange(3)
    pairing = material.Pairing("x", "lexicon", both, rows, both, rows, np.zeros(3, np.int8))
    batch = drawn(pairing, 3, np.random.default_rng(1), dropped=0.9)
    assert (np.diff(batch.starts, append=len(batch.pieces)) >= 1).all()
    assert len(batch.pieces) < 2 * len(both.ids)


def test_texts_that_say_the_same_are_no_negatives() -> None:
    one = Tokenizer(PIECES, folds())
    left, right = cut(["the", "house", "the"], one), cut(["灯", "塔", "灯塔"], one)
    rows = np.arange(3)
    pairing = material.Pairing("x", "lexicon", left, rows, right, rows, np.zeros(3, np.int8))
    batch = drawn(pairing, 3, np.random.default_rng(1))
    assert batch.same is not None
    assert batch.same.sum() == 2
    assert not batch.same.diagonal().any()


def test_twins_stay_twins_when_pieces_are_dropped() -> None:
    one = Tokenizer(PIECES, folds())
    left, right = cut(["the house 19", "house the 84", "the house 19"], one), cut(["灯", "塔", "灯塔"], one)
    rows = np.arange(3)
    pairing = material.Pairing("x", "lexicon", left, rows, right, rows, np.zeros(3, np.int8))
    masks = [drawn(pairing, 3, np.random.default_rng(1), dropped=share).same for share in (0.0, 0.5)]
    assert masks[0] is not None
    assert masks[1] is not None
    assert masks[0].sum() == 2
    assert (masks[0] == masks[1]).all()


def test_held_out_words_are_judged(folder: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    found = gathered(folder, tokenizer, tmp_path / "cut")
    (held,) = found.words
    (trained,) = (pairing for pairing in found.training if pairing.kind == "lexicon")
    rows = sorted([*held.right_rows.tolist(), *trained.right_rows.tolist()])
    assert rows == list(range(90))


def test_pairs_of_which_a_half_is_empty_are_left_out(tmp_path: Path, tokenizer: Tokenizer) -> None:
    packed(tmp_path / "english.txt.xz", [f"the {at}" for at in range(100)])
    packed(tmp_path / "de.tsv.xz", [f"{at}\t{'?!' if at < 10 else 'the'}\tmade" for at in range(100)])
    found = gathered(tmp_path, tokenizer, tmp_path / "cut")
    rows = np.concatenate([pairing.right_rows for pairing in found.training + found.judging])
    assert sorted(rows.tolist()) == list(range(10, 100))


def test_a_pairing_for_training_is_of_one_register(
    folder: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    packed(
        folder / "de.tsv.xz",
        [f"{at}\t{at} e\t{('tatoeba-anki', 'ebible-pd', 'yast')[at % 3]}" for at in range(800)],
    )
    found = gathered(folder, tokenizer, tmp_path / "cut")
    kinds = [material.register_of(one) for one in found.training if (one.name, one.kind) == ("de", "english")]
    assert kinds == [SENTENCES, SCRIPTURE, SOFTWARE]
    kept = material.without(found, ["scripture", "lexicon"]).training
    assert {one.kind for one in kept} == {"english", "through", "direct"}
    assert SCRIPTURE not in {material.register_of(one) for one in kept}


def test_lines_that_are_left_out_are_not_trained_on(
    folder: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    whole = gathered(folder, tokenizer, tmp_path / "cut").training
    through = next(pairing for pairing in whole if pairing.kind == "through")
    line = int(through.right_rows[5])
    table = tmp_path / "left-out.tsv"
    table.write_text(f"zh.tsv.xz\t{line}\tnear\ndirect/de-zh.tsv.xz\t3\n", encoding="utf-8")
    less = material.gather(folder, tokenizer, 1, tmp_path / "cut", lambda line: None, table).training
    gone = {
        (one.name, one.kind): set(one.right_rows.tolist()) - set(other.right_rows.tolist())
        for one, other in zip(whole, less, strict=True)
    }
    assert gone.pop(("zh", "english")) == {line}
    assert gone.pop(("de-zh", "direct")) == {3}
    assert gone.pop(("de-zh", "through")) == {line}
    assert not any(gone.values())


def test_no_held_out_word_is_trained_on(folder: Path, tokenizer: Tokenizer, tmp_path: Path) -> None:
    held = corpus.words_held_out(corpus.two_columns(folder / "lexicon" / "de.tsv.xz")[0])
    found = gathered(folder, tokenizer, tmp_path / "cut").training
    lexicon = next(pairing for pairing in found if pairing.kind == "lexicon")
    assert held.any()
    assert set(lexicon.left_rows.tolist()) == set(np.flatnonzero(~held).tolist())


def test_a_cut_that_was_broken_off_is_made_again(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(file: Path, **arrays: object) -> None:
        Path(file).write_bytes(b"PK")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(np, "savez", broken_off)
        with pytest.raises(KeyboardInterrupt):
            bags(["the house"], tokenizer, tmp_path / "kept.npz")
    assert len(bags(["the house"], tokenizer, tmp_path / "kept.npz")) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept.npz"]


def test_the_same_english_words_are_held_out_of_all_lexicons() -> None:
    words = [f"word {at}" for at in range(2_000)]
    held = corpus.words_held_out(words)
    assert 50 < held.sum() < 150
    assert (corpus.words_held_out(words[::-1]) == held[::-1]).all()
    assert (corpus.words_held_out([word.upper() for word in words]) == held).all()


def test_a_sample_hears_every_register() -> None:
    registers = np.array([3] * 900 + [0] * 60 + [1] * 40, np.int8)
    chosen = registers[vocabulary.mixed(registers, 200, np.random.default_rng(1))]
    assert len(chosen) == 200
    shares = np.bincount(chosen, minlength=4) / 200
    assert shares[0] > 0.2  # nearly all there are
    assert shares[3] < 0.7  # of nine tenths
