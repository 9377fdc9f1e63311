"""Contextual encoders: what they read, and folders that are not what they should be."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from core.encode import digest, open_encoder
from core.encode.contextual import KIND, ContextualEncoder
from core.encode.static import StaticEncoder
from core.errors import ModelMissing, WrongShape
from core.train.shrink import write
from core.vectors import unit
from tests.conformance.test_encoders import CHECKS
from tests.core.encode.test_tokenizer import PIECES

SHAPE = {"layers": 2, "width": 8, "heads": 2, "inner": 12, "window": 8, "reach": 3}
SIZES = {
    "inward": (6, 8),
    "attend": (2, 8, 24),
    "nearness": (2, 2, 7),
    "gather": (2, 8, 8),
    "widen": (2, 8, 12),
    "lift": (2, 12),
    "narrow": (2, 12, 8),
    "gate": (8,),
    "outward": (8, 6),
}


def made(folder: Path, pieces: list[tuple[str, float]] = PIECES) -> Path:
    """A folder of random numbers in all places."""
    chance = np.random.default_rng(5)
    write(folder, pieces, chance.standard_normal((len(pieces), 6)).astype(np.float32))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | SHAPE | {"kind": KIND}), encoding="utf-8")
    weights = {name: (0.5 * chance.standard_normal(size)).astype(np.float16) for name, size in SIZES.items()}
    save_file(weights, folder / "context.safetensors")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "deep")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_contextual_encoder_keeps_the_promises_of_encoders(check: object, folder: Path) -> None:
    assert callable(check)
    encoder = open_encoder(str(folder))
    assert isinstance(encoder, ContextualEncoder)
    check(encoder)


def test_the_name_and_the_dimension_are_those_of_the_folder(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    assert (encoder.name, encoder.dimension) == ("deep", 6)


def test_a_text_of_equal_windows_has_the_direction_of_one(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    one, three = encoder.encode(["the house " * 4, "the house " * 12])
    np.testing.assert_allclose(three, one, atol=1e-5)


def test_what_stands_before_a_word_changes_its_vector(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    one, other = encoder.encode(["the house 19 灯塔", "灯塔 19 house the"])
    assert np.abs(one - other).max() > 1e-3


def test_windows_of_one_text_and_of_several_meet_in_any_order(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    texts = ["the house " * 8, "灯塔", "", "the " * 3, "the house " * 8, "19 8 4 " * 5, "house"] * 9
    together = encoder.encode(texts)
    np.testing.assert_allclose(together, np.concatenate([encoder.encode([t]) for t in texts]), atol=1e-4)
    assert not together[2].any()


def test_the_written_out_sum_of_a_single_piece(folder: Path) -> None:
    """With one piece there is nothing to attend to but itself: easily followed by hand."""
    encoder = open_encoder(str(folder))
    of = {
        name: weight.astype(np.float64) for name, weight in load_file(folder / "context.safetensors").items()
    }
    tensors = load_file(folder / "model.safetensors")
    at = [piece for piece, _ in PIECES].index("灯塔")
    vector = tensors["rows"][at] * tensors["scale"][at].astype(np.float64)

    def normal(state: np.ndarray) -> np.ndarray:
        return np.asarray(state / np.sqrt(np.mean(state**2) + 1e-6))

    state = vector @ of["inward"]
    for layer in range(2):
        state = state + (normal(state) @ of["attend"][layer])[16:] @ of["gather"][layer]
        inner = np.maximum(normal(state) @ of["widen"][layer] + of["lift"][layer], 0)
        state = state + inner @ of["narrow"][layer]
    gate = 2 / (1 + np.exp(-(normal(state) @ of["gate"])))
    expected = gate * vector + normal(state) @ of["outward"]
    np.testing.assert_allclose(encoder.encode(["灯塔"]), unit(expected[None]), atol=1e-4)


def test_without_corrections_it_is_the_static_encoder(folder: Path) -> None:
    weights = load_file(folder / "context.safetensors")
    save_file(
        {**weights, "gate": weights["gate"] * 0, "outward": weights["outward"] * 0},
        folder / "context.safetensors",
    )
    texts = ["the house 19", "灯塔 " * 30]
    deep = open_encoder(str(folder)).encode(texts)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"kind": "diglot-static"}), encoding="utf-8")
    static = open_encoder(str(folder))
    assert isinstance(static, StaticEncoder)
    np.testing.assert_allclose(deep, static.encode(texts), atol=1e-4)


@pytest.mark.parametrize("file", ["context.safetensors", "model.safetensors"])
def test_a_folder_without_a_file_says_which(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ModelMissing, match=rf"“deep” is missing its file “{file}”"):
        open_encoder(str(folder))


def test_a_damaged_transformer_is_told(folder: Path) -> None:
    (folder / "context.safetensors").write_bytes(b"\x00 not at all \xff")
    with pytest.raises(WrongShape, match="“deep” is damaged"):
        open_encoder(str(folder))


@pytest.mark.parametrize("change", [{"layers": 3}, {"window": 0}, {"heads": 3}, {"reach": 4}])
def test_settings_of_another_transformer_do_not_pass(folder: Path, change: dict[str, int]) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | change), encoding="utf-8")
    with pytest.raises(WrongShape, match="do not fit together"):
        open_encoder(str(folder))


def test_a_change_to_the_transformer_shows_in_the_digest(folder: Path) -> None:
    before = digest(str(folder))
    weights = load_file(folder / "context.safetensors")
    save_file({**weights, "gate": weights["gate"] + np.float16(1)}, folder / "context.safetensors")
    assert digest(str(folder)) != before
