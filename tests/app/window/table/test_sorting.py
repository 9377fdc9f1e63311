"""A sorted table: another order, the same rows, and no verb that takes a row which is elsewhere."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window.find.preview import ReplaceDialog
from app.window.table.model import Column
from app.window.table.sorting import SortBar
from app.window.window import Window
from core.model import Bitext, Patch, Splice, check
from core.model.message import message
from core.review import verbs
from core.review.search.order import Order, arranged
from tests.app.window.stage import lay
from tests.app.window.states import lay as lay_bitext
from tests.app.window.states import settle
from tests.app.window.table.test_drag import drag, spot
from tests.stories.story import made

_KEY = Qt.Key
COUNT = 40


@pytest.fixture
def many(window: Window) -> Window:
    """A window with rows of all confidences and lengths; every fourth has two sentences per side."""
    rng = random.Random(3)
    rows = []
    for at in range(COUNT):
        word, wort = "word " * rng.randrange(1, 30), "Wort " * rng.randrange(1, 30)
        more = (f" / And {word}", f" / Und {wort}") if at % 4 == 0 else ("", "")
        rows.append(f"{word}{at}.{more[0]} | {wort}{at}.{more[1]}")
    bitext, files = made(rows)
    beads = tuple(replace(bead, confidence=rng.random()) for bead in bitext.beads)
    lay_bitext(window, replace(bitext, beads=beads), files, {})
    settle(window)
    window.table.setFocus()
    return window


def the(window: Window) -> Bitext:
    assert window.project.bitext is not None
    return window.project.bitext


def on_screen(window: Window) -> list[int]:
    """The rows from top to bottom, by where they are; all of them agree."""
    table = window.table
    header = table.verticalHeader()
    rows = [header.logicalIndex(place) for place in range(header.count())]
    assert sorted(rows) == list(range(table.rows.rowCount()))
    rows = [row for row in rows if not table.isRowHidden(row)]
    assert rows == list(table.shown.rows)
    assert [table.shown.position(row) for row in rows] == list(range(len(rows)))
    return rows


def sort(window: Window, order: Order | None) -> None:
    id_ = "unsorted" if order is None else order.name.lower()
    window.command_actions.by_id[f"view.{id_}"].trigger()
    settle(window)


@pytest.mark.parametrize("order", Order)
def test_each_command_sorts_and_one_leads_back(many: Window, order: Order) -> None:
    sort(many, order)
    assert on_screen(many) == arranged(the(many), order)
    many.findChild(SortBar).back.click()  # type: ignore[union-attr]
    assert on_screen(many) == list(range(COUNT))
    assert many.sorting.order is None


def test_clicks_on_a_heading_sort_one_way_then_the_other_then_not(many: Window) -> None:
    header = many.table.horizontalHeader()

    def click(column: Column) -> Order | None:
        at = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, header.height() // 2))
        assert on_screen(many) == (
            list(range(COUNT)) if many.sorting.order is None else arranged(the(many), many.sorting.order)
        )
        assert not many.table.selectionModel().isColumnSelected(column)
        return many.sorting.order

    assert [click(Column.STRIP) for _ in range(3)] == [Order.LEAST_CERTAIN, Order.MOST_CERTAIN, None]
    assert [click(Column.SOURCE) for _ in range(3)] == [Order.LONGEST_SOURCE, Order.SHORTEST_SOURCE, None]
    assert [click(Column.TARGET) for _ in range(2)] == [Order.LONGEST_TARGET, Order.SHORTEST_TARGET]
    assert click(Column.NUMBER) is None


def test_the_window_says_that_the_rows_are_sorted(many: Window) -> None:
    bar = many.findChild(SortBar)
    assert bar is not None
    assert not bar.isVisible()
    sort(many, Order.LONGEST_TARGET)
    assert bar.isVisible()
    assert bar.words.text() == "Sorted: Longest target first"
    header = many.table.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (
        Column.TARGET,
        Qt.SortOrder.DescendingOrder,
    )
    actions = many.command_actions.by_id
    assert actions["view.longest_target"].isChecked()
    assert not actions["view.unsorted"].isChecked()
    sort(many, None)
    assert not bar.isVisible()
    assert header.sortIndicatorSection() == -1
    assert actions["view.unsorted"].isChecked()


def test_the_current_row_stays_in_its_place(many: Window) -> None:
    table = many.table
    table.go(20, "target")
    settle(many)
    before = table.viewport().mapTo(many, QPoint(0, table.rowViewportPosition(20)))
    sort(many, Order.LEAST_CERTAIN)
    assert (table.row, table.side) == (20, "target")
    after = table.viewport().mapTo(many, QPoint(0, table.rowViewportPosition(20)))
    assert abs(after.y() - before.y()) <= table.rowHeight(20) or on_screen(many).index(20) in (0, COUNT - 1)
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
    sort(many, None)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_who_is_at_the_top_is_at_the_top_of_the_sorted_rows(many: Window) -> None:
    many.table.go(0)
    sort(many, Order.LEAST_CERTAIN)
    table = many.table
    assert table.row == on_screen(many)[0]
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_keys_move_in_the_order_on_the_screen(many: Window) -> None:
    sort(many, Order.LONGEST_SOURCE)
    rows, table = on_screen(many), many.table

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int:
        QTest.keyClick(table, key, held)
        return table.row

    assert press(_KEY.Key_Home) == rows[0]
    assert [press(_KEY.Key_Down) for _ in range(3)] == rows[1:4]
    assert press(_KEY.Key_Up) == rows[2]
    assert press(_KEY.Key_End) == rows[-1]
    assert press(_KEY.Key_PageUp) in rows[:-1]
    table.go(rows[5])
    shift = Qt.KeyboardModifier.ShiftModifier
    assert [press(_KEY.Key_Down, shift) for _ in range(2)] == rows[6:8]
    assert table.chosen == tuple(sorted(rows[5:8]))
    assert table.count_of_chosen == 3
    press(_KEY.Key_A)
    assert [row for row, bead in enumerate(the(many).beads) if bead.accepted] == sorted(rows[5:8])
    assert table.row == rows[8]
    assert press(_KEY.Key_U) == rows[9]


def test_all_rows_down_to_the_end_are_selected_as_one_stretch(many: Window) -> None:
    sort(many, Order.LONGEST_SOURCE)
    QTest.keyClick(many.table, _KEY.Key_Home)
    QTest.keyClick(many.table, _KEY.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert many.table.chosen == tuple(range(COUNT))
    assert many.table.selectionModel().selection().count() == 1
    QTest.keyClick(many.table, _KEY.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert many.table.chosen == tuple(sorted(on_screen(many)[:-1]))


def test_a_click_with_shift_selects_the_rows_between(many: Window) -> None:
    sort(many, Order.LEAST_CERTAIN)
    table, rows = many.table, on_screen(many)
    table.go(rows[0])
    at = table.visualRect(table.rows.index(rows[3], Column.SOURCE)).center()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, at)
    assert table.chosen == tuple(sorted(rows[:4]))


def test_replacing_all_works_in_a_sorted_table(many: Window) -> None:
    sort(many, Order.LONGEST_SOURCE)
    many.finder.begin()
    many.finder.what.line.setText("And word")
    many.finder.by.setText("Or word")
    many.finder.ask_to_replace()
    dialog = many.findChildren(ReplaceDialog)[-1]
    settle(many)
    dialog.accept()
    settle(many)
    texts = the(many).source.texts()
    assert sum(text.startswith("Or word") for text in texts) == COUNT // 4
    check(the(many))


def test_a_row_stays_where_it_is_until_the_user_sorts_again(many: Window) -> None:
    sort(many, Order.LEAST_CERTAIN)
    before = on_screen(many)
    row = before[10]
    many.table.go(row)
    many.editing.apply(
        lambda bitext: verbs.edit_text(bitext, row, "source", bitext.beads[row].source[0], "Other.")
    )
    many.editing.apply(lambda bitext: verbs.accept(bitext, (row,)))
    many.editing.apply(_rejudged)
    assert on_screen(many) == before
    sort(many, Order.LEAST_CERTAIN)
    assert on_screen(many) == arranged(the(many), Order.LEAST_CERTAIN) != before
    assert many.command_actions.by_id["view.least_certain"].isChecked()


def _rejudged(bitext: Bitext) -> Patch:
    """Turn all confidences round."""
    beads = tuple(replace(bead, confidence=1 - (bead.confidence or 0)) for bead in bitext.beads)
    return Patch(message("Undo"), beads=(Splice(0, bitext.beads, beads),))


def test_find_goes_on_down_the_screen(many: Window, qtbot: QtBot) -> None:
    sort(many, Order.SHORTEST_TARGET)
    rows = on_screen(many)
    many.table.go(rows[0])
    many.finder.begin()
    many.finder.what.line.setText("And word")
    wanted = [row for row in rows if row % 4 == 0]
    qtbot.waitUntil(lambda: many.table.row == wanted[0])
    qtbot.waitUntil(lambda: many.finder.word.text().startswith("1 of"))
    many.finder.go_on(1)
    qtbot.waitUntil(lambda: many.table.row == wanted[1])
    qtbot.waitUntil(lambda: many.finder.word.text() == f"2 of {len(wanted)}")


def test_the_filter_and_the_order_go_together(many: Window, qtbot: QtBot) -> None:
    sort(many, Order.LONGEST_SOURCE)
    many.table.shown.only(range(0, COUNT, 4))
    assert on_screen(many) == [row for row in arranged(the(many), Order.LONGEST_SOURCE) if row % 4 == 0]
    sort(many, Order.LONGEST_TARGET)
    assert on_screen(many) == [row for row in arranged(the(many), Order.LONGEST_TARGET) if row % 4 == 0]
    QTest.keyClick(many.table, _KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert many.table.chosen == tuple(range(0, COUNT, 4))
    sort(many, None)
    assert on_screen(many) == list(range(0, COUNT, 4))
    sort(many, Order.LONGEST_TARGET)
    many.table.shown.all()
    assert on_screen(many) == arranged(the(many), Order.LONGEST_TARGET)


def test_rows_are_copied_as_they_are_shown(many: Window, qtbot: QtBot) -> None:
    sort(many, Order.LONGEST_SOURCE)
    rows = on_screen(many)
    QTest.keyClick(many.table, _KEY.Key_Home)
    QTest.keyClick(many.table, _KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QApplication.clipboard().clear()
    many.command_actions.by_id["edit.copy"].trigger()
    qtbot.waitUntil(lambda: bool(QApplication.clipboard().text()))
    copied = QApplication.clipboard().text().splitlines()
    side = the(many).source
    firsts = [side.text(the(many).beads[row].source[0]) for row in rows[:2]]
    assert [line.startswith(first) for line, first in zip(copied, firsts, strict=True)] == [True, True]


NEIGHBOURS = ["bead.merge_next", "bead.merge_previous", "segment.move_up", "segment.move_down",
              "segment.take_below", "segment.take_above", "side.shift_up", "side.shift_down",
              "bead.cross"]  # fmt: skip


@pytest.mark.parametrize("command", NEIGHBOURS)
def test_no_verb_takes_a_row_that_is_elsewhere(many: Window, command: str) -> None:
    many.table.shown.arrange([*range(0, COUNT, 2), *range(1, COUNT, 2)])
    many.table.go(20)
    before = the(many)
    many.command_actions.by_id[command].trigger()
    assert the(many) is before
    upwards = command in ("bead.merge_previous", "segment.move_up", "segment.take_above", "side.shift_up")
    assert many.status.currentMessage() == (
        f"Row {20 if upwards else 22} would change too, but in this order it is elsewhere. "
        "Choose “Document order” first."
    )
    many.table.shown.arrange(None)
    many.command_actions.by_id[command].trigger()
    assert the(many) != before


def test_a_neighbour_that_is_seen_below_is_merged(many: Window) -> None:
    many.table.shown.arrange([7, 8, *range(7), *range(9, COUNT)])
    many.table.go(7)
    many.command_actions.by_id["bead.merge_next"].trigger()
    assert len(the(many).beads) == COUNT - 1
    assert on_screen(many) == [7, *range(7), *range(8, COUNT - 1)]


def test_rows_that_the_user_chose_are_merged_wherever_they_are(many: Window) -> None:
    many.table.shown.arrange([6, 8, 7, *range(6), *range(9, COUNT)])
    many.table.go(6)
    for _ in range(2):
        QTest.keyClick(many.table, _KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    many.command_actions.by_id["bead.merge_next"].trigger()
    assert len(the(many).beads) == COUNT - 2
    assert sorted(on_screen(many)) == list(range(COUNT - 2))


def test_a_row_that_is_split_stays_together_and_so_it_does_when_undone(many: Window) -> None:
    QAbstractItemModelTester(many.table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    sort(many, Order.LONGEST_SOURCE)
    before = on_screen(many)
    row = next(at for at in before[5:] if at % 4 == 0)
    many.table.go(row)
    many.command_actions.by_id["bead.unmerge"].trigger()
    rows = on_screen(many)
    assert len(rows) == COUNT + 1
    assert rows.index(row + 1) == rows.index(row) + 1
    many.editing.undo()
    assert on_screen(many) == before
    assert many.table.row == row


def test_a_drop_on_a_row_moves_there_and_never_through_others(many: Window) -> None:
    many.table.shown.arrange([21, 5, 20, *(row for row in range(COUNT) if row not in (21, 5, 20))])
    many.table.verticalScrollBar().setValue(0)
    settle(many)
    texts = the(many).beads[20].source
    drag(many, spot(many, 20, "source", 1), spot(many, 21, "source"))
    assert the(many).beads[21].source == (texts[1], *the(many).beads[21].source[1:])
    before = the(many)
    drag(many, spot(many, 21, "source", 0), spot(many, 5, "source"))
    assert the(many) is before


def test_another_project_opens_in_document_order(many: Window, qtbot: QtBot) -> None:
    sort(many, Order.LEAST_CERTAIN)
    lay(qtbot, many)
    qtbot.waitUntil(lambda: many.table.rows.rowCount() == 5)
    assert on_screen(many) == [0, 1, 2, 3, 4]
    assert many.sorting.order is None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_every_row_is_on_the_screen_once(many: Window, seed: int) -> None:
    rng = random.Random(seed)
    commands = [*NEIGHBOURS, "bead.unmerge", "segment.alone", "bead.unpair", "bead.join_lone",
                "undo", "redo", "bead.accept"]  # fmt: skip
    for _ in range(60):
        act = rng.random()
        if act < 0.15:
            sort(many, rng.choice([None, *Order]))
        elif act < 0.25:
            count = many.table.rows.rowCount()
            many.table.shown.only(sorted(rng.sample(range(count), rng.randrange(1, count))))
            many.table.go(rng.choice(many.table.shown.rows))
        elif act < 0.3:
            many.table.shown.all()
        else:
            many.table.go(rng.choice(many.table.shown.rows), rng.choice(("source", "target")))
            before, order = the(many), on_screen(many)
            many.command_actions.by_id[rng.choice(commands)].trigger()
            if the(many) is before:
                assert on_screen(many) == order
        on_screen(many)
        check(the(many))
