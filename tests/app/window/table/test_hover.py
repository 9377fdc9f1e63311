"""Words that say the same are lit, by mouse and by keys; numbers and names are marked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextLayout
from pytestqt.qtbot import QtBot

from app.window.panels.terms import TermsPanel
from app.window.table.highlights import WordHighlights, characters, units
from app.window.table.hover import Hover, alone, character_at
from app.window.table.model import COLUMN_OF
from app.window.window import Window
from core.align.word_links.links import Link, Links, Word
from core.model import SideName
from core.review import verbs
from tests.app.window.stage import lay

ROWS = (
    "The lamp went out. | Die Lampe ging aus.",
    "In 1812 Napoleon left Moscow with 90000 men. | Napoleon verließ Moskau 1812 mit 9000 Mann.",
    "The door was gone. |",
)
LAMPS = Links(
    (Word(0, 0, 3), Word(0, 4, 8)),
    (Word(0, 0, 3), Word(0, 4, 9)),
    (Link((Word(0, 4, 8),), (Word(0, 4, 9),)),),
)


@pytest.fixture
def lamps(qtbot: QtBot, window: Window) -> Window:
    """The window with the links of its first row known, so that no worker is asked."""
    lay(qtbot, window, ROWS)
    window.word_links._known[(("The lamp went out.",), ("Die Lampe ging aus.",))] = LAMPS
    return window


def point(window: Window, row: int, side: SideName, character: int) -> QPoint:
    """A point in a letter of a cell's first segment."""
    rect = window.table.visualRect(window.table.rows.index(row, COLUMN_OF[side]))
    layout = window.table.layouts.of(window.table.rows.cell(row, side), rect.width())
    top, text = layout.segments[0]
    line = text.lineAt(0)
    on = (
        at for at in range(1, 2000) if line.xToCursor(at, line.CursorPosition.CursorOnCharacter) == character
    )
    return QPoint(round(rect.left() + layout.left + next(on)) + 1, round(rect.top() + top + 6))


def _said(window: Window) -> str:
    return window.status.currentMessage().translate(dict.fromkeys((0x2068, 0x2069)))


def test_the_letter_under_the_mouse_is_found_on_both_sides(lamps: Window) -> None:
    for side in COLUMN_OF:
        assert character_at(lamps.table, point(lamps, 0, side, 5)) == (0, side, 0, 5)


def test_there_is_no_letter_beside_the_text_nor_in_an_empty_cell(lamps: Window) -> None:
    rect = lamps.table.visualRect(lamps.table.rows.index(0, COLUMN_OF["source"]))
    assert character_at(lamps.table, QPoint(rect.right() - 3, rect.top() + 16)) is None
    assert character_at(lamps.table, QPoint(rect.left() + 2, rect.bottom() - 1)) is None
    empty = lamps.table.visualRect(lamps.table.rows.index(2, COLUMN_OF["target"]))
    assert character_at(lamps.table, empty.center()) is None


def test_resting_on_a_word_lights_it_and_its_counterpart(lamps: Window) -> None:
    hover: Hover = lamps.table.hover
    hover.rested.emit(character_at(lamps.table, point(lamps, 0, "target", 5)))
    assert lamps.table.highlights.words == WordHighlights(
        0, {("source", 0): ((4, 8),), ("target", 0): ((4, 9),)}
    )
    assert lamps.word_links.pair == ("lamp", "Lampe")
    assert _said(lamps) == "Lampe – lamp"
    hover.rested.emit(None)
    assert lamps.table.highlights.words is None
    assert lamps.word_links.pair is None


def test_a_word_without_counterpart_is_highlighted_alone_with_a_message(lamps: Window) -> None:
    lamps.table.hover.rested.emit(character_at(lamps.table, point(lamps, 0, "source", 1)))
    assert lamps.table.highlights.words == WordHighlights(0, {("source", 0): ((0, 3),)})
    assert lamps.word_links.pair is None
    assert _said(lamps) == "The – no counterpart found"


def test_keys_walk_through_the_words_of_the_segment_and_around(lamps: Window) -> None:
    said: list[str] = []
    lamps.word_links.status_message.connect(said.append)
    for step in (1, 1, 1, -1):
        lamps.word_links.step(step)
    assert [words.split(" – ")[0].strip("\u2068\u2069") for words in said] == ["The", "lamp", "The", "lamp"]


def test_to_go_to_another_row_or_to_let_go_ends_the_light(lamps: Window) -> None:
    ends: tuple[Callable[[], object], ...] = (lambda: lamps.table.go(1), lamps.table.escaped.emit)
    for end in ends:
        lamps.table.go(0)
        lamps.word_links.step(1)
        assert lamps.table.highlights.words is not None
        end()
        assert lamps.table.highlights.words is None


def test_links_are_asked_from_the_worker_and_remembered(qtbot: QtBot, window: Window) -> None:
    lay(qtbot, window, ROWS)
    window.word_links.step(1)
    window.word_links.step(1)
    qtbot.waitUntil(lambda: window.table.highlights.words is not None, timeout=60_000)
    assert len(window.word_links._known) == 1
    window.word_links.step(1)
    assert window.word_links.pair == ("lamp", "Lampe")


def test_what_is_wanted_while_work_for_another_project_ends_is_asked_then(
    qtbot: QtBot, window: Window
) -> None:
    lay(qtbot, window, ROWS)
    window.word_links.step(1)
    window.word_links._forget()
    window.word_links.step(1)
    qtbot.waitUntil(lambda: window.table.highlights.words is not None, timeout=60_000)
    assert window.word_links.here == 0


def _underlines(window: Window, row: int, side: SideName) -> dict[str, QTextCharFormat.UnderlineStyle]:
    cell = window.table.rows.cell(row, side)
    found: list[QTextLayout.FormatRange] = window.table.highlights.ranges(window.table.rows, row, cell, 0)
    text = cell.texts[0]
    return {text[each.start : each.start + each.length]: each.format.underlineStyle() for each in found}


def test_numbers_that_do_not_match_are_waved_under_and_what_matches_is_dotted(lamps: Window) -> None:
    styles = QTextCharFormat.UnderlineStyle
    quiet = {"1812": styles.DotLine, "Napoleon": styles.DotLine}
    assert _underlines(lamps, 1, "source") == quiet | {"90000": styles.DotLine}
    lay_again = _underlines(lamps, 1, "target")
    assert lay_again["9000"] == styles.DotLine  # zeros at the end do not count
    assert _underlines(lamps, 2, "source") == {}


def test_of_a_number_without_counterpart_the_side_is_reported(qtbot: QtBot, window: Window) -> None:
    lay(qtbot, window, ("There were 47 men. | Es waren 74 Mann.",))
    assert alone(window.table, character_at(window.table, point(window, 0, "source", 11))) == (  # type: ignore[arg-type]
        "47 is only in the source"
    )
    assert alone(window.table, character_at(window.table, point(window, 0, "source", 2))) == ""  # type: ignore[arg-type]


def test_the_marks_can_be_switched_off(lamps: Window) -> None:
    lamps.command_actions.by_id["view.marks"].trigger()
    assert _underlines(lamps, 1, "source") == {}
    assert not lamps.command_actions.by_id["view.marks"].isChecked()
    lamps.command_actions.by_id["view.marks"].trigger()
    assert _underlines(lamps, 1, "source") != {}


def test_characters_and_units_of_qt_are_distinguished() -> None:
    text = "a𝄞b"
    assert [units(text[:at]) for at in range(4)] == [0, 1, 3, 4]
    assert [characters(text, at) for at in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_a_term_is_found_where_its_segment_stands_now(lamps: Window) -> None:
    lamps.sidebar.show_panel("terms")
    panel = lamps.sidebar.panel("terms")
    assert isinstance(panel, TermsPanel)
    bitext = lamps.table.rows.bitext
    assert bitext is not None
    lamps.word_links._known[lamps.word_links._texts(1)] = LAMPS  # type: ignore[index]
    lamps.table.go(1)
    lamps.word_links.step(1)
    lamps.word_links.step(1)
    lamps.word_links.collect()
    assert panel.table.model().index(0, 2).data() == "2"
    lamps.editing.apply(lambda bitext: verbs.merge_rows(bitext, (0, 1)))
    assert panel.table.model().index(0, 2).data() == "1"
    lamps.table.go(1)
    panel.table.cellActivated.emit(0, 0)
    assert lamps.table.row == 0
    source, target, _ = lamps.word_links.terms[0]
    lamps.editing.apply(verbs.swap_sides)
    assert lamps.word_links.terms == ((target, source, 1),)


def test_lit_words_are_collected_once_and_copied_or_saved(
    lamps: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    lamps.sidebar.show_panel("terms")
    panel = lamps.sidebar.panel("terms")
    assert isinstance(panel, TermsPanel)
    assert not panel.save.isEnabled()
    lamps.word_links.step(1)
    lamps.word_links.collect()  # nothing answers it
    assert not lamps.word_links.terms
    lamps.word_links.step(1)
    lamps.word_links.collect()
    lamps.word_links.collect()
    assert lamps.word_links.terms == (("lamp", "Lampe", 1),)
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == "lamp\tLampe\t1\n"
    panel.save_to(tmp_path / "terms.tsv")
    qtbot.waitUntil(lambda: lamps.status.currentMessage() == "Terms saved.")
    assert (tmp_path / "terms.tsv").read_text("utf-8") == "en\tde\trow\nlamp\tLampe\t1\n"
    panel.table.selectRow(0)
    panel.remove.click()
    assert not panel.table.rowCount()
