"""Progress is said once, and never stands still at its end."""

from pytestqt.qtbot import QtBot

from app.window.window import Window
from core.model.message import message


def test_a_finished_count_gives_way_to_the_step_that_goes_on(window: Window) -> None:
    page = window.busy_page
    page.begin("Aligning")
    page.show_progress(1_441, 1_442, message("Segmenting"))
    assert page.step.text() == "Segmenting  ·  1,441 of 1,442"
    page.show_progress(1_442, 1_442, message("Segmenting"))
    assert page.step.text() == "Segmenting…"
    assert page.bar.maximum() == 0


def test_a_long_job_is_named_once(review: Window, qtbot: QtBot) -> None:
    review.editing.say("Realigning…")
    review.job_indicator.begin("Realigning…")
    qtbot.waitUntil(review.job_indicator.isVisible)
    assert review.status.currentMessage() == ""
