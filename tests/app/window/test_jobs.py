"""Work in a child process: its answer, its errors, its progress, and its end by force."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.window.jobs import Jobs, Listener
from core.errors import Damaged, DiglotError
from core.progress import Progress


def double(number: int, progress: Progress) -> int:
    progress(1, 2, "Doubling")
    return 2 * number


def refuse(progress: Progress) -> None:
    raise Damaged("“a.txt” is broken.", file="a.txt", remedy="Choose another.", detail="byte 7")


def stumble(progress: Progress) -> None:
    raise ZeroDivisionError("a bug of ours")


def die(progress: Progress) -> None:
    os._exit(9)


def wait_for_ever(progress: Progress) -> None:
    progress(0, 0, "Waiting")
    threading.Event().wait()


@dataclass
class Heard:
    """What a listener heard, in order."""

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
    assert heard.events == [("progress", (1, 2, "Doubling")), ("done", 42)]
    assert jobs.running() == ()


def test_an_error_for_the_person_comes_back_whole(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    jobs.start(refuse, heard.listener(), kind="read")
    qtbot.waitUntil(lambda: heard.has("failed"), timeout=20_000)
    error = heard.events[-1][1]
    assert isinstance(error, Damaged)
    assert (error.sentence, error.remedy, error.detail) == ("“a.txt” is broken.", "Choose another.", "byte 7")


@pytest.mark.parametrize("work", [stumble, die, lambda progress: None], ids=["bug", "killed", "cannot start"])
def test_whatever_else_happens_is_one_sentence_too(work: Any, jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    jobs.start(work, heard.listener(), kind="read")
    qtbot.waitUntil(lambda: heard.has("failed"), timeout=20_000)
    error = heard.events[-1][1]
    assert isinstance(error, DiglotError)
    assert "Nothing was changed" in error.remedy
    assert error.detail


def test_cancelling_kills_the_child_at_once(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    job = jobs.start(wait_for_ever, heard.listener(), kind="wait")
    qtbot.waitUntil(lambda: heard.has("progress"), timeout=20_000)
    child = job.pid
    assert child is not None
    job.cancel()
    qtbot.waitUntil(lambda: heard.has("cancelled"))
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert not heard.has("failed")


def test_a_second_job_of_a_kind_takes_the_place_of_the_first(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    later = Heard([])
    jobs.start(wait_for_ever, heard.listener(), kind="look")
    jobs.start(partial(double, 4), later.listener(), kind="look")
    qtbot.waitUntil(lambda: later.has("done") and heard.has("cancelled"), timeout=20_000)
    assert not heard.has("done")


def test_closing_leaves_nothing_behind(jobs: Jobs, heard: Heard, qtbot: QtBot) -> None:
    job = jobs.start(wait_for_ever, heard.listener(), kind="wait")
    qtbot.waitUntil(lambda: heard.has("progress"), timeout=20_000)
    child = job.pid
    jobs.close()
    assert child is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
