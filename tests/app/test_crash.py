"""What nobody foresaw is in the log, and the program says so."""

import subprocess
import sys
from pathlib import Path

from app.crash import FATAL_NAME, LOG_NAME, sentence


def test_an_unforeseen_error_is_logged_and_told(tmp_path: Path) -> None:
    told = _child(tmp_path, "raise RuntimeError('the moon fell down')")
    assert "the moon fell down" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert f"told: {sentence(tmp_path / LOG_NAME)}" in told


def test_an_error_in_a_thread_is_logged(tmp_path: Path) -> None:
    _child(
        tmp_path,
        "import threading; thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()",
    )
    assert "ZeroDivisionError" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")


def test_a_hard_crash_leaves_the_stack_of_python(tmp_path: Path) -> None:
    _child(tmp_path, "import faulthandler; faulthandler._sigabrt()")
    assert "Fatal Python error" in (tmp_path / FATAL_NAME).read_text(encoding="utf-8")


def test_a_log_grows_no_larger_than_can_be_sent_in_a_mail(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).write_text("x" * 2_000_000, encoding="utf-8")
    _child(tmp_path, "raise RuntimeError('again')")
    assert (tmp_path / LOG_NAME).stat().st_size < 10_000


def test_without_a_folder_for_logs_the_program_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert "still here" in _child(tmp_path / "file", "print('still here')")


def _child(folder: Path, code: str) -> str:
    start = "import sys; from pathlib import Path; from app import crash; "
    install = "crash.install(Path(sys.argv[1]), lambda words: print('told:', words)); "
    done = subprocess.run(
        [sys.executable, "-c", start + install + code, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
        check=False,
    )
    return done.stdout
