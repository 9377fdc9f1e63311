"""Settings of an encoder made by others: the files in its folder that say how its model is run.

They are read without torch, so that a wrong folder is recognised before anything heavy is loaded.

Two layouts are supported: that of sentence-transformers (`modules.json`: a transformer, a pooling layer,
dense layers, a normalisation) and a plain BERT folder such as LaBSE and LEALLA, whose vector is BERT's pooled
output.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.errors import ModelMissing, WrongShape
from core.model.message import Message, message

Pooling = Literal["cls", "mean", "pooler"]
Activation = Literal["tanh", "none"]

_CHOOSE = message(
    "Choose the folder of a sentence-transformers model, or of a BERT model such as LaBSE or LEALLA."
)
_WEIGHTS = (
    "model.safetensors",
    "model.safetensors.index.json",
    "pytorch_model.bin",
    "pytorch_model.bin.index.json",
)
_POOLINGS: dict[str, Pooling] = {"pooling_mode_cls_token": "cls", "pooling_mode_mean_tokens": "mean"}
_ACTIVATIONS: dict[str, Activation] = {"Tanh": "tanh", "Identity": "none"}


@dataclass(frozen=True, slots=True)
class Dense:
    """A dense layer after the pooling: its folder and its activation function."""

    folder: Path
    activation: Activation


@dataclass(frozen=True, slots=True)
class Layout:
    """The settings with which a folder's model is run. `longest` is in pieces, 0 if the folder does
    not say."""

    transformer: Path
    pooling: Pooling
    dense: tuple[Dense, ...] = ()
    longest: int = 0
    lower: bool = False
    prompt: str = ""


def described(path: Path) -> Layout:
    """Return the layout of a folder.

    Raises `ModelMissing` if the folder or its weights do not exist, and `WrongShape` if it holds something
    other than a model that Diglot can run.
    """
    if not path.is_dir():
        what = message("is a file") if path.exists() else message("does not exist")
        raise ModelMissing(
            message("The encoder folder “{folder}” {what}.", folder=str(path), what=what),
            file=str(path),
            remedy=_CHOOSE,
        )
    if (path / "modules.json").is_file():
        layout = _sentence_transformers(path)
    elif (path / "config.json").is_file():
        layout = Layout(path, "pooler")
    else:
        raise _wrong(path, message("contains no model"))
    _check_transformer(path, layout)
    return layout


def _sentence_transformers(path: Path) -> Layout:
    modules = _json(path, path / "modules.json")
    if not isinstance(modules, list) or not all(isinstance(module, dict) for module in modules):
        raise _wrong(path, message("has a “modules.json” that is not a list of modules"))
    steps = [
        (str(module.get("type", "")).rpartition(".")[2], path / str(module.get("path", "")))
        for module in modules
    ]
    if not all(folder.resolve().is_relative_to(path.resolve()) for _, folder in steps):
        raise _wrong(path, message("points outside the folder"))
    kinds = [kind for kind, _ in steps]
    unknown = [kind for kind in kinds if kind not in ("Transformer", "Pooling", "Dense", "Normalize")]
    if unknown:
        raise _wrong(path, message("is of a kind that Diglot does not run (“{kind}”)", kind=unknown[0]))
    if kinds[:2] != ["Transformer", "Pooling"]:
        raise _wrong(path, message("does not start with a transformer and a pooling layer"))
    root, settings = steps[0][1], path / "sentence_bert_config.json"
    if (root / "sentence_bert_config.json").is_file():
        settings = root / "sentence_bert_config.json"
    found = _json(path, settings) if settings.is_file() else {}
    return Layout(
        root,
        _pooling(path, steps[1][1]),
        tuple(_dense(path, folder) for kind, folder in steps if kind == "Dense"),
        int(found.get("max_seq_length") or 0),
        bool(found.get("do_lower_case")),
        _prompt(path),
    )


def _pooling(path: Path, folder: Path) -> Pooling:
    found = _json(path, folder / "config.json")
    chosen = [key for key, value in found.items() if key.startswith("pooling_mode_") and value is True]
    if isinstance(found.get("pooling_mode"), str):  # written by newer versions
        mode = found["pooling_mode"]
        chosen = [f"pooling_mode_{mode}_token" if mode == "cls" else f"pooling_mode_{mode}_tokens"]
    if len(chosen) != 1 or chosen[0] not in _POOLINGS:
        raise _wrong(path, message("uses a kind of pooling that Diglot does not know"))
    return _POOLINGS[chosen[0]]


def _dense(path: Path, folder: Path) -> Dense:
    name = str(_json(path, folder / "config.json").get("activation_function", "")).rpartition(".")[2]
    if name not in _ACTIVATIONS:
        raise _wrong(path, message("has a layer of a kind that Diglot does not run (“{name}”)", name=name))
    return Dense(folder, _ACTIVATIONS[name])


def _prompt(path: Path) -> str:
    settings = path / "config_sentence_transformers.json"
    found = _json(path, settings) if settings.is_file() else {}
    prompts, name = found.get("prompts"), found.get("default_prompt_name")
    return str(prompts.get(name) or "") if isinstance(prompts, dict) and name else ""


def _check_transformer(path: Path, layout: Layout) -> None:
    config = _json(path, layout.transformer / "config.json")
    if "auto_map" in config:
        raise _wrong(path, message("contains program code of its own, which Diglot does not run"))
    kind = config.get("model_type")
    if layout.pooling == "pooler" and kind != "bert":
        raise _wrong(
            path,
            message("is of a kind that Diglot does not run (“{kind}”)", kind=kind)
            if kind
            else message("contains no model"),
        )
    if not any((layout.transformer / name).is_file() for name in _WEIGHTS):
        raise ModelMissing(
            message("The encoder folder “{folder}” contains no weights.", folder=str(path)),
            file=str(path),
            remedy=message("Copy the folder again, including “model.safetensors”."),
        )


def _json(path: Path, file: Path) -> Any:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        lacking = file.relative_to(path).as_posix()
        raise _wrong(path, message("is missing its file “{file}”", file=lacking)) from problem
    except (OSError, ValueError) as problem:
        raise _wrong(
            path, message("has a “{name}” that cannot be read", name=file.name), repr(problem)
        ) from problem
    if file.name != "modules.json" and not isinstance(found, dict):
        raise _wrong(path, message("has a “{name}” that cannot be read", name=file.name))
    return found


def _wrong(path: Path, what: Message, detail: str = "") -> WrongShape:
    return WrongShape(
        message("The encoder folder “{folder}” {what}.", folder=str(path), what=what),
        file=str(path),
        remedy=_CHOOSE,
        detail=detail,
    )
