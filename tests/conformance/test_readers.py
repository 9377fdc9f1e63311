"""The suite that every reader must pass. It runs over the table, and is itself tried on wrong readers.

Samples are in tests/cases/read (see README.md there). That letters are kept is judged by readings that share
nothing with our readers: `letters(data)` in the module of `tests/conformance/readings` that is called as the
reader. A format that can name other files has a `hostile(beside)` there, which names the file beside it.
"""

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import read as room
from core.errors import CannotRead, TooLarge
from core.model import Document
from core.read import READERS, File, Reader, ReadOptions, load
from core.read.text import Text
from tests.conformance.expected import damaged, described, samples

DEFAULT = ReadOptions()
SECRET = "the text of another file"


# ------------------------------------------------------------------------------- the suite


def check_samples(reader: Reader) -> None:
    """There are samples, and each is read as expected, the same each time."""
    assert samples(reader), f"no samples for {reader.name}"
    for path in samples(reader):
        file = File(path.name, path.read_bytes())
        document = reader.read(file, DEFAULT)
        assert described(document) == path.with_suffix(".expected").read_text(encoding="utf-8"), path.name
        assert document == reader.read(file, DEFAULT)
        assert (document.name, document.format, len(document.digest)) == (path.name, reader.name, 64)


def independent(reader: Reader) -> Any:
    """Return the module that reads a format independently."""
    return importlib.import_module(f"tests.conformance.readings.{reader.name}")


def check_letters(reader: Reader) -> None:
    """Every letter is there, in the order of the file, and no other."""
    for path in samples(reader):
        document = reader.read(File(path.name, path.read_bytes()), DEFAULT)
        found = "".join(block.text for block in document.blocks)
        assert _letters(found) == _letters(independent(reader).letters(path.read_bytes())), path.name


def check_damaged(reader: Reader) -> None:
    """A damaged file is refused in a sentence that names it and says what can be done."""
    assert damaged(reader), f"no damaged sample for {reader.name}"
    for path in damaged(reader):
        with pytest.raises(CannotRead) as caught:
            reader.read(File(path.name, path.read_bytes()), DEFAULT)
        assert f"“{path.name}”" in str(caught.value.sentence)
        for said in (caught.value.sentence, caught.value.remedy):
            assert re.fullmatch(r"[“A-Z].*[^.]\.", str(said)), said


def check_torn(reader: Reader) -> None:
    """Whatever happened to a file's bytes, it is read or refused, and no other error comes out."""
    whole = [path.read_bytes() for path in samples(reader)]

    @given(st.data())
    def torn(data: st.DataObject) -> None:
        old = bytearray(data.draw(st.sampled_from(whole)))
        at = data.draw(st.integers(0, len(old) - 1))
        old[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=4))
        _read_or_refused(reader, bytes(old))
        _read_or_refused(reader, bytes(old[:at]) or b"x")

    torn()


def check_opens_nothing(reader: Reader, folder: Path) -> None:
    """No file is opened, neither one the sample names nor one that lies beside it."""
    beside = folder / "beside.txt"
    beside.write_text(SECRET, encoding="utf-8")
    hostile = getattr(independent(reader), "hostile", None)
    datas = [path.read_bytes() for path in samples(reader)] + ([hostile(beside)] if hostile else [])
    name = f"sample{reader.suffixes[0]}"
    for data in datas:
        (folder / name).write_bytes(data)
        with _opened_under(folder) as opened:
            document = reader.read(File(name, data), DEFAULT)
        assert opened == []
        assert not any(SECRET in block.text for block in document.blocks)


def check_limit(reader: Reader, folder: Path) -> None:
    """A file over the limit is refused before it is opened, and the limit is named."""
    path = folder / f"large{reader.suffixes[0]}"
    with path.open("wb") as stream:
        stream.truncate(reader.limit_mb * 1_000_000 + 1)
    with _opened_under(folder) as opened, pytest.raises(TooLarge, match=f"{reader.limit_mb} MB"):
        load(path)
    assert opened == []


def _read_or_refused(reader: Reader, data: bytes) -> None:
    try:
        document = reader.read(File(f"torn{reader.suffixes[0]}", data), DEFAULT)
    except CannotRead:
        return
    assert isinstance(document, Document)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


_WATCHED: list[tuple[Path, list[str]]] = []


def _note_opening(event: str, args: tuple[Any, ...]) -> None:
    if event != "open" or not _WATCHED or not isinstance(args[0], (str, bytes)):
        return
    folder, opened = _WATCHED[-1]
    path = Path(args[0] if isinstance(args[0], str) else args[0].decode(errors="replace"))
    if folder in (folder / path).parents:  # relative paths count from the folder
        opened.append(str(path))


sys.addaudithook(_note_opening)


@contextmanager
def _opened_under(folder: Path) -> Iterator[list[str]]:
    opened: list[str] = []
    _WATCHED.append((folder, opened))
    try:
        yield opened
    finally:
        _WATCHED.pop()


# ------------------------------------------------------------------------------- over the table

over_the_table = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


@over_the_table
def test_samples_are_read_as_expected(reader: Reader) -> None:
    check_samples(reader)


@over_the_table
def test_letters_and_their_order_are_kept(reader: Reader) -> None:
    check_letters(reader)


@over_the_table
def test_damaged_files_are_refused_in_a_sentence(reader: Reader) -> None:
    check_damaged(reader)


@over_the_table
def test_torn_files_are_read_or_refused(reader: Reader) -> None:
    check_torn(reader)


@over_the_table
def test_no_file_is_opened(reader: Reader, tmp_path: Path) -> None:
    check_opens_nothing(reader, tmp_path)


@over_the_table
def test_files_over_the_limit_are_refused_before_they_are_read(reader: Reader, tmp_path: Path) -> None:
    check_limit(reader, tmp_path)


def test_names_and_suffixes_are_given_once() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert len(set(room.suffixes())) == len(room.suffixes())
    assert all(re.fullmatch(r"\.[a-z0-9]+", suffix) for suffix in room.suffixes())


# ------------------------------------------------------------------------------- the suite, tried


class Dropping(Text):
    """Loses the last block."""

    def read(self, file: File, options: ReadOptions) -> Document:
        document = super().read(file, options)
        return replace(document, blocks=document.blocks[:-1])


class Turning(Text):
    """Gives the blocks backwards."""

    def read(self, file: File, options: ReadOptions) -> Document:
        document = super().read(file, options)
        return replace(document, blocks=document.blocks[::-1])


class Tidying(Text):
    """Replaces a letter."""

    def read(self, file: File, options: ReadOptions) -> Document:
        document = super().read(file, options)
        tidy = tuple(replace(block, text=block.text.replace("ü", "u")) for block in document.blocks)
        return replace(document, blocks=tidy)


class Forgiving(Text):
    """Reads whatever bytes there are."""

    def read(self, file: File, options: ReadOptions) -> Document:
        text = "".join(filter(str.isprintable, file.data.decode("utf-8", "replace")))
        return super().read(File(file.name, text.encode()), options)


class Crashing(Text):
    """Lets an error out that is not for people."""

    def read(self, file: File, options: ReadOptions) -> Document:
        file.data.decode("utf-8")
        return super().read(file, options)


class Curious(Text):
    """Looks at the file beside."""

    folder = Path()

    def read(self, file: File, options: ReadOptions) -> Document:
        (self.folder / "beside.txt").read_bytes()
        return super().read(file, options)


class Boundless(Text):
    """Claims a limit that `load` does not keep."""

    limit_mb = 60


@pytest.mark.parametrize("wrong", [Dropping(), Turning(), Tidying()], ids=lambda wrong: type(wrong).__name__)
@pytest.mark.parametrize("check", [check_samples, check_letters])
def test_the_suite_catches_lost_letters(wrong: Reader, check: Callable[[Reader], None]) -> None:
    with pytest.raises(AssertionError):
        check(wrong)


def test_the_suite_catches_a_reader_that_forgives_damage() -> None:
    with pytest.raises(pytest.fail.Exception):
        check_damaged(Forgiving())


def test_the_suite_catches_a_reader_that_crashes() -> None:
    with pytest.raises(UnicodeDecodeError):
        check_torn(Crashing())


def test_the_suite_catches_a_reader_that_opens_files(tmp_path: Path) -> None:
    curious = Curious()
    curious.folder = tmp_path
    with pytest.raises(AssertionError):
        check_opens_nothing(curious, tmp_path)


def test_the_suite_catches_a_limit_that_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        check_limit(Boundless(), tmp_path)


def test_the_suite_catches_a_reader_without_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.conformance.expected.CASES", tmp_path)
    (tmp_path / "txt").mkdir()
    with pytest.raises(AssertionError):
        check_samples(Text())
