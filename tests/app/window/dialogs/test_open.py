"""The dialog for two texts says what is still missing, and Enter means Align as soon as nothing is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.window.dialogs.file_card import FileCard
from app.window.dialogs.open import CUTS, OpenDialog
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
