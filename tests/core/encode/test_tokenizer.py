"""Cutting texts into sub-words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.encode.tokenizer import Tokenizer, layout, load
from core.train.folds import folds

FOLDS = folds()
BYTES = [(f"<0x{byte:02X}>", 0.0) for byte in range(256)]
PIECES = [
    ("<unk>", 0.0),
    *BYTES,
    ("▁", -4.0),
    ("▁the", -2.0),
    ("▁h", -5.0),
    ("h", -6.0),
    ("e", -3.0),
    ("ou", -5.0),
    ("se", -4.0),
    ("▁house", -5.0),
    ("λ", -3.0),
    ("ο", -3.0),
    ("σ", -3.0),
    ("γ", -3.0),
    ("灯", -4.0),
    ("灯塔", -5.0),
    ("塔", -4.0),
    ("19", -3.0),
    ("8", -3.0),
    ("4", -3.0),
]


@pytest.fixture
def small() -> Tokenizer:
    return Tokenizer(PIECES, FOLDS)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The house", ["▁the", "▁house"]),
        ("the-HOUSE, the!", ["▁the", "▁house", "▁the"]),
        ("house", ["▁house"]),
        ("hhouse", ["▁h", "h", "ou", "se"]),
        ("Ｔｈｅ", ["▁the"]),  # wide letters
        ("λόγος", ["▁", "λ", "ο", "γ", "ο", "σ"]),  # accent and final sigma are folded
        ("ΛΌΓΟΣ", ["▁", "λ", "ο", "γ", "ο", "σ"]),
        ("灯塔灯", ["灯塔", "灯"]),  # no mark: Chinese has no spaces
        ("the灯塔", ["▁the", "灯塔"]),
        ("1984", ["19", "8", "4"]),
        ("١٩٨٤", ["19", "8", "4"]),
        ("1984灯", ["19", "8", "4", "灯"]),
        ("soft\u00adhouse"[4:], ["▁house"]),
        ("é", ["▁", "<0xC3>", "<0xA9>"]),  # not in the vocabulary: its bytes
        ("▁the", ["▁the"]),
        ("", []),
        ("—…!?* 🙂", []),
    ],
)
def test_a_text_becomes_its_most_probable_pieces(small: Tokenizer, text: str, pieces: list[str]) -> None:
    assert small.split(text) == pieces


def test_it_is_the_same_from_its_file(small: Tokenizer, tmp_path: Path) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps(layout(PIECES, FOLDS)), encoding="utf-8")
    again = load(file)
    for text in ("The house", "λόγος", "１９٨4 灯塔灯", "Ärger", "soft\u00adhyphen"):
        assert again.ids(text) == small.ids(text)


def test_a_vocabulary_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps({"model": {"type": "BPE"}}), encoding="utf-8")
    with pytest.raises(ValueError, match="unigram"):
        load(file)


@given(st.text(max_size=60))
def test_no_text_is_unknown(text: str) -> None:
    found = Tokenizer(PIECES, FOLDS).split(text)
    assert "<unk>" not in found


@given(st.lists(st.sampled_from(["the", "house", "灯塔", "λόγος", "1984", "Ärger", "ไฟ"]), max_size=8))
def test_a_remembered_word_is_cut_as_a_new_one(words: list[str]) -> None:
    fresh, used = Tokenizer(PIECES, FOLDS), Tokenizer(PIECES, FOLDS)
    used.ids(" ".join(reversed(words)))
    assert used.ids(" ".join(words)) == fresh.ids(" ".join(words))


def test_pieces_of_words_are_pieces_of_texts(small: Tokenizer) -> None:
    assert small.ids("the house 灯塔") == small.ids("the") + small.ids("house") + small.ids("灯塔")


def test_a_word_of_a_million_letters_is_cut(small: Tokenizer) -> None:
    assert len(small.ids("e" * 1_000_000)) == 1_000_001


def test_a_long_piece_is_found_after_a_short_beginning() -> None:
    pieces = [*PIECES, ("ouseless", -1.0), ("lessness", -9.0), ("ness", -2.0), ("l", -3.0), ("s", -3.0)]
    cutter = Tokenizer([(piece, score) for piece, score in pieces], FOLDS)
    assert cutter.split("houselessness") == ["▁h", "ouseless", "ness"]


def test_words_of_several_kinds_without_a_border_are_words_apart(small: Tokenizer) -> None:
    assert small.words("Haus灯塔19λ … 灯\u00ad塔 e\u0301") == ["haus", "灯塔", "19", "λ", "灯塔", "é"]


def test_scores_above_zero_are_no_log_probabilities() -> None:
    with pytest.raises(ValueError, match="log-probabilities"):
        Tokenizer([*PIECES, ("x", 0.5)], FOLDS)
