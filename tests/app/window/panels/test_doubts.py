"""The panel of doubts says how far one is, what speaks against the row, and shows what would stand there."""

import re

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window.panels.doubts import DoubtsPanel
from app.window.panels.preview import preview
from app.window.table.confidence_column import caption
from app.window.theme import DARK
from app.window.window import Window
from core.model import Bead, Patch, Splice
from core.model.message import Message
from core.review import verbs
from core.review.doubts.suggestions import other_way
from tests.app.window.actions.test_doubt_queue import MERGED, NUMBER, ROWS, weighed
from tests.app.window.stage import lay
from tests.stories.story import made


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """A window with doubts of several kinds."""
    lay(qtbot, window, ROWS)
    weighed(window, qtbot)
    return window


def panel(window: Window) -> DoubtsPanel:
    """The panel, which is shown when a project opens."""
    found = window.sidebar.panel("doubts")
    assert isinstance(found, DoubtsPanel)
    assert found.isVisible()
    found.look()
    return found


def test_the_doubt_is_reported_in_words_with_what_to_do(review: Window, qtbot: QtBot) -> None:
    review.table.go(NUMBER)
    shown = panel(review)
    assert shown.whose.text() == "Row 2"
    assert shown.why.text() == "• The source has 1984, the target 1985"
    assert shown.instead.text() == "Change 1985 in the target to 1984"
    then, now = re.sub(r"</?b[^>]*>", "*", shown.rows.text()).split("<table")[1:]
    assert "Das war *1984*." in then
    assert "Das war *1985*." in now
    assert shown.take.text() == "Use the suggestion  (Enter)"
    assert shown.right.text() == "Accept as is  (A)"
    assert shown.next.text() == "Next doubt  (F8)"
    qtbot.mouseClick(shown.take, Qt.MouseButton.LeftButton)
    assert review.project.bitext is not None
    assert review.project.bitext.target.text(1) == "Das war 1984."
    assert review.table.hasFocus()


def test_where_nothing_speaks_against_a_row_a_sentence_appears(review: Window) -> None:
    review.table.go(0)
    review.editing.accept_from(0.5)
    shown = panel(review)
    assert shown.why.text() == "No reasons to doubt this row."
    assert not shown.take.isEnabled()
    assert not shown.rows.isVisible()


def test_progress_counts_rows_and_what_is_likely_right(review: Window, qtbot: QtBot) -> None:
    assert panel(review).progress.text() == "0 of 6 reviewed; about 90\u00a0% right"
    assert review.status.counts.text().endswith("about 90 % right")
    review.editing.accept_from(0)
    weighed(review, qtbot)
    assert panel(review).progress.text() == "6 of 6 reviewed; about 100\u00a0% right"
    assert panel(review).bar.value() == panel(review).bar.maximum() == 6


def test_a_row_has_one_figure_wherever_it_appears(review: Window) -> None:
    shown = panel(review)
    for at, row in enumerate(review.doubt_queue.order):
        words = shown.doubts.data(shown.doubts.index(at))
        figures = set(re.findall(r"\d+ %", words))
        assert figures <= {caption(review.table.rows.bead(row))}


def test_a_doubt_that_was_passed_over_stays_in_the_list_and_is_marked(review: Window, qtbot: QtBot) -> None:
    shown = panel(review)
    first, second = (shown.doubts.index(at) for at in (0, 1))
    assert "seen" not in shown.doubts.data(first)
    qtbot.keyClick(review.table, Qt.Key.Key_F8)
    shown.look()
    assert "seen" in shown.doubts.data(first)
    assert "seen" not in shown.doubts.data(second)
    assert shown.doubts.rowCount() == 6


def test_the_order_is_chosen_in_the_panel_and_remembered(review: Window) -> None:
    shown = panel(review)
    shown.order.setCurrentIndex(1)
    shown.order.activated.emit(1)
    shown.look()
    assert review.preferences.settings.doubts == "document"
    assert [shown.doubts.row(shown.doubts.index(at)) for at in range(6)] == [*range(6)]


def test_the_list_takes_the_height_that_is_left(review: Window, qtbot: QtBot) -> None:
    """Nothing is left empty between the reasons, the buttons and the list, down to the bottom."""
    shown = panel(review)
    review.table.go(0)
    shown.look()
    qtbot.waitUntil(lambda: shown._details.height() <= shown._details.sizeHint().height())
    assert shown.list.geometry().bottom() == shown.rect().bottom()
    assert shown.list.height() > shown._details.height()


def test_what_is_less_likely_is_headed_as_an_alternative(review: Window) -> None:
    bitext = review.project.bitext
    assert bitext is not None
    for probability, heading in ((0.95, "Suggested"), (0.3, "Alternative")):
        found = other_way(bitext, MERGED, verbs.split(bitext, MERGED, 1, 1), probability)
        assert found is not None
        assert f">{heading}<" in preview(bitext, found, DARK)


def test_an_accepted_row_has_no_word_of_suggestions(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(MERGED)
    review.editing.apply(lambda bitext: verbs.accept(bitext, (MERGED,)))
    assert panel(review).instead.text() == ""


def test_the_list_has_the_doubts_by_risk_and_leads_to_them(review: Window, qtbot: QtBot) -> None:
    shown = panel(review)
    order = review.doubt_queue.risks.order
    assert shown.doubts.rowCount() == len(order)
    lines = [shown.doubts.data(shown.doubts.index(at)) for at in range(len(order))]
    assert lines[0].startswith("Row 5")
    assert lines[0].endswith("The target is empty")
    assert "Change 1985 in the target to 1984" in lines[1]
    place = shown.list.visualRect(shown.doubts.index(1)).center()
    qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert review.table.row == NUMBER
    assert review.doubt_queue.here
    shown.look()
    assert shown.list.currentIndex().row() == 1


def test_the_keyboard_alone_leads_into_the_list_and_back(review: Window, qtbot: QtBot) -> None:
    shown = panel(review)
    order = review.doubt_queue.risks.order
    shown.setFocus()
    assert shown.list.hasFocus()
    shown.list.setCurrentIndex(shown.doubts.index(0))
    qtbot.keyClick(shown.list, Qt.Key.Key_Down)
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    assert review.table.row == order[1]
    assert review.table.hasFocus()
    shown.setFocus()
    qtbot.keyClick(shown.list, Qt.Key.Key_Escape)
    assert review.table.hasFocus()


def test_the_list_shrinks_with_the_doubts(review: Window, qtbot: QtBot) -> None:
    shown = panel(review)
    review.editing.accept_from(0)
    weighed(review, qtbot)
    shown.look()
    assert shown.doubts.rowCount() == 0
    review.editing.undo()
    weighed(review, qtbot)
    shown.look()
    assert shown.doubts.rowCount() == len(review.doubt_queue.risks.order) == 6


def test_a_long_list_is_fetched_as_one_scrolls(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, tuple(f"Word {at}. | Wort {at}." for at in range(500)))
    weighed(window, qtbot)
    shown = panel(window)
    assert shown.doubts.rowCount() == 200
    shown.list.scrollToBottom()
    qtbot.waitUntil(lambda: shown.doubts.rowCount() > 200)


def test_segments_that_go_elsewhere_are_marked_and_texts_keep_their_signs(
    window: Window, qtbot: QtBot
) -> None:
    lay(qtbot, window, ("One <b>. / Two & two. | Eins. / Zwei.", f"Three {'x' * 200} end. |"), ("en", "ar"))
    bitext = window.project.bitext
    assert bitext is not None
    after = (Bead((0,), (0,), 0.9), Bead((1, 2), (1,), 0.9))
    patch = Patch(Message("Take it"), (Splice(0, bitext.beads, after),))
    found = other_way(bitext, 0, patch, 0.9)
    assert found is not None
    html = preview(bitext, found, DARK)
    then, now = html.split("<table")[1:]
    assert "One &lt;b&gt;." in now
    assert f'background:{DARK.accent_soft}">Three xx' in now
    assert f'background:{DARK.accent_soft}">Three xx' in then
    assert "<span>Two &amp; two.</span>" in then
    assert "<span>Zwei.</span>" in then
    assert 'dir="rtl"' in now
    assert "x" * 71 not in html
    assert " … " in html
    assert now.count("—") == 1
    mirrored = preview(bitext, found, DARK, mirrored=True).split("<table")[1]
    assert then.index("Three") < then.index("Zwei.")
    assert mirrored.index("Zwei.") < mirrored.index("Three")


def test_a_changed_number_is_shown_however_long_its_text_is(window: Window, qtbot: QtBot) -> None:
    words = "word " * 60
    lay(qtbot, window, (f"{words}in 1984 {words}end. | {words}in 1985 {words}end.",))
    weighed(window, qtbot)
    panel(window)
    shown = re.sub(r"</?b[^>]*>", "*", panel(window).rows.text())
    assert "in *1984* word" in shown
    assert "in *1985* word" in shown
    assert shown.count("<span>… word word") == 2
    assert shown.count("word word …</span>") == 2


def test_a_long_text_without_spaces_is_cut_between_its_signs(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window, (f"In 1984. | {'门' * 60} 1985 年",), ("en", "zh"))
    weighed(window, qtbot)
    assert f"… {'门' * 34}" in panel(window).rows.text()
    html = drawn(f"{'门' * 40}和 {'人' * 40}")
    assert "门门 … 人人" in html


def drawn(text: str) -> str:
    """Return the preview of two rows merged into one, the first with a long Chinese text."""
    bitext = made((f"{text} | One.", "二 | Two."), ("zh", "en"))[0]
    patch = Patch(Message("Take it"), (Splice(0, bitext.beads, (Bead((0, 1), (0, 1), 0.9),)),))
    found = other_way(bitext, 0, patch, 0.9)
    assert found is not None
    return preview(bitext, found, DARK)
