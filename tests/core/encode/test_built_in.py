"""The encoder that ships: what letters it tells apart, and whether translations lie near each other."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from core.encode import BUILT_IN, open_encoder
from core.encode.tokenizer import load

PAIRS = (
    ("The doctor opened the window.", "Der Arzt öffnete das Fenster.", "医生打开了窗户。"),
    ("My brother lives in London.", "Mein Bruder lebt in London.", "我的兄弟住在伦敦。"),
    ("She bought three red apples.", "Sie kaufte drei rote Äpfel.", "她买了三个红苹果。"),
    ("The train leaves at nine o'clock.", "Der Zug fährt um neun Uhr ab.", "火车九点出发。"),
    ("I do not know the answer.", "Ich kenne die Antwort nicht.", "我不知道答案。"),
    ("The dog is sleeping under the table.", "Der Hund schläft unter dem Tisch.", "狗在桌子下面睡觉。"),
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The lighthouse keeper's", ["▁the", "▁lighthouse", "▁keep", "er", "▁s"]),
        ("Wärter", ["▁w", "är", "ter"]),
        ("女儿 1984年に", ["女", "儿", "198", "4", "年", "に"]),
        ("ἡ τοῦ ΦΎΛΑΚΟΣ", ["▁η", "▁του", "▁φυλ", "α", "κοσ"]),
        ("ของคน", ["ของ", "คน"]),
        ("ꙮ", ["<0xEA>", "<0x99>", "<0xAE>"]),
    ],
)
def test_letters_are_cut_as_they_were_in_training(text: str, pieces: list[str]) -> None:
    folder = files("resources") / "encoder"
    assert load(Path(str(folder / "tokenizer.json"))).split(text) == pieces


def test_the_folder_is_small_and_holds_nothing_that_runs() -> None:
    found = {file.name: len(file.read_bytes()) for file in (files("resources") / "encoder").iterdir()}
    assert set(found) == {"config.json", "tokenizer.json", "model.safetensors", "card.md"}
    assert sum(found.values()) <= 12_000_000


def test_a_translation_is_the_nearest_text() -> None:
    encoder = open_encoder(BUILT_IN)
    english, german, chinese = (encoder.encode(texts) for texts in zip(*PAIRS, strict=True))
    for one, other in ((english, german), (english, chinese), (german, chinese)):
        assert (one @ other.T).argmax(axis=1).tolist() == list(range(len(PAIRS)))


def test_case_width_and_points_do_not_matter() -> None:
    encoder = open_encoder(BUILT_IN)
    for one, other in (("LONDON 1984", "ｌｏｎｄｏｎ １９８４"), ("λόγος", "ΛΟΓΟΣ"), ("كِتَاب", "كتاب")):
        np.testing.assert_array_equal(*encoder.encode([one, other]))
