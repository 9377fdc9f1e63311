"""Find as you type: to the nearest hit, from hit to hit, and which of how many this is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.find.bar import FindBar
from app.window.table.highlights import marks
from app.window.window import Window
from core.review import verbs
from core.review.search.find import Hit, Sought
from tests.app.window.stage import lay


@pytest.fixture
def bar(review: Window) -> FindBar:
    """The bar, open, over a small project."""
    QTest.keyClick(review.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert review.finder.isVisible()
    return review.finder


@pytest.fixture
def says(bar: FindBar, qtbot: QtBot) -> Callable[[str], None]:
    """Wait until the bar says something."""
    return lambda words: qtbot.waitUntil(lambda: bar.word.text() == words)


@pytest.fixture
def hit(review: Window, qtbot: QtBot) -> Callable[[], Hit | None]:
    """The hit at which the person is, once the bar is there."""

    def found() -> Hit | None:
        qtbot.waitUntil(lambda: not review.finder.busy)
        return review.table.highlights.hit

    return found


def test_typing_goes_to_the_nearest_hit_and_return_to_the_next(
    review: Window, bar: FindBar, hit: Callable[[], Hit | None]
) -> None:
    QTest.keyClicks(bar.what.line, "WAITED")
    assert hit() == Hit(3, "source", 0, 3, 9)
    assert (review.table.row, review.table.side) == (3, "source")
    bar.what.line.setText("the")
    rows = []
    for _ in range(4):
        there = hit()
        assert there is not None
        rows.append((there.row, there.position))
        QTest.keyClick(bar.what.line, Qt.Key.Key_Return)
    assert rows == [(3, 2), (4, 0), (0, 0), (2, 0)]
    assert hit() == Hit(3, "source", 2, 0, 3)
    QTest.keyClick(bar.what.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert hit() == Hit(2, "source", 0, 0, 3)


def test_to_go_on_typing_stays_at_the_hit(
    review: Window, bar: FindBar, hit: Callable[[], Hit | None]
) -> None:
    QTest.keyClicks(bar.what.line, "gi")
    assert hit() == Hit(0, "target", 0, 10, 12)
    QTest.keyClicks(bar.what.line, "ng")
    assert hit() == Hit(0, "target", 0, 10, 14)


def test_what_is_not_there_is_reported_and_nothing_is_marked(
    review: Window, bar: FindBar, says: Callable[[str], None]
) -> None:
    bar.what.line.setText("no such words")
    says("not found")
    bar.what.line.setText("the")
    assert review.table.highlights.sought == Sought("the")
    QTest.keyClick(bar.what.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert review.table.highlights.sought is None
    assert review.table.hasFocus()


def test_what_is_not_there_leaves_the_user_where_they_began(
    review: Window, bar: FindBar, says: Callable[[str], None]
) -> None:
    review.table.go(1, "target", 1)
    bar.what.line.setText("grew")
    says("1 of 1")
    assert review.table.row == 3
    bar.what.line.setText("grew dark")
    says("not found")
    assert (review.table.row, review.table.side, review.table.segment) == (1, "target", 1)


def test_it_says_which_of_how_many_hits_this_is(
    review: Window, bar: FindBar, says: Callable[[str], None]
) -> None:
    bar.what.line.setText("the")
    says("1 of 4")
    bar.go_on(1)
    says("2 of 4")
    review.table.go(1)
    assert bar.word.text() == "4 matches"
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 3))
    says("4 matches")
    bar.go_on(-1)
    says("1 of 4")
    bar.what.line.setText("lamp")
    says("1 of 2")
    bar.what.line.setText("")
    assert bar.word.text() == ""


def test_options_have_keys_that_hold_in_the_line(
    review: Window, bar: FindBar, says: Callable[[str], None], hit: Callable[[], Hit | None]
) -> None:
    bar.what.line.setText("It")
    says("1 of 3")  # "lit", "waited" and "It"
    QTest.keyClick(bar.what.line, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    says("1 of 1")
    QTest.keyClick(bar.what.line, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(bar.what.line, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    says("1 of 1")
    assert hit() == Hit(3, "source", 1, 0, 2)
    QTest.keyClick(bar.what.line, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    bar.what.line.setText(r"\w+\.$")
    says("9 of 14")


def test_one_side_may_be_enough(
    review: Window, bar: FindBar, says: Callable[[str], None], hit: Callable[[], Hit | None]
) -> None:
    bar.what.line.setText("lamp")
    bar.sides.setCurrentIndex(2)
    assert hit() == Hit(0, "target", 0, 4, 8)
    says("1 of 1")


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(lamp", "This is not a valid regular expression. A bracket “(” is not closed."),
        (r"(\w|\w\w|\s)+$", "This regular expression takes too long. Make it simpler."),
    ],
)
def test_what_cannot_be_looked_for_is_reported_and_the_window_goes_on(
    qtbot: QtBot, window: Window, pattern: str, told: str
) -> None:
    lay(qtbot, window, (f"{'Nothing but words ' * 40}. | Nichts",))
    window.finder.begin()
    window.finder.what.options["regex"].click()
    window.finder.what.line.setText(pattern)
    qtbot.waitUntil(lambda: window.finder.trouble.text() == told)
    assert window.finder.trouble.isVisible()
    assert window.table.highlights.sought is None


def test_what_is_selected_in_the_editor_is_looked_for(review: Window, qtbot: QtBot) -> None:
    review.table.go(3)
    review.table.edit_segment()
    editor = review.table.editor
    assert editor is not None
    editor.selectAll()
    review.finder.begin()
    assert review.finder.what.line.text() == "We waited."
    assert not review.table.editing


def test_hits_are_marked_where_qt_counts_them() -> None:
    ranges = marks("𝒳 and Und", Sought("und"), QTextCharFormat())
    assert [(mark.start, mark.length) for mark in ranges] == [(7, 3)]
    assert marks("İstanbul", Sought("stan"), QTextCharFormat())[0].start == 1
    assert marks("x" * 7000, Sought("more characters"), QTextCharFormat()) == []
