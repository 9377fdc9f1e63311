"""The encoder that ships: what letters it tells apart, and whether translations lie near each other."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from core.encode import BUILT_IN, open_encoder
from core.encode.tokenizer import load

ROOT = Path(__file__).parents[3]
BYTE = re.compile("<0x[0-9A-F]{2}>$")
PAIRS = (
    ("The doctor opened the window.", "Der Arzt öffnete das Fenster.", "医生打开了窗户。"),
    ("My brother lives in London.", "Mein Bruder lebt in London.", "我的兄弟住在伦敦。"),
    ("She bought three red apples.", "Sie kaufte drei rote Äpfel.", "她买了三个红苹果。"),
    ("The train leaves at nine o'clock.", "Der Zug fährt um neun Uhr ab.", "火车九点出发。"),
    ("I do not know the answer.", "Ich kenne die Antwort nicht.", "我不知道答案。"),
    ("The dog is sleeping under the table.", "Der Hund schläft unter dem Tisch.", "狗在桌子下面睡觉。"),
)


HOLDS = {"config.json", "tokenizer.json", "card.md", "quality.tsv"}

CHILD = """
import sys
from core.encode import BUILT_IN, open_encoder
assert open_encoder(BUILT_IN).encode(["The lamp went out.", "灯又灭了。"]).any(axis=1).all()
print(*sorted({"torch", "transformers", "tokenizers"} & sys.modules.keys()))
"""


def spelt(pieces: list[str]) -> str:
    """Pieces put together again, bytes made letters."""
    parts = [bytes([int(piece[3:5], 16)]) if BYTE.match(piece) else piece.encode() for piece in pieces]
    return b"".join(parts).decode()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("The lighthouse keeper's", "▁the▁lighthouse▁keeper▁s"),
        ("Wärter", "▁wärter"),
        ("女儿 1984年に", "女儿1984年に"),
        ("ἡ τοῦ ΦΎΛΑΚΟΣ", "▁η▁του▁φυλακοσ"),
        ("ของคน", "ของคน"),
        ("ꙮ", "▁ꙮ"),
    ],
)
def test_letters_are_matched_as_they_were_in_training(text: str, letters: str) -> None:
    pieces = load(Path(str(files("resources") / "encoder" / "tokenizer.json"))).split(text)
    assert spelt(pieces).removeprefix("▁") == letters.removeprefix("▁")


def test_common_words_are_one_piece() -> None:
    cutter = load(Path(str(files("resources") / "encoder" / "tokenizer.json")))
    for word in ("the", "house", "und", "les", "女", "του"):
        assert len(cutter.ids(word)) == 1


def test_the_folder_is_small_and_holds_nothing_that_runs() -> None:
    found = {file.name: len(file.read_bytes()) for file in (files("resources") / "encoder").iterdir()}
    assert {name for name in found if not name.endswith(".safetensors")} <= HOLDS
    assert sum(found.values()) <= 48_000_000


def test_encoding_needs_no_torch() -> None:
    run = subprocess.run([sys.executable, "-c", CHILD], check=True, capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.split() == []


def test_a_translation_is_the_nearest_text() -> None:
    encoder = open_encoder(BUILT_IN)
    english, german, chinese = (encoder.encode(texts) for texts in zip(*PAIRS, strict=True))
    for one, other in ((english, german), (english, chinese), (german, chinese)):
        assert (one @ other.T).argmax(axis=1).tolist() == list(range(len(PAIRS)))


def test_case_width_and_points_do_not_matter() -> None:
    encoder = open_encoder(BUILT_IN)
    for one, other in (("LONDON 1984", "ｌｏｎｄｏｎ １９８４"), ("λόγος", "ΛΟΓΟΣ"), ("كِتَاب", "كتاب")):
        np.testing.assert_array_equal(*encoder.encode([one, other]))
