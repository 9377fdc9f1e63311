"""Files that cannot be documents are refused before they are read, each with its own sentence."""

import errno
import os
import pickle
import sys
from pathlib import Path

import pytest

from core.errors import CannotRead, Damaged, Empty, Missing, Protected, TooLarge, Unknown
from core.read import File, load, read


def refusal(path: Path) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        load(path)
    assert caught.value.remedy
    return caught.value


def test_a_file_is_its_name_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "Wörter 书.txt"
    path.write_bytes(b"\xff\x00\r\n")
    assert load(path) == File("Wörter 书.txt", b"\xff\x00\r\n")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "no such.txt")
    assert type(error) is Missing
    assert str(error.sentence) == "There is no file “no such.txt”."


def test_a_file_below_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert type(refusal(tmp_path / "a.txt" / "b.txt")) is Missing


def test_a_name_no_system_allows_is_missing(tmp_path: Path) -> None:
    assert type(refusal(tmp_path / "a\x00.txt")) is Missing


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert type(error) is Missing
    assert str(error.sentence) == f"“{tmp_path.name}” is a folder, not a file."


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    error = refusal(tmp_path / "a.txt")
    assert type(error) is Empty
    assert str(error.sentence) == "“a.txt” is empty."


if sys.platform != "win32":

    def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        error = refusal(tmp_path / "pipe.txt")
        assert type(error) is Missing
        assert "a device or a pipe" in str(error.sentence)


def test_a_file_one_may_not_open_is_protected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    assert type(refusal(tmp_path / "a.txt")) is Protected


def test_a_failing_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, mode: str) -> None:
        raise OSError(errno.EIO, "Input/output error", str(path))

    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr(Path, "open", fail)
    error = refusal(tmp_path / "a.txt")
    assert type(error) is Damaged
    assert "Input/output error" in error.detail


def test_the_limit_is_named(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(100_000_000)
    error = refusal(tmp_path / "a.txt")
    assert type(error) is TooLarge
    assert str(error.sentence) == "“a.txt” is larger than 50 MB, the limit for a file of this kind."


def test_a_word_file_may_be_larger_for_its_pictures(tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as stream:
        stream.truncate(50_000_001)
    assert load(tmp_path / "a.docx").name == "a.docx"


def test_a_text_about_memories_is_a_text() -> None:
    assert read(File("a.md", b"# TMX\n\nA file begins with `<tmx>`.\n")).format == "md"


@pytest.mark.parametrize(
    ("name", "data", "kind", "what"),
    [
        ("a.pdf", b"%PDF-1.7 ...", Unknown, "a PDF"),
        ("a.txt", b"%PDF-1.7 ...", Unknown, "a PDF"),
        ("a.rtf", b"{\\rtf1 Hello}", Unknown, "an RTF document"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unknown, "an old Word document"),
        (
            "a.odt",
            b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.text",
            Unknown,
            "an OpenDocument",
        ),
        ("book", b"PK\x03\x04" + b"mimetypeapplication/epub+zip", Unknown, "an EPUB book"),
        ("a.epub", b"PK\x03\x04", Unknown, "an EPUB book"),
        ("a.tmx", b"<?xml version='1.0'?><tmx/>", Unknown, "a translation memory, which contains pairs"),
        (
            "a.txt",
            '<?xml version="1.0"?>\n<!DOCTYPE tmx>\n<tmx>'.encode("utf-16"),
            Unknown,
            "contains pairs",
        ),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), Unknown, "a spreadsheet"),
        ("a.xlsx", b"PK\x03\x04[Content_Types].xml....xl/workbook.xml", Unknown, "a spreadsheet"),
        ("a.pptx", b"PK\x03\x04[Content_Types].xml....ppt/slides", Unknown, "a presentation"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), Unknown, "a picture"),
        ("a.xyz", b"\x00\x01\x02" * 40, Unknown, "not text"),
        ("a.docx", b"not a zip at all", Damaged, "not a Word document"),
        ("a.docx", b"PK\x03\x04" + bytes(100), Damaged, "not a Word document"),
    ],
)
def test_what_diglot_cannot_read_is_named_with_a_remedy(
    name: str, data: bytes, kind: type[CannotRead], what: str
) -> None:
    with pytest.raises(CannotRead) as caught:
        read(File(name, data))
    assert type(caught.value) is kind
    assert f"“{name}” is" in str(caught.value.sentence)
    assert what in str(caught.value.sentence)
    assert caught.value.remedy


def test_the_suffix_decides_in_any_letter_case() -> None:
    assert read(File("A.MD", b"# One")).format == "md"
    assert read(File("a.txt", b"<html><p>One</p></html>")).format == "txt"


def test_a_file_without_a_known_suffix_is_read_as_what_it_looks_like() -> None:
    assert read(File("001.en", b"One.\nTwo.")).format == "txt"
    assert read(File("page", b"\n<!-- x --><!DOCTYPE HTML><p>One")).format == "html"


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.rtf", "a.pages"])
def test_a_web_page_with_the_suffix_of_an_unsupported_format_is_read_as_a_web_page(name: str) -> None:
    found = read(File(name, b"<!DOCTYPE html><html><body><p>One.</p></body></html>"))
    assert (found.format, [block.text for block in found.blocks]) == ("html", ["One."])


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.pages"])
def test_plain_text_with_the_suffix_of_an_unsupported_format_is_refused(name: str) -> None:
    with pytest.raises(Unknown, match="which Diglot cannot read"):
        read(File(name, b"One."))


def test_errors_cross_to_another_process_whole() -> None:
    with pytest.raises(CannotRead) as caught:
        read(File("a.pdf", b"%PDF-"))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
