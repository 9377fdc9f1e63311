"""The program as a whole: help, exit statuses, signals, pipes, and which face it shows."""

import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from app import __main__ as program
from app.terminal import console
from app.terminal.main import COMMANDS, main
from app.terminal.options import BUILT_IN, PROJECT
from core import __version__, encode
from core.read import pairs
from tests.app.terminal.conftest import Diglot, Words

ROOT = Path(__file__).parents[3]


def _run(code: str, *arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, check=False, cwd=ROOT, env={**os.environ, **environment}
    )


PLAIN = "import sys; from app.__main__ import main; sys.exit(main())"


@pytest.mark.parametrize("command", [None, *COMMANDS], ids=lambda row: row.NAME if row else "diglot")
def test_help_shows_an_example(diglot: Diglot, command: types.ModuleType | None) -> None:
    done = diglot(*([command.NAME] if command else []), "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("usage: diglot")
    if command:
        assert f"example:\n  {command.EXAMPLE}" in done.out
        assert command.EXAMPLE.startswith(f"diglot {command.NAME} ")


def test_the_version(diglot: Diglot) -> None:
    done = diglot("--version")
    assert (done.status, done.out, done.err) == (0, f"diglot {__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], ["alignn"], ["a.txt", "b.txt"], ["--quiet"], ["align", "a.txt"]])
def test_wrong_usage_is_status_two(diglot: Diglot, arguments: list[str]) -> None:
    done = diglot(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: diglot")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["novel.txt"],
            "“novel.txt” is not a command; to align two texts: diglot align novel.txt TRANSLATION",
        ),
        (["--quiet", "a.txt", "b.docx"], "to align two texts: diglot align a.txt b.docx -o pairs.tmx"),
        (["a.txt", "--verbose"], "diglot align a.txt TRANSLATION"),
        (["job.diglot", "--quiet"], "name it alone: diglot job.diglot"),
        (["alignn"], "choose from"),
        (["--log=a.txt"], "required: COMMAND"),
    ],
)
def test_a_file_where_a_command_goes_is_answered_with_what_to_do(
    diglot: Diglot, arguments: list[str], words: str
) -> None:
    done = diglot(*arguments)
    assert done.status == 2
    assert words in done.err


def test_starting_loads_nothing_heavy() -> None:
    code = """if True:
        import sys
        from app.terminal.main import main
        main(["--version"]), main(["align", "--help"])
        heavy = {"PySide6", "numpy", "pandas", "openpyxl", "lxml", "torch", "regex"}
        sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)
    """
    done = _run(code)
    assert done.returncode == 0, done.stderr


def test_the_default_encoder_is_the_built_in_one() -> None:
    assert encode.BUILT_IN == BUILT_IN


def test_results_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("שלום 世界 😀 “q”", encoding="utf-8")
    done = _run(
        PLAIN, "read", tmp_path / "text.txt", LC_ALL="C", PYTHONIOENCODING="latin-1:strict",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["text"] == "שלום 世界 😀 “q”"


def test_a_lone_surrogate_is_printed_as_json_has_it(capfd: pytest.CaptureFixture[str]) -> None:
    console.prepare()
    console.say([json.dumps({"text": "a\udc80b"}, ensure_ascii=False)])
    assert json.loads(capfd.readouterr().out) == {"text": "a\udc80b"}


def test_a_pipe_that_is_closed_early_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("A sentence that is long enough.\n\n" * 5000, encoding="utf-8")
    command = [sys.executable, "-W", "error", "-c", PLAIN, "read", str(tmp_path / "text.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such shell")
@pytest.mark.parametrize(
    ("name", "closed", "status"),
    [("text.txt", ">&-", 0), ("text.txt", "2>&-", 0), ("missing.txt", "2>&-", 1)],
)
def test_a_stream_that_is_closed_is_no_bug(tmp_path: Path, name: str, closed: str, status: int) -> None:
    (tmp_path / "text.txt").write_text("One sentence.", encoding="utf-8")
    command = ["sh", "-c", f'exec "$0" "$@" {closed}', sys.executable, "-W", "error", "-c", PLAIN]
    done = subprocess.run(
        [*command, "segment", str(tmp_path / name)], capture_output=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (status, b"")
    assert done.stdout == (b"One sentence.\n" if (closed, status) == ("2>&-", 0) else b"")


@pytest.mark.parametrize(("error", "heard"), [(OSError(28, "full"), False), (ValueError("a bug"), True)])
def test_only_leftovers_of_a_full_disk_are_ignored(
    error: Exception, heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "__unraisablehook__", told.append)
    leftover = types.SimpleNamespace(exc_value=error)
    program._unheard(leftover)  # type: ignore[arg-type]
    assert told == ([leftover] if heard else [])


def test_a_bug_is_logged_and_reported_in_a_line(tmp_path: Path) -> None:
    code = """if True:
        import sys
        from core import read
        from app.__main__ import main
        read.load = lambda path: 1 // 0
        sys.exit(main())
    """
    done = _run(code, "read", "text.txt", DIGLOT_HOME=str(tmp_path))
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (70, b"")
    assert told.startswith("diglot: Diglot failed in a way that nobody foresaw (ZeroDivisionError)")
    assert len(told.splitlines()) == 1
    log = told.split("“")[1].split("”")[0]
    assert "ZeroDivisionError" in Path(log).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_in_the_middle_of_writing_leaves_nothing(tmp_path: Path, name: str) -> None:
    for text, letters in (("a.txt", "One. Two."), ("b.txt", "ONE. TWO.")):
        (tmp_path / text).write_text(letters, encoding="utf-8")
    code = f"""if True:
        import os, signal, sys
        from app.__main__ import main
        from core import encode
        from core.write import tmx
        from tests.app.terminal.conftest import Words
        encode.open_encoder = lambda name: Words()
        def unit(*_):
            os.kill(os.getpid(), signal.{name})
        tmx._tu = unit
        sys.exit(main())
    """
    done = _run(code, "align", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out.tmx")
    assert (done.returncode, done.stderr) == (130, b"diglot: interrupted.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


class Screen(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_on_a_terminal(
    diglot: Diglot, texts: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    assert diglot("align", *texts, "-o", tmp_path / "out.ladder").status == 0
    rewritten, _, summary = screen.getvalue().rpartition("\r")
    assert "Encoding" in rewritten
    assert "\n" not in rewritten
    assert summary.startswith("diglot: 6 pairs, mean confidence ")
    assert summary.endswith("; wrote out.ladder.\n")


def test_nothing_moves_on_a_terminal_that_wants_quiet(
    diglot: Diglot, texts: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    assert diglot("align", *texts, "-o", tmp_path / "out.ladder", "--quiet").status == 0
    assert screen.getvalue().strip() == ""


def test_a_cancelled_command_is_interrupted(
    capfd: pytest.CaptureFixture[str],
    texts: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core import encode
    from core.progress import Cancelled

    def cancelled(*_: object) -> None:
        raise Cancelled

    monkeypatch.setattr(Words, "encode", cancelled)
    monkeypatch.setattr(encode, "open_encoder", lambda name: Words())
    assert main(["align", *map(str, texts), "-o", str(tmp_path / "out.tmx")]) == 130
    assert capfd.readouterr() == ("", "diglot: interrupted.\n")


DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.parametrize("arguments", [[], ["job.diglot"], ["JOB.DIGLOT"]])
def test_without_a_display_a_sentence_explains_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["diglot", *arguments])
    assert program.main() == 1
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.startswith("diglot: There is no display")
    assert len(told.err.splitlines()) == 1


def test_a_display_that_nobody_answers_is_none(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":65001")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["diglot"])
    assert program.main() == 1
    assert capfd.readouterr().err.startswith("diglot: There is no display")


@pytest.mark.parametrize("name", DISPLAYS)
@pytest.mark.parametrize("arguments", [[], ["job.diglot"], ["memory.tmx"], ["Pairs.XLSX"], ["job.ladder"]])
def test_with_a_display_the_window_opens(
    monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str]
) -> None:
    opened: list[list[str]] = []
    window = types.ModuleType("app.window.main")
    window.main = lambda given: opened.append(given) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.window.main", window)
    for other in DISPLAYS:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, ":0")
    monkeypatch.setattr(program, "_x_server_answers", lambda: True)
    monkeypatch.setattr(sys, "argv", ["diglot", *arguments])
    assert program.main() == 0
    assert opened == [arguments]


def test_every_file_of_pairs_may_be_named_alone() -> None:
    for suffix in (PROJECT, *pairs.suffixes(), pairs.LADDER):
        assert program._for_the_window([f"any{suffix}"])
    assert not any(map(program._for_the_window, (["novel.txt"], ["--version"], ["align"])))
