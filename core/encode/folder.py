"""Encoders in a folder on this computer, run by torch and transformers (the extra `models`).

Nothing is downloaded and no code from the folder is run; pickled weights are read as tensors only.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from pickle import UnpicklingError  # raised by torch, which unpickles only tensors
from typing import Any

import numpy as np
from safetensors import SafetensorError

from core.encode.layouts import Layout, described
from core.errors import ModelMissing, WrongShape
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import Vectors, unit

_LONGEST = 512  # pieces, if the folder does not say
_LETTERS = 20_000  # no model reads this far into a text; spares the tokeniser a book without line breaks
_AT_ONCE = 4096  # pieces in one batch, padding included


_DAMAGE = (
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
    TypeError,
    ImportError,
    SafetensorError,
    UnpicklingError,
)
"""The errors that transformers and torch raise for damaged files."""


class FolderEncoder:
    """A transformer with its pooling and dense layers."""

    def __init__(self, name: str, layout: Layout, cutter: Any, model: Any, dense: Sequence[Any]) -> None:
        self.name = name
        self.dimension = int(dense[-1].out_features if dense else model.config.hidden_size)
        self._layout = layout
        self._cutter = cutter
        self._model = model
        self._dense = tuple(dense)
        limits = (layout.longest, cutter.model_max_length, model.config.max_position_embeddings)
        self._longest = min([_LONGEST, *(limit for limit in limits if limit and limit > 0)])

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit vectors, float32 (texts, dimension); zero for a text without letters and digits."""
        out = np.zeros((len(texts), self.dimension), np.float32)
        order = [at for at, text in enumerate(texts) if any(letter.isalnum() for letter in text)]
        order.sort(
            key=lambda at: len(texts[at])
        )  # texts of similar length share a batch, so that there is little padding
        done = 0
        while done < len(order):
            here = order[done : done + self._batch(len(texts[order[done]]))]
            here = here[: self._batch(len(texts[here[-1]]))]
            out[here] = self._run([texts[at] for at in here])
            done += len(here)
            progress(done, len(order), message("Encoding"))
        return unit(out)

    def _batch(self, letters: int) -> int:
        return max(1, _AT_ONCE // min(self._longest, max(8, letters)))

    def _run(self, texts: Sequence[str]) -> Vectors:
        import torch

        given = [self._layout.prompt + text[:_LETTERS] for text in texts]
        if self._layout.lower:
            given = [text.lower() for text in given]
        pieces = self._cutter(
            given, padding=True, truncation=True, max_length=self._longest, return_tensors="pt"
        )
        with torch.inference_mode():
            output = self._model(**pieces)
            if self._layout.pooling == "pooler":
                pooled = output.pooler_output
            elif self._layout.pooling == "cls":
                pooled = output.last_hidden_state[:, 0]
            else:
                shown = pieces["attention_mask"].unsqueeze(-1).to(output.last_hidden_state.dtype)
                pooled = (output.last_hidden_state * shown).sum(1) / shown.sum(1)
            for layer, dense in zip(self._dense, self._layout.dense, strict=True):
                pooled = layer(pooled)
                pooled = torch.tanh(pooled) if dense.activation == "tanh" else pooled
            found: Vectors = pooled.float().numpy()
        return found


def open_folder(path: Path) -> FolderEncoder:
    """Open the encoder in a folder.

    Raises `ModelMissing` if the folder, its weights or the extra `models` are missing, `WrongShape` if the
    folder holds something else or is damaged.
    """
    layout = described(path)
    if find_spec("torch") is None or find_spec("transformers") is None:
        raise ModelMissing(
            message("The packages needed to run the encoder “{path}” are not installed.", path=str(path)),
            file=str(path),
            remedy=message("Install it with “python3 start.py models”."),
        )
    try:
        model, cutter = _transformer(layout)
        dense = [_layer(step.folder) for step in layout.dense]
    except _DAMAGE as problem:
        raise _damaged(path, repr(problem)) from problem
    return FolderEncoder(path.resolve().name, layout, cutter, model, dense)


def _transformer(layout: Layout) -> tuple[Any, Any]:
    import torch
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    here = {"local_files_only": True, "trust_remote_code": False}
    model, report = AutoModel.from_pretrained(
        str(layout.transformer),
        use_safetensors=bool(list(layout.transformer.glob("*.safetensors"))),
        weights_only=True,
        dtype=torch.float32,
        output_loading_info=True,
        **here,
    )
    lacking = [key for key in report["missing_keys"] if layout.pooling == "pooler" or "pooler" not in key]
    if lacking or report.get("mismatched_keys"):
        raise ValueError(f"weights missing or of another shape: {sorted(lacking)[:5]}")
    return model.eval(), AutoTokenizer.from_pretrained(str(layout.transformer), **here)


def _layer(folder: Path) -> Any:
    import torch
    from safetensors.torch import load_file

    file = folder / "model.safetensors"
    if file.is_file():
        tensors = load_file(file)
    else:
        tensors = torch.load(folder / "pytorch_model.bin", weights_only=True, map_location="cpu")
    weight, bias = tensors["linear.weight"].float(), tensors.get("linear.bias")
    layer = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
    layer.load_state_dict({"weight": weight} if bias is None else {"weight": weight, "bias": bias.float()})
    return layer.eval().requires_grad_(False)


def _damaged(path: Path, detail: str) -> WrongShape:
    return WrongShape(
        message("The model in “{path}” could not be loaded.", path=str(path)),
        file=str(path),
        remedy=message("Copy the whole folder again, or choose another encoder."),
        detail=detail,
    )
