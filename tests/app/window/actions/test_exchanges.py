"""Exchanged translations in an opened memory: the doubts offer to put them right, in one step."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window.panels.doubts import DoubtsPanel
from app.window.window import Window
from core.import_pairs import open_pairs
from core.pipeline import Options
from core.read import File
from tests.core.align.test_pair_evidence import MEMORY

PATIENCE_MS = 60_000
ONE, OTHER = 1, 8


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """A memory with two targets exchanged, and the doubts shown."""
    targets = [target for _, target in MEMORY]
    targets[ONE], targets[OTHER] = targets[OTHER], targets[ONE]
    rows = (f"{source}\t{target}" for (source, _), target in zip(MEMORY, targets, strict=True))
    file = File("memory.tsv", "\n".join(("en\tde", *rows)).encode())
    bitext = open_pairs(file, Options()).bitext
    settings = {"encoder": "built-in"}
    window.project.create(window.folders.drafts / "draft.diglot", bitext, (file, file), settings, pytest.fail)
    qtbot.waitUntil(lambda: window.project.bitext is not None)
    window.sidebar.show_panel("doubts")
    window.table.setFocus()
    return window


def panel(window: Window) -> DoubtsPanel:
    found = window.sidebar.panel("doubts")
    assert isinstance(found, DoubtsPanel)
    return found


def known(window: Window) -> bool:
    return not (window.doubt_queue.risks.busy or window.doubt_queue.pending(ONE))


def test_one_enter_puts_both_right_and_one_undo_takes_it_back(review: Window, qtbot: QtBot) -> None:
    review.table.go(ONE)
    review.doubt_queue.go_to(ONE)
    qtbot.waitUntil(lambda: known(review), timeout=PATIENCE_MS)
    suggestion = review.doubt_queue.suggestion(ONE)
    assert suggestion is not None
    panel(review).look()
    assert str(suggestion.reason.sentence).startswith(
        f"Better if segments are swapped with row {OTHER + 1}: "
    )
    shown = panel(review).rows.text()
    assert shown.index("Bienen") < shown.index("Dezember")  # as suggested, and only then as they are now
    assert panel(review).take.isEnabled()
    before = review.project.bitext
    qtbot.keyClick(review.table, Qt.Key.Key_Return)
    after = review.project.bitext
    assert after is not None
    pairs = [(after.source.text(one.source[0]), after.target.text(one.target[0])) for one in after.pairs()]
    assert tuple(pairs) == MEMORY
    review.command_actions.by_id["undo"].trigger()
    assert review.project.bitext == before
    assert review.doubt_queue.suggestion(ONE) is not None


def test_a_suggestion_goes_when_the_other_row_is_decided(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(ONE)
    qtbot.waitUntil(lambda: known(review), timeout=PATIENCE_MS)
    assert review.doubt_queue.alternative(ONE) is not None
    review.table.go(OTHER)
    review.command_actions.by_id["bead.accept"].trigger()
    assert review.doubt_queue.alternative(ONE) is None
