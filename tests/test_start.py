"""start.py: what it says, what it remembers, what it refuses. Nothing here installs anything."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "start.py"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py as a module that believes to stand in an empty checkout."""
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "lock").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCK", tmp_path / "lock")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "DIGLOT", tmp_path / ".venv" / "bin" / "diglot")
    return module


def remember(start: ModuleType, *parts: str) -> None:
    start.STAMP.write_text("\n".join([start.HERE, start.digest(), *parts]), encoding="utf-8")


def test_an_old_python_gets_far_enough_to_read_the_sentence() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14)])
def test_another_python_is_refused_in_a_sentence(version: tuple[int, int]) -> None:
    program = f"import sys, runpy; sys.version_info = {version} + (0,); runpy.run_path({str(SCRIPT)!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert f"this is Python {version[0]}.{version[1]}" in done.stderr


def test_help_names_the_commands(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"]) == 0
    assert "start.py test" in capsys.readouterr().out


def test_an_unknown_word_is_wrong_usage(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["tset"]) == 2
    assert "start.py test" in capsys.readouterr().err


def test_a_second_run_installs_nothing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(start, "base", "dev")
    monkeypatch.setattr(start, "pip", _never)
    monkeypatch.setattr(start, "make_environment", _never)
    start.set_up("base", "dev")


def test_a_further_part_is_added_to_what_is_there(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(start, "base")
    installed: list[tuple[str, ...]] = []
    monkeypatch.setattr(start, "make_environment", _never)
    monkeypatch.setattr(start, "pip", lambda what, *arguments: installed.append(arguments))
    start.set_up("base", "models")
    assert installed == [
        ("--no-deps", "--require-hashes", "-r", "packaging/lock/models.txt"),
        ("torch==2.13.0",),  # alone
    ]
    assert start.stamped() == ["base", "models"]


def test_new_dependencies_are_noticed(start: ModuleType) -> None:
    remember(start, "base")
    assert start.stamped() == ["base"]
    (start.ROOT / "pyproject.toml").write_text("[project]\ndependencies = []\n", encoding="utf-8")
    assert start.stamped() == []


def test_a_new_lock_file_is_noticed(start: ModuleType) -> None:
    remember(start, "base")
    (start.LOCK / "base.txt").write_text("numpy==2.0\n", encoding="utf-8")
    assert start.stamped() == []


def test_an_environment_of_another_place_is_made_anew(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(start, "base")
    monkeypatch.setattr(start, "HERE", "Python 3.12 in /somewhere/else")
    made: list[Any] = []
    monkeypatch.setattr(start, "work", lambda what, command, remedy: made.append(command))
    start.make_environment()
    assert made[0][1:4] == ["-m", "venv", "--clear"]


def test_a_missing_library_is_told_with_the_one_command(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start, "is_root", lambda: False)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(start.Stop, match=r"sudo apt-get install -y --no-install-recommends libnowhere9$"):
        start.install_packages({"libnowhere.so.9": "libnowhere9"})


def test_all_that_is_missing_is_told_at_once(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start, "is_root", lambda: False)
    monkeypatch.setattr(start, "PYTHON", start.ROOT / "none")
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(start.Stop, match=r" libnowhere9 python3\.\d+-venv$"):
        start.install_packages({"libnowhere.so.9": "libnowhere9"})


def test_without_apt_the_libraries_are_named(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    with pytest.raises(start.Stop, match=r"libnowhere\.so\.9"):
        start.install_packages({"libnowhere.so.9": "libnowhere9"})


def test_a_failed_step_shows_its_last_lines_and_the_remedy(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(start.Stop) as stopped:
        start.work("Trying", [sys.executable, "-c", "print('no such thing'); exit(3)"], "Try again.")
    assert str(stopped.value).splitlines() == ["no such thing", "Try again."]
    assert capsys.readouterr().out.startswith("Trying …")


def test_another_environment_does_not_lead_ours_astray(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/of/another")
    monkeypatch.setenv("VIRTUAL_ENV", "/of/another")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    own = start.environment(QT_QPA_PLATFORM="offscreen")
    assert not {"PYTHONPATH", "VIRTUAL_ENV"} & own.keys()
    assert own["HTTPS_PROXY"] == "http://proxy.example"
    assert own["QT_QPA_PLATFORM"] == "offscreen"


def test_without_a_screen_the_sample_is_aligned_in_the_terminal(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[Any]) -> int:
        words = [sys.executable, "-m", "app", *map(str, command[1:])]
        return subprocess.run(words, cwd=ROOT, check=False).returncode

    monkeypatch.setattr(start, "run", run)
    assert start.align_sample() == 0
    out = capfd.readouterr().out
    assert "The Umbrella Library" in out
    assert "Die Schirmbibliothek" in out
    assert str(start.ROOT / "diglot-sample.tmx") in out
    assert (start.ROOT / "diglot-sample.tmx").stat().st_size > 1000


def _never(*arguments: object) -> None:
    raise AssertionError(f"not to be called: {arguments}")


@pytest.mark.parametrize(("font", "asked"), [("DejaVuSans.ttf", 1), ("NotoSansCJK-Regular.ttc", 0)])
def test_root_gets_chinese_letters_where_there_are_none(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, font: str, asked: int
) -> None:
    installed: list[list[str]] = []
    (tmp_path / font).touch()
    monkeypatch.setattr(start, "FONTS", (tmp_path,))
    monkeypatch.setattr(start, "is_root", lambda: True)
    monkeypatch.setattr(start.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start, "apt_get", lambda _, *packages: installed.append(list(packages)))
    start.install_font()
    assert installed == [[start.HAN_FONT]] * asked
