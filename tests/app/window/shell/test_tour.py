"""The tour stands beside what it tells of, goes along with it, and gets in nobody's way."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.window.shell.tour import Tour, beside
from app.window.shell.tour_stops import STOPS, TourSights
from app.window.window import Window
from core.review import verbs

PATIENCE_MS = 60_000
ROOM = QRect(0, 0, 1000, 700)
CARD = QSize(360, 160)


def _tour(window: Window) -> Tour:
    window.command_actions.by_id["help.tour"].trigger()
    return next(tour for tour in window.findChildren(Tour) if not tour.over)


def _sights(window: Window) -> TourSights:
    return TourSights(window, window.start_page, window.table, window.command_actions)


def test_five_cards_each_beside_what_it_tells_of(review: Window) -> None:
    tour = _tour(review)
    assert len(tour.stops) == 5  # nothing is practised in a user's own project
    for at, stop in enumerate(tour.stops):
        found = stop.where(_sights(review))
        assert found is not None
        assert tour.at == at
        assert tour.ring.geometry().contains(found[1].intersected(review.rect()))
        assert review.rect().contains(tour.geometry())
        assert not tour.geometry().intersects(found[1])
        assert "{" not in tour.words.text()
        assert tour.words.text() in tour.next.accessibleDescription()
        tour.next.click()
    assert tour.over
    assert review.table.hasFocus()


def test_cards_name_the_keys_that_hold_now(review: Window) -> None:
    review.preferences.put(keys={"go.doubt": ("Ctrl+F6",), "bead.accept": ()})
    tour = _tour(review)
    tour.go(3)
    assert tour.words.text().startswith("Ctrl+F6 goes")
    assert "“Accept and go to next”" in tour.words.text()


def test_the_card_follows_its_part_when_the_window_changes(review: Window, qtbot: QtBot) -> None:
    tour = _tour(review)
    tour.go(4)
    before = tour.ring.pos()
    review.banner.say("Something to know.")
    review.resize(820, 560)
    tour.go(2)
    qtbot.waitUntil(
        lambda: tour.ring.geometry().contains(STOPS[2].where(_sights(review))[1].intersected(review.rect()))
    )
    assert tour.ring.pos() != before


@pytest.mark.parametrize("way", ["Esc", "Skip"])
def test_it_can_be_skipped(way: str, review: Window) -> None:
    tour = _tour(review)
    if way == "Esc":
        QTest.keyClick(tour.next, Qt.Key.Key_Escape)
    else:
        tour.skip.click()
    assert tour.over
    assert not tour.isVisible()
    assert not tour.ring.isVisible()


def test_the_window_works_meanwhile(review: Window) -> None:
    tour = _tour(review)
    review.command_actions.by_id["go.doubt"].trigger()
    review.command_actions.by_id["bead.accept"].trigger()
    assert review.project.undo_name is not None
    assert not tour.over


def test_without_a_project_it_opens_the_sample_and_goes_on(window: Window, qtbot: QtBot) -> None:
    tour = _tour(window)
    assert tour.next.text() == "Open the sample"
    assert all(
        tour.ring.geometry().contains(_geometry(window, zone)) for zone in window.start_page.zones.values()
    )
    tour.next.click()
    assert not tour.isVisible()
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    assert tour.at == 1
    assert tour.isVisible()
    assert not window.banner.isVisible()  # who is on the tour needs no offer


@pytest.mark.parametrize("target", ["de", "zh", "ar"])
def test_on_the_sample_the_user_takes_a_suggestion_merges_rows_and_undoes_it(
    window: Window, qtbot: QtBot, target: str
) -> None:
    window.new_project.align_sample("en", target)
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    tour = _tour(window)
    assert len(tour.stops) == 8
    tour.go(4)
    assert "on purpose" in tour.words.text()
    wrong = window.table.row
    queue = window.doubt_queue
    qtbot.waitUntil(lambda: queue.better(queue.suggestion(wrong)), timeout=PATIENCE_MS)
    assert window.table.hasFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tour.at == 5)
    rows = window.table.rows.rowCount()
    QTest.keyClick(window.table, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: tour.at == 6)
    assert window.table.rows.rowCount() == rows - 1
    QTest.keyClick(window.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tour.at == 7)
    assert window.table.rows.rowCount() == rows
    tour.next.click()
    assert tour.over


def test_the_practice_names_and_takes_the_keys_that_hold_now(window: Window, qtbot: QtBot) -> None:
    window.preferences.put(keys={"bead.merge_next": ("Ctrl+J",), "undo": ("Ctrl+F9",)})
    window.new_project.align_sample("en", "de")
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    tour = _tour(window)
    tour.go(5)
    assert "Ctrl+J" in tour.words.text()
    rows = window.table.rows.rowCount()
    QTest.keyClick(window.table, Qt.Key.Key_M)  # means nothing any more
    assert window.table.rows.rowCount() == rows
    QTest.keyClick(window.table, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tour.at == 6)
    assert window.table.rows.rowCount() == rows - 1
    assert "Ctrl+F9" in tour.words.text()
    QTest.keyClick(window.table, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tour.at == 7)
    assert window.table.rows.rowCount() == rows


def test_a_sample_that_was_worked_on_is_left_as_it_is(window: Window, qtbot: QtBot) -> None:
    window.new_project.align_sample("en", "de")
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    window.editing.apply(lambda bitext: verbs.accept(bitext, (0,)))
    before = window.project.bitext
    assert len(_tour(window).stops) == 5
    assert window.project.bitext == before


def test_it_is_offered_once_when_the_sample_is_opened(window: Window, qtbot: QtBot) -> None:
    window.start_page.sample_wanted.emit("en", "de")
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE_MS)
    assert "tour" in window.banner.words.text()
    assert window.preferences.settings.toured
    next(one for one in window.banner.findChildren(QPushButton) if one.text() == "Show me").click()
    tour = next(iter(window.findChildren(Tour)))
    assert tour.isVisible()
    assert not window.banner.isVisible()


def test_it_ends_where_the_project_is_closed(review: Window) -> None:
    tour = _tour(review)
    review.project.clear()
    assert tour.over


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    "target",
    [
        QRect(10, 10, 80, 30),
        QRect(900, 10, 80, 30),
        QRect(0, 640, 1000, 40),
        QRect(460, 90, 90, 600),
        QRect(0, 90, 90, 600),
    ],
)
def test_a_card_stands_in_the_room_and_off_its_target(target: QRect, rtl: bool) -> None:
    place = beside(target, CARD, ROOM, rtl=rtl)
    assert ROOM.contains(place)
    assert not place.intersects(target)


def test_where_there_is_no_room_beside_it_a_card_hides_as_little_as_it_can() -> None:
    target = QRect(30, 150, 700, 170)
    place = beside(target, CARD, QRect(0, 0, 760, 480), rtl=False)
    assert place.bottom() == 480 - 12 - 1
    assert place.intersected(target).height() < 20


def test_a_card_without_a_target_stands_in_the_middle() -> None:
    assert (beside(QRect(), CARD, ROOM, rtl=False).center() - ROOM.center()).manhattanLength() <= 1


def test_from_right_to_left_the_right_edges_are_flush() -> None:
    target = QRect(500, 10, 300, 30)
    assert beside(target, CARD, ROOM, rtl=True).right() == target.right()
    assert beside(target, CARD, ROOM, rtl=False).left() == target.left()


def _geometry(window: Window, part) -> QRect:  # type: ignore[no-untyped-def]
    return QRect(part.mapTo(window, QPoint()), part.size())
