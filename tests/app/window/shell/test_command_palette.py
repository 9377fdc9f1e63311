"""Any command is found by typing, and any row by its number."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.command_context import CommandContext
from app.window.commands import COMMANDS, command
from app.window.shell.command_palette import CommandPalette, why_not
from app.window.window import Window


def _open(window: Window) -> CommandPalette:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return _opened(window)[-1]


def _opened(window: Window) -> list[CommandPalette]:
    return [one for one in window.findChildren(CommandPalette) if one.isVisible()]


def test_every_command_is_offered(review: Window) -> None:
    palette = _open(review)
    assert {offer.id for offer in palette.offers} == {row.id for row in COMMANDS} - {"help.palette"}
    assert palette.list.topLevelItemCount() == len(palette.offers)


def test_return_does_what_was_typed_and_the_table_has_the_focus_again(review: Window) -> None:
    review.table.go(0)
    palette = _open(review)
    QTest.keyClicks(palette.line, "merge next")
    assert palette.offers[0].beside == "M"
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert str(review.project.undo_name) == "Merge rows 1 and 2"
    assert _opened(review) == []
    assert review.table.hasFocus()


def test_what_is_not_possible_says_why_and_does_nothing(review: Window) -> None:
    review.table.go(0)
    palette = _open(review)
    QTest.keyClicks(palette.line, "merge previous")
    assert (palette.offers[0].id, palette.offers[0].beside) == ("bead.merge_previous", "not available here")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_arrows_go_through_the_list(review: Window) -> None:
    palette = _open(review)
    QTest.keyClicks(palette.line, "theme")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    chosen = palette.offers[1].id
    assert palette.line.accessibleDescription() == palette.offers[1].words  # the list has no focus
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert review.preferences.settings.theme == chosen.removeprefix("view.")


def test_what_was_used_last_comes_first_the_next_time(review: Window) -> None:
    review.table.go(0)
    for query in ("mark as doubtful", "clear status"):
        palette = _open(review)
        QTest.keyClicks(palette.line, query)
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert [offer.id for offer in _open(review).offers[:2]] == ["bead.clear", "bead.doubtful"]


@pytest.mark.parametrize(("typed", "row"), [("4", 3), (" 1 ", 0)])
def test_a_number_goes_to_that_row(typed: str, row: int, review: Window) -> None:
    review.table.go(2)
    palette = _open(review)
    QTest.keyClicks(palette.line, typed)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert review.table.row == row


def test_a_row_that_there_is_not_is_reported(review: Window) -> None:
    palette = _open(review)
    QTest.keyClicks(palette.line, "1,204")
    assert palette.offers[0].words == "Go to row 1,204"
    assert palette.offers[0].beside == "There are 5 rows"
    assert palette.offers[0].run is None


def test_where_nothing_fits_a_sentence_appears_and_still_shows_what_is_typed(review: Window) -> None:
    palette = _open(review)
    QTest.keyClicks(palette.line, "xyzzy")
    assert [(offer.words, offer.run) for offer in palette.offers] == [("No matching command", None)]
    assert palette.rect().contains(palette.line.geometry())
    assert palette.list.viewport().rect().contains(palette.list.visualItemRect(palette.list.topLevelItem(0)))


def test_escape_and_losing_the_focus_close_it(review: Window, qtbot: QtBot) -> None:
    palette = _open(review)
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert _opened(review) == []
    assert review.table.hasFocus()
    _open(review)
    review.table.setFocus()
    qtbot.waitUntil(lambda: _opened(review) == [])
    assert review.table.hasFocus()


def test_a_click_does_it_too(review: Window) -> None:
    palette = _open(review)
    QTest.keyClicks(palette.line, "dark")
    place = palette.list.visualItemRect(palette.list.topLevelItem(0)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert review.preferences.settings.theme == "dark"


def test_an_open_editor_keeps_what_was_typed(review: Window) -> None:
    review.table.go(0)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    QTest.keyClicks(editor, "Oh! ")
    palette = _open(review)
    QTest.keyClicks(palette.line, "mark as doubtful")
    assert palette.offers[0].run is not None
    assert review.table.editor is None
    assert str(review.project.undo_name) == "Edit the text in row 1"
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert review.table.hasFocus()


def test_the_same_key_closes_it(review: Window) -> None:
    palette = _open(review)
    QTest.keyClick(palette.line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert _opened(review) == []
    assert review.table.hasFocus()


def test_without_a_project_a_sentence_appears(window: Window) -> None:
    palette = _open(window)
    QTest.keyClicks(palette.line, "merge")
    assert palette.offers[0].beside == "no project is open"
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert window.findChildren(CommandPalette)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (CommandContext(project=True, rows=3, row=1, selected_rows=1, source=1), ""),
        (CommandContext(project=True, busy=True), "not available while Diglot is working"),
        (CommandContext(), "no project is open"),
        (
            CommandContext(project=True, editing=True, rows=3, row=1, source=1),
            "not available while editing a text",
        ),
        (CommandContext(project=True), "not available here"),
    ],
)
def test_a_reason_fits_the_situation(now: CommandContext, why: str) -> None:
    assert why_not(command("bead.accept"), now) == why
