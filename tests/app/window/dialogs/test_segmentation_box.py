"""Sentences can be cut by the rules of a file, chosen with the texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.dialogs.open import OpenDialog
from app.window.dialogs.segmentation_box import SegmentationBox
from app.window.window import Window

PATIENCE_MS = 30_000


@pytest.fixture
def dialog(window: Window, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenDialog]:
    """The dialog with a text and its translation."""
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, words in zip(files, ("It rained. We stayed.", "Es regnete. Wir blieben."), strict=True):
        path.write_text(words, encoding="utf-8")
    found = window.new_project.ask_for_texts(files)
    qtbot.waitUntil(found.align.isEnabled, timeout=PATIENCE_MS)
    yield found
    found.reject()


def choose(box: SegmentationBox, path: Path) -> None:
    box._chooser = lambda parent: path
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())


def test_the_rules_of_a_file_are_chosen_and_go_with_the_texts(
    dialog: OpenDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[abbreviations]\nnever_final = ["Xyz."]', encoding="utf-8")
    with qtbot.waitSignal(dialog.cuts.settled, timeout=PATIENCE_MS):
        choose(dialog.cuts, path)
    assert dialog.cuts.currentText() == "Sentences by the rules of “mine.toml”"
    work = dialog._work()
    assert work is not None
    assert work.options.source.rules is not None
    assert work.options.target.rules == work.options.source.rules


def test_a_file_that_cannot_be_used_is_refused_and_the_choice_stays(
    dialog: OpenDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[abbreviations", encoding="utf-8")
    with qtbot.waitSignal(dialog.cuts.refused, timeout=PATIENCE_MS):
        choose(dialog.cuts, path)
    assert "mine.toml" in dialog.hint.text()
    assert dialog.cuts.how == "auto"
    assert dialog.cuts.rules is None


def test_another_kind_of_segmentation_leaves_the_rules(
    dialog: OpenDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[numbers]\nordinals = true", encoding="utf-8")
    with qtbot.waitSignal(dialog.cuts.settled, timeout=PATIENCE_MS):
        choose(dialog.cuts, path)
    dialog.cuts.setCurrentIndex(dialog.cuts.findData("lines"))
    dialog.cuts.activated.emit(dialog.cuts.currentIndex())
    assert (dialog.cuts.how, dialog.cuts.rules) == ("lines", None)
