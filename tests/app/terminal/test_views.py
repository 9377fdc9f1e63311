"""`diglot embed`, `segment` and `read`: what other programs take from them."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.app.terminal.conftest import Diglot


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return tmp_path / "text.txt"


def test_a_unit_vector_for_each_line(diglot: Diglot, text: Path, tmp_path: Path) -> None:
    text.write_bytes("one two\r\none two\n\nمرحبا\x0b你\u2028好\rlast\n".encode())
    out = tmp_path / "vectors.NPY"  # exactly this name, not vectors.NPY.npy
    done = diglot("embed", text, "-o", out)
    assert (done.status, done.out) == (0, "")
    vectors = np.load(out)
    assert (vectors.dtype, vectors.shape) == (np.float32, (5, 64))
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0, 1, 1])
    assert np.array_equal(vectors[0], vectors[1])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["text.txt", "vectors.NPY"]


@pytest.mark.parametrize("output", ["text.npy", "vectors.txt", "vectors"])
def test_vectors_take_the_place_of_no_text(diglot: Diglot, tmp_path: Path, output: str) -> None:
    text = tmp_path / "text.npy"
    text.write_text("words", encoding="utf-8")
    assert diglot("embed", text, "-o", tmp_path / output).status == 2
    assert text.read_text(encoding="utf-8") == "words"
    assert list(tmp_path.iterdir()) == [text]


def test_a_line_without_letters_or_digits_is_zero_and_told(
    diglot: Diglot, text: Path, tmp_path: Path
) -> None:
    text.write_text("word\n— … ?! \n\n7\n😀\n", encoding="utf-8")
    out = tmp_path / "vectors.npy"
    done = diglot("embed", text, "-o", out)
    assert done.status == 0
    assert np.load(out).any(axis=1).tolist() == [True, False, False, True, False]
    assert done.err.splitlines() == [
        "diglot: warning: 3 lines have no letters or digits to embed, the first of them line 2; "
        "their vectors are zero."
    ]
    assert diglot("embed", text, "-o", out, "--quiet").err == ""


def test_a_single_line_without_letters_is_named(diglot: Diglot, text: Path, tmp_path: Path) -> None:
    text.write_text("word\n…\n", encoding="utf-8")
    assert diglot("embed", text, "-o", tmp_path / "vectors.npy").err == (
        "diglot: warning: Line 2 has no letters or digits to embed; its vector is zero.\n"
    )


def test_many_lines_without_letters_are_one_sentence(diglot: Diglot, text: Path, tmp_path: Path) -> None:
    text.write_text("\n" * 500, encoding="utf-8")
    done = diglot("embed", text, "-o", tmp_path / "vectors.npy")
    assert np.load(tmp_path / "vectors.npy").shape == (500, 64)
    assert done.err.startswith("diglot: warning: 500 lines have no letters")
    assert len(done.err.splitlines()) == 1


def test_a_segment_a_line(diglot: Diglot, text: Path) -> None:
    text.write_bytes(
        b"This is a sentence that its writer has wrapped at some seventy letters\n"
        b"as letters to newspapers once were. And this is another one that runs\r\n"
        b"over the end of its line.\n\nA third."
    )
    done = diglot("segment", text, "--language", "en")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "This is a sentence that its writer has wrapped at some seventy letters"
        " as letters to newspapers once were.\n"
        "And this is another one that runs over the end of its line.\nA third.\n"
    )


def test_paragraphs_and_lines_on_request(diglot: Diglot, text: Path) -> None:
    text.write_bytes("One. Two.\n\nThree.\x0bFour.\u2028Five.\n".encode())
    assert diglot("segment", text, "--segmentation", "paragraphs").out.count("\n") == 2
    lines = diglot("segment", text, "--segmentation", "lines").out
    assert lines == "One. Two.\n\nThree. Four. Five.\n"


def test_the_language_decides_where_sentences_end(diglot: Diglot, text: Path) -> None:
    text.write_text("今天下雨。明天天晴。", encoding="utf-8")
    assert diglot("segment", text, "--language", "zh").out == "今天下雨。\n明天天晴。\n"
    assert diglot("segment", text, "--language", "not a tag").status == 2


def test_blocks_as_json_lines(diglot: Diglot, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<meta charset=utf-8><h2>Größe</h2><p>مرحبا\u2028x</p><table><tr><td>a</td><td>b</td></tr></table>",
        encoding="utf-8",
    )
    done = diglot("read", page)
    assert (done.status, done.err) == (0, "")
    blocks = [json.loads(line) for line in done.out.split("\n")[:-1]]
    assert all(list(block) == ["kind", "text", "place", "level"] for block in blocks)
    assert [(block["kind"], block["level"]) for block in blocks] == [
        ("heading", 2),
        ("paragraph", 0),
        ("table cell", 0),
        ("table cell", 0),
    ]
    assert blocks[0]["text"] == "Größe"
    assert "Größe" in done.out
    assert "مرحبا" in blocks[1]["text"]
    assert {"row", "cell"} <= set(blocks[3]["place"]) or isinstance(blocks[3]["place"], dict)


def test_a_warning_goes_to_stderr_and_not_into_the_results(diglot: Diglot, text: Path) -> None:
    text.write_bytes("Größe und Übermut, schön und süß.".encode("cp1252"))
    for command in ("read", "segment"):
        done = diglot(command, text)
        assert done.status == 0
        assert "Größe" in done.out
        assert "a guess" in done.err
        assert diglot(command, text, "--quiet").err == ""
        assert diglot(command, text, "--encoding", "cp1252").err == ""
