"""Segments are dragged by the mouse, rows are chosen beside the texts, and one sees beforehand what comes."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.table.hit_testing import segment_rect
from app.window.table.model import COLUMN_OF, Column
from app.window.window import Window
from core.model import SideName
from core.review import verbs
from tests.app.window.stage import lay
from tests.core.review.made import table

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def spot(window: Window, row: int, side: SideName, segment: int = 0) -> QPoint:
    """The middle of a segment, or of an empty cell."""
    bitext = window.table.rows.bitext
    assert bitext is not None
    if bitext.beads[row].ids(side):
        return segment_rect(window.table, (row, side, segment)).center()
    return window.table.visualRect(window.table.rows.index(row, COLUMN_OF[side])).center()


def take(window: Window, start: QPoint, end: QPoint) -> None:
    """Press the mouse and move it, without letting go."""
    viewport = window.table.viewport()
    QTest.mousePress(viewport, LEFT, NONE, start)
    QTest.mouseMove(viewport, start + QPoint(0, 30))
    QTest.mouseMove(viewport, end)


def drag(window: Window, start: QPoint, end: QPoint) -> None:
    take(window, start, end)
    QTest.mouseRelease(window.table.viewport(), LEFT, NONE, end)


def rows(window: Window) -> list[str]:
    assert window.project.bitext is not None
    return table(window.project.bitext)


def test_a_segment_is_dragged_over_the_boundary_of_its_row(review: Window) -> None:
    drag(review, spot(review, 1, "source", 1), spot(review, 2, "source"))
    assert rows(review)[1:3] == [
        "Nobody spoke. | Niemand sprach. / Sie zündete ein Streichholz an.",
        "She lit a match. / The door was gone. | ",
    ]
    assert (review.table.row, review.table.side, review.table.segment) == (2, "source", 0)
    drag(review, spot(review, 1, "target", 0), spot(review, 0, "target"))
    assert rows(review)[0] == "The lamp went out. | Die Lampe ging aus. / Niemand sprach."
    assert str(review.project.undo_name) == "Move a segment up from row 2"


def test_all_segments_between_go_along(review: Window) -> None:
    drag(review, spot(review, 3, "source", 1), spot(review, 4, "source"))
    assert rows(review)[4] == "It grew light. / The birds began. / The end. | Ende."


def test_a_segment_is_dragged_into_an_empty_cell(review: Window) -> None:
    drag(review, spot(review, 1, "target", 1), spot(review, 2, "target"))
    assert rows(review)[2] == "The door was gone. | Sie zündete ein Streichholz an."


def test_a_row_without_counterpart_is_dragged_onto_a_text_far_away(review: Window) -> None:
    drag(review, spot(review, 2, "source"), spot(review, 4, "target"))
    bitext = review.project.bitext
    assert bitext is not None
    assert [bead.moved for bead in bitext.beads] == [None, None, 1, None, None, 1]
    assert rows(review)[2:] == [
        "The door was gone. | ",
        "We waited. / It grew light. / The birds began. | Wir warteten. / Es wurde hell.",
        "The end. | ",
        " | Ende.",
    ]


def test_before_the_mouse_is_let_go_one_reads_what_will_happen(review: Window) -> None:
    before = rows(review)
    start = spot(review, 1, "source", 1)
    take(review, start, spot(review, 2, "source"))
    assert review.status.currentMessage() == "Move a segment down from row 2"
    assert review.table.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(review.table.viewport(), spot(review, 3, "source"))
    assert review.status.currentMessage().startswith("Other segments are in the way.")
    assert review.table.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(review.table.viewport(), LEFT, NONE, spot(review, 3, "source"))
    assert rows(review) == before
    assert review.status.currentMessage() == ""
    assert review.table.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_line_shows_where_the_segment_would_stand(review: Window) -> None:
    take(review, spot(review, 1, "source", 1), spot(review, 2, "source"))
    cell = review.table.visualRect(review.table.rows.index(2, Column.SOURCE))
    seen = review.table.viewport().grab().toImage()
    assert seen.pixelColor(cell.center().x(), cell.top() + 2) == QColor(review.preferences.theme.accent)
    QTest.keyClick(review.table, Qt.Key.Key_Escape)
    seen = review.table.viewport().grab().toImage()
    assert seen.pixelColor(cell.center().x(), cell.top() + 2) != QColor(review.preferences.theme.accent)


def test_escape_and_a_change_of_the_rows_end_a_drag(review: Window) -> None:
    end = spot(review, 2, "source")
    take(review, spot(review, 1, "source", 1), end)
    QTest.keyClick(review.table, Qt.Key.Key_Escape)
    QTest.mouseMove(review.table.viewport(), end + QPoint(5, 5))
    QTest.mouseRelease(review.table.viewport(), LEFT, NONE, end)
    assert review.project.undo_name is None
    take(review, spot(review, 1, "source", 1), end)
    review.editing.apply(lambda bitext: verbs.accept(bitext, (0,)))
    assert not review.table.drag.under_way
    QTest.mouseRelease(review.table.viewport(), LEFT, NONE, end)
    assert str(review.project.undo_name) == "Accept row 1"
    assert review.table.chosen == (1,)


def test_a_click_chooses_a_segment_and_moves_nothing(review: Window) -> None:
    at = spot(review, 1, "source", 1)
    QTest.mousePress(review.table.viewport(), LEFT, NONE, at)
    QTest.mouseMove(review.table.viewport(), at + QPoint(2, 2))
    QTest.mouseRelease(review.table.viewport(), LEFT, NONE, at + QPoint(2, 2))
    assert (review.table.row, review.table.segment) == (1, 1)
    assert review.project.undo_name is None


@pytest.mark.parametrize("column", [Column.NUMBER, Column.STRIP])
def test_dragging_beside_the_texts_chooses_rows(column: Column, review: Window) -> None:
    centres = [review.table.visualRect(review.table.rows.index(row, column)).center() for row in (0, 2)]
    drag(review, *centres)
    assert review.table.chosen == (0, 1, 2)
    assert review.project.undo_name is None


def test_dragging_with_shift_held_chooses_rows(review: Window) -> None:
    review.table.go(0)
    viewport = review.table.viewport()
    QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.ShiftModifier, spot(review, 2, "source"))
    assert not review.table.drag.held
    QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.ShiftModifier, spot(review, 2, "source"))
    assert review.table.chosen == (0, 1, 2)


def test_a_drag_within_the_row_does_nothing(review: Window) -> None:
    drag(review, spot(review, 1, "source", 1), spot(review, 1, "target", 0))
    assert review.project.undo_name is None


def test_the_table_scrolls_while_one_drags_at_its_edge(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, tuple(f"Row {at}. | Zeile {at}." if at else "Alone. |" for at in range(60)))
    low = QPoint(spot(window, 1, "target").x(), window.table.viewport().height() - 2)
    take(window, spot(window, 0, "source"), low)
    bar = window.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 60)
    over = window.table.rowAt(low.y())
    QTest.mouseRelease(window.table.viewport(), LEFT, NONE, low)
    bitext = window.project.bitext
    assert bitext is not None
    assert bitext.beads[0].moved == 1
    assert {at for at, bead in enumerate(bitext.beads) if bead.moved == 1} == {0, over + 1}


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_drag_finds_the_side_in_a_mirrored_window(direction: Qt.LayoutDirection, review: Window) -> None:
    review.table.setLayoutDirection(direction)
    sides = cast(tuple[SideName, SideName], ("source", "target"))
    places = [spot(review, 0, side).x() for side in sides]
    assert (places[0] < places[1]) is (direction is Qt.LayoutDirection.LeftToRight)
    drag(review, spot(review, 1, "target", 1), spot(review, 2, "target"))
    assert rows(review)[2] == "The door was gone. | Sie zündete ein Streichholz an."
