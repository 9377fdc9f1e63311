"""Unexpected errors are logged and reported to the user."""

import subprocess
import sys
from pathlib import Path

from app import crash
from app.crash import LOG_NAME, sentence


def test_an_unforeseen_error_is_logged_and_reported(tmp_path: Path) -> None:
    printed = _child(tmp_path, "raise RuntimeError('the moon fell down')")
    assert "the moon fell down" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert f"reported: {sentence(tmp_path / LOG_NAME)}" in printed


def test_an_error_in_a_thread_is_logged(tmp_path: Path) -> None:
    _child(
        tmp_path,
        "import threading; thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()",
    )
    assert "ZeroDivisionError" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")


def test_the_next_start_finds_the_stack_of_a_hard_crash_once(tmp_path: Path) -> None:
    _session(tmp_path, "import faulthandler; faulthandler._sigabrt()")
    (report,) = crash.left_behind(tmp_path)
    assert "Fatal Python error" in report.trace
    assert report.about.startswith("Diglot")
    assert crash.left_behind(tmp_path) == ()
    assert [kept.text for kept in crash.reports(tmp_path)] == [report.text]
    crash.forget(crash.reports(tmp_path)[0])
    assert crash.reports(tmp_path) == ()


def test_the_next_start_finds_the_unforeseen_errors_of_a_session_that_went_on(tmp_path: Path) -> None:
    _session(tmp_path, "import threading; threading.Thread(target=lambda: 1 / 0).start()")
    (report,) = crash.left_behind(tmp_path)
    assert "ZeroDivisionError" in report.trace
    assert "ZeroDivisionError" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")


def test_the_stack_of_a_child_process_is_in_the_report_of_its_session(tmp_path: Path) -> None:
    child = "from app import crash; crash.join(); import faulthandler; faulthandler._sigsegv()"
    _session(
        tmp_path,
        f"import subprocess; subprocess.run([sys.executable, '-c', {child!r}]); 1 / 0",
    )
    (report,) = crash.left_behind(tmp_path)
    assert "Segmentation fault" in report.trace or "access violation" in report.trace
    assert report.trace.endswith("ZeroDivisionError: division by zero")


def test_a_session_that_was_killed_is_known_for_it_and_leaves_no_report(tmp_path: Path) -> None:
    _session(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    (report,) = crash.left_behind(tmp_path)
    assert report.trace == ""
    assert crash.reports(tmp_path) == ()


def test_a_session_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    _session(tmp_path, "sys.exit(3)")
    assert list(tmp_path.iterdir()) == []


def test_a_session_that_still_runs_is_not_taken_for_a_crash(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", _START + _BEGIN + "print('begun', flush=True); input()", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env=_ENVIRONMENT,
    )
    assert running.stdout is not None
    running.stdout.readline()
    assert crash.left_behind(tmp_path) == ()
    running.kill()
    running.communicate()
    assert [report.trace for report in crash.left_behind(tmp_path)] == [""]


def test_of_many_reports_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"session-20260101-1200{number:02}-7.txt").write_text(
            f"Diglot\n{number}", encoding="utf-8"
        )
    assert len(crash.left_behind(tmp_path)) == 20
    assert [report.trace for report in crash.reports(tmp_path)] == [str(n) for n in range(19, 10, -1)]


def test_a_log_grows_no_larger_than_can_be_sent_in_a_mail(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).write_text("x" * 2_000_000, encoding="utf-8")
    _child(tmp_path, "raise RuntimeError('again')")
    assert (tmp_path / LOG_NAME).stat().st_size < 10_000


def test_without_a_folder_for_logs_the_program_runs_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert "still here" in _session(tmp_path / "file", "print('still here')")
    assert crash.left_behind(tmp_path / "file") == ()


_ROOT = Path(__file__).parents[2]
_ENVIRONMENT = {"PYTHONIOENCODING": "utf-8", "PATH": ""}
_START = (
    "import sys; from pathlib import Path; from app import crash; "
    "crash.install(Path(sys.argv[1]), lambda words: print('reported:', words)); "
)
_BEGIN = "crash.begin(Path(sys.argv[1])); "


def _session(folder: Path, code: str) -> str:
    return _child(folder, _BEGIN + code)


def _child(folder: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _START + code, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=_ROOT,
        env=_ENVIRONMENT,
        check=False,
    )
    return done.stdout
