"""Descriptions of model folders before anything heavy is loaded. Runs without torch."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.encode import folder, open_encoder
from core.encode.layouts import Dense, Layout, described
from core.errors import ModelMissing, WrongShape

BERT = {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 8}
MODULES = ["Transformer", "Pooling", "Dense", "Normalize"]


def put(path: Path, told: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told), encoding="utf-8")


def plain(path: Path, config: dict[str, Any]) -> Path:
    put(path / "config.json", config)
    (path / "model.safetensors").write_bytes(b"")
    return path


def sentence_transformers(path: Path, kinds: list[str], pooling: dict[str, Any]) -> Path:
    plain(path, {**BERT, "model_type": "xlm-roberta"})
    modules = [
        {
            "idx": at,
            "name": str(at),
            "path": f"{at}_{kind}" if at else "",
            "type": f"sentence_transformers.models.{kind}",
        }
        for at, kind in enumerate(kinds)
    ]
    put(path / "modules.json", modules)
    put(path / "1_Pooling" / "config.json", pooling)
    put(path / "2_Dense" / "config.json", {"activation_function": "torch.nn.modules.activation.Tanh"})
    return path


def test_a_plain_bert_folder_gives_its_pooled_output(tmp_path: Path) -> None:
    assert described(plain(tmp_path, BERT)) == Layout(tmp_path, "pooler")


def test_a_sentence_transformers_folder_is_followed(tmp_path: Path) -> None:
    path = sentence_transformers(
        tmp_path, MODULES, {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    )
    put(path / "sentence_bert_config.json", {"max_seq_length": 256, "do_lower_case": True})
    prompts = {"prompts": {"query": "query: ", "": "no"}, "default_prompt_name": "query"}
    put(path / "config_sentence_transformers.json", prompts)
    dense = (Dense(path / "2_Dense", "tanh"),)
    assert described(path) == Layout(path, "cls", dense, 256, True, "query: ")


@pytest.mark.parametrize(
    ("pooling", "expected"),
    [
        ({"pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": False}, "mean"),
        ({"pooling_mode": "mean"}, "mean"),
        ({"pooling_mode": "cls"}, "cls"),
    ],
)
def test_poolings_of_old_and_new_folders(tmp_path: Path, pooling: dict[str, Any], expected: str) -> None:
    assert described(sentence_transformers(tmp_path, MODULES[:2], pooling)).pooling == expected


@pytest.mark.parametrize(
    "pooling",
    [{"pooling_mode": "lasttoken"}, {"pooling_mode_max_tokens": True}, {}, {"pooling_mode_cls_token": False}],
)
def test_a_pooling_that_is_not_known_is_refused(tmp_path: Path, pooling: dict[str, Any]) -> None:
    with pytest.raises(WrongShape, match="uses a kind of pooling that Diglot does not know"):
        described(sentence_transformers(tmp_path, MODULES[:2], pooling))


@pytest.mark.parametrize("kinds", [["StaticEmbedding"], ["Transformer", "Pooling", "LSTM"]])
def test_a_module_that_is_not_known_is_named(tmp_path: Path, kinds: list[str]) -> None:
    with pytest.raises(WrongShape, match=f"“{kinds[-1]}”"):
        described(sentence_transformers(tmp_path, kinds, {"pooling_mode": "mean"}))


def test_a_layer_that_is_not_known_is_named(tmp_path: Path) -> None:
    path = sentence_transformers(tmp_path, MODULES, {"pooling_mode": "mean"})
    put(path / "2_Dense" / "config.json", {"activation_function": "torch.nn.modules.activation.GELU"})
    with pytest.raises(WrongShape, match="“GELU”"):
        described(path)


@pytest.mark.parametrize("kind", ["gpt2", "xlm-roberta"])
def test_a_plain_folder_of_another_kind_is_named(tmp_path: Path, kind: str) -> None:
    with pytest.raises(WrongShape, match=f"“{kind}”"):
        described(plain(tmp_path, {"model_type": kind}))


def test_program_code_in_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongShape, match="program code of its own"):
        described(plain(tmp_path, {**BERT, "auto_map": {"AutoModel": "mine.Model"}}))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="nowhere” does not exist"):
        open_encoder(str(tmp_path / "nowhere"))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(ModelMissing, match=r"model\.bin” is a file"):
        open_encoder(str(tmp_path / "model.bin"))


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(WrongShape, match="contains no model"):
        open_encoder(str(tmp_path))


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_a_damaged_description_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text, encoding="utf-8")
    with pytest.raises(WrongShape, match=r"“config\.json” that cannot be read"):
        open_encoder(str(tmp_path))


def test_a_module_without_its_file_is_told(tmp_path: Path) -> None:
    path = sentence_transformers(tmp_path, MODULES, {"pooling_mode": "mean"})
    (path / "1_Pooling" / "config.json").unlink()
    with pytest.raises(WrongShape, match=r"is missing its file “1_Pooling/config\.json”"):
        described(path)


def test_modules_outside_the_folder_are_refused(tmp_path: Path) -> None:
    path = sentence_transformers(tmp_path / "model", MODULES[:2], {"pooling_mode": "mean"})
    put(tmp_path / "else" / "config.json", BERT)
    put(
        path / "modules.json",
        [{"path": "../else", "type": "a.Transformer"}, {"path": "1_Pooling", "type": "a.Pooling"}],
    )
    with pytest.raises(WrongShape, match="outside"):
        described(path)


def test_a_folder_without_weights_is_told(tmp_path: Path) -> None:
    (plain(tmp_path, BERT) / "model.safetensors").unlink()
    with pytest.raises(ModelMissing, match="contains no weights"):
        described(tmp_path)


def test_the_command_that_installs_what_runs_a_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "find_spec", lambda name: None)
    with pytest.raises(ModelMissing, match=r"python3 start\.py models"):
        open_encoder(str(plain(tmp_path, BERT)))
