"""Reviewing the doubts: riskiest first, each once, and back again; Enter takes what is suggested."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window.actions.doubt_queue import SUGGEST, key
from app.window.dialogs.accept import AcceptDialog
from app.window.window import Window
from core.model import Status
from core.review import verbs
from core.review.doubts.risk import DOUBT, risk
from core.review.doubts.suggestions import other_way
from tests.app.window.stage import lay

PATIENCE_MS = 60_000
ROWS = (
    "The lamp went out. | Die Lampe ging aus.",
    "It was in 1984. | Das war 1985.",
    "Nobody in the house spoke. | Niemand im Haus sprach.",
    "She lit a match. / It was nearly morning. | Sie zündete ein Streichholz an. / Es war fast Morgen.",
    "The birds began to sing in the garden. |",
    "Then he left. | Dann ging er.",
)
NUMBER, MERGED, LONE = 1, 3, 4


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """A window with a false number, two pairs in one row, and a row alone."""
    lay(qtbot, window, ROWS)
    weighed(window, qtbot)
    return window


def weighed(window: Window, qtbot: QtBot) -> None:
    """Wait until all risks are known, and see that they are in step with the bitext, and in order."""
    qtbot.waitUntil(lambda: not window.doubt_queue.risks.busy)
    bitext, risks = window.project.bitext, window.doubt_queue.risks
    assert bitext is not None
    true = [risk(bitext, row, risks.usual) for row in range(len(bitext.beads))]
    assert [risks.of(row) for row in range(len(true))] == true
    assert sorted(risks.order) == [row for row, one in enumerate(true) if one >= DOUBT]
    assert [true[row] for row in risks.order] == sorted((true[row] for row in risks.order), reverse=True)


def press(window: Window, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """A key on the table."""
    qtbot.keyClick(window.table, key, held or Qt.KeyboardModifier.NoModifier)


def quiet(window: Window) -> None:
    """No suggestion is sought, so that none comes."""
    window.sidebar.close_panel()


def test_doubts_come_by_risk_and_each_once(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    order = [*review.doubt_queue.risks.order]
    assert order[0] == LONE
    assert order[1] == NUMBER
    seen = []
    for _ in order:
        press(review, qtbot, Qt.Key.Key_F8)
        seen.append(review.table.row)
        if review.table.row == NUMBER:  # in the panel it would stand beside the row
            assert review.status.currentMessage() == "The source has 1984, the target 1985"
    assert seen == order
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.table.row == order[-1]
    assert review.status.currentMessage() == (
        "You have seen every doubt; 6 are still open. Press again to start over."
    )
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.table.row == order[0]


def test_doubts_come_in_document_order_where_the_user_chose_that(review: Window, qtbot: QtBot) -> None:
    review.preferences.put(doubts="document")
    order = sorted(review.doubt_queue.risks.order)
    assert review.doubt_queue.order == order
    review.table.go(2)
    seen = []
    for _ in order:
        press(review, qtbot, Qt.Key.Key_F8)
        seen.append(review.table.row)
    assert seen == [*(row for row in order if row > 2), *(row for row in order if row <= 2)]


def test_the_next_doubt_is_explained_even_if_another_panel_is_open(review: Window, qtbot: QtBot) -> None:
    review.sidebar.show_panel("chapters")
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.sidebar.shown == "doubts"
    assert review.table.hasFocus()
    quiet(review)
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.sidebar.shown == ""


def test_a_doubt_is_shown_with_what_stands_around_it(window: Window, qtbot: QtBot) -> None:
    long = "word " * 900
    rows = (*(f"Word {at}. | Wort {at}." for at in range(40)), f"{long} | {long}", "End. | Ende.")
    lay(qtbot, window, rows)
    weighed(window, qtbot)
    quiet(window)
    for row in (20, 40):
        window.doubt_queue.go_to(row)
        shown = window.table.visualRect(window.table.currentIndex())
        middle = window.table.viewport().height() // 2
        assert shown.top() == 0 if row == 40 else shown.top() < middle < shown.bottom()


def test_the_way_back_is_the_way_that_one_came(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    order = review.doubt_queue.risks.order
    shift = Qt.KeyboardModifier.ShiftModifier
    for _ in range(3):
        press(review, qtbot, Qt.Key.Key_F8)
    for row in (order[1], order[0]):
        press(review, qtbot, Qt.Key.Key_F8, shift)
        assert review.table.row == row
    press(review, qtbot, Qt.Key.Key_F8, shift)
    assert review.table.row == order[0]
    assert review.status.currentMessage() == "This is the first doubt."
    for row in (order[1], order[2], order[3]):
        press(review, qtbot, Qt.Key.Key_F8)
        assert review.table.row == row
    review.table.go(order[0])
    press(review, qtbot, Qt.Key.Key_F8, shift)
    assert review.table.row == order[3]  # to where one was before one left the way


def test_among_filtered_rows_only_their_doubts_come(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    review.table.shown.only([NUMBER, MERGED])
    for row in (NUMBER, MERGED):
        press(review, qtbot, Qt.Key.Key_F8)
        assert review.table.row == row
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.table.row == MERGED
    assert review.table.shown.some
    review.table.shown.only([])
    review.doubt_queue.go(1)
    assert review.status.currentMessage() == "None of the rows shown match."


def test_where_all_is_accepted_there_is_no_doubt(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    review.editing.accept_from(0)
    weighed(review, qtbot)
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.status.currentMessage() == "There are no doubtful rows."
    assert review.project.tally.right == 1


def test_accepting_a_doubt_goes_on_to_the_next_one_and_elsewhere_to_the_row_below(
    review: Window, qtbot: QtBot
) -> None:
    quiet(review)
    order = [*review.doubt_queue.risks.order]
    press(review, qtbot, Qt.Key.Key_F8)
    press(review, qtbot, Qt.Key.Key_A)
    assert review.table.row == order[1]
    review.table.go(2)
    press(review, qtbot, Qt.Key.Key_A)
    assert review.table.row == 3
    weighed(review, qtbot)


def test_enter_takes_what_is_suggested_and_goes_on(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(NUMBER)
    qtbot.waitUntil(lambda: not review.doubt_queue.pending(NUMBER), timeout=PATIENCE_MS)
    press(review, qtbot, Qt.Key.Key_Return)
    assert review.project.bitext is not None
    assert review.project.bitext.target.text(1) == "Das war 1984."
    assert review.project.bitext.beads[NUMBER].confidence is None
    assert review.table.row == review.doubt_queue.risks.order[0] == LONE
    assert not review.table.editing
    review.editing.undo()
    assert review.project.bitext.target.text(1) == "Das war 1985."
    weighed(review, qtbot)


def test_what_the_worker_finds_is_suggested_with_both_figures(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(MERGED)
    press(review, qtbot, Qt.Key.Key_Enter)
    assert review.status.currentMessage() == "Looking for a suggestion…"
    assert not review.table.editing
    qtbot.waitUntil(lambda: not review.doubt_queue.pending(MERGED), timeout=PATIENCE_MS)
    found = review.doubt_queue.suggestion(MERGED)
    assert found is not None
    assert str(found.reason.sentence).startswith("Better split into 2 rows: ")
    press(review, qtbot, Qt.Key.Key_Enter)
    bitext = review.project.bitext
    assert bitext is not None
    assert [bead.source for bead in bitext.beads[MERGED : MERGED + 2]] == [(3,), (4,)]
    assert bitext.beads[MERGED].confidence is None
    assert str(review.project.undo_name) == "Use the suggestion for row 4"
    weighed(review, qtbot)


def test_a_suggestion_moves_with_its_row_and_none_is_kept_next_to_a_change(
    window: Window, qtbot: QtBot
) -> None:
    review = window
    lay(qtbot, review, (*(f"Word {at}. | Wort {at}." for at in range(20)), *ROWS))
    weighed(review, qtbot)
    merged = 20 + MERGED
    review.doubt_queue.go_to(merged)
    qtbot.waitUntil(lambda: not review.doubt_queue.pending(merged), timeout=PATIENCE_MS)
    assert review.doubt_queue.suggestion(merged) is not None
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    found = review.doubt_queue.suggestion(merged - 1)
    assert found is not None
    assert found.row == merged - 1
    assert found.patch.beads[0].at == merged - 1
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, merged))
    assert review.doubt_queue.suggestion(merged - 1) is None
    assert review.doubt_queue.pending(merged - 1)
    weighed(review, qtbot)


def test_what_was_found_for_rows_that_changed_meanwhile_is_dropped(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(MERGED)
    assert review.jobs.running(SUGGEST)
    with qtbot.waitSignal(review.doubt_queue.suggested, timeout=PATIENCE_MS):
        review.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    assert review.doubt_queue.suggestion(MERGED - 1) is None
    assert review.doubt_queue.pending(MERGED - 1)  # it is sought anew


def test_with_the_panel_closed_nothing_is_sought(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    press(review, qtbot, Qt.Key.Key_F8)
    assert not review.jobs.running(SUGGEST)
    review.sidebar.show_panel("doubts")
    qtbot.waitUntil(lambda: bool(review.jobs.running(SUGGEST)), timeout=PATIENCE_MS)


def test_risks_keep_step_with_every_change(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    doings = (
        lambda bitext: verbs.split_row(bitext, MERGED),
        lambda bitext: verbs.mark_doubtful(bitext, (0,)),
        lambda bitext: verbs.merge(bitext, 1, 3),
        lambda bitext: verbs.edit_text(bitext, 0, "source", 0, "In 1917 and 1918, 11 lamps."),
        verbs.swap_sides,
        lambda bitext: verbs.accept(bitext, range(2)),
    )
    for doing in doings:
        review.editing.apply(doing)
        weighed(review, qtbot)
    while review.project.undo_name is not None:
        review.editing.undo()
        weighed(review, qtbot)


def test_another_project_begins_anew(review: Window, qtbot: QtBot) -> None:
    press(review, qtbot, Qt.Key.Key_F8)
    assert review.doubt_queue.here
    review.projects.close()
    assert review.doubt_queue.risks.order == []
    assert review.project.tally.rows == 0
    assert not review.doubt_queue.here
    lay(qtbot, review, ROWS)
    weighed(review, qtbot)
    assert not any(map(review.doubt_queue.seen, range(len(ROWS))))


def test_what_is_less_likely_than_the_row_is_no_advice(review: Window, qtbot: QtBot) -> None:
    bitext = review.project.bitext
    assert bitext is not None
    patch = verbs.split(bitext, MERGED, 1, 1)
    for probability, advised in ((0.95, True), (0.2, False)):
        found = other_way(bitext, MERGED, patch, probability)
        review.doubt_queue._found[key(bitext.beads[MERGED])] = found
        review.doubt_queue.go_to(MERGED)
        assert review.doubt_queue.better(review.doubt_queue.suggestion(MERGED)) is advised
    press(review, qtbot, Qt.Key.Key_Return)
    assert review.project.bitext == bitext
    assert "less likely than this row" in review.status.currentMessage()


def test_enter_takes_no_suggestion_that_is_not_shown(review: Window, qtbot: QtBot) -> None:
    quiet(review)
    bitext = review.project.bitext
    review.table.go(NUMBER)
    assert review.doubt_queue.better(review.doubt_queue.suggestion(NUMBER))
    press(review, qtbot, Qt.Key.Key_Return)
    assert review.project.bitext == bitext
    assert review.status.currentMessage() == "Suggestions appear in the Doubts panel, which is closed."


def test_enter_takes_the_suggestion_shown_however_the_row_was_reached(review: Window, qtbot: QtBot) -> None:
    review.table.go(NUMBER)
    press(review, qtbot, Qt.Key.Key_Return)
    assert review.project.bitext is not None
    assert review.project.bitext.target.texts()[NUMBER] == "Das war 1984."
    assert review.table.row == NUMBER


def test_numbers_that_differ_are_not_accepted_for_their_confidence(review: Window) -> None:
    bitext = review.project.bitext
    assert bitext is not None
    assert [row for row in review.doubt_queue.risks.beyond(bitext) if row is not None] == [NUMBER]
    review.command_actions.by_id["bead.accept_from"].trigger()
    dialog = next(one for one in review.findChildren(AcceptDialog) if one.isVisible())
    dialog.minimum.setValue(0)
    assert dialog.left.isVisible()
    dialog.agree.click()
    assert review.project.bitext is not None
    accepted = [bead.status is Status.ACCEPTED for bead in review.project.bitext.beads]
    assert [row for row, one in enumerate(accepted) if not one] == [NUMBER]
