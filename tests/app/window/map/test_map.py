"""The map: what is painted where, going by click and key, and what can be done with a box of rows."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QTextDocumentFragment, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.window.map.legend import ROWS as ROWS_OF_LEGEND
from app.window.map.view import MapView
from app.window.panels.map import MapPanel
from app.window.theme import DARK, LIGHT, Theme
from app.window.window import Window
from core.model import Bitext, Patch, Splice, Status
from core.model.message import Message
from core.read import File
from core.review import verbs
from tests.app.window.stage import lay
from tests.core.review.headed import made

PAIR = "Some words in a row of about this length. | Einige Worte in einer Zeile, etwa so lang wie hier."
ROWS = (*[PAIR] * 40, *["Nobody has ever translated this sentence of the book. |"] * 12, *[PAIR] * 40)


@pytest.fixture
def panel(window: Window, qtbot: QtBot) -> MapPanel:
    """The map of a hundred rows, twelve of them a hole, beside the table."""
    lay(qtbot, window, ROWS)
    return opened(window, qtbot)


def opened(window: Window, qtbot: QtBot) -> MapPanel:
    window.preferences.set_theme("light")
    window.sidebar.show_panel("map")
    panel = window.sidebar.panel("map")
    assert isinstance(panel, MapPanel)
    qtbot.waitUntil(lambda: panel.view.chart is not None)
    panel.view.setFocus()
    return panel


def settled(panel: MapPanel, qtbot: QtBot) -> None:
    """Wait until the map shows what lies on the desk."""
    qtbot.waitUntil(lambda: panel._shown is panel.window().project.bitext and panel.view.chart is not None)


def change(window: Window, *rows: int, **values: object) -> None:
    """Other properties of some rows, as a step of the person."""
    bitext = window.project.bitext
    assert bitext is not None
    beads = [bitext.beads[row] for row in rows]
    after = [replace(bead, **values) for bead in beads]  # type: ignore[arg-type]
    splices = (Splice(row, (old,), (new,)) for row, old, new in zip(rows, beads, after, strict=True))
    window.project.apply(Patch(Message("Try"), tuple(splices)))


def painted(view: MapView, at: QPointF) -> set[str]:
    """The colours within a few pixels of a point."""
    image = view.grab().toImage()
    x, y = round(at.x()), round(at.y())
    return {
        QColor(image.pixel(column, line)).name()
        for column in range(x - 4, x + 5)
        for line in range(y - 4, y + 5)
    }


def middle(view: MapView, row: int) -> QPointF:
    return (view.place(row) + view.place(row + 1)) / 2


def name(colour: str) -> str:
    return QColor(colour).name()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_path_has_the_colours_of_its_rows(theme: Theme, panel: MapPanel, qtbot: QtBot) -> None:
    window = panel.window()
    for row, values in ((10, {"confidence": 0.1}), (30, {"confidence": 0.85}), (60, {"confidence": 0.95})):
        change(window, row, **values)
    change(window, 80, status=Status.DOUBTFUL)
    settled(panel, qtbot)
    window.preferences.set_theme(theme.name)
    view = panel.view
    view.in_sight = (0, 0)
    for row, colour in ((10, theme.poor), (30, theme.fair), (60, theme.good), (80, theme.doubt)):
        assert name(colour) in painted(view, middle(view, row)), row
    frame = view.frame
    assert frame is not None
    assert painted(view, frame.room.topRight() + QPointF(-20, 30)) == {name(theme.surface)}


def test_a_pin_is_seen_where_a_row_is_accepted(panel: MapPanel, qtbot: QtBot) -> None:
    view = panel.view
    assert name(LIGHT.text) not in painted(view, middle(view, 70))
    panel.window().editing.apply(lambda bitext: verbs.accept(bitext, (70,)))
    settled(panel, qtbot)
    assert name(LIGHT.text) in painted(view, middle(view, 70))


def test_a_hole_is_hatched_all_along_the_other_text(panel: MapPanel) -> None:
    view = panel.view
    assert view.frame is not None
    assert view.chart is not None
    assert len(view.chart.holes) == 1
    for share in (0.2, 0.9):
        y = view.frame.room.top() + share * view.frame.room.height()
        colours = painted(view, QPointF(view.place(46).x(), y))
        assert {name(LIGHT.lone_soft), name(LIGHT.strong_line)} <= colours
        assert name(LIGHT.lone_soft) not in painted(view, QPointF(view.place(20).x() - 6, y))


def test_a_moved_passage_is_a_box_off_the_path(window: Window, qtbot: QtBot) -> None:
    rows = (*[PAIR] * 10, "It was moved to the end of the book. |", *[PAIR] * 10)
    lay(qtbot, window, (*rows, "| Es wurde ans Ende des Buches gestellt."))
    change(window, 10, 21, moved=5)
    panel = opened(window, qtbot)
    view = panel.view
    off = QPointF(
        (view.place(10).x() + view.place(11).x()) / 2, (view.place(21).y() + view.place(22).y()) / 2
    )
    assert name(LIGHT.accent_soft) in painted(view, off)
    assert view.row_at(off) == 10


def test_the_part_that_the_table_shows_is_framed(panel: MapPanel) -> None:
    window = panel.window()
    window.table.go(91)
    first, end = panel.view.in_sight
    assert (first > 60, end) == (True, 92)
    assert name(LIGHT.text) in painted(panel.view, panel.view.place(first) - QPointF(0, 4))


def test_a_click_goes_to_the_row(panel: MapPanel, qtbot: QtBot) -> None:
    at = middle(panel.view, 75).toPoint()
    qtbot.mouseClick(panel.view, Qt.MouseButton.LeftButton, pos=at)
    assert abs(panel.window().table.row - 75) <= 1


def test_keys_go_along_the_path_and_enter_goes_to_the_row(panel: MapPanel, qtbot: QtBot) -> None:
    view, table = panel.view, panel.window().table
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert (view.cursor_row, table.row) == (91, 0)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.cursor_row < 91
    before = view.cursor_row
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.cursor_row < before - 2
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert table.row == view.cursor_row
    assert table.hasFocus()


def test_a_step_is_a_row_where_rows_are_large(panel: MapPanel, qtbot: QtBot) -> None:
    panel.view.zoom_to(50, 54)
    panel.view.point_at(50)
    for row in (51, 52, 51):
        qtbot.keyClick(panel.view, Qt.Key.Key_Down if row >= panel.view.cursor_row else Qt.Key.Key_Up)
        assert panel.view.cursor_row == row


def test_the_words_tell_what_the_cursor_is_on(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, Qt.Key.Key_End)
    assert panel.words.text() == "Row 92 of 92: 90 % likely"
    assert "Row 92 of 92" in panel.view.accessibleName()
    assert "Enter" in panel.view.accessibleDescription()


def test_a_tooltip_tells_row_judgement_and_texts(panel: MapPanel) -> None:
    at = middle(panel.view, 3).toPoint()
    shown: list[str] = []
    tooltip_of = panel.view.tooltip_of
    panel.view.tooltip_of = lambda row: shown.append(tooltip_of(row)) or ""  # type: ignore[func-returns-value]
    QApplication.sendEvent(panel.view, QHelpEvent(QEvent.Type.ToolTip, at, panel.view.mapToGlobal(at)))
    first, *texts = QTextDocumentFragment.fromHtml(shown[0]).toPlainText().split("\n")
    assert first.endswith(": 90 % likely")
    assert ["Some words" in texts[0], "Einige Worte" in texts[1]] == [True, True]


def test_the_wheel_makes_it_larger_around_the_mouse_and_a_key_shows_the_whole(
    panel: MapPanel, qtbot: QtBot
) -> None:
    view = panel.view
    at = middle(view, 70)
    before = view.frame
    assert before is not None
    wheel(view, at, 480)
    after = view.frame
    assert after is not None
    assert after.steps[0] < before.steps[0] / 2
    assert after.letters(at) == pytest.approx(before.letters(at))
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.frame == before
    wheel(view, at, -240)
    assert view.frame == before


def wheel(view: MapView, at: QPointF, turned: int) -> None:
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_picture_is_moved_by_the_middle_button_and_by_ctrl_and_an_arrow(
    panel: MapPanel, qtbot: QtBot
) -> None:
    view = panel.view
    view.zoom_to(30, 50)
    old = view.place(40)
    qtbot.mousePress(view, Qt.MouseButton.MiddleButton, pos=QPoint(150, 150))
    qtbot.mouseMove(view, QPoint(170, 180))
    qtbot.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=QPoint(170, 180))
    assert (view.place(40) - old - QPointF(20, 30)).manhattanLength() < 1
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.place(40).x() < old.x() + 19


def test_a_dragged_box_is_realigned(panel: MapPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(panel.window().realigner, "rows", lambda first, end: asked.append((first, end)))
    start, end = (panel.view.place(row).toPoint() for row in (20, 30))
    qtbot.mousePress(panel.view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(panel.view, (start + end) / 2)
    qtbot.mouseMove(panel.view, end)
    assert panel.view.chosen is not None
    qtbot.mouseRelease(panel.view, Qt.MouseButton.LeftButton, pos=end)
    assert panel.choice.isVisible()
    assert panel.realign.text().startswith("Realign rows ")
    qtbot.keyClick(panel.realign, Qt.Key.Key_Space)
    assert abs(asked[0][0] - 20) <= 1
    assert abs(asked[0][1] - 30) <= 1
    assert panel.view.chosen is None
    assert not panel.choice.isVisible()


@pytest.mark.parametrize("realigning", [False, True])
def test_esc_lets_a_box_go_and_goes_back_to_the_map(panel: MapPanel, qtbot: QtBot, realigning: bool) -> None:
    panel.window().command_actions.by_id["edit.stop"].setEnabled(realigning)
    panel._ask(20, 30)
    qtbot.keyClick(panel.realign, Qt.Key.Key_Escape)
    assert panel.choice.isVisible() is realigning  # then the key stops that first
    panel.window().command_actions.by_id["edit.stop"].setEnabled(False)
    qtbot.keyClick(panel.realign, Qt.Key.Key_Escape)
    assert not panel.choice.isVisible()
    assert panel.view.hasFocus()


def test_rows_chosen_by_keys_can_be_chosen_in_the_table(panel: MapPanel, qtbot: QtBot) -> None:
    panel.view.zoom_to(50, 54)
    panel.view.point_at(50)
    for _ in range(2):
        qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.realign.hasFocus()
    assert panel.realign.text() == "Realign rows 51 to 53"
    panel.choice.findChildren(QPushButton)[1].click()
    assert panel.window().table.chosen == (50, 51, 52)


def test_a_box_goes_when_its_rows_change(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.choice.isVisible()
    panel.window().editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    assert not panel.choice.isVisible()
    assert panel.view.chosen is None


def test_escape_drops_the_box_and_then_leaves(panel: MapPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.view.chosen is not None
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert panel.view.chosen is None
    assert panel.view.hasFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert panel.window().table.hasFocus()


CHANGES: dict[str, Callable[[Window], object]] = {
    "merge": lambda w: w.editing.apply(lambda bitext: verbs.merge(bitext, 3, 9)),
    "split": lambda w: w.editing.apply(lambda bitext: verbs.split(bitext, 50, 0, 0)),
    "several": lambda w: [
        w.editing.apply(lambda bitext, at=at: verbs.merge_next(bitext, at)) for at in (70, 5)
    ],
    "down and up": lambda w: [
        w.editing.apply(lambda bitext: verbs.merge_next(bitext, 60)),
        w.editing.apply(lambda bitext: verbs.accept(bitext, (2, 88))),
        w.editing.undo(),
        w.editing.undo(),
    ],
    "text": lambda w: w.editing.apply(lambda bitext: verbs.edit_text(bitext, 7, "target", 7, "Short.")),
    "swap": lambda w: w.editing.swap(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_the_map_is_as_one_made_anew(what: str, panel: MapPanel, qtbot: QtBot) -> None:
    from core.review.overview.map import mapped

    window = panel.window()
    CHANGES[what](window)
    settled(panel, qtbot)
    assert window.project.bitext is not None
    wanted, found = mapped(window.project.bitext), panel.view.chart
    assert found is not None
    assert found.source.tolist() == wanted.source.tolist()
    assert found.target.tolist() == wanted.target.tolist()
    assert found.looks.tolist() == wanted.looks.tolist()


def test_the_part_that_is_shown_stays_after_a_change(panel: MapPanel, qtbot: QtBot) -> None:
    panel.view.zoom_to(30, 50)
    before = panel.view.frame
    panel.window().editing.apply(lambda bitext: verbs.accept(bitext, (35,)))
    settled(panel, qtbot)
    assert panel.view.frame == before


def test_a_source_from_the_right_runs_from_the_right(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, ("مرحبا بكم | Hello to you all.",) * 30, ("ar", "en"))
    view = opened(window, qtbot).view
    assert view.place(25).x() < view.place(5).x()
    assert view.place(25).y() > view.place(5).y()
    assert view.row_at(middle(view, 20)) == 20


@pytest.mark.parametrize("languages", [("en", "ar"), ("ar", "en")])
def test_headings_stand_where_the_axes_begin(
    languages: tuple[str, str], window: Window, qtbot: QtBot
) -> None:
    rows = ["# One | # Eins", *["a b c d | A B C D"] * 20, "# Two | # Zwei", *["e f g h | E F G H"] * 20]
    bitext = made(*rows)
    sides = [
        replace(side, document=replace(side.document, language=language))
        for side, language in zip((bitext.source, bitext.target), languages, strict=True)
    ]
    files = File("text.html", b"one"), File("text.html", b"other")
    window.project.create(
        window.folders.drafts / "draft.diglot", Bitext(sides[0], sides[1], bitext.beads), files, {}, raised
    )
    qtbot.waitUntil(lambda: window.project.bitext is not None)
    panel = opened(window, qtbot)
    qtbot.waitUntil(lambda: len(panel.view.margins.source) == 2)
    frame = panel.view.frame
    assert frame is not None
    image, width = panel.view.grab().toImage(), panel.view.width()
    ground, y = QColor(LIGHT.window), range(round(frame.room.top()), round(frame.room.bottom()))
    inked = [x for x in range(2, width - 2) if any(QColor(image.pixel(x, line)) != ground for line in y)]
    left, right = frame.room.left() - inked[0], inked[-1] - frame.room.right()
    assert (left > right) is (languages[0] == "en")


def raised(error: Exception) -> None:
    raise error


def test_nothing_is_drawn_while_the_map_is_not_seen(panel: MapPanel, qtbot: QtBot) -> None:
    window = panel.window()
    window.sidebar.close_panel()
    window.editing.apply(lambda bitext: verbs.merge_next(bitext, 3))
    assert not panel._soon.isActive()
    window.sidebar.show_panel("map")
    settled(panel, qtbot)
    assert panel.view.chart is not None
    assert panel.view.chart.rows == 91


def test_the_legend_tells_of_every_look() -> None:
    from core.review.overview.map import Look

    assert {one.name.lower() for one in Look} <= {look for look, _ in ROWS_OF_LEGEND}


def test_letters_stay_verbs_of_the_table(panel: MapPanel) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    for key, mine in ((Qt.Key.Key_A, False), (Qt.Key.Key_Plus, True), (Qt.Key.Key_Down, True)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, plain)
        event.ignore()
        QApplication.sendEvent(panel.view, event)
        assert event.isAccepted() is mine


def test_another_project_has_another_map(panel: MapPanel, qtbot: QtBot) -> None:
    panel.window().projects.close()
    assert panel.view.chart is None
    lay(qtbot, panel.window(), ("One. | Eins.", "Two. | Zwei."))
    settled(panel, qtbot)
    assert panel.view.chart is not None
    assert panel.view.chart.rows == 2


def test_two_neighbouring_rows_that_were_swapped_are_seen_on_a_long_text(
    window: Window, qtbot: QtBot
) -> None:
    """Their box hardly leaves the path, and is as small as a point."""
    swapped = "The first of the two. |", "| Der zweite von beiden.", "The second. | ", "| Der erste."
    lay(qtbot, window, (*[PAIR] * 300, *swapped, *[PAIR] * 300))
    panel = opened(window, qtbot)
    place = panel.view.place(301)
    assert name(LIGHT.accent_soft) not in painted(panel.view, place)
    change(window, 300, 303, moved=7)
    settled(panel, qtbot)
    assert name(LIGHT.accent_soft) in painted(panel.view, panel.view.place(301) + QPointF(0, 3))
