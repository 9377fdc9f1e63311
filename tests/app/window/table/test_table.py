"""The table: heights only where they are seen, the editor to the letter, searching, both directions."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.window.table.layout import PAD_Y, lay_out, shown, unwrapped
from app.window.table.model import BitextModel, Cell, Column
from app.window.window import Window
from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side
from core.review import verbs
from tests.app.window.stage import ROWS, lay

LONG = " ".join(["word"] * 60)


def test_only_rows_in_sight_are_measured(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, tuple(f"{LONG} {at} | {LONG} {at}" for at in range(2000)))
    heights = window.table.heights
    qtbot.waitUntil(lambda: window.table.rowHeight(0) > 80)
    assert len(heights._fitted) < 60
    window.table.go(1500)
    assert window.table.rowHeight(1500) > 80
    assert len(heights._fitted) < 150


def test_scrolling_up_into_rows_not_yet_measured_does_not_shift_what_is_read(
    window: Window, qtbot: QtBot
) -> None:
    rows = tuple(f"{LONG * (at % 3 + 1)} | {LONG}" for at in range(300))
    lay(qtbot, window, rows)
    table = window.table
    table.go(200)
    bar = table.verticalScrollBar()
    for _ in range(30):
        row = table.rowAt(table.viewport().height() // 2)
        before = table.rowViewportPosition(row)
        bar.setValue(bar.value() - 40)
        assert table.rowViewportPosition(row) == before + 40


def test_an_edit_elsewhere_keeps_the_place(review: Window) -> None:
    review.table.go(3, "target", 1)
    review.editing.apply(lambda bitext: verbs.accept(bitext, (0,)))
    assert (review.table.row, review.table.side, review.table.segment) == (3, "target", 1)


@pytest.mark.parametrize(
    "text", ["Non\u00a0! Oui\u202f?", "a\u200bb", "one\u2028two", "\ufeffx", "e\u0301", "𝒳 is a letter"]
)
def test_a_text_that_is_opened_and_left_stays_to_the_letter(text: str, window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, (f"{text} | Ja.",))
    revision = window.project.revision
    window.table.edit_segment()
    editor = window.table.editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.project.revision == revision


def test_a_no_break_space_survives_typing_beside_it(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, ("Non\u00a0! | Nein!",))
    window.table.edit_segment()
    editor = window.table.editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, "!")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _text(window.project.bitext) == "Non\u00a0!!"


def test_escape_drops_what_was_typed(review: Window) -> None:
    before = review.project.bitext
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    QTest.keyClicks(editor, "xyz")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not review.table.editing
    assert review.project.bitext is before


def test_a_click_elsewhere_saves_what_was_typed(review: Window, qtbot: QtBot) -> None:
    review.table.go(0)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    QTest.keyClicks(editor, "Once. ")
    centre = review.table.visualRect(review.table.rows.index(4, Column.TARGET)).center()
    QTest.mouseClick(review.table.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert _text(review.project.bitext).count("Once.") == 1
    assert (review.table.row, review.table.side) == (4, "target")


def test_letters_typed_into_the_editor_are_no_commands(review: Window) -> None:
    review.table.go(0)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "madscun")
    assert editor.toPlainText() == "madscun"
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert review.project.redo_name is None
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_tab_saves_and_goes_on_to_the_next_segment(review: Window) -> None:
    review.table.go(1, "source", 0)
    review.table.edit_segment()
    places = []
    for _ in range(4):
        places.append((review.table.row, review.table.side, review.table.segment))
        editor = review.table.editor
        assert editor is not None
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert places == [(1, "source", 0), (1, "source", 1), (1, "target", 0), (1, "target", 1)]
    assert review.table.row == 2
    review.table.close_editor(keep=False)


def test_a_double_click_edits_the_segment_that_was_clicked(review: Window, qtbot: QtBot) -> None:
    table = review.table
    qtbot.waitUntil(lambda: table.rowHeight(3) > table.rowHeight(0))
    rect = table.visualRect(table.rows.index(3, Column.SOURCE))
    layout = table.layouts.of(table.rows.cell(3, "source"), rect.width())
    where = QPoint(rect.left() + 40, rect.top() + round(layout.segments[2][0]) + 6)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert table.editor is not None
    assert table.editor.original == "The birds began."
    table.close_editor(keep=False)


def test_left_and_right_change_the_side_and_ctrl_down_the_segment(review: Window) -> None:
    table = review.table
    table.go(3, "source")
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.side == "target"
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert (table.row, table.segment) == (3, 1)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert (table.side, table.segment) == ("source", 0)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.row == 4


def test_left_goes_to_what_is_on_the_left_in_a_mirrored_window(review: Window) -> None:
    review.table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    review.table.go(3, "source")
    QTest.keyClick(review.table, Qt.Key.Key_Left)
    assert review.table.side == "target"
    QTest.keyClick(review.table, Qt.Key.Key_Right)
    assert review.table.side == "source"


@pytest.mark.parametrize(
    ("key", "row"),
    [(Qt.Key.Key_End, 4), (Qt.Key.Key_Home, 0), (Qt.Key.Key_PageDown, 4), (Qt.Key.Key_PageUp, 0)],
)
def test_a_jump_with_ctrl_takes_the_selection_along(key: Qt.Key, row: int, review: Window) -> None:
    table = review.table
    table.go(2, "target")
    QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
    assert (table.row, table.side, table.chosen) == (row, "target", (row,))


def test_ctrl_and_shift_select_from_here_to_the_end(review: Window) -> None:
    review.table.go(2)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(review.table, Qt.Key.Key_End, both)
    assert review.table.chosen == (2, 3, 4)


def test_right_to_left_cells_begin_at_the_right(qtbot: QtBot) -> None:
    for language, rtl in (("ar", True), ("de", False)):
        cell = Cell(("عنوان" if language == "ar" else "Titel",), (True,), language)
        layout = lay_out(cell, 400, QFont())  # a line does not keep its layout alive
        assert (layout.segments[0][1].lineAt(0).naturalTextRect().left() > 300) is rtl


@pytest.mark.parametrize(("target", "beside_right"), [("de", True), ("ar", False)])
def test_an_edited_text_carries_a_mark_where_its_first_line_ends(
    target: str, beside_right: bool, window: Window, qtbot: QtBot
) -> None:
    lay(qtbot, window, ROWS, ("en", target))

    def corner() -> QColor:
        place = window.table.visualRect(window.table.rows.index(4, Column.TARGET))
        x = place.right() - 5 if beside_right else place.left() + 5
        return window.table.viewport().grab().toImage().pixelColor(x, place.top() + PAD_Y + 1)

    muted = QColor(window.preferences.theme.muted)
    assert corner() != muted
    segment = window.table.rows.bead(4).target[0]
    window.editing.apply(lambda bitext: verbs.edit_text(bitext, 4, "target", segment, "Schluss."))
    assert corner() == muted
    window.editing.undo()
    assert corner() != muted


def test_headings_are_bold_and_chinese_wraps(qtbot: QtBot) -> None:
    cell = Cell(("标题", "三月最后一个星期一早上七点四十五分" * 4), (True, False), "zh")
    layout = lay_out(cell, 200, QFont())
    assert layout.segments[0][1].font().bold()
    assert not layout.segments[1][1].font().bold()
    assert layout.segments[1][1].lineCount() > 1  # how many depends on the fonts of this machine


def test_a_line_end_inside_a_segment_is_a_line_of_its_own_and_endless_text_is_cut_short(qtbot: QtBot) -> None:
    assert lay_out(Cell(("a\nb",), (False,), "en"), 400, QFont()).segments[0][1].lineCount() == 2
    assert "more characters" in shown("x" * 100_000)
    assert lay_out(Cell(("x " * 100_000,), (False,), "en"), 300, QFont()).height < 30_000


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "one\ntwo\n  three", "one two \u200b\u200bthree"),
        ("en", "hard  \nbreak\\\nhere\n\nempty", "hard  \nbreak\\\nhere\n\nempty"),
        ("zh", "三月\n最后\nQt", "三月\u200b最后 Qt"),
        ("ko", "삼월\n마지막", "삼월 마지막"),
    ],
)
def test_a_wrapped_text_flows_and_keeps_its_length(language: str, text: str, words: str) -> None:
    assert unwrapped(text, language) == words
    assert len(words) == len(text)


@pytest.mark.parametrize(("form", "lines"), [("txt", 1), ("md", 1), ("html", 2), ("docx", 2)])
def test_only_formats_with_line_breaks_show_them(form: str, lines: int, qtbot: QtBot) -> None:
    document = Document("a", form, "en", "", (Block(BlockKind.PARAGRAPH, "one\ntwo", ()),))
    side = Side(document, (Segment(0, 0, 0, 7),), "rules", 1)
    model = BitextModel()
    model.show(Bitext(side, side, (Bead((0,), (0,), 0.9),)))
    assert lay_out(model.cell(0, "source"), 400, QFont()).segments[0][1].lineCount() == lines


def test_zoom_makes_rows_higher(review: Window, qtbot: QtBot) -> None:
    before = review.table.rowHeight(3)
    review.preferences.zoom(60)
    qtbot.waitUntil(lambda: review.table.rowHeight(3) > before * 1.3)


def test_the_context_menu_offers_the_verbs_that_are_possible(
    review: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: shown_menus.append(menu))
    offered: list[set[str]] = []
    for row in (0, 1):
        review.table.go(row)
        review.table.customContextMenuRequested.emit(QPoint(30, 30))
        menus = (shown_menus[-1], *shown_menus[-1].findChildren(QMenu))
        offered.append({action.objectName() for menu in menus for action in menu.actions()})
        shown_menus[-1].deleteLater()
    assert {"bead.accept", "bead.merge_next", "segment.move_up", "text.edit", "bead.unmerge"} <= offered[1]
    assert {"segment.move_up", "bead.merge_previous", "bead.unmerge", "text.restore"} & offered[0] == set()


def test_return_edits_nowhere(review: Window) -> None:
    QTest.keyClick(review.table, Qt.Key.Key_Return)
    assert not review.table.editing
    assert review.status.currentMessage()
    review.finder.begin()
    QTest.keyClick(review.finder.line, Qt.Key.Key_Return)
    assert not review.table.editing


def test_the_keyboard_gets_out_of_the_table(review: Window) -> None:
    QTest.keyClick(review.table, Qt.Key.Key_Tab)
    assert not review.table.hasFocus()


def _text(bitext: Bitext | None) -> str:
    assert bitext is not None
    return bitext.source.text(bitext.beads[0].source[0])


def test_choosing_all_rows_does_not_ask_each_of_them(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window, tuple(f"{at} | {at}" for at in range(2000)))
    asked, bead = [], BitextModel.bead

    def noted(model: BitextModel, row: int) -> Bead:
        asked.append(row)
        return bead(model, row)

    monkeypatch.setattr(BitextModel, "bead", noted)
    window.table.selectAll()
    window.table.grab()
    assert window.table.count_of_chosen == 2000
    assert set(asked) < set(range(100))
