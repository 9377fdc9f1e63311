"""Replacing in the window: one hit after the other, or all that a person chose from a list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.window.find.bar import FindBar
from app.window.find.changes import ChangeColumn, excerpt
from app.window.find.preview import ReplaceDialog
from app.window.window import Window
from core.review.search.find import Hit, Sought
from core.review.search.replace import Replacement
from tests.app.window.stage import lay


@pytest.fixture
def bar(review: Window) -> FindBar:
    """The bar with both lines, over a small project."""
    QTest.keyClick(review.table, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert review.finder.by.isVisible()
    return review.finder


def texts(window: Window, row: int) -> list[str]:
    bitext = window.project.bitext
    assert bitext is not None
    bead = bitext.beads[row]
    return [*map(bitext.source.text, bead.source), *map(bitext.target.text, bead.target)]


def asked(qtbot: QtBot, window: Window) -> ReplaceDialog:
    """The dialog, once all is found."""
    QTest.keyClick(window.finder.by, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    dialog = window.findChildren(ReplaceDialog)[-1]
    qtbot.waitUntil(lambda: dialog.count.text() != "Looking…")
    return dialog


def test_tab_goes_from_what_is_sought_to_what_replaces_it_and_then_to_the_options(
    review: Window, bar: FindBar
) -> None:
    bar.line.setFocus()
    for widget in (bar.by, *bar.what.options.values(), bar.sides, bar.back, bar.on, bar.one, bar.all):
        QTest.keyClick(review.focusWidget(), Qt.Key.Key_Tab)
        assert review.focusWidget() is widget


def test_find_alone_shows_one_line(review: Window) -> None:
    review.finder.begin()
    assert not review.finder.by.isVisible()


def test_return_replaces_a_hit_and_goes_on_to_the_next(review: Window, qtbot: QtBot, bar: FindBar) -> None:
    def at(hit: Hit) -> None:
        qtbot.waitUntil(lambda: review.table.highlights.hit == hit)

    bar.line.setText("the")
    at(Hit(0, "source", 0, 0, 3))
    bar.by.setText("one the")
    bar.by.setFocus()
    QTest.keyClick(bar.by, Qt.Key.Key_Return)
    assert texts(review, 0)[0] == "one the lamp went out."
    assert str(review.project.undo_name) == "Replace “the” in row 1"
    at(Hit(2, "source", 0, 0, 3))  # not at what was put there
    QTest.keyClick(bar.by, Qt.Key.Key_Return)
    assert texts(review, 2) == ["one the door was gone."]
    assert texts(review, 0)[0] == "one the lamp went out."
    at(Hit(3, "source", 2, 0, 3))
    review.editing.undo()
    assert texts(review, 2) == ["The door was gone."]


def test_several_hits_in_a_text_are_replaced_one_by_one(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, ("aXbXc | nichts",))
    window.finder.begin(replacing=True)
    window.finder.line.setText("x")
    window.finder.by.setText("xx")
    for start, after in ((1, "axxbXc"), (4, "axxbxxc")):
        hit = Hit(0, "source", 0, start, start + 1)
        qtbot.waitUntil(lambda hit=hit: window.table.highlights.hit == hit)
        window.finder.replace_one()
        assert texts(window, 0)[0] == after


def test_all_that_are_chosen_are_replaced_as_one_step(review: Window, qtbot: QtBot, bar: FindBar) -> None:
    before = review.project.revision
    bar.line.setText("lamp")
    bar.by.setText("candle")
    dialog = asked(qtbot, review)
    QAbstractItemModelTester(dialog.changes, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dialog.count.text() == "2 texts will be changed."
    dialog.list.selectRow(1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.count.text() == "1 text will be changed."
    dialog.agree.click()
    said = review.status.currentMessage()
    assert said == "1 match replaced in 1 row. Undo takes all of them back at once."
    assert texts(review, 0) == ["The candle went out.", "Die Lampe ging aus."]
    assert review.project.revision == before + 1
    review.editing.undo()
    assert texts(review, 0)[0] == "The lamp went out."


def test_a_text_that_would_be_left_empty_is_changed_only_by_choice(
    review: Window, qtbot: QtBot, bar: FindBar
) -> None:
    bar.line.setText("The end.")
    dialog = asked(qtbot, review)
    assert dialog.empty.isVisible()
    assert not dialog.agree.isEnabled()
    index = dialog.changes.index(0, ChangeColumn.ROW)
    dialog.changes.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.agree.isEnabled()
    assert dialog.changes.data(dialog.changes.index(0, ChangeColumn.AFTER)) == "nothing"
    dialog.reject()
    assert texts(review, 4)[0] == "The end."


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (r"\3", "The replacement refers to a group that the regular expression does not have."),
        ("lamp", "There is nothing to replace."),
    ],
)
def test_what_cannot_be_replaced_is_reported(
    review: Window, qtbot: QtBot, bar: FindBar, by: str, told: str
) -> None:
    bar.what.options["regex"].click()
    bar.what.options["match_case"].click()
    bar.line.setText("(lamp)")
    bar.by.setText(by)
    dialog = asked(qtbot, review)
    assert dialog.count.text() == told
    assert not dialog.agree.isEnabled()
    assert dialog.chosen == []


def test_an_excerpt_begins_shortly_before_the_first_change() -> None:
    before, after = f"{'x' * 100}old\nend", f"{'x' * 100}new\nend"
    change = Replacement(0, "source", 0, before, after, (((100, 103), (100, 103)),))
    for text, letters in ((excerpt(change, after=False), "old"), (excerpt(change, after=True), "new")):
        ((start, end),) = text[1]
        assert text[0].startswith("… x")
        assert text[0][start:end] == letters
        assert text[0].endswith(" end")


def test_only_the_chosen_side_is_replaced(review: Window, qtbot: QtBot, bar: FindBar) -> None:
    bar.sides.setCurrentIndex(2)
    bar.line.setText("lamp")
    assert bar.sought == Sought("lamp", ("target",))
    assert [change.side for change in asked(qtbot, review).chosen] == ["target"]
