"""The scripted reviewer of the benchmark finds and mends all that was planted, by what the window shows."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from benchmarks.lib.reviewer.planted_in_memory import memory_task
from benchmarks.lib.reviewer.planted_mistakes import WAYS, Task, stretches, task
from benchmarks.lib.reviewer.reviewer import Reviewer, settle
from core.model import check
from core.pipeline import Options
from core.read import File
from tests.benchmarks.made_gold import made_gold

MOST = 80  # keys
MEMORY_MISTAKES = 15  # an exchange of two targets is one
PATIENCE_MS = 60_000


@pytest.mark.parametrize("seed", [0, 1])
def test_a_review_from_doubt_to_doubt_takes_few_keys(
    seed: int, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    given = task(stretches(made_gold(tmp_path)), seed, Options())
    reviewer = reviewed(given, window, qtbot)
    assert reviewer.keys["take"] >= sum(WAYS.values()) - 4
    assert reviewer.keys.total() <= MOST


def test_suggestions_put_most_of_an_imported_memory_right(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    given = memory_task(stretches(made_gold(tmp_path)), 0, Options())
    reviewer = reviewed(given, window, qtbot)
    assert reviewer.keys["take"] >= MEMORY_MISTAKES - 4


def reviewed(given: Task, window: Window, qtbot: QtBot) -> Reviewer:
    """Review a task until all is right; return the reviewer."""
    sides = given.bitext.source, given.bitext.target
    files = [File(side.document.name, "\n".join(side.texts()).encode()) for side in sides]
    failures: list[object] = []
    path = window.folders.drafts / "review.diglot"
    window.project.create(path, given.bitext, (files[0], files[1]), {"encoder": "built-in"}, failures.append)
    qtbot.waitUntil(lambda: window.project.bitext is not None or bool(failures), timeout=PATIENCE_MS)
    assert not failures
    window.table.setFocus()
    settle(window)
    reviewer = Reviewer(window, given)
    reviewer.by_doubts()
    assert window.project.bitext is not None
    check(window.project.bitext)
    assert not given.wrong(window.project.bitext)
    return reviewer
