"""A filter hides rows and moves nothing: what is shown keeps its number, its keys and its verbs."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window.find.filterbar import FilterBar
from app.window.table.visible_rows import carried
from app.window.window import Window
from core.model import Bead, Patch, Splice, Status
from core.review import verbs
from core.review.search.filters import Mark, Shape
from tests.app.window.stage import lay

MANY = tuple(f"Row {number}. | Zeile {number}." for number in range(60))
_KEY = Qt.Key
Shows = Callable[..., None]


@pytest.fixture
def bar(review: Window) -> FilterBar:
    """The bar, open, over a small project."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(review.table, Qt.Key.Key_L, both)
    assert review.filter.isVisible()
    return review.filter


def shown(window: Window) -> list[int]:
    table = window.table
    rows = [row for row in range(table.rows.rowCount()) if not table.isRowHidden(row)]
    assert rows == list(table.shown.rows)
    return rows


@pytest.fixture
def shows(window: Window, qtbot: QtBot) -> Shows:
    """Wait until these rows are shown and no others."""
    return lambda *rows: qtbot.waitUntil(lambda: shown(window) == list(rows))


@pytest.fixture
def many(window: Window, qtbot: QtBot) -> Window:
    """The window with 60 rows."""
    lay(qtbot, window, MANY)
    return window


def only(window: Window, shows: Shows, *rows: int) -> None:
    """Leave these rows by their numbers."""
    window.filter.begin()
    window.filter.text.options["regex"].setChecked(True)
    window.filter.text.line.setText(rf"\b({'|'.join(map(str, rows))})\.")
    window.filter.apply()
    shows(*rows)


def test_each_choice_leaves_the_rows_that_pass(review: Window, bar: FilterBar, shows: Shows) -> None:
    bar.shapes.choices[Shape.ONE_TO_ONE].setChecked(True)
    shows(0, 4)
    bar.shapes.choices[Shape.ONLY_SOURCE].setChecked(True)
    shows(0, 2, 4)
    assert bar.word.text() == "Showing 3 of 5 rows"
    review.editing.judge(lambda bitext: verbs.accept(bitext, (0, 4)))
    bar.doubts.choices[True].setChecked(True)
    shows(2)
    bar.all.click()
    shows(0, 1, 2, 3, 4)
    assert not bar.isVisible()
    assert not bar.on


def test_what_deserves_a_look_is_what_the_queue_visits(window: Window, qtbot: QtBot, shows: Shows) -> None:
    lay(qtbot, window, (*MANY[:30], "In 1984 he left. | Er ging 1985.", "Lost. |"))
    risks = window.doubt_queue.risks
    qtbot.waitUntil(lambda: not risks.busy)
    window.filter.begin()
    window.filter.doubts.choices[True].setChecked(True)
    shows(*sorted(risks.order))
    assert 30 in risks.order


def test_confidence_text_and_marks_are_asked_for_too(
    review: Window, qtbot: QtBot, bar: FilterBar, shows: Shows
) -> None:
    bar.text.line.setText("LAMP")
    shows(0)
    bar.text.line.clear()
    qtbot.waitUntil(lambda: not review.table.shown.some)
    bar.least.setValue(91)
    shows()
    bar.least.setValue(90)  # each has 90 %
    qtbot.waitUntil(lambda: len(shown(review)) == 5)
    review.editing.apply(lambda bitext: verbs.note(bitext, 3, "why?"))
    bar.marks.choices[Mark.NOTED].setChecked(True)
    shows(3)


def test_a_wrong_text_is_reported_and_hides_nothing(review: Window, qtbot: QtBot, bar: FilterBar) -> None:
    bar.text.options["regex"].click()
    bar.text.line.setText("(lamp")
    told = "This is not a valid regular expression. A bracket “(” is not closed."
    qtbot.waitUntil(lambda: bar.trouble.text() == told)
    assert not review.table.shown.some


def test_a_menu_of_choices_takes_several_by_key_and_mouse(bar: FilterBar) -> None:
    menu = bar.statuses.menu()
    first, second, _ = menu.actions()
    menu.setActiveAction(first)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert bar.statuses.chosen == [Status.OPEN]
    menu.setActiveAction(second)
    QTest.mouseRelease(menu, Qt.MouseButton.LeftButton)
    assert bar.statuses.chosen == [Status.OPEN, Status.ACCEPTED]
    assert bar.statuses.text() == "Status: 2"
    assert bar.statuses.accessibleName() == "Status: open, accepted"
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert bar.statuses.text() == "Status: open"


def test_keys_go_among_the_rows_that_are_shown(many: Window, shows: Shows) -> None:
    only(many, shows, 3, 20, 41)
    table = many.table
    table.setFocus()
    assert table.row == 3
    rows = []
    for key in (_KEY.Key_Down, _KEY.Key_Down, _KEY.Key_Down, _KEY.Key_Up, _KEY.Key_Home, _KEY.Key_End):
        QTest.keyClick(table, key)
        rows.append(table.row)
    assert rows == [20, 41, 41, 20, 3, 41]
    assert [table.rowHeight(row) > 0 for row in (3, 4, 20)] == [True, False, True]


def test_a_verb_spares_the_hidden_rows_between_the_selected_ones(many: Window, shows: Shows) -> None:
    only(many, shows, 3, 20, 41)
    many.table.setFocus()
    QTest.keyClick(many.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert many.table.chosen == (3, 20)
    assert many.table.count_of_chosen == 2
    many.command_actions.by_id["bead.doubtful"].trigger()
    assert many.project.bitext is not None
    doubtful = [row for row, bead in enumerate(many.project.bitext.beads) if bead.status is Status.DOUBTFUL]
    assert doubtful == [3, 20]
    many.table.go(3)
    QTest.keyClick(many.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    many.command_actions.by_id["bead.merge_next"].trigger()
    assert len(many.project.bitext.beads) == 60
    assert many.status.currentMessage() == "The selected rows are not adjacent. Select adjacent rows."


def test_to_accept_and_to_look_for_the_next_goes_among_what_is_shown(many: Window, shows: Shows) -> None:
    only(many, shows, 3, 20, 41)
    many.table.go(3)
    many.command_actions.by_id["bead.accept"].trigger()
    assert many.table.row == 20
    many.command_actions.by_id["go.unaccepted"].trigger()
    many.command_actions.by_id["go.unaccepted"].trigger()
    assert many.table.row == 20
    many.table.go(41)
    many.command_actions.by_id["bead.accept"].trigger()
    assert many.table.row == 41
    many.command_actions.by_id["go.odd"].trigger()
    assert many.status.currentMessage() == "None of the rows shown match."
    shows(3, 20, 41)


def test_there_is_a_way_to_the_next_row_of_a_kind(review: Window) -> None:
    def going(*ids: str) -> list[int]:
        rows = []
        for id_ in ids:
            review.command_actions.by_id[id_].trigger()
            rows.append(review.table.row)
        return rows

    review.editing.apply(lambda bitext: verbs.note(bitext, 4, "why?"))
    review.table.go(0)
    assert going("go.odd", "go.odd", "go.odd", "go.odd_back") == [1, 2, 3, 2]
    assert going("go.lone", "go.note", "go.lone_back", "go.note_back") == [2, 4, 2, 4]


def test_what_no_longer_passes_stays_until_the_filter_is_applied_again(
    review: Window, bar: FilterBar, shows: Shows
) -> None:
    bar.statuses.choices[Status.OPEN].setChecked(True)
    review.table.go(1)
    review.command_actions.by_id["bead.doubtful"].trigger()
    shows(0, 1, 2, 3, 4)
    assert bar.again.isEnabled()
    review.command_actions.by_id["view.filter_again"].trigger()
    shows(0, 2, 3, 4)
    assert review.table.row == 2
    assert not bar.again.isEnabled()


def test_rows_that_come_and_go_leave_the_others_shown_or_hidden(many: Window, shows: Shows) -> None:
    QAbstractItemModelTester(many.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    only(many, shows, 3, 20, 41)
    many.editing.apply(lambda bitext: verbs.merge_next(bitext, 20))
    shows(3, 20, 40)
    many.editing.apply(lambda bitext: verbs.split_row(bitext, 20))
    shows(3, 20, 21, 41)
    many.editing.undo()
    shows(3, 20, 40)
    many.editing.undo()
    shows(3, 20, 21, 41)


@pytest.mark.parametrize(
    "command",
    ["bead.merge_next", "bead.merge_previous", "segment.move_up", "segment.move_down", "segment.take_below",
     "segment.take_above", "side.shift_up", "side.shift_down", "bead.cross"],
)  # fmt: skip
def test_no_command_takes_a_row_that_cannot_be_seen(many: Window, shows: Shows, command: str) -> None:
    only(many, shows, 3, 20, 41)
    many.table.go(20)
    before = many.project.bitext
    many.command_actions.by_id[command].trigger()
    assert many.project.bitext == before
    upwards = command in ("bead.merge_previous", "segment.move_up", "segment.take_above", "side.shift_up")
    hidden = 20 if upwards else 22
    assert many.status.currentMessage() == (
        f"Row {hidden} would change too, but the filter hides it. Choose “Show all rows” first."
    )
    many.filter.end()
    many.command_actions.by_id[command].trigger()
    assert many.project.bitext != before


def test_a_marked_segment_is_paired_also_where_the_filter_hides_it(many: Window, shows: Shows) -> None:
    many.table.go(7, "source")
    many.command_actions.by_id["bead.pair"].trigger()
    only(many, shows, 3, 20)
    many.table.go(20, "target")
    many.command_actions.by_id["bead.pair"].trigger()
    assert many.project.bitext is not None
    assert sum(bead.linked for bead in many.project.bitext.beads) == 2


def test_undo_of_a_hidden_row_shows_all_rows_with_a_message(many: Window, shows: Shows) -> None:
    many.table.go(7)
    many.command_actions.by_id["bead.doubtful"].trigger()
    only(many, shows, 3, 20)
    many.editing.undo()
    assert many.table.row == 7
    assert len(shown(many)) == 60
    assert many.status.currentMessage() == "The row was hidden, so the filter was cleared."
    assert many.filter.again.isEnabled()
    many.filter.again.click()
    shows(3, 20)


def test_where_no_row_passes_no_verb_is_offered(many: Window, shows: Shows) -> None:
    many.filter.begin()
    many.filter.text.line.setText("no such row")
    many.filter.apply()
    shows()
    assert many.filter.word.text() == "Showing 0 of 60 rows"
    assert many.table.row == -1
    assert not many.command_actions.by_id["bead.accept"].isEnabled()
    QTest.keyClick(many.table, Qt.Key.Key_Down)
    assert many.table.row == -1
    many.filter.all.click()
    QTest.keyClick(many.table, Qt.Key.Key_Down)
    assert many.table.row == 0


def test_only_what_is_shown_is_looked_through(many: Window, qtbot: QtBot, shows: Shows) -> None:
    only(many, shows, 3, 20, 41)
    many.finder.begin()
    many.finder.line.setText("zeile")
    qtbot.waitUntil(lambda: many.finder.word.text() == "1 of 3")
    many.finder.go_on(-1)
    assert many.table.row == 41
    assert many.finder.word.text() == "3 of 3"


def test_another_project_begins_without_a_filter(many: Window, qtbot: QtBot, shows: Shows) -> None:
    only(many, shows, 3, 20)
    many.projects.close()
    qtbot.waitUntil(lambda: many.project.bitext is None)
    lay(qtbot, many, MANY[:5])
    shows(0, 1, 2, 3, 4)
    assert not many.filter.isVisible()


def test_rows_are_carried_through_a_patch_of_many_splices() -> None:
    def beads(*ids: int) -> tuple[Bead, ...]:
        return tuple(Bead((id_,), ()) for id_ in ids)

    patch = Patch(
        "",
        beads=(Splice(1, beads(1), beads(1, 9)), Splice(4, beads(4, 5), ()), Splice(7, beads(7), beads(7))),
    )
    assert carried((0, 4, 6, 7, 8), patch) == [0, 1, 2, 5, 6, 7]
    assert carried((), patch) == [1, 2]


def test_rows_with_hidden_ones_between_are_not_realigned(many: Window, qtbot: QtBot, shows: Shows) -> None:
    only(many, shows, 3, 20)
    many.table.selectAll()
    QTest.keyClick(many.table, _KEY.Key_R)
    assert not many.jobs.running("realign")
    assert many.status.currentMessage() == ("The selected rows are not adjacent. Select adjacent rows.")


def test_all_rows_shown_can_be_selected_and_judged_and_no_other(review: Window) -> None:
    review.table.shown.only([0, 2, 4])
    review.table.setFocus()
    QTest.keyClick(review.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert review.table.chosen == (0, 2, 4)
    for key, judged in ((Qt.Key.Key_D, "doubtful"), (Qt.Key.Key_A, "accepted")):
        QTest.keyClick(review.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(review.table, key)
        bitext = review.project.bitext
        assert bitext is not None
        assert [getattr(bead, judged) for bead in bitext.beads] == [True, False, True, False, True]
    QTest.keyClick(review.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(review.table, Qt.Key.Key_B)
    assert [bead.bookmark for bead in review.table.rows.bitext.beads] == [True, False, True, False, True]


def test_rows_made_by_hand_can_be_filtered(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 3))
    review.filter.begin()
    review.filter.marks.choices[Mark.BY_HAND].setChecked(True)
    qtbot.waitUntil(lambda: list(review.table.shown.rows) == [3])


def test_what_is_typed_into_the_bar_changes_no_row(review: Window, bar: FilterBar, qtbot: QtBot) -> None:
    before = review.project.bitext
    qtbot.keyClicks(QApplication.focusWidget(), "Mabe")
    assert bar.text.line.text() == "Mabe"
    for part in (bar.statuses, bar.marks, bar.again, bar.least):
        part.setFocus()
        qtbot.keyClicks(QApplication.focusWidget(), "MABE")
    assert review.project.bitext == before
    assert not review.table.editing
