"""A project with struck letters in the window: they are shown nowhere, found nowhere and exported nowhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, Strike
from core.project import Session
from core.read import File
from core.review import verbs
from core.review.search.find import Hit

PAGE = "The ship left the har-\nbour at dawn. CHAPTER ONE 17 Nobody waved."
HYPHEN, HEAD = Strike(0, 21, 23, "hyphen"), Strike(0, 37, 52, "running head")
GERMAN = "Das Schiff verließ den Hafen. Niemand winkte."


def _side(language: str, text: str, spans: tuple[tuple[int, int], ...], *strikes: Strike) -> Side:
    block = Block(BlockKind.PARAGRAPH, text)
    document = Document(f"ship.{language}.txt", "text", language, "0" * 64, (block,), "utf-8", strikes)
    segments = tuple(Segment(id_, 0, *span) for id_, span in enumerate(spans))
    return Side(document, segments, "rules", len(segments))


@pytest.fixture
def ship(window: Window, qtbot: QtBot, tmp_path: Path) -> Window:
    """The window with a project whose source has a struck hyphen and a struck running head."""
    source = _side("en", PAGE, ((0, 34), (35, 48)), HYPHEN, HEAD)
    target = _side("de", GERMAN, ((0, 29), (30, 45)))
    bitext = Bitext(source, target, (Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.9)))
    files = File("ship.en.txt", PAGE.encode()), File("ship.de.txt", GERMAN.encode())
    Session.create(tmp_path / "ship.diglot", bitext, files, {}).close()
    window.projects.open(tmp_path / "ship.diglot")
    qtbot.waitUntil(lambda: window.project.bitext is not None)
    window.table.setFocus()
    return window


def _texts(window: Window) -> tuple[str, ...]:
    bitext = window.project.bitext
    assert bitext is not None
    return bitext.source.texts()


def test_a_word_is_found_across_a_struck_hyphen_and_a_struck_head_is_not(ship: Window, qtbot: QtBot) -> None:
    QTest.keyClick(ship.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    ship.finder.line.setText("the harbour at")
    qtbot.waitUntil(lambda: ship.table.highlights.hit == Hit(0, "source", 0, 14, 28))
    ship.finder.line.setText("chapter")
    qtbot.waitUntil(lambda: ship.table.highlights.hit is None and not ship.finder.busy)


def test_texts_around_strikes_are_edited_cut_and_joined_and_all_is_undone(ship: Window) -> None:
    before = ship.project.bitext
    ship.editing.apply(lambda bitext: verbs.edit_text(bitext, 0, "source", 0, "The ship left port at dawn."))
    ship.editing.apply(lambda bitext: verbs.restore_text(bitext, 0, "source", 0))
    assert _texts(ship) == ("The ship left the harbour at dawn.", "Nobody waved.")
    ship.editing.apply(lambda bitext: verbs.split_segment(bitext, 0, "source", 0, 22))
    assert _texts(ship) == ("The ship left the harb", "our at dawn.", "Nobody waved.")
    ship.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    ship.editing.apply(lambda bitext: verbs.join_segments(bitext, 0, "source", 1))
    assert _texts(ship) == ("The ship left the harb", "our at dawn. Nobody waved.")
    while ship.project.undo_name is not None:
        ship.editing.undo()
    assert ship.project.bitext == before


def test_letters_are_hidden_and_shown_as_steps_that_all_views_follow(ship: Window, qtbot: QtBot) -> None:
    before = ship.project.bitext
    ship.sidebar.show_panel("map")
    ship.editing.apply(lambda bitext: verbs.set_strikes(bitext, "source", (HYPHEN,)))
    assert _texts(ship)[0] == "The ship left the harbour at dawn. CHAPTER ONE 17"
    assert str(ship.project.undo_name) == "Show letters of the source"
    nobody = Strike(0, 52, 65, "by hand")
    ship.editing.apply(lambda bitext: verbs.set_strikes(bitext, "source", (HYPHEN, HEAD, nobody)))
    assert _texts(ship) == ("The ship left the harbour at dawn.",)
    assert ship.table.model().rowCount() == 2
    ship.editing.undo()
    ship.editing.undo()
    assert ship.project.bitext == before
    qtbot.waitUntil(lambda: ship.project.all_saved)


def test_undoing_a_change_that_touches_no_row_leaves_the_user_where_they_are(ship: Window) -> None:
    ship.table.go(1)
    by_hand = replace(HYPHEN, rule="by hand")
    ship.editing.apply(lambda bitext: verbs.set_strikes(bitext, "source", (by_hand, HEAD)))
    ship.editing.undo()
    assert ship.table.row == 1


def test_an_export_has_no_struck_letter(
    ship: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "ship.tmx"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(out), ""))
    dialog = ship.projects.ask_for_export()
    assert dialog is not None
    dialog.formats.setCurrentIndex(dialog.formats.findData("tmx"))
    with qtbot.waitSignal(dialog.written, timeout=60_000):
        dialog.save.click()
    text = out.read_text(encoding="utf-8")
    assert "<seg>The ship left the harbour at dawn.</seg>" in text
    assert "<seg>Nobody waved.</seg>" in text
    assert "CHAPTER" not in text
    assert "har-" not in text
