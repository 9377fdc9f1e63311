"""An existing file is untouched until the new one is complete."""

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import BinaryIO

import pytest

from core.errors import CannotWrite, NoSpace, NotAllowed
from core.model import Bead, BrokenLaw
from core.progress import Cancelled
from core.write import EVERYTHING, replacing, suffixes, write
from tests.core.write.bitexts import Bitext, pair, side

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights, links and limits as POSIX has them")


@pytest.mark.parametrize("suffix", [*suffixes(), ".TMX"])
def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_text("old")
    assert write(pair("a", "b"), EVERYTHING, path).written == 1
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["out", "out.docx", "out.diglot", ".tmx", "out."])
def test_a_name_that_no_writer_knows_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no writer"):
        write(pair("a", "b"), EVERYTHING, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_bitext_that_breaks_a_law_does_not_leave_the_program(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    path.write_text("old")
    lossy = Bitext(side("a", "b"), side("x"), (Bead((0,), (0,)),))
    with pytest.raises(BrokenLaw, match="Law 1"):
        write(lossy, EVERYTHING, path)
    assert path.read_text() == "old"


def _half_written(file: BinaryIO, stop: type[BaseException]) -> None:
    file.write(b"half of it")
    raise stop


@pytest.mark.parametrize("stop", [RuntimeError, Cancelled, KeyboardInterrupt])
def test_an_interrupted_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    path = tmp_path / "out.tmx"
    path.write_text("old")
    with pytest.raises(stop), replacing(path) as file:
        _half_written(file, stop)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_said_so(tmp_path: Path, code: int) -> None:
    path = tmp_path / "out.tmx"
    with pytest.raises(NoSpace, match=r"“out\.tmx” .* full\. Free"), replacing(path):
        raise OSError(code, os.strerror(code))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_is_said_so(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotWrite, match=r"“out\.tmx” could not be written"),
        replacing(tmp_path / "out.tmx"),
    ):
        raise OSError(errno.EIO, "Input/output error")


@posix
@pytest.mark.parametrize("suffix", suffixes())
def test_every_writer_survives_a_disk_that_fills_up(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_text("old")
    story = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from core.errors import NoSpace
        from core.write import EVERYTHING, write
        from tests.core.write.bitexts import one_to_one, side
        texts = [f"{number} {hash(str(number))}" for number in range(5000)]
        bitext = one_to_one(side(*texts), side(*texts, language="de"))
        if sys.argv[1].endswith(".xlsx"):
            import openpyxl
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            write(bitext, EVERYTHING, Path(sys.argv[1]))
        except NoSpace as error:
            print(error)
    """)
    command = [sys.executable, "-W", "error", "-c", story, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"“out{suffix}” could not be written because the disk is full.")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.tmx").mkdir()
    bitext = pair("a", "b")
    for path, words in [
        (tmp_path / "folder.tmx", "is a folder"),
        (tmp_path / "missing" / "out.tmx", "does not exist"),
        (tmp_path / f"{'x' * 300}.tmx", "under this name"),
    ]:
        with pytest.raises(NotAllowed, match=words) as caught:
            write(bitext, EVERYTHING, path)
        assert path.name in str(caught.value.sentence)
    assert [left.name for left in tmp_path.iterdir()] == ["folder.tmx"]


def test_a_device_is_never_replaced() -> None:
    with pytest.raises(NotAllowed, match="not a regular file"), replacing(Path(os.devnull)):
        pass
    assert Path(os.devnull).is_char_device() or os.name == "nt"


@posix
def test_a_link_keeps_pointing_at_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "real.tmx").write_text("old")
    link = tmp_path / "link.tmx"
    link.symlink_to("real.tmx")
    write(pair("a", "b"), EVERYTHING, link)
    assert link.is_symlink()
    assert (tmp_path / "real.tmx").read_text().startswith("<?xml")


@posix
def test_rights_of_the_old_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.tmx"
    path.write_text("old")
    path.chmod(0o600)
    write(pair("a", "b"), EVERYTHING, path)
    assert path.stat().st_mode & 0o777 == 0o600
