"""Encoder folders with quantised vectors: small integers with one scale per row, and no pickles."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode.static import KIND
from core.encode.tokenizer import layout
from core.train.folds import folds


def shrunk(vectors: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return each row as int8 and its scale, float32: the largest number of a row becomes 127."""
    scale = np.maximum(np.abs(vectors).max(axis=1), np.float32(1e-12)).astype(np.float32) / np.float32(127)
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale


def write(folder: Path, pieces: list[tuple[str, float]], vectors: npt.NDArray[np.float32]) -> None:
    """Write `config.json`, `tokenizer.json` and `model.safetensors` into a folder, created if missing."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    rows, scale = shrunk(vectors)
    config = {
        "kind": KIND,
        "version": 1,
        "pieces": len(rows),
        "dimension": int(rows.shape[1]),
        "pooling": "sum",
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    told = json.dumps(layout(pieces, folds()), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(told + "\n", encoding="utf-8")
    save_file({"rows": rows, "scale": scale}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)  # the library creates the file readable by the owner only
