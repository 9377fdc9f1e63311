"""The dialog for two texts says what is still missing, and Enter means Align as soon as nothing is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.window.dialogs import error as boxes
from app.window.dialogs.file_card import FileCard
from app.window.dialogs.open import OpenDialog
from app.window.dialogs.segmentation_box import CUTS
from app.window.window import Window
from core.segment import Segmentation

PATIENCE_MS = 30_000
UNKNOWN = "1 2 3 4 5 6 7"


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    """A text and its translation."""
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, words in zip(files, ("It rained. We stayed.", "Es regnete. Wir blieben."), strict=True):
        path.write_text(words, encoding="utf-8")
    return files


def test_enter_aligns_as_soon_as_both_texts_are_there(
    window: Window, qtbot: QtBot, texts: list[Path]
) -> None:
    dialog = OpenDialog(window, window.jobs, texts[0].parent, lambda *_: pytest.fail("asked"))
    dialog.open()
    dialog.cards["source"].findChildren(QPushButton)[0].setFocus()
    dialog.give(texts)
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    focus = dialog.focusWidget()
    assert focus is dialog.align
    with qtbot.waitSignal(dialog.wanted):
        QTest.keyClick(focus, Qt.Key.Key_Return)


def test_who_types_a_language_is_not_interrupted(window: Window, qtbot: QtBot, texts: list[Path]) -> None:
    texts[0].write_text(UNKNOWN, encoding="utf-8")
    dialog = window.new_project.ask_for_texts(texts)
    cards = dialog.cards
    qtbot.waitUntil(lambda: all(card.look for card in cards.values()), timeout=PATIENCE_MS)
    assert dialog.hint.text() == "Choose the language of the source."
    line = cards["source"].language.lineEdit()
    assert line is not None
    line.setFocus()
    cards["source"].language.setEditText("en")
    assert dialog.align.isEnabled()
    assert dialog.focusWidget() is cards["source"].language


def test_the_beginning_of_an_arabic_text_stands_at_the_right(
    window: Window, qtbot: QtBot, texts: list[Path]
) -> None:
    texts[0].write_text("انطفأ المصباح.", encoding="utf-8")
    cards = window.new_project.ask_for_texts(texts).cards
    qtbot.waitUntil(lambda: all(card.look for card in cards.values()), timeout=PATIENCE_MS)
    assert _ink(cards["source"], "انطفأ المصباح.") > 0.5 > _ink(cards["target"], "Es regnete. Wir blieben.")


def _ink(card: FileCard, words: str) -> float:
    """Return the middle of a label's letters, from left (0) to right (1)."""
    (label,) = (one for one in card.findChildren(QLabel) if one.text() == words)
    picture = label.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = picture.pixel(0, 0)
    columns, rows = range(picture.width()), range(picture.height())
    inked = [x for x in columns if any(picture.pixel(x, y) != ground for y in rows)]
    return sum(inked) / len(inked) / picture.width()


def test_a_text_that_was_refused_is_to_be_replaced(window: Window, qtbot: QtBot, texts: list[Path]) -> None:
    texts[0].write_bytes(b"")
    dialog = window.new_project.ask_for_texts(texts[:1])
    qtbot.waitUntil(lambda: bool(dialog.cards["source"].warning), timeout=PATIENCE_MS)
    assert dialog.hint.text() == "Choose a different source text."
    dialog.give(texts[1:], "target")
    qtbot.waitUntil(lambda: dialog.cards["target"].ready, timeout=PATIENCE_MS)
    assert dialog.hint.text() == "Choose a different source text."


def test_every_way_to_cut_a_text_can_be_chosen() -> None:
    assert {how for how, _ in CUTS} == {*Segmentation}


def test_the_same_text_twice_is_noticed_while_choosing_and_nothing_is_lost(
    window: Window, qtbot: QtBot, texts: list[Path]
) -> None:
    other = texts[0].with_name("copy.md")
    other.write_bytes(texts[0].read_bytes() + b"\n")
    dialog = window.new_project.ask_for_texts([texts[0], other])
    cards = dialog.cards
    qtbot.waitUntil(lambda: all(card.look for card in cards.values()), timeout=PATIENCE_MS)
    assert dialog.hint.text() == "Both texts are the same. Choose a different one."
    assert not dialog.align.isEnabled()
    cards["target"].take(texts[1])
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    assert cards["source"].given == texts[0]


def test_texts_of_very_different_lengths_are_noticed_while_choosing(
    window: Window, qtbot: QtBot, texts: list[Path]
) -> None:
    texts[0].write_text("It rained all day, and we stayed at home with the books. " * 40, encoding="utf-8")
    dialog = window.new_project.ask_for_texts(texts)
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    assert dialog.hint.text().startswith("“a.txt” is about ")
    assert dialog.hint.property("kind") == "warning"


def test_after_a_failure_the_dialog_comes_back_with_the_choices(
    window: Window, qtbot: QtBot, texts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxes, "tell", lambda *_: None)
    dialog = window.new_project.ask_for_texts(texts)
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    dialog.cards["target"].language.set_tag("nl")
    texts[1].write_bytes(b"")  # emptied after it was looked at
    dialog.align.click()
    shown: Callable[[], list[OpenDialog]] = lambda: [  # noqa: E731
        one for one in window.findChildren(OpenDialog) if one.isVisible() and one is not dialog
    ]
    qtbot.waitUntil(lambda: bool(shown()), timeout=PATIENCE_MS)
    again = shown()[0].cards
    assert [card.given for card in again.values()] == texts
    qtbot.waitUntil(lambda: again["source"].ready and bool(again["target"].warning), timeout=PATIENCE_MS)


def test_a_file_of_pairs_does_not_close_the_dialog_over_another_choice(
    window: Window, qtbot: QtBot, texts: list[Path]
) -> None:
    memory = texts[0].with_name("memory.tmx")
    memory.write_bytes(b"<tmx/>")
    dialog = window.new_project.ask_for_texts(texts[:1])
    dialog.give([memory], "target")
    assert dialog.isVisible()
    assert dialog.hint.text().startswith("“memory.tmx” already contains pairs.")
    assert dialog.cards["source"].given == texts[0]
    qtbot.waitUntil(lambda: dialog.cards["source"].look is not None, timeout=PATIENCE_MS)
