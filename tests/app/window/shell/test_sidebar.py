"""Panels beside the table, the note, and the current chapter above it."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window.shell.toolbar import PANELS, ToolBar
from app.window.table.chapter_bar import ChapterBar
from app.window.window import Window
from core.model import BlockKind
from core.project import Change
from core.review import verbs
from tests.app.window.stage import lay
from tests.app.window.states import lay as lay_bitext
from tests.app.window.states import sample, settle


def test_a_panel_is_shown_alone_and_goes_as_it_came(review: Window) -> None:
    for id_ in (row.id.removeprefix("panel.") for row in PANELS):
        action = review.command_actions.by_id[f"panel.{id_}"]
        if review.sidebar.shown != id_:
            action.trigger()
        assert review.sidebar.shown == id_
        assert review.sidebar.isVisible()
        assert action.isChecked()
        action.trigger()
        assert review.sidebar.shown == ""
        assert not review.sidebar.isVisible()
        assert not action.isChecked()


def _note(window: Window, row: int) -> str:
    window.table.go(row)
    window.sidebar.show_panel("note")
    bitext = window.project.bitext
    assert bitext is not None
    return bitext.beads[row].note


def test_a_note_is_written_beside_the_table_and_is_one_step(review: Window, qtbot: QtBot) -> None:
    assert _note(review, 1) == ""
    box = review.sidebar.panel("note").focusProxy()
    box.setFocus()
    changes: list[Change] = []
    review.project.changed.connect(changes.append)
    qtbot.keyClicks(box, "Ask her")
    review.sidebar.panel("note").keep()  # the pause while typing
    qtbot.keyClicks(box, " again")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert review.table.hasFocus()
    assert _note(review, 1) == "Ask her again"
    assert [change.revision for change in changes] == [1, 2]
    assert str(review.project.undo_name) == "Note on row 2"
    review.editing.undo()
    assert _note(review, 1) == ""
    assert box.toPlainText() == ""


def test_a_note_stays_with_its_row_when_one_goes_on(review: Window, qtbot: QtBot) -> None:
    _note(review, 1)
    box = review.sidebar.panel("note").focusProxy()
    qtbot.keyClicks(box, "of row 2")
    review.table.go(3)
    assert box.toPlainText() == ""
    assert _note(review, 1) == "of row 2"
    assert _note(review, 3) == ""


def test_a_note_is_written_to_no_other_row_when_rows_get_other_numbers(review: Window) -> None:
    review.table.go(1)
    review.editing.apply(lambda bitext: verbs.note(bitext, 1, "of the match"))
    assert _note(review, 1) == "of the match"
    review.editing.apply(lambda bitext: verbs.merge(bitext, 0, 1))
    bitext = review.project.bitext
    assert bitext is not None
    assert [bead.note for bead in bitext.beads] == ["of the match", "", "", ""]


def test_what_is_being_noted_goes_with_its_row_when_rows_above_change(review: Window, qtbot: QtBot) -> None:
    _note(review, 3)
    qtbot.keyClicks(review.sidebar.panel("note").focusProxy(), "of the birds")
    review.editing.apply(lambda bitext: verbs.merge(bitext, 0, 1))
    review.sidebar.save_typing()
    bitext = review.project.bitext
    assert bitext is not None
    assert [bead.note for bead in bitext.beads] == ["", "", "of the birds", ""]


def test_a_note_is_kept_before_the_project_goes_and_before_a_command(review: Window, qtbot: QtBot) -> None:
    _note(review, 1)
    box = review.sidebar.panel("note").focusProxy()
    box.setFocus()
    qtbot.keyClicks(box, "one")
    review.command_actions.by_id["sides.swap"].trigger()
    assert _note(review, 1) == "one"
    box.setFocus()
    qtbot.keyClicks(box, " two")
    assert review.projects.may_leave()
    assert _note(review, 1) in ("one two", " twoone")


def test_the_chapter_in_sight_stands_over_the_table(window: Window, qtbot: QtBot) -> None:
    bitext, files, settings = sample("en", "de")
    lay_bitext(window, bitext, files, settings)
    bar = window.findChild(ChapterBar)
    headings = [
        row
        for row, bead in enumerate(bitext.beads)
        if bead.source
        and bitext.source.document.blocks[bitext.source.segment(bead.source[0]).block].kind
        is BlockKind.HEADING
    ]
    assert len(headings) > 1
    assert bar.isVisible()
    window.table.go(window.table.rows.rowCount() - 1)
    settle(window)
    first = window.table.rowAt(0)
    before = [row for row in headings if row <= first][-1]
    assert bar.labels["source"].words == bitext.source.text(bitext.beads[before].source[0])
    assert bar.labels["target"].words


def test_without_headings_no_line_stands_over_the_table(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window)
    assert not window.findChild(ChapterBar).isVisible()


def test_the_tool_bar_keeps_all_its_pictures_where_its_words_have_no_room(review: Window) -> None:
    bar = review.findChild(ToolBar)
    for width in (1400, 760):
        review.resize(width, 600)
        settle(review)
        assert bar.sizeHint().width() <= bar.width()
