"""Everything a person can do stands in one table; what a verb does, undo takes back."""

from collections import Counter
from dataclasses import replace
from html import escape
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.window.actions.realign import STALE
from app.window.command_context import CommandContext
from app.window.commands import COMMANDS, MENUS, USUAL_KEYS, Command, command
from app.window.dialogs.accept import AcceptDialog
from app.window.dialogs.side_settings import SideSettingsDialog
from app.window.dialogs.split import SplitDialog
from app.window.keys import keys_now
from app.window.shell.shortcut_help import ShortcutHelp, help_page
from app.window.shell.toolbar import PANELS, TOOLS
from app.window.theme import LIGHT
from app.window.window import Window
from core.model import Patch, SideName, Splice, Status
from core.model.message import Message
from core.review import verbs

PATIENCE_MS = 60_000

# Where each verb is tried: row, side and segment.
VERBS: dict[str, tuple[int, SideName, int]] = {
    "bead.accept": (0, "source", 0),
    "bead.doubtful": (0, "source", 0),
    "bead.clear": (4, "source", 0),
    "bead.accept_from": (0, "source", 0),
    "bead.bookmark": (0, "source", 0),
    "bead.unmerge": (3, "source", 0),
    "bead.join_lone": (2, "source", 0),
    "bead.pair": (2, "source", 0),
    "bead.cross": (0, "source", 0),
    "bead.unpair": (0, "source", 0),
    "bead.merge_next": (1, "source", 0),
    "bead.merge_previous": (1, "source", 0),
    "bead.realign": (0, "source", 0),
    "bead.realign_from": (0, "source", 0),
    "bead.alternative": (1, "source", 0),
    "doubt.take": (1, "source", 0),
    "bead.split": (3, "source", 1),
    "segment.move_up": (1, "target", 0),
    "segment.move_down": (1, "source", 0),
    "segment.take_below": (0, "source", 0),
    "segment.take_above": (1, "target", 0),
    "segment.alone": (1, "source", 0),
    "segment.join": (1, "source", 0),
    "side.shift_up": (1, "source", 0),
    "side.shift_down": (0, "target", 0),
    "segment.split": (0, "source", 0),
    "text.edit": (0, "target", 0),
    "text.restore": (4, "source", 0),
    "difference.take": (1, "source", 0),
    "sides.swap": (0, "source", 0),
    "sides.segmentation": (1, "source", 0),
}
KINDS = {"file", "edit", "go", "words", "view", "panel", "help"}
NOT_VERBS = {row.id for row in COMMANDS if row.id.split(".")[0] in KINDS}


def test_every_command_is_a_verb_with_an_undo_or_known_to_be_none() -> None:
    assert {row.id for row in COMMANDS} == {*VERBS, *NOT_VERBS, "undo", "redo"}


def test_ids_and_keys_are_given_once() -> None:
    ids = Counter(row.id for row in COMMANDS)
    keys = Counter(QKeySequence(key).toString() for row in COMMANDS for key in row.keys)
    assert max(ids.values()) == max(keys.values()) == 1
    assert "" not in keys


@pytest.mark.parametrize("id_", VERBS)
def test_undo_takes_back_what_a_verb_did(id_: str, review: Window, qtbot: QtBot) -> None:
    _prepare(review, qtbot)
    before, revision = review.project.bitext, review.project.revision
    _do(id_, review, qtbot)
    after = review.project.bitext
    assert review.project.revision > revision
    assert after != before
    review.editing.undo()
    assert review.project.bitext == before
    review.editing.redo()
    assert review.project.bitext == after
    assert review.table.rows.bitext is review.project.bitext


def _prepare(window: Window, qtbot: QtBot) -> None:
    """Row 5 is doubtful and its source was edited, so that there is something to clear and to restore; row 2
    is hardly likely, so that something better can be suggested."""
    bitext = window.project.bitext
    assert bitext is not None
    unlikely = replace(bitext.beads[1], confidence=0.01)
    window.project.apply(Patch(Message(""), (Splice(1, (bitext.beads[1],), (unlikely,)),), author="program"))
    window.table.go(4, "source")
    _press(window, "bead.doubtful")
    _edit(window, qtbot, "Something else.")


def _do(id_: str, window: Window, qtbot: QtBot) -> None:
    window.table.go(*VERBS[id_])
    if id_ == "doubt.take":
        row = VERBS[id_][0]
        window.doubt_queue.go_to(row)
        qtbot.waitUntil(lambda: window.doubt_queue.suggestion(row) is not None, timeout=PATIENCE_MS)
    if id_ == "difference.take":
        other = window.folders.drafts / "other.ladder"
        other.write_text("[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[]\n[4, 5, 6]:[3, 4]\n[7]:[5]\n", encoding="utf-8")
        window.comparing.begin(other)
        qtbot.waitUntil(lambda: window.comparing.difference is not None, timeout=PATIENCE_MS)
    assert window.command_actions.by_id[id_].isEnabled()
    if id_ == "text.edit":
        _edit(window, qtbot, "Ganz anders.")
    elif id_ == "segment.split":
        _press(window, "text.edit")
        editor = window.table.editor
        assert editor is not None
        cursor = editor.textCursor()
        cursor.setPosition(9)
        editor.setTextCursor(cursor)
        qtbot.keyClick(editor, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    elif id_ == "bead.pair":
        _press(window, id_)
        window.table.go(4, "target")
        _press(window, id_)
    elif id_ == "bead.accept_from":
        _press(window, id_)
        dialog = window.findChildren(AcceptDialog)[-1]
        dialog.minimum.setValue(50)
        dialog.agree.click()
    elif id_ == "sides.segmentation":
        _press(window, id_)
        asked = window.findChildren(SideSettingsDialog)[-1]
        asked.cuts.setCurrentIndex(asked.cuts.findData("paragraphs"))
        asked.agree.click()
        qtbot.waitUntil(lambda: not window.jobs.running(), timeout=PATIENCE_MS)
    else:
        _press(window, id_)
        qtbot.waitUntil(lambda: not window.jobs.running(), timeout=PATIENCE_MS)


def _edit(window: Window, qtbot: QtBot, text: str) -> None:
    _press(window, "text.edit")
    editor = window.table.editor
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _press(window: Window, id_: str) -> None:
    """By its key where it has one, else as from the menu."""
    keys = command(id_).keys
    if keys:
        pressed = QKeySequence(keys[0])[0]
        QTest.keyClick(window.table, pressed.key(), pressed.keyboardModifiers())
    else:
        window.command_actions.by_id[id_].trigger()


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.id)
def test_a_command_says_whether_it_is_possible_in_any_situation(row: Command) -> None:
    bools = (False, True)
    for project, busy, editing in product(bools, bools, bools):
        for at, rows in ((-1, 0), (0, 1), (0, 3), (1, 3), (2, 3)):
            now = CommandContext(project, busy, editing, rows, at, min(rows, 2), "target", 1, 1, True)
            assert row.when(now) in bools
            assert row.label(now)
            if not project or busy:
                assert not (row.id in VERBS and row.when(now))


def test_at_the_edges_of_the_table_a_verb_is_not_offered(review: Window) -> None:
    actions = review.command_actions.by_id
    review.table.go(0)
    assert not actions["bead.merge_previous"].isEnabled()
    assert not actions["segment.move_up"].isEnabled()
    review.table.go(4)
    assert not actions["bead.merge_next"].isEnabled()
    assert not actions["segment.move_down"].isEnabled()
    review.table.go(2, "target")
    assert not actions["text.edit"].isEnabled()


def test_every_command_is_in_a_menu(window: Window) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == list(MENUS)
    menus = window.menuBar().findChildren(QMenu)
    offered = {action.objectName() for menu in menus for action in menu.actions()}
    assert {row.id for row in COMMANDS} <= offered


def test_the_page_of_keys_names_every_command_that_has_one(window: Window) -> None:
    now = window.workbench.context()
    text = help_page(now, LIGHT, keys_now("diglot", {}, USUAL_KEYS))
    for row in COMMANDS:
        if row.keys:
            assert row.label(now).rstrip("…") in text
            assert escape(QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)) in text
        assert escape(row.mouse) in text


def test_f1_shows_the_page(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.findChild(ShortcutHelp) is not None


def test_tools_have_names_for_those_who_cannot_see_them(window: Window) -> None:
    for id_ in (row.id for row in (*TOOLS, *PANELS)):
        button = window.command_actions.bar.widgetForAction(window.command_actions.by_id[id_])
        assert button.accessibleName()
        assert window.command_actions.by_id[id_].toolTip()
        assert not window.command_actions.by_id[id_].icon().isNull()


def test_undo_says_what_it_will_undo(review: Window) -> None:
    review.table.go(1)
    _press(review, "bead.merge_next")
    assert review.command_actions.by_id["undo"].text() == "Undo: Merge rows 2 and 3"
    review.editing.undo()
    assert review.command_actions.by_id["redo"].text() == "Redo: Merge rows 2 and 3"


def test_undo_goes_where_it_undid(review: Window) -> None:
    review.table.go(3)
    _press(review, "bead.doubtful")
    review.table.go(0)
    review.editing.undo()
    assert review.table.row == 3


def test_accepting_goes_on_to_the_next_row(review: Window) -> None:
    review.table.go(0)
    _press(review, "bead.accept")
    assert review.table.row == 1
    assert review.project.bitext is not None
    assert review.project.bitext.beads[0].status is Status.ACCEPTED


def test_a_row_of_many_segments_asks_where_to_split(review: Window, qtbot: QtBot) -> None:
    review.table.go(3)
    _press(review, "bead.split")
    dialog = review.findChild(SplitDialog)
    assert dialog is not None
    dialog.lists["source"].setCurrentRow(3)
    dialog.lists["target"].setCurrentRow(2)
    assert not dialog.split.isEnabled()  # all would stay above
    dialog.lists["target"].setCurrentRow(1)
    dialog.split.click()
    assert review.project.bitext is not None
    assert [len(bead.source) for bead in review.project.bitext.beads[3:5]] == [3, 0]
    assert [len(bead.target) for bead in review.project.bitext.beads[3:5]] == [1, 1]


def test_a_row_that_changed_while_one_was_asked_is_not_split(review: Window) -> None:
    review.table.go(3)
    _press(review, "bead.split")
    dialog = review.findChild(SplitDialog)
    assert dialog is not None
    review.editing.apply(lambda bitext: verbs.merge(bitext, 0, 1))
    changed = review.project.bitext
    dialog.split.click()
    assert review.project.bitext == changed
    assert review.status.currentMessage() == STALE


def test_several_chosen_rows_are_merged_and_judged_together(review: Window, qtbot: QtBot) -> None:
    review.table.go(1)
    for _ in range(2):
        qtbot.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert review.table.chosen == (1, 2, 3)
    _press(review, "bead.doubtful")
    assert review.project.bitext is not None
    assert [bead.status for bead in review.project.bitext.beads].count(Status.DOUBTFUL) == 3
    review.table.go(1)
    for _ in range(2):
        qtbot.keyClick(review.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    _press(review, "bead.merge_next")
    assert len(review.project.bitext.beads) == 3


def test_what_is_not_possible_is_reported_in_the_status_line(review: Window) -> None:
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 4))
    assert review.status.currentMessage() == "There is no row below to merge with."
