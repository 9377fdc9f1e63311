"""Bad inputs: status 1, one line that names the file, no traceback, and no file left behind."""

import io
import json
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.app.terminal.conftest import Diglot, Done

ROOT = Path(__file__).parents[3]
GOOD = "These are good words. They can be read."


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", GOOD)


def _broken_zip(path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("word/document.xml", GOOD * 99)
    path.write_bytes(whole.getvalue()[:400])


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_001)


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a zip named docx": ("novel.docx", _zip),
    "a broken zip": ("novel.docx", _broken_zip),
    "text named docx": ("novel.docx", lambda path: path.write_text(GOOD)),
    "an empty file": ("novel.txt", lambda path: path.touch()),
    "an empty docx": ("novel.docx", lambda path: path.touch()),
    "binary junk": ("novel.txt", lambda path: path.write_bytes(bytes(range(256)) * 40)),
    "binary junk of no name": ("novel", lambda path: path.write_bytes(random.Random(7).randbytes(4000))),
    "a folder": ("novel.txt", lambda path: path.mkdir()),
    "a missing file": ("novel.txt", lambda path: None),
    "a file in a file": ("file.txt/novel.txt", lambda path: path.parent.write_text(GOOD)),
    "a huge file": ("novel.txt", _huge),
    "a device": (os.devnull, lambda path: None),
    "an endless name": ("x" * 300 + ".txt", lambda path: None),
}


def fails_well(done: Done, *names: str) -> None:
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("diglot: ")
    assert len(done.err.splitlines()) == 1, done.err
    assert "Traceback" not in done.err
    assert ". " not in done.err  # one sentence, which ends with what can be done
    for name in names:
        assert f"“{name}”" in done.err


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_by_every_command(diglot: Diglot, tmp_path: Path, kind: str) -> None:
    name, make = BAD[kind]
    bad, good = tmp_path / name, tmp_path / "good.txt"
    make(bad)
    good.write_text(GOOD, encoding="utf-8")
    (tmp_path / "out").mkdir()
    out = tmp_path / "out"
    for arguments in (
        ("align", bad, good, "-o", out / "out.tmx", "-o", out / "out.diglot"),
        ("align", good, bad, "-o", out / "out.tmx"),
        ("align", good, bad, "-o", out / "out.tmx", "--segmentation", "lines"),
        ("mine", good, bad, "-o", out / "out.tsv", "-o", out / "out.diglot"),
        ("segment", bad),
        ("read", bad),
        ("embed", bad, "-o", out / "out.npy"),
    ):
        fails_well(diglot(*arguments), bad.name)
    assert list(out.iterdir()) == []


def test_a_huge_file_is_refused_with_the_limit(diglot: Diglot, tmp_path: Path) -> None:
    _huge(tmp_path / "novel.txt")
    done = diglot("read", tmp_path / "novel.txt")
    assert "50 MB" in done.err


def test_a_wrong_encoding_is_refused(diglot: Diglot, tmp_path: Path) -> None:
    source, target, out = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "out.tmx"
    source.write_bytes("Größe und Übermut".encode("cp1252"))
    target.write_text(GOOD, encoding="utf-8")
    fails_well(diglot("align", source, target, "-o", out, "--source-encoding", "utf-8"), "a.txt")
    fails_well(diglot("read", source, "--encoding", "ascii"), "a.txt")
    assert not out.exists()


@pytest.mark.parametrize("again", ["same.txt", "copy.txt", "./same.txt"])
def test_the_same_file_twice_is_refused(diglot: Diglot, tmp_path: Path, again: str) -> None:
    for name in ("same.txt", "copy.txt"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out.tmx"
    fails_well(diglot("align", tmp_path / "same.txt", f"{tmp_path}/{again}", "-o", out), "same.txt")
    assert not out.exists()


def test_a_file_of_white_space_is_refused(diglot: Diglot, tmp_path: Path) -> None:
    blank, good, out = tmp_path / "blank.txt", tmp_path / "good.txt", tmp_path / "out.tmx"
    blank.write_text(" \n\t\n", encoding="utf-8")
    good.write_text(GOOD, encoding="utf-8")
    fails_well(diglot("align", blank, good, "-o", out), "blank.txt")
    fails_well(diglot("align", good, blank, "-o", out, "--segmentation", "lines"), "blank.txt")
    assert not out.exists()


@pytest.mark.parametrize("suffix", [".tmx", ".xlsx", ".tsv", ".ladder", ".diglot"])
def test_a_place_that_cannot_be_written_is_reported_before_the_work(
    diglot: Diglot, tmp_path: Path, suffix: str
) -> None:
    missing, folder = tmp_path / "missing" / f"out{suffix}", tmp_path / f"folder{suffix}"
    folder.mkdir()
    for place in (missing, folder):
        fails_well(diglot("align", tmp_path / "a.txt", tmp_path / "b.txt", "-o", place), place.name)
    assert list(tmp_path.iterdir()) == [folder]


def test_what_can_be_written_is_written_and_each_failure_reported(
    diglot: Diglot, texts: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, good = tmp_path / "job.diglot", tmp_path / "good.tsv"
    assert diglot("align", *texts, "-o", job).status == 0
    for command in ("align", "export"):  # as if the folder had gone during the work
        monkeypatch.setattr(f"app.terminal.{command}.check_pair_outputs", lambda *_, **__: None)
    bad = ("-o", tmp_path / "gone" / "one.tmx", "-o", tmp_path / "gone" / "two.tmx", "-o", good)
    for arguments in (("align", *texts, *bad), ("export", job, *bad)):
        done = diglot(*arguments)
        assert (done.status, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1
        assert "“one.tmx”" in done.err
        assert "“two.tmx”" in done.err
        good.unlink()


def test_an_encoder_that_is_not_there_is_reported(
    diglot: Diglot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the real road to encoders
    monkeypatch.setenv("DIGLOT_HOME", str(tmp_path))
    (tmp_path / "text.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "missing"):
        out = tmp_path / "out.npy"
        fails_well(diglot("embed", tmp_path / "text.txt", "-o", out, "--encoder", tmp_path / folder))
        assert not out.exists()


def test_control_characters_in_a_name_cannot_write_on_the_screen(diglot: Diglot, tmp_path: Path) -> None:
    fails_well(diglot("read", tmp_path / "two\nlines\x1b[31m.txt"))


def test_an_output_that_cannot_be_printed_is_reported(
    diglot: Diglot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.txt").write_text(GOOD, encoding="utf-8")

    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.stdout", Full())
    fails_well(diglot("segment", tmp_path / "text.txt"))


posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of files as POSIX has them")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


BEFORE = """
import contextlib, io, json, os, sys
import core.evaluation, core.pipeline, core.project, core.write, numpy
from app.terminal.main import main
from core import encode
from tests.app.terminal.conftest import Words
encode.open_encoder = lambda name: Words()

def run(arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = main(arguments)
    return status, out.getvalue(), err.getvalue()
"""
AFTER = """
print(json.dumps([run(arguments) for arguments in json.loads(sys.argv[1])]))
"""


def in_a_child(story: str, *lines: Sequence[str | Path]) -> Iterator[Done]:
    """Run command lines in a child that a story has taken rights or room from."""
    given = json.dumps([[str(argument) for argument in line] for line in lines])
    command = [sys.executable, "-W", "error", "-c", BEFORE + story + AFTER, given]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    for result in json.loads(done.stdout):
        yield Done(*result)


POWERLESS = """
run(["read", "pyproject.toml"])  # import all while we may
run(["align", "pyproject.toml", "missing", "-o", "out.tmx"])
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


@posix
def test_a_file_without_permission_is_refused(open_folder: Path) -> None:
    secret, good, out = (open_folder / name for name in ("secret.txt", "good.txt", "out.tmx"))
    for path in (secret, good):
        path.write_text(GOOD, encoding="utf-8")
        path.chmod(0o644)
    secret.chmod(0)
    for done in in_a_child(
        POWERLESS,
        ("align", secret, good, "-o", out),
        ("align", good, secret, "-o", out),
        ("segment", secret),
        ("export", secret, "-o", out),
        ("measure", f"{secret}={good}"),
    ):
        fails_well(done, "secret.txt")
    assert not out.exists()


@posix
@pytest.mark.parametrize("mode", [0o555, 0])
def test_a_place_without_permission_is_refused(open_folder: Path, mode: int) -> None:
    source, target, closed = (open_folder / part for part in ("a.txt", "b.txt", "closed"))
    source.write_text(GOOD, encoding="utf-8")
    target.write_text(GOOD.upper(), encoding="utf-8")
    closed.mkdir()
    (closed / "old.tmx").write_text("old", encoding="utf-8")
    closed.chmod(mode)
    places = [closed / name for name in ("old.tmx", "new.tmx", "new.diglot")]
    lines = [("align", source, target, "-o", place) for place in places]
    for place, done in zip(places, in_a_child(POWERLESS, *lines), strict=True):
        fails_well(done, place.name)
    closed.chmod(0o755)
    assert [path.name for path in closed.iterdir()] == ["old.tmx"]
    assert (closed / "old.tmx").read_text(encoding="utf-8") == "old"


FULL = """
import openpyxl, pandas, resource
from app.__main__ import _unheard
sys.unraisablehook = _unheard  # as the program has it
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
"""


@posix
def test_a_full_disk_is_reported_and_the_old_files_are_kept(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("\n".join(f"number {at}" for at in range(40)), encoding="utf-8")
    target.write_text("\n".join(f"NUMBER {at}!" for at in range(40)), encoding="utf-8")
    names = ["out.tmx", "out.xlsx", "out.tsv", "out.ladder", "out.diglot", "out.npy"]
    for name in names:
        (tmp_path / name).write_text("old", encoding="utf-8")
    tags = ("--source-lang", "en", "--target-lang", "en", "--segmentation", "lines")
    lines = [("align", source, target, *tags, "-o", tmp_path / name) for name in names[:-1]]
    lines.append(("embed", source, "-o", tmp_path / "out.npy"))
    for name, done in zip(names, in_a_child(FULL, *lines), strict=True):
        fails_well(done, name)
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in names} == {"old"}
    assert len(list(tmp_path.iterdir())) == 2 + len(names)


@posix
def test_no_room_for_temporary_files_is_reported(tmp_path: Path) -> None:
    source, target, out = (tmp_path / name for name in ("a.txt", "b.txt", "out.tmx"))
    source.write_text(GOOD, encoding="utf-8")
    target.write_text(GOOD.upper(), encoding="utf-8")
    for done in in_a_child(FULL, ("align", source, target, "-o", out)):
        fails_well(done)
        assert "temporary files" in done.err
    assert not out.exists()
