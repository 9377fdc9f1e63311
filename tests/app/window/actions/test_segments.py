"""After a verb the person is where the segment is; what waits to be paired is marked; rows are copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.commands import command
from app.window.table.hit_testing import segment_rect
from app.window.window import Window
from core.model import SideName
from core.review import verbs
from tests.app.window.stage import lay
from tests.core.review.made import table


def press(window: Window, id_: str) -> None:
    pressed = QKeySequence(command(id_).keys[0])[0]
    QTest.keyClick(window.table, pressed.key(), pressed.keyboardModifiers())


def place(window: Window) -> tuple[int, str, int]:
    return window.table.row, window.table.side, window.table.segment


def links(window: Window) -> list[int | None]:
    assert window.project.bitext is not None
    return [bead.moved for bead in window.project.bitext.beads]


@pytest.mark.parametrize(
    ("id_", "before", "after"),
    [
        ("bead.unmerge", (3, "source", 2), (4, "source", 0)),
        ("bead.join_lone", (2, "source", 0), (1, "source", 2)),
        ("segment.alone", (1, "target", 1), (2, "target", 0)),
        ("side.shift_up", (1, "source", 1), (0, "source", 2)),
        ("side.shift_down", (1, "target", 1), (2, "target", 1)),
        ("segment.take_below", (0, "source", 0), (0, "source", 0)),
        ("segment.take_above", (1, "target", 1), (1, "target", 2)),
        ("segment.join", (1, "source", 0), (1, "source", 0)),
        ("bead.cross", (0, "target", 0), (1, "target", 0)),
    ],
)
def test_one_stays_with_the_segment(
    id_: str, before: tuple[int, SideName, int], after: tuple[int, SideName, int], review: Window
) -> None:
    review.table.go(*before)
    press(review, id_)
    assert place(review) == after
    assert review.project.undo_name is not None


def test_a_mark_waits_until_its_counterpart_is_found(review: Window) -> None:
    review.table.go(2, "source")
    press(review, "bead.pair")
    assert review.hint_bar.words.text().startswith("Marked.")
    assert review.command_actions.by_id["bead.pair"].text() == "Pair with the marked segment"
    review.editing.apply(lambda bitext: verbs.merge(bitext, 0, 1))  # it stays with its segment
    review.table.go(3, "target")
    press(review, "bead.pair")
    assert links(review) == [None, 1, None, None, 1]
    assert place(review) == (4, "target", 0)
    assert review.pairing.marked_segment is None
    assert review.command_actions.by_id["bead.pair"].text() == "Mark to pair with another segment"
    press(review, "bead.unpair")
    assert links(review) == [None] * 5


def test_a_marked_segment_has_a_frame_until_it_is_let_go(review: Window) -> None:
    review.table.go(2, "source")
    place = segment_rect(review.table, (2, "source", 0))

    def seen() -> QImage:
        return review.table.viewport().grab(place).toImage()

    before = seen()
    press(review, "bead.pair")
    marked = seen()
    assert marked != before
    review.table.go(3)
    assert review.table.row == 3
    assert seen() != before
    QTest.keyClick(review.table, Qt.Key.Key_Escape)
    review.table.go(2, "source")
    assert seen() == before
    assert review.status.currentMessage() == ""


def test_the_mark_moves_on_its_side_and_the_same_key_takes_it_away(review: Window) -> None:
    review.table.go(0, "source")
    press(review, "bead.pair")
    review.table.go(1, "source", 1)
    press(review, "bead.pair")
    bitext = review.project.bitext
    assert bitext is not None
    assert review.pairing.marked_segment == ("source", bitext.beads[1].source[1])
    press(review, "bead.pair")
    assert review.pairing.marked_segment is None
    assert review.project.undo_name is None


def test_a_mark_does_not_outlive_its_segment_or_its_side(review: Window) -> None:
    review.table.go(1, "source")
    press(review, "bead.pair")
    review.editing.apply(lambda bitext: verbs.join_segments(bitext, 1, "source", 0))
    assert review.pairing.marked_segment is None
    review.table.go(0, "source")
    press(review, "bead.pair")
    review.editing.swap()
    assert review.pairing.marked_segment is None


def test_two_selected_rows_are_paired_at_once(review: Window) -> None:
    review.editing.apply(lambda bitext: verbs.separate(bitext, 4))
    review.table.go(4)
    QTest.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert review.command_actions.by_id["bead.pair"].text() == "Pair the two selected rows"
    press(review, "bead.pair")
    assert review.project.bitext is not None
    assert table(review.project.bitext)[4:] == ["The end. | Ende."]
    review.table.go(0)
    QTest.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(review, "bead.pair")
    assert review.status.currentMessage() == "Row 1 has both sides. Choose two rows that have one side each."


def test_in_a_row_with_one_side_that_is_meant_whatever_side_one_is_on(review: Window) -> None:
    review.table.go(2, "target")
    press(review, "bead.pair")
    assert review.pairing.marked_segment is not None
    assert review.pairing.marked_segment[0] == "source"


def test_one_goes_from_bookmark_to_bookmark(review: Window) -> None:
    review.table.go(0)
    press(review, "go.bookmark")
    assert review.status.currentMessage() == "No row has a bookmark."
    for row in (1, 3):
        review.table.go(row)
        press(review, "bead.bookmark")
    assert review.command_actions.by_id["bead.bookmark"].isChecked()
    press(review, "go.bookmark")
    assert review.table.row == 1
    press(review, "go.bookmark_back")
    assert review.table.row == 3
    press(review, "bead.bookmark")
    press(review, "go.bookmark")
    assert review.table.row == 1


def test_the_chosen_rows_are_copied_as_lines_and_as_a_table(review: Window) -> None:
    review.table.go(1)
    QTest.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(review, "edit.copy")
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == (
        "Nobody spoke. She lit a match.\tNiemand sprach. Sie zündete ein Streichholz an.\n"
        "The door was gone.\t\n"
    )
    assert held.html().count("<tr>") == 2
    assert '<td lang="de" dir="ltr">Niemand sprach.' in held.html()


def test_copying_in_an_open_text_copies_what_is_selected_there(review: Window) -> None:
    QGuiApplication.clipboard().setText("before")
    review.table.go(0)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "The lamp went out."


def test_a_pair_made_by_hand_stays_when_a_segment_below_it_moves_up(window: Window, qtbot: QtBot) -> None:
    rows = ("A one. | X one.", "B two. |", "C three. | Y two. / Z three.", "D four. | W four.", "| V five.")
    lay(qtbot, window, rows)
    pair = window.command_actions.by_id["bead.pair"]
    window.table.go(1, "source")
    pair.trigger()
    window.table.go(4, "target")
    pair.trigger()
    paired = window.project.bitext
    assert paired is not None
    assert [bead.moved for bead in paired.beads] == [None, 1, None, None, 1]
    window.table.go(2, "target")
    QTest.keyClick(window.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    after = window.project.bitext
    assert after is not None
    assert [bead.moved for bead in after.beads] == [None, 1, None, None, 1]
    assert [len(bead.target) for bead in after.beads] == [2, 0, 1, 1, 1]
    window.table.go(1, "source")
    window.command_actions.by_id["bead.merge_next"].trigger()
    assert window.project.bitext == after
    assert window.status.currentMessage() == (
        "Row 2 is paired with row 5 by hand. Choose “Unlink moved passage” first."
    )
