"""Static encoders: sums of rows, and folders that are not what they should be."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.encode import BUILT_IN, digest, open_encoder
from core.encode.built_in import open_built_in
from core.encode.static import StaticEncoder, load, parts
from core.errors import ModelMissing, WrongShape
from core.train.shrink import write
from core.vectors import Vectors, unit
from tests.core.encode.test_tokenizer import PIECES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vectors = np.random.default_rng(1).standard_normal((len(PIECES), 8)).astype(np.float32)
    write(tmp_path / "small", PIECES, vectors)
    return tmp_path / "small"


def sums(encoder: StaticEncoder, texts: list[str]) -> Vectors:
    """The sums of the texts' pieces, before they are made unit."""
    pieces = encoder.encode_with_pieces(texts).pieces
    assert pieces is not None
    return pieces.sums()


def test_a_text_is_the_sum_of_its_pieces(folder: Path) -> None:
    encoder = load(folder, "small")
    words = sums(encoder, ["the", "house", "灯"])
    np.testing.assert_allclose(sums(encoder, ["The house: 灯!"])[0], words.sum(axis=0), rtol=1e-5)
    np.testing.assert_allclose(
        encoder.encode(["the house 灯"]), unit(words.sum(axis=0, keepdims=True)), rtol=1e-6
    )


def test_a_folder_of_this_layout_is_opened_by_its_path(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    assert isinstance(encoder, StaticEncoder)
    assert (encoder.name, encoder.dimension) == ("small", 8)


def test_a_text_longer_than_a_chunk_is_the_same_alone_and_among_others(folder: Path) -> None:
    encoder = load(folder, "small")
    long = "the house " * 30_000
    among = sums(encoder, ["灯塔", long, "house"])
    np.testing.assert_array_equal(among[1], sums(encoder, [long])[0])
    np.testing.assert_allclose(among[1], 30_000 * sums(encoder, ["the house"])[0], rtol=1e-3)
    np.testing.assert_array_equal(among[[0, 2]], sums(encoder, ["灯塔", "house"]))


@given(
    st.lists(
        st.sampled_from(["The lamp went out.", "灯又灭了。", "", "…", "1984", "Ärger im Hafen"]), min_size=1
    )
)
def test_the_sums_of_a_run_are_the_sum_of_the_run(texts: list[str]) -> None:
    encoder = open_built_in()
    run = sums(encoder, [" ".join(texts)])[0]
    np.testing.assert_allclose(sums(encoder, texts).sum(axis=0), run, atol=1e-4)


def test_a_folder_without_a_file_says_which(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelMissing, match=r"“small” is missing its file “model\.safetensors”"):
        open_encoder(str(folder))


@pytest.mark.parametrize("file", ["tokenizer.json", "model.safetensors"])
def test_a_damaged_file_is_told(folder: Path, file: str) -> None:
    (folder / file).write_bytes(b"\x00 not at all \xff")
    with pytest.raises(WrongShape, match="“small” is damaged"):
        open_encoder(str(folder))


def test_files_of_two_encoders_do_not_pass_for_one(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "dimension": 9}), encoding="utf-8")
    with pytest.raises(WrongShape, match="do not fit together"):
        open_encoder(str(folder))


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_change_to_an_encoder_shows_in_its_digest(folder: Path, file: str) -> None:
    before = digest(str(folder))
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    assert digest(str(folder)) != before


def test_what_does_not_make_an_encoder_does_not_show_in_its_digest(folder: Path) -> None:
    before = digest(str(folder))
    for beside in (
        "README.md",
        "card.md",
        "quality.tsv",
        "LICENSE.txt",
        "measured.json",
        "old/model.safetensors",
    ):
        (folder / beside).parent.mkdir(exist_ok=True)
        (folder / beside).write_text("new", encoding="utf-8")
    assert digest(str(folder.rename(folder.with_name("renamed")))) == before


def test_more_weights_of_an_encoder_show_in_its_digest(folder: Path) -> None:
    before = digest(str(folder))
    (folder / "context.safetensors").write_bytes(b"weights")
    assert digest(str(folder)) != before


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder that is not of our making; the digest reads its files, whatever they say."""
    folder = tmp_path / "foreign"
    (folder / "2_Dense").mkdir(parents=True)
    for file in ("config.json", "vocab.txt", "sentencepiece.model", "2_Dense/pytorch_model.bin"):
        (folder / file).write_bytes(b"{}")
    return folder


@pytest.mark.parametrize(
    "file",
    ["config.json", "vocab.txt", "sentencepiece.model", "2_Dense/pytorch_model.bin", "2_Dense/config.json"],
)
def test_each_part_of_a_foreign_encoder_shows_in_its_digest(foreign: Path, file: str) -> None:
    before = digest(str(foreign))
    (foreign / file).write_bytes(b"{ }")
    assert digest(str(foreign)) != before


def test_what_a_foreign_encoder_does_not_read_does_not_show_in_its_digest(foreign: Path) -> None:
    (foreign / "model.safetensors").write_bytes(b"weights")
    before = digest(str(foreign))
    (foreign / "pytorch_model.bin").write_bytes(b"never read beside safe weights")
    (foreign / "README.md").write_bytes(b"new")
    assert digest(str(foreign)) == before


@pytest.mark.parametrize("name", ["gone", ""])
def test_an_encoder_that_is_gone_has_no_digest(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelMissing, match="cannot be read"):
        digest(str(tmp_path / name))


def test_the_built_in_encoder_is_loaded_once() -> None:
    assert open_encoder(BUILT_IN) is open_encoder(BUILT_IN)


def test_unit_rows_keep_zero_rows() -> None:
    rows = unit(np.array([[3.0, 4.0], [0.0, 0.0], [1e-30, 0.0]]))
    assert rows.tolist() == pytest.approx(np.array([[0.6, 0.8], [0, 0], [1, 0]]))


def test_rows_stay_as_small_as_the_file_has_them(folder: Path) -> None:
    _, table = parts(folder, "small")
    assert table.rows.dtype == np.int8
    places = np.array([[257, 258], [260, 257]])
    assert table[places].dtype == np.float32
    np.testing.assert_allclose(table[places].sum(axis=1)[1], table.sum([260, 257]), rtol=1e-6)


def test_a_text_has_the_same_vector_to_the_bit_whatever_stands_beside_it() -> None:
    texts = ["The lamp went out.", "灯又灭了。", "", "Ärger im Hafen, 1984", "…", "word " * 400]
    encoder = open_encoder(BUILT_IN)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_array_equal(encoder.encode(texts * 100), np.tile(alone, (100, 1)))
