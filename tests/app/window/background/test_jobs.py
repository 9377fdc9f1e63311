"""Work in a child process: its answer, its errors, its progress, and its end by force."""

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import worker
from app.window.background.jobs import Jobs, Listener
from core.errors import Damaged, DiglotError
from core.model.message import Message
from core.progress import Progress
from core.write import replacing


def double(number: int, progress: Progress) -> int:
    progress(1, 2, Message("Doubling"))
    return 2 * number


def refuse(progress: Progress) -> None:
    raise Damaged(
        Message("“a.txt” is broken."), file="a.txt", remedy=Message("Choose another."), detail="byte 7"
    )


def stumble(progress: Progress) -> None:
    raise ZeroDivisionError("a bug of ours")


def die(progress: Progress) -> None:
    os._exit(9)


def note_down(path: Path, progress: Progress) -> None:
    progress(1, 2, Message("Noting"))
    path.with_suffix(".part").write_text(str(os.getpid()))
    path.with_suffix(".part").rename(path)


def note_down_and_die(path: Path, progress: Progress) -> None:
    note_down(path, progress)
    os._exit(9)


def gone(pid: int) -> bool:
    """Return whether a child process has ended, waited for or not."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def wait_for_ever(progress: Progress) -> None:
    progress(0, 0, Message("Waiting"))
    threading.Event().wait()


def write_for_ever(path: Path, progress: Progress) -> None:
    with replacing(path) as file:
        file.write(b"half of it")
        file.flush()
        progress(0, 0, Message("Writing"))
        threading.Event().wait()


def ask_for_ever(progress: Progress) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # as in a long call of foreign code
    while True:
        progress(0, 0, Message("Asking"))


def heed_nothing(progress: Progress) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    wait_for_ever(progress)


class SlowToSend:
    """Work that does not let itself be pickled until it may."""

    def __init__(self) -> None:
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def __call__(self, progress: Progress) -> None:
        raise AssertionError

    def __reduce__(self) -> tuple[Any, ...]:
        self.begun.set()
        self.may_go_on.wait(60)
        return partial, (double, 1)


@dataclass
class Heard:
    """Events received by a listener, in order."""

    events: list[tuple[str, Any]]

    def listener(self) -> Listener:
        return Listener(
            done=lambda value: self.events.append(("done", value)),
            failed=lambda error: self.events.append(("failed", error)),
            progress=lambda *what: self.events.append(("progress", what)),
            cancelled=lambda: self.events.append(("cancelled", None)),
        )

    def has(self, name: str) -> bool:
        return any(event == name for event, _ in self.events)


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    some = Jobs()
    yield some
    some.close()


@pytest.fixture
def heard() -> Heard:
    return Heard([])


def test_a_value_comes_back_after_its_progress(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    jobs.start(partial(double, 21), heard.listener(), kind="sum")
    qtbot.waitUntil(lambda: heard.has("done"), timeout=20_000)
    assert heard.events == [("progress", (1, 2, Message("Doubling"))), ("done", 42)]
    assert jobs.running() == ()


def test_an_error_for_the_person_comes_back_whole(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    jobs.start(refuse, heard.listener(), kind="read")
    qtbot.waitUntil(lambda: heard.has("failed"), timeout=20_000)
    error = heard.events[-1][1]
    assert isinstance(error, Damaged)
    assert (error.sentence, error.remedy) == (Message("“a.txt” is broken."), Message("Choose another."))
    assert error.detail == "byte 7"


@pytest.mark.parametrize("work", [stumble, die, lambda progress: None], ids=["bug", "killed", "cannot start"])
def test_whatever_else_happens_is_one_sentence_too(work: Any, jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    jobs.start(work, heard.listener(), kind="read")
    qtbot.waitUntil(lambda: heard.has("failed"), timeout=20_000)
    error = heard.events[-1][1]
    assert isinstance(error, DiglotError)
    assert "Nothing has changed" in str(error.remedy)
    assert error.detail


@pytest.mark.parametrize("work", [wait_for_ever, ask_for_ever, heed_nothing])
def test_cancelling_ends_the_child(work: Any, jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    job = jobs.start(work, heard.listener(), kind="wait")
    qtbot.waitUntil(lambda: heard.has("progress"), timeout=20_000)
    child = job.pid
    assert child is not None
    job.cancel()
    qtbot.waitUntil(lambda: heard.has("cancelled"))
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert not heard.has("failed")


def test_a_cancelled_child_leaves_no_half_written_file(
    jobs: Jobs, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs.start(partial(write_for_ever, tmp_path / "pairs.tmx"), heard.listener(), kind="export")
    qtbot.waitUntil(lambda: heard.has("progress"), timeout=20_000)
    assert len(list(tmp_path.iterdir())) == 1
    jobs.cancel("export")
    qtbot.waitUntil(lambda: heard.has("cancelled"))
    assert list(tmp_path.iterdir()) == []


def test_cancelling_comes_back_while_the_child_is_still_being_started(
    jobs: Jobs, heard: Heard, qtbot: QtBot
) -> None:
    work = SlowToSend()
    job = jobs.start(work, heard.listener(), kind="export")
    assert work.begun.wait(20)
    cancelling = threading.Thread(target=job.cancel)
    cancelling.start()
    cancelling.join(5)
    held_up = cancelling.is_alive()
    work.may_go_on.set()
    cancelling.join()
    assert not held_up
    qtbot.waitUntil(lambda: heard.has("cancelled"), timeout=20_000)
    assert not heard.has("done")


def test_a_second_job_of_a_kind_takes_the_place_of_the_first(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    later = Heard([])
    jobs.start(wait_for_ever, heard.listener(), kind="look")
    jobs.start(partial(double, 4), later.listener(), kind="look")
    qtbot.waitUntil(lambda: later.has("done") and heard.has("cancelled"), timeout=20_000)
    assert not heard.has("done")


def test_a_child_that_has_finished_does_the_next_work_unless_it_died(jobs: Jobs, qtbot: QtBot) -> None:
    def worked(work: Any) -> tuple[int | None, str]:
        heard = Heard([])
        job = jobs.start(work, heard.listener(), kind="sum")
        qtbot.waitUntil(lambda: bool(heard.events) and not jobs.running(), timeout=20_000)
        return job.pid, heard.events[-1][0]

    first, _ = worked(partial(double, 1))
    assert worked(stumble) == (first, "failed")
    assert first is not None
    assert worked(die) == (first, "failed")
    assert worked(partial(double, 2))[1] == "done"


def test_two_that_worked_at_once_are_both_kept_and_no_third(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        alive, stopped = True, False

        def stop(self) -> None:
            self.stopped = True

    monkeypatch.setattr(worker, "Worker", Fake)
    workers = worker.Workers()
    made: list[Any] = [workers.take() for _ in range(3)]
    for one in made:
        workers.give_back(one)
    assert [one.stopped for one in made] == [False, False, True]
    made[1].alive = False
    assert workers.take() is made[0]
    assert made[1].stopped
    workers.give_back(made[0])
    workers.close()
    assert made[0].stopped


def test_work_done_to_make_ready_is_not_answered_and_the_next_is_done_where_it_was(
    jobs: Jobs, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs.prepare(partial(note_down, tmp_path / "child"))
    qtbot.waitUntil((tmp_path / "child").exists, timeout=20_000)
    job = jobs.start(partial(double, 21), heard.listener(), kind="sum")
    qtbot.waitUntil(lambda: heard.has("done"), timeout=20_000)
    assert heard.events == [("progress", (1, 2, Message("Doubling"))), ("done", 42)]
    assert (tmp_path / "child").read_text() == str(job.pid)
    jobs.start(partial(double, 4), heard.listener(), kind="sum")
    qtbot.waitUntil(lambda: len(heard.events) == 4, timeout=20_000)
    assert heard.events[-1] == ("done", 8)


def test_a_child_that_dies_while_it_is_made_ready_costs_nothing(
    jobs: Jobs, heard: Heard, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs.prepare(partial(note_down_and_die, tmp_path / "child"))
    qtbot.waitUntil((tmp_path / "child").exists, timeout=20_000)
    child = int((tmp_path / "child").read_text())
    qtbot.waitUntil(lambda: gone(child), timeout=20_000)
    jobs.start(partial(double, 21), heard.listener(), kind="sum")
    qtbot.waitUntil(lambda: heard.has("done"), timeout=20_000)


def test_closing_leaves_nothing_behind(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    job = jobs.start(wait_for_ever, heard.listener(), kind="wait")
    qtbot.waitUntil(lambda: heard.has("progress"), timeout=20_000)
    child = job.pid
    jobs.close()
    assert child is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
