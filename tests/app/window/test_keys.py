"""Each command has its keys from the person, the chosen set or the table; no key means two things."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import KEY_SETS
from app.window.commands import COMMANDS, USUAL_KEYS, command
from app.window.keys import SETS, for_the_table, givable, holder, keys_now, normal, shown, with_key
from app.window.shell.shortcut_help import ShortcutHelp
from app.window.shell.shortcuts import ShortcutsDialog
from app.window.window import Window

WHAT_A_SET_MEANS = {
    ("diglot", "M"): "bead.merge_next",
    ("omegat", "U"): "segment.move_up",
    ("omegat", "R"): "bead.doubtful",
    ("omegat", "Ctrl+Return"): "",
    ("omegat", "Space"): "bead.pair",
    ("intertext", "M"): "bead.bookmark",
    ("intertext", "Return"): "side.shift_down",
    ("intertext", "Backspace"): "side.shift_up",
    ("intertext", "Ctrl+Up"): "segment.move_up",
    ("intertext", "C"): "bead.accept",
    ("intertext", "S"): "bead.clear",
}


def test_the_settings_know_every_key_set() -> None:
    assert list(SETS) == list(KEY_SETS)


@pytest.mark.parametrize("name", SETS)
def test_no_key_of_a_set_means_two_things(name: str) -> None:
    keys = keys_now(name, {}, USUAL_KEYS)
    counted = Counter(key for held in keys.values() for key in held)
    assert max(counted.values()) == 1
    assert set(keys) == {row.id for row in COMMANDS}
    given = Counter(normal(key) for held in SETS[name].values() for key in held)
    assert not given or max(given.values()) == 1
    assert "" not in given


@pytest.mark.parametrize("name", SETS)
def test_no_command_loses_its_last_key_to_another_in_a_set(name: str) -> None:
    keys = keys_now(name, {}, USUAL_KEYS)
    assert [row.id for row in COMMANDS if row.keys and not keys[row.id]] == []


@pytest.mark.parametrize("name", SETS)
def test_a_set_names_commands_that_there_are(name: str) -> None:
    assert set(SETS[name]) <= {row.id for row in COMMANDS}


@pytest.mark.parametrize(("where", "id_"), WHAT_A_SET_MEANS.items())
def test_a_key_does_what_its_programs_people_expect(where: tuple[str, str], id_: str) -> None:
    name, key = where
    assert holder(keys_now(name, {}, USUAL_KEYS), key) == id_


def test_ones_own_key_is_taken_from_the_set_and_the_set_from_the_table() -> None:
    keys = keys_now("omegat", {"text.edit": ("M", "no key", "A+B")}, USUAL_KEYS)
    assert keys["text.edit"] == ("M",)
    assert keys["bead.merge_next"] == ()
    assert keys_now("omegat", {}, USUAL_KEYS)["go.unaccepted"] == ("Ctrl+U",)  # U moves a segment there


def test_a_command_that_has_all_its_keys_from_the_person_may_have_none() -> None:
    assert keys_now("diglot", {"bead.accept": ()}, USUAL_KEYS)["bead.accept"] == ()


def test_giving_a_key_takes_it_from_who_has_it_and_from_nobody_else() -> None:
    own = with_key(keys_now("diglot", {}, USUAL_KEYS), "bead.split", "M", {})
    assert own == {"bead.split": ("M",), "bead.merge_next": ("Ctrl+M",)}
    assert keys_now("diglot", own, USUAL_KEYS)["bead.merge_next"] == ("Ctrl+M",)
    assert with_key(keys_now("diglot", own, USUAL_KEYS), "bead.split", "", own)["bead.split"] == ()


def test_keys_that_one_needs_to_go_about_are_not_given_away() -> None:
    assert not any(map(givable, ("", "Esc", "Tab", "Shift+Tab", "Down")))
    assert all(map(givable, ("Return", "A", "Alt+Down", "F5")))


def test_keys_that_other_parts_need_belong_to_the_table() -> None:
    assert for_the_table(("A", "Shift+Return"))
    assert not for_the_table(("A", "Ctrl+Return"))


@pytest.mark.parametrize("name", SETS)
def test_no_letter_is_a_verb_while_a_text_is_edited(name: str, review: Window) -> None:
    review.preferences.put(key_set=name)
    letters = "".join(
        key
        for held in keys_now(name, {}, USUAL_KEYS).values()
        for key in held
        if len(key) == 1 and key.isalpha()
    )
    assert letters
    review.table.go(0)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, letters.lower() + " ")
    assert review.table.editor is editor
    assert editor.text == letters.lower() + " "
    review.table.close_editor(keep=False)


def test_in_another_set_a_key_does_another_thing_at_once(review: Window) -> None:
    review.table.go(0)
    review.preferences.put(key_set="intertext")
    QTest.keyClick(review.table, Qt.Key.Key_M)
    bitext = review.project.bitext
    assert bitext is not None
    assert bitext.beads[0].bookmark
    review.preferences.put(key_set="diglot")
    QTest.keyClick(review.table, Qt.Key.Key_M)
    assert str(review.project.undo_name) == "Merge rows 1 and 2"


def test_return_is_a_verb_in_the_table_and_return_elsewhere(review: Window, qtbot: QtBot) -> None:
    review.preferences.put(key_set="intertext")
    review.command_actions.by_id["edit.find"].trigger()
    revision = review.project.revision
    line = review.finder.line
    QTest.keyClicks(line, "the")
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "th"
    assert review.project.revision == revision
    review.finder.end()
    review.table.go(1, "source")
    QTest.keyClick(review.table, Qt.Key.Key_Return)
    assert review.project.revision > revision
    assert review.table.editor is None


def test_space_links_in_the_table_and_is_a_letter_elsewhere(review: Window) -> None:
    review.preferences.put(key_set="omegat")
    review.command_actions.by_id["edit.find"].trigger()
    QTest.keyClicks(review.finder.line, "a b")
    assert review.finder.line.text() == "a b"
    assert review.pairing.marked_segment is None
    review.finder.end()
    QTest.keyClick(review.table, Qt.Key.Key_Space)
    assert review.pairing.marked_segment is not None


def test_tool_tips_follow_the_keys(review: Window) -> None:
    review.preferences.put(keys={"bead.split": ("Ctrl+F6",)})
    assert review.command_actions.by_id["bead.split"].toolTip().endswith("(Ctrl+F6)")
    review.preferences.put(keys={"bead.split": ()})
    assert "(" not in review.command_actions.by_id["bead.split"].toolTip()


@pytest.mark.parametrize("name", SETS)
def test_the_sheet_shows_the_keys_of_the_set(name: str, window: Window) -> None:
    window.preferences.put(key_set=name)
    window.command_actions.by_id["help.keys"].trigger()
    text = window.findChild(ShortcutHelp).page.toPlainText()
    for row in COMMANDS:
        keys = window.command_actions.keys[row.id]
        assert not keys or f"{row.label(window.workbench.context()).rstrip('…')}\n{shown(keys[0])}" in text


@pytest.fixture
def mirrored(window: Window) -> Iterator[Window]:
    """The window as it is where one reads from right to left."""
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield window
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_from_right_to_left_the_sheet_is_mirrored_and_keys_keep_their_order(mirrored: Window) -> None:
    mirrored.command_actions.by_id["help.keys"].trigger()
    text = mirrored.findChild(ShortcutHelp).page.toPlainText()
    assert "\u2066Ctrl+,\u2069\nSettings" in text


# The editor of shortcuts


@pytest.fixture
def shortcuts(review: Window) -> ShortcutsDialog:
    """The editor of shortcuts, open."""
    review.command_actions.by_id["file.shortcuts"].trigger()
    dialog = review.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    return dialog


def test_a_free_key_is_given_at_once(review: Window, shortcuts: ShortcutsDialog) -> None:
    shortcuts.show_command("bead.split")
    QTest.keyClick(shortcuts.field, Qt.Key.Key_F12)
    assert review.preferences.settings.keys == {"bead.split": ("F12",)}
    assert review.command_actions.keys["bead.split"] == ("F12",)
    shortcuts.default.click()
    assert review.preferences.settings.keys == {}
    assert review.command_actions.keys["bead.split"] == command("bead.split").keys


def test_a_key_that_is_taken_is_reported_and_moved_if_wanted(
    review: Window, shortcuts: ShortcutsDialog
) -> None:
    shortcuts.show_command("bead.split")
    QTest.keyClick(shortcuts.field, Qt.Key.Key_M)
    assert "Merge with next row" in shortcuts.words.text()
    assert review.preferences.settings.keys == {}
    shortcuts.take.click()
    assert review.command_actions.keys["bead.split"] == ("M",)
    assert review.command_actions.keys["bead.merge_next"] == ("Ctrl+M",)
    shortcuts.all.click()
    assert review.command_actions.keys["bead.merge_next"] == ("M", "Ctrl+M")
    assert not shortcuts.all.isEnabled()


def test_a_key_to_go_about_is_refused(review: Window, shortcuts: ShortcutsDialog) -> None:
    shortcuts.show_command("bead.split")
    QTest.keyClick(shortcuts.field, Qt.Key.Key_Down)
    assert shortcuts.words.text() == "Down is reserved for navigation."
    assert review.preferences.settings.keys == {}


def test_a_command_can_do_without_a_key(review: Window, shortcuts: ShortcutsDialog) -> None:
    shortcuts.show_command("bead.split")
    shortcuts.none.click()
    assert review.command_actions.keys["bead.split"] == ()
    assert not shortcuts.none.isEnabled()


def test_the_list_is_filtered_by_words_and_by_keys(shortcuts: ShortcutsDialog) -> None:
    shortcuts.show_command("file.new")
    for query, id_ in (("unmerge", "bead.unmerge"), ("ctrl+e", "file.export")):
        shortcuts.filter.setText(query)
        assert shortcuts.id == id_
