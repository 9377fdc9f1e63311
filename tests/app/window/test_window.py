"""The road through the window: start, align, work, save, come back; and what happens when things go wrong."""

import os
import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.paths import user_folders
from app.window.dialogs import error as boxes
from app.window.dialogs.open import OpenDialog
from app.window.window import Window
from core.errors import NoSpace
from core.model import Status
from core.model.message import Message
from core.project import Session
from core.project.store import Store
from core.review import verbs
from tests.app.window.stage import lay, put_down, shown

PATIENCE_MS = 60_000
START, BUSY, REVIEW = 0, 1, 2


def test_the_window_starts_on_the_start_page_with_everything_off_but_what_is_possible(window: Window) -> None:
    assert window.pages.currentIndex() == START
    assert not window.command_actions.bar.isVisible()
    assert not window.command_actions.by_id["bead.merge_next"].isEnabled()
    assert window.command_actions.by_id["file.new"].isEnabled()


@pytest.mark.parametrize(("target", "rtl"), [("de", False), ("zh", False), ("ar", True)])
def test_the_sample_is_one_click_away(target: str, rtl: bool, window: Window, qtbot: QtBot) -> None:
    button = window.start_page.findChild(QPushButton, f"sample en-{target}")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.pages.currentIndex() == BUSY
    _wait_for_project(window, qtbot)
    assert window.pages.currentIndex() == REVIEW
    bitext = window.project.bitext
    assert bitext is not None
    assert len(bitext.beads) > 40
    row = next(at for at, bead in enumerate(bitext.beads) if bead.target)
    layout = window.table.layouts.of(window.table.rows.cell(row, "target"), 500)
    line = layout.segments[0][1].lineAt(0)
    assert layout.rtl is rtl
    assert (line.naturalTextRect().left() > 100) is rtl  # the heading is short: it stands at its own edge
    assert "rows" in window.status.counts.text()


def test_aligning_never_holds_up_the_window(window: Window, qtbot: QtBot) -> None:
    """A busy machine may be late by itself; three times in a row it is us."""
    longest = [_longest_stall(window, qtbot)]
    while min(longest) > 0.5 and len(longest) < 3:
        longest.append(_longest_stall(window, qtbot))
    assert min(longest) <= 0.5


def _longest_stall(window: Window, qtbot: QtBot) -> float:
    beats = [time.perf_counter()]
    pulse = QTimer()
    pulse.timeout.connect(lambda: beats.append(time.perf_counter()))
    pulse.start(5)
    window.new_project.align_sample("en", "de")
    _wait_for_project(window, qtbot)
    pulse.stop()
    assert len(beats) > 20
    return max(later - earlier for earlier, later in pairwise(beats))


def test_cancelling_goes_back_to_where_one_was(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window)
    before = window.project.bitext
    window.new_project.align_sample("en", "de")
    assert window.pages.currentIndex() == BUSY
    window.busy_page.cancel.click()
    qtbot.waitUntil(lambda: not window.workbench.busy, timeout=PATIENCE_MS)
    assert window.pages.currentIndex() == REVIEW
    assert window.project.bitext is before


def test_the_page_names_the_step_of_the_work_and_its_progress(window: Window, qtbot: QtBot) -> None:
    window.new_project.align_sample("en", "de")
    assert window.busy_page.step.text() == "Starting…"
    steps: list[str] = []
    window.new_project.progressed.connect(lambda *_: steps.append(window.busy_page.step.text()))
    _wait_for_project(window, qtbot)
    assert any(re.fullmatch(r"Segmenting  ·  \d+ of \d+", step) for step in steps)


def test_escape_cancels_while_texts_are_aligned(window: Window, qtbot: QtBot) -> None:
    window.new_project.align_sample("en", "de")
    assert window.pages.currentIndex() == BUSY
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.workbench.busy, timeout=PATIENCE_MS)
    assert window.pages.currentIndex() == START
    assert window.project.bitext is None


def test_a_hint_for_the_editor_ends_with_the_editor(review: Window) -> None:
    review.table.go(0)
    review.editing.cut_segment()
    assert "caret" in review.hint_bar.words.text()
    assert review.table.editor is not None
    QTest.keyClick(review.table.editor, Qt.Key.Key_Escape)
    assert not review.hint_bar.isVisible()


def test_undo_stays_on_a_row_that_it_touches_and_goes_to_others(review: Window) -> None:
    review.editing.apply(lambda bitext: verbs.accept(bitext, (0, 1, 3)))
    review.table.go(3, "target", 1)
    review.editing.undo()
    assert (review.table.row, review.table.side, review.table.segment) == (3, "target", 1)
    review.editing.redo()
    assert (review.table.row, review.table.side, review.table.segment) == (3, "target", 1)
    review.table.go(4)
    review.editing.undo()
    assert review.table.row == 0


def test_the_title_names_the_sides_in_their_order(review: Window) -> None:
    before = review.windowTitle()
    review.editing.swap()
    swapped = review.windowTitle()
    assert swapped.index("text.de") < swapped.index("text.en")
    review.editing.undo()
    assert review.windowTitle() == before


def test_an_untouched_sample_leaves_no_draft_but_a_touched_one_does(window: Window, qtbot: QtBot) -> None:
    window.new_project.align_sample("en", "de")
    _wait_for_project(window, qtbot)
    window.projects.close()
    qtbot.waitUntil(lambda: _drafts(window) == [])
    window.new_project.align_sample("en", "de")
    _wait_for_project(window, qtbot)
    window.editing.judge(lambda bitext: verbs.accept(bitext, (0,)))
    window.projects.close()
    qtbot.waitUntil(lambda: window.start_page.drafts.isVisible())
    assert len(_drafts(window)) == 1


def test_a_draft_is_listed_at_the_next_start_and_opens_with_its_undo(qtbot: QtBot, window: Window) -> None:
    lay(qtbot, window)
    window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    put_down(window)
    later = shown(qtbot)
    qtbot.waitUntil(lambda: later.start_page.drafts.isVisible())
    named: list[QPushButton] = later.start_page.drafts.findChildren(QPushButton)
    opener = next(b for b in named if b.accessibleName() == "Open text.en – text.de")
    opener.click()
    _wait_for_project(later, qtbot)
    assert str(later.project.undo_name) == "Merge rows 1 and 2"
    put_down(later)


def test_a_draft_can_be_discarded_after_a_question(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)
    window.projects.close()
    qtbot.waitUntil(lambda: window.start_page.drafts.isVisible())
    discard = next(b for b in window.start_page.drafts.findChildren(QPushButton) if b.text() == "Discard")
    monkeypatch.setattr(boxes, "ask", lambda *_: False)
    discard.click()
    assert len(_drafts(window)) == 1
    monkeypatch.setattr(boxes, "ask", lambda *_: True)
    discard.click()
    qtbot.waitUntil(lambda: not window.start_page.drafts.isVisible())
    assert _drafts(window) == []


def test_a_draft_that_is_saved_under_a_name_is_a_draft_no_longer(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    lay(qtbot, window)
    path = tmp_path / "job.diglot"
    window.projects.save_as(path)
    qtbot.waitUntil(lambda: _drafts(window) == [])
    assert window.windowTitle() == "job – Diglot"
    assert window.preferences.settings.recent == (str(path),)
    window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    window.projects.close()
    qtbot.waitUntil(lambda: "job" in _shelf_words(window))
    with Session.open(path) as session:
        assert str(session.undo_name) == "Merge rows 1 and 2"


def test_a_project_named_on_the_command_line_opens(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    lay(qtbot, window)
    path = tmp_path / "job.diglot"
    window.projects.save_as(path)
    qtbot.waitUntil(lambda: window.project.path == path)
    put_down(window)
    later = shown(qtbot, str(path))
    _wait_for_project(later, qtbot)
    assert later.projects.title() == "job"
    put_down(later)


def test_every_change_is_in_the_file_before_the_program_is_killed(window: Window, qtbot: QtBot) -> None:
    """The file as another process would find it now: copied while the project is open."""
    lay(qtbot, window)
    window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    qtbot.waitUntil(lambda: window.project.all_saved and window.status.saved.text() == "All changes saved")
    path = window.project.path
    assert path is not None
    left = path.with_name("left behind.diglot")
    left.write_bytes(path.read_bytes())
    with Session.open(left) as session:
        assert session.bitext == window.project.bitext
        assert str(session.undo_name) == "Merge rows 1 and 2"


def test_a_full_disk_is_reported_and_the_work_goes_on_until_there_is_room(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(qtbot, window)

    def full(*_: object) -> None:
        raise NoSpace(
            Message("“draft” could not be written because the disk is full."),
            remedy=Message("Free some space."),
        )

    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", full)
        window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
        qtbot.waitUntil(window.banner.isVisible)
        assert "disk is full" in window.banner.words.text()
        assert window.status.saved.text() == "Not saved"
        window.editing.apply(lambda bitext: verbs.mark_doubtful(bitext, (1,)))
        assert window.project.bitext is not None
        assert window.project.bitext.beads[1].status is Status.DOUBTFUL
        asked: list[object] = []
        patch.setattr(boxes, "ask", lambda *what: bool(asked.append(what)))
        window.close()
        assert asked  # closing now would lose something, so this once there is a question
        assert window.isVisible()
    again = next(b for b in window.banner.findChildren(QPushButton) if b.text() == "Try again")
    again.click()
    qtbot.waitUntil(lambda: window.project.all_saved and not window.banner.isVisible())
    assert window.status.saved.text() == "All changes saved"


def test_where_drafts_cannot_be_written_the_work_can_be_saved_elsewhere(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.folders.drafts.parent.mkdir(parents=True, exist_ok=True)
    window.folders.drafts.write_text("in the way", encoding="utf-8")
    elsewhere = tmp_path / "saved.diglot"
    monkeypatch.setattr(boxes, "ask", lambda *_: True)
    monkeypatch.setattr(
        "app.window.dialogs.project_path.QFileDialog.getSaveFileName", lambda *_: (str(elsewhere), "")
    )
    window.new_project.align_sample("en", "de")
    _wait_for_project(window, qtbot)
    assert window.project.path == elsewhere


def test_two_files_dropped_on_the_window_open_the_dialog(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, text in (("a.txt", "It rained. We stayed."), ("b.txt", "Es regnete. Wir blieben.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    _drop(window, [tmp_path / "a.txt", tmp_path / "b.txt"])
    qtbot.waitUntil(lambda: window.findChild(OpenDialog) is not None)
    dialog = window.findChild(OpenDialog)
    assert isinstance(dialog, OpenDialog)
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    assert [card.given.name for card in dialog.cards.values() if card.given] == ["a.txt", "b.txt"]
    assert [card.language.tag for card in dialog.cards.values()] == ["en", "de"]


def test_a_project_dropped_on_the_window_opens(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    lay(qtbot, window)
    path = tmp_path / "job.diglot"
    window.projects.save_as(path)
    qtbot.waitUntil(lambda: window.project.path == path)
    window.projects.close()
    _drop(window, [path])
    _wait_for_project(window, qtbot)
    assert window.project.path == path


def test_a_project_that_is_open_elsewhere_is_refused(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    lay(qtbot, window)
    path = tmp_path / "job.diglot"
    window.projects.save_as(path)
    qtbot.waitUntil(lambda: window.project.path == path)
    second = shown(qtbot)
    second.projects.open(path)
    qtbot.waitUntil(lambda: second.findChild(QMessageBox) is not None)
    assert str(path) in window.preferences.settings.recent
    put_down(second)


def test_settings_that_were_not_usable_are_reported(qtbot: QtBot) -> None:
    user_folders().settings.mkdir()
    user_folders().settings_file.write_text('theme = "pink"', encoding="utf-8")
    window = shown(qtbot)
    assert "“theme”" in window.banner.words.text()
    put_down(window)


def test_theme_and_text_size_are_kept_for_the_next_start(qtbot: QtBot, window: Window) -> None:
    window.command_actions.by_id["view.dark"].trigger()
    window.command_actions.by_id["view.larger"].trigger()
    assert window.preferences.theme.name == "dark"
    put_down(window)
    later = shown(qtbot)
    assert later.preferences.theme.name == "dark"
    assert later.preferences.settings.zoom == 110
    assert later.command_actions.by_id["view.dark"].isChecked()
    put_down(later)


def test_the_languages_of_a_side_can_be_changed_and_that_can_be_undone(review: Window) -> None:
    review.editing.set_language("target", "ar")
    assert review.status.languages["target"].text() == "Arabic"
    assert "Arabic" in str(review.table.rows.headerData(3, Qt.Orientation.Horizontal))
    review.editing.undo()
    assert review.status.languages["target"].text() == "German"


def test_swapping_takes_one_click(review: Window, qtbot: QtBot) -> None:
    button = review.command_actions.bar.widgetForAction(review.command_actions.by_id["sides.swap"])
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert review.project.bitext is not None
    assert review.project.bitext.source.document.language == "de"
    assert review.status.languages["source"].text() == "German"


def test_closing_while_texts_are_aligned_leaves_nothing_running(window: Window, qtbot: QtBot) -> None:
    window.new_project.align_sample("en", "de")
    job = window.jobs.running()[0]
    qtbot.waitUntil(lambda: job.pid is not None, timeout=PATIENCE_MS)
    child = job.pid
    put_down(window)
    assert child is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def _drop(window: Window, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, key))


def _drafts(window: Window) -> list[str]:
    folder = window.folders.drafts
    return [path.name for path in folder.glob("*.diglot")] if folder.is_dir() else []


def _shelf_words(window: Window) -> str:
    buttons: list[QPushButton] = window.start_page.recent.findChildren(QPushButton)
    return " ".join(button.accessibleName() for button in buttons)


def _wait_for_project(window: Window, qtbot: QtBot) -> None:
    done: Callable[[], bool] = lambda: window.project.bitext is not None and not window.workbench.busy  # noqa: E731
    qtbot.waitUntil(done, timeout=PATIENCE_MS)
