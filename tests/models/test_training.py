"""The whole recipe on a tiny corpus, and the parts of it that need torch or tokenizers."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer as HuggingFace
from torch.nn import functional

from core.encode import open_encoder
from core.encode.tokenizer import layout, load
from core.errors import WrongShape
from core.train import make
from core.train.__main__ import main
from core.train.contrast import Recipe, State, _step, neighbours
from core.train.draw import drawn
from core.train.folds import folds
from core.train.margin import loss_and_slope
from core.train.material import Pairing
from core.train.tokens import Bags
from tests.core.encode.test_tokenizer import PIECES
from tests.core.train.test_corpus import packed

NOUNS = {"lamp": "Lampe", "house": "Haus", "tree": "Baum", "ship": "Schiff", "book": "Buch", "bird": "Vogel"}
VERBS = {
    "sees": "sieht",
    "has": "hat",
    "wants": "will",
    "paints": "malt",
    "sells": "verkauft",
    "finds": "findet",
}
NAMES = {"Anna": "Anna", "Peter": "Peter", "Maria": "Maria", "Tom": "Tom", "Eva": "Eva", "Karl": "Karl"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    english, german = [], []
    for name in NAMES:
        for verb in VERBS:
            for noun in NOUNS:
                for number in (3, 7):
                    english.append(f"{name} {verb} {number} {noun}s")
                    german.append(f"{NAMES[name]} {VERBS[verb]} {number} {NOUNS[noun]}")
    packed(folder / "train" / "english.txt.xz", english)
    packed(folder / "train" / "de.tsv.xz", [f"{at}\t{line}\tmade" for at, line in enumerate(german)])
    return folder


def order(data: Path, at: Path, steps: int) -> make.Order:
    return make.Order(
        data / "train", at / "out", at / "work", pieces=340, dimension=16, steps=steps, sample=2_000
    )


def silent(line: str) -> None:
    pass


def test_a_tiny_training_finds_translations(data: Path, tmp_path: Path) -> None:
    scores = make.encoder(order(data, tmp_path, 120), "2026-01-01", silent)
    assert scores["de"].share > 0.9
    encoder = open_encoder(str(tmp_path / "out"))
    likeness = (
        encoder.encode(["Anna sees 3 ships", "Tom has 7 birds"])
        @ encoder.encode(["Anna sieht 3 Schiff", "Tom hat 7 Vogel"]).T
    )
    assert likeness.argmax(axis=1).tolist() == [0, 1]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "card.md",
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    }
    assert "| de | 54 |" in (tmp_path / "out" / "card.md").read_text(encoding="utf-8")


def test_a_training_can_be_repeated_and_resumed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.encoder(order(data, tmp_path / "once", 12), "2026-01-01", silent)
    make.encoder(order(data, tmp_path / "twice", 12), "2026-01-01", silent)
    monkeypatch.setattr("core.train.contrast._CHECKPOINT_SECONDS", 0.0)

    def interrupting(line: str) -> None:
        if line.startswith("step 10"):
            raise KeyboardInterrupt

    monkeypatch.setattr("core.train.contrast._EVERY", 5)
    stopping = order(data, tmp_path / "resumed", 12)
    with pytest.raises(KeyboardInterrupt):
        make.encoder(stopping, "2026-01-01", interrupting)
    said: list[str] = []
    make.encoder(stopping, "2026-01-01", said.append)
    assert [line[:8] for line in said if line.startswith("step")] == ["step 10,", "step 12,"]
    once, twice, resumed = (
        (tmp_path / name / "out" / "model.safetensors").read_bytes() for name in ("once", "twice", "resumed")
    )
    assert once == twice == resumed


def test_the_card_tells_the_command(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "left-out.tsv"
    table.write_text("de.tsv.xz\t5\n", encoding="utf-8")
    make.encoder(
        replace(order(data, tmp_path, 1), leave_out=table, without=("lexicon",)), "2026-01-01", silent
    )
    told = (tmp_path / "out" / "card.md").read_text(encoding="utf-8")
    expected = "--steps 1 --seed 1 --pieces 340 --dimension 16 --without lexicon --leave-out FILE\n"
    assert f"python -m core.train --data FOLDER --out FOLDER {expected}" in told


def test_another_trainings_checkpoint_is_refused(data: Path, tmp_path: Path) -> None:
    begun = order(data, tmp_path, 2)
    make.encoder(begun, "2026-01-01", silent)
    with pytest.raises(WrongShape, match="another training"):
        make.encoder(replace(begun, seed=2), "2026-01-01", silent)
    make.encoder(replace(begun, steps=3), "2026-01-01", silent)


def test_the_program_says_what_it_lacks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIGLOT_DATA", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main(["--out", "nowhere"])
    assert stopped.value.code == 2
    assert "DIGLOT_DATA" in capsys.readouterr().err


@pytest.mark.parametrize("altered", [False, True])
def test_the_written_gradient_is_that_of_the_loss(altered: bool) -> None:
    torch.manual_seed(0)
    sums = torch.randn(80 if altered else 40, 12, requires_grad=True)
    same = torch.zeros(20, 20, dtype=torch.bool)
    same[3, 5] = same[5, 3] = True
    left, right, *twins = functional.normalize(sums).split(20)
    likeness = 25.0 * (left @ right.T - 0.1 * torch.eye(20))
    by_row = likeness = likeness.masked_fill(same, -1e4)
    by_column = likeness.T
    if altered:
        by_row = torch.cat([by_row, 25.0 * (left * twins[1]).sum(1, keepdim=True)], 1)
        by_column = torch.cat([by_column, 25.0 * (right * twins[0]).sum(1, keepdim=True)], 1)
    own = torch.arange(20)
    loss = functional.cross_entropy(by_row, own) + functional.cross_entropy(by_column, own)
    loss.backward()
    found, slope = loss_and_slope(sums.detach(), same, 25.0, 0.1, altered)
    assert found == pytest.approx(float(loss.detach()), rel=1e-5)
    torch.testing.assert_close(slope, sums.grad, atol=1e-5, rtol=1e-4)


def test_runs_are_joined_though_they_are_as_many_as_their_lines() -> None:
    cut = Bags(np.array([1, 2, 1, 3], np.uint32), np.arange(5))  # two runs a side, of one line and of three
    rows = np.arange(4)
    pairing = Pairing("x", "english", cut, rows, cut, rows, np.zeros(4, np.int8))
    batches = (drawn(pairing, 2, np.random.default_rng(seed)) for seed in range(500))
    batch = next(one for one in batches if one.altered and len(one.firsts) == len(one.starts))
    table = torch.eye(5) + 0.1

    def sums(firsts: np.ndarray, counts: np.ndarray) -> torch.Tensor:
        pieces = [batch.pieces[a : a + n] for a, n in zip(firsts, counts, strict=True)]
        return torch.stack([table[torch.from_numpy(one)].sum(0) for one in pieces])

    same = None if batch.same is None else torch.from_numpy(batch.same)
    expected, _ = loss_and_slope(sums(batch.firsts, batch.counts), same, 25.0, 0.1, True)
    state = State(table.clone(), torch.zeros(5, 5), torch.zeros(5, 5))
    assert _step(state, batch, 1e-3, Recipe(5, 5)) == pytest.approx(expected, rel=1e-5)


def test_a_gathered_batch_is_of_lines_that_lie_together() -> None:
    cut = Bags(np.arange(800, dtype=np.uint32) % 8, np.arange(801))  # eight bundles of equal lines
    rows = np.arange(800)
    pairing = Pairing("x", "english", cut, rows, cut, rows, np.zeros(800, np.int8))
    found = neighbours(torch.eye(8), pairing, 50, np.random.default_rng(1))
    assert len(set(found.tolist())) == 50
    assert len(set((found % 8).tolist())) <= 4  # of the 200 lines that it chooses from, 25 are of a bundle
    few = neighbours(torch.eye(8), pairing, 500, np.random.default_rng(1))
    assert len(set(few.tolist())) == 500  # too few to choose from


def test_hugging_face_cuts_as_we_do(tmp_path: Path) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps(layout(PIECES, folds()), ensure_ascii=False), encoding="utf-8")
    theirs, ours = HuggingFace.from_file(str(file)), load(file)
    for text in (
        "The house, the HOUSE: hhouse!",
        "λόγος ΛΌΓΟΣ Ὁ λύχνος",
        "灯塔灯the灯塔 1984灯 １９８٤",
        "▁▁the soft\u00adhouse é İstanbul x̂ 🙂",
        "कित्येक שָׁלוֹם كِتَاب ไฟที่ท่าเรือ ភាសាខ្មែរ မြန်မာ",
    ):
        assert theirs.encode(text).tokens == ours.split(text)


def test_another_seed_makes_other_vectors(data: Path, tmp_path: Path) -> None:
    one = order(data, tmp_path / "one", 3)
    other = replace(order(data, tmp_path / "other", 3), seed=2)
    for made in (one, other):
        make.encoder(made, "2026-01-01", silent)
    vectors = [open_encoder(str(made.out)).encode(["Anna sees 3 ships"]) for made in (one, other)]
    assert not np.allclose(*vectors)
