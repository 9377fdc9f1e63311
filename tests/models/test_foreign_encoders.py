"""Encoders from a folder, run by torch: tiny random BERTs, made on the spot and pooled by hand beside.

These tests need the extras `models` and `train`: `python3 start.py test --models`.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel, BertTokenizerFast
from transformers.utils import logging

from core.encode import open_encoder
from core.errors import WrongShape
from tests.conformance.test_encoders import CHECKS, check_no_network

logging.disable_progress_bar()  # it would leave a thread behind

TEXTS = ("the lamp went out", "the door", "a lamp on the quay went out again and again")
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *sorted({word for text in TEXTS for word in text.split()}),
]


def bert(folder: Path, pooler: bool = True, safe: bool = True) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=24,
        max_position_embeddings=32,
    )
    model = BertModel(config, add_pooling_layer=pooler)
    model.save_pretrained(folder)
    if not safe:
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def put(path: Path, told: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told), encoding="utf-8")


def sentence_transformers(folder: Path, pooling: str, dense: bool) -> Path:
    bert(folder, pooler=False)
    kinds = ["Transformer", "Pooling", *(["Dense"] if dense else []), "Normalize"]
    modules = [
        {"path": f"{at}_{kind}" if at else "", "type": f"sentence_transformers.models.{kind}"}
        for at, kind in enumerate(kinds)
    ]
    put(folder / "modules.json", modules)
    put(folder / "1_Pooling" / "config.json", {f"pooling_mode_{pooling}": True})
    if dense:
        layer = torch.nn.Linear(16, 6)
        put(folder / "2_Dense" / "config.json", {"activation_function": "torch.nn.modules.activation.Tanh"})
        torch.save(
            {f"linear.{k}": v for k, v in layer.state_dict().items()},
            folder / "2_Dense" / "pytorch_model.bin",
        )
    return folder


def states(folder: Path, text: str) -> tuple[Any, Any]:
    """The model's own last states (pieces, 16) and pooled output (16) of one text."""
    model, cutter = BertModel.from_pretrained(folder).eval(), BertTokenizerFast.from_pretrained(folder)
    with torch.no_grad():
        told = model(**cutter(text, return_tensors="pt"))
    return told.last_hidden_state[0], told.pooler_output[0]


def likeness(one: np.ndarray, other: Any) -> float:
    other = np.asarray(other)
    return float(one @ other / np.linalg.norm(other))


@pytest.mark.parametrize("safe", [True, False])
def test_a_plain_bert_folder_gives_its_pooled_output(tmp_path: Path, safe: bool) -> None:
    folder = bert(tmp_path / "LEALLA-tiny", safe=safe)
    encoder = open_encoder(str(folder))
    assert (encoder.name, encoder.dimension) == ("LEALLA-tiny", 16)
    safe_folder = bert(tmp_path / "again")
    for text, vector in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        assert likeness(vector, states(safe_folder, text)[1]) == pytest.approx(1, abs=1e-5)


def test_mean_pooling_leaves_padding_out(tmp_path: Path) -> None:
    folder = sentence_transformers(tmp_path / "mean", "mean_tokens", dense=False)
    for text, vector in zip(TEXTS, open_encoder(str(folder)).encode(TEXTS), strict=True):
        assert likeness(vector, states(folder, text)[0].mean(0)) == pytest.approx(1, abs=1e-5)


def test_a_first_piece_goes_through_the_dense_layer(tmp_path: Path) -> None:
    folder = sentence_transformers(tmp_path / "cls", "cls_token", dense=True)
    encoder = open_encoder(str(folder))
    assert encoder.dimension == 6
    kept = torch.load(folder / "2_Dense" / "pytorch_model.bin", weights_only=True)
    for text, vector in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        expected = torch.tanh(kept["linear.weight"] @ states(folder, text)[0][0] + kept["linear.bias"])
        assert likeness(vector, expected.detach()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_keeps_the_promises_of_every_encoder(tmp_path: Path, check: Any) -> None:
    if check.__name__ == "check_texts_differ":  # this vocabulary knows hardly a word of those texts
        return
    encoder = open_encoder(str(bert(tmp_path / "bert")))
    assert check is not check_no_network or encoder.encode(TEXTS).any()
    check(encoder)


def test_a_bert_without_its_pooler_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongShape, match="could not be loaded"):
        open_encoder(str(bert(tmp_path / "half", pooler=False)))


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "config.json"])
@pytest.mark.parametrize("content", [b"not at all", b"{}"])
def test_damaged_files_are_told(tmp_path: Path, file: str, content: bytes) -> None:
    folder = bert(tmp_path / "bert")
    (folder / file).write_bytes(content)
    with pytest.raises(WrongShape):
        open_encoder(str(folder))


def test_weights_that_would_run_code_are_refused(tmp_path: Path) -> None:
    folder = bert(tmp_path / "bert")
    (folder / "model.safetensors").unlink()
    torch.save({"embeddings": Path("/")}, folder / "pytorch_model.bin")
    with pytest.raises(WrongShape, match="could not be loaded"):
        open_encoder(str(folder))
