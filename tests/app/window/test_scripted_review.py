"""The scripted reviewer of the benchmark finds and mends all that was planted, by what the window shows."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from benchmarks.lib.reviewer.planted_mistakes import WAYS, stretches, task
from benchmarks.lib.reviewer.reviewer import Reviewer, settle
from core.model import check
from core.pipeline import Options
from core.read import File
from tests.benchmarks.made_gold import made_gold

MOST = 80  # keys
PATIENCE_MS = 60_000


@pytest.mark.parametrize("seed", [0, 1])
def test_a_review_from_doubt_to_doubt_takes_few_keys(
    seed: int, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    given = task(stretches(made_gold(tmp_path)), seed, Options())
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
    assert reviewer.keys["take"] >= sum(WAYS.values()) - 4
    assert reviewer.keys.total() <= MOST
