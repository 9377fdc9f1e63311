"""Settings hold at once; how an earlier session ended is told once."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import crash, settings
from app.paths import user_folders
from app.window.dialogs.report import ReportDialog
from app.window.dialogs.settings import SettingsDialog
from app.window.window import Window
from tests.app.window.stage import put_down, shown

FATAL = "Diglot 0.1.0\nFatal Python error: Segmentation fault\n  File “there”\n"
UNFORESEEN = "Diglot 0.1.0\n12:00:00\nZeroDivisionError: division by zero\n"
KILLED = "Diglot 0.1.0\n"


@pytest.fixture
def chosen(review: Window) -> SettingsDialog:
    """The settings, open."""
    review.command_actions.by_id["file.settings"].trigger()
    dialog = review.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def _choose(box, value: str) -> None:  # type: ignore[no-untyped-def]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_what_is_chosen_holds_at_once_and_is_kept(
    review: Window, chosen: SettingsDialog, qtbot: QtBot
) -> None:
    family = chosen.fonts["target"].itemData(chosen.fonts["target"].count() - 1)
    _choose(chosen.theme, "dark")
    _choose(chosen.key_set, "omegat")
    _choose(chosen.language, "ar")
    _choose(chosen.fonts["target"], family)
    chosen.sizes["source"].setValue(150)
    chosen.marks.click()
    assert review.preferences.theme.name == "dark"
    assert review.command_actions.keys["segment.move_up"] == ("U",)
    assert review.preferences.font("target").families()[0] == family
    usual = review.preferences.text_font.pointSizeF()
    assert review.preferences.font("source").pointSizeF() == pytest.approx(1.5 * usual)
    assert chosen.previews["source"].font().pointSizeF() == review.preferences.font("source").pointSizeF()
    review.project.project_thread.drain()
    kept, said = settings.load(review.folders.settings_file)
    assert (kept.language, kept.theme, kept.key_set, kept.marks) == ("ar", "dark", "omegat", False)
    assert said == ()


def test_the_preview_shows_the_current_row(chosen: SettingsDialog) -> None:
    assert chosen.previews["source"].text() == "The lamp went out."
    assert chosen.previews["target"].text() == "Die Lampe ging aus."


def test_a_font_that_this_machine_lacks_stays_chosen(qtbot: QtBot, review: Window) -> None:
    review.preferences.put(font_source="Elsewhere Sans")
    review.help.settings()
    dialog = review.findChildren(SettingsDialog)[-1]
    qtbot.addWidget(dialog)
    assert dialog.fonts["source"].currentData() == "Elsewhere Sans"


# How sessions ended


def _left(text: str, name: str = "session-20260101-120000-7.txt") -> Path:
    path = user_folders().logs / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [(FATAL, "crashed last time"), (UNFORESEEN, "Something unexpected went wrong last time")],
)
def test_the_next_start_says_what_went_wrong_and_shows_it(text: str, words: str, qtbot: QtBot) -> None:
    _left(text)
    window = shown(qtbot)
    assert words in window.banner.words.text()
    _answer(window, "Show report")
    dialog = window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    assert text.splitlines()[-1].strip() in dialog.text.toPlainText()
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.forget()
    assert list(user_folders().logs.glob("report*")) == []
    put_down(window)


def test_it_is_reported_once_and_can_be_looked_at_later(qtbot: QtBot) -> None:
    _left(FATAL)
    put_down(shown(qtbot))
    window = shown(qtbot)
    assert not window.banner.isVisible()
    window.command_actions.by_id["help.reports"].trigger()
    dialog = window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    assert "Segmentation fault" in dialog.text.toPlainText()
    put_down(window)


def test_what_is_forgotten_is_gone(qtbot: QtBot) -> None:
    _left(FATAL)
    window = shown(qtbot)
    _answer(window, "Dismiss")
    assert not window.banner.isVisible()
    assert crash.reports(user_folders().logs) == ()
    put_down(window)


def test_after_a_kill_only_drafts_are_spoken_of(qtbot: QtBot) -> None:
    _left(KILLED)
    window = shown(qtbot)
    assert not window.banner.isVisible()
    put_down(window)
    _left(KILLED)
    user_folders().drafts.mkdir(exist_ok=True, parents=True)
    (user_folders().drafts / "some.diglot").write_bytes(b"no project, but a draft")
    window = shown(qtbot)
    assert "Unsaved work is listed under Drafts" in window.banner.words.text()
    put_down(window)


def test_without_reports_there_is_nothing_to_copy(window: Window) -> None:
    window.command_actions.by_id["help.reports"].trigger()
    dialog = window.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    assert not dialog.text.isVisibleTo(dialog)
    names = {one.text(): one.isEnabled() for one in dialog.findChildren(QPushButton)}
    assert names == {"Close": True, "Copy": False, "Open the folder": False, "Dismiss": False}


def _answer(window: Window, name: str) -> None:
    next(one for one in window.banner.findChildren(QPushButton) if one.text() == name).click()
