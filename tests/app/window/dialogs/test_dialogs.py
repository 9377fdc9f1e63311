"""The dialogs ask for one thing each, and say what they will do."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.window.dialogs import error as boxes
from app.window.dialogs.accept import AcceptDialog
from app.window.dialogs.export import ExportDialog
from app.window.dialogs.language import LanguageBox
from app.window.dialogs.pair_counter import PairCounter
from app.window.dialogs.side_settings import SideSettingsDialog
from app.window.window import Window
from core import write
from core.model import SIDES, Bitext, Side, Status
from core.model.message import Message
from core.progress import Progress
from core.review import verbs
from core.write import Selection
from core.write.selection import Rule
from tests.core.review.made import bitexts
from tests.core.write.bitexts import pair


@pytest.fixture
def export(review: Window, qtbot: QtBot, tmp_path: Path) -> Callable[[str], ExportDialog]:
    """Opens the export dialog, with a file name already chosen."""

    def open_dialog(name: str) -> ExportDialog:
        bitext = review.project.bitext
        assert bitext is not None
        dialog = ExportDialog(review, bitext, tmp_path, review.jobs, lambda *_: tmp_path / name)
        dialog.show()
        return dialog

    return open_dialog


def test_the_count_is_shown_before_anything_is_written(
    review: Window, export: Callable[[str], ExportDialog]
) -> None:
    review.editing.judge(lambda bitext: verbs.accept(bitext, (0, 1)))
    dialog = export("pairs.tmx")
    assert (
        dialog.count.text()
        == "4 pairs will be exported. 1 row without a counterpart cannot be saved in this format."
    )
    dialog.only_accepted.setChecked(True)
    assert dialog.count.text() == "2 pairs will be exported."
    dialog.minimum.setValue(95)
    assert dialog.confident.isChecked()
    assert dialog.count.text() == "2 pairs will be exported."  # what a person accepted counts as certain
    dialog.formats.setCurrentIndex(dialog.formats.findData("tsv"))
    dialog.every.setChecked(True)
    assert dialog.count.text() == "5 pairs will be exported."


def test_nothing_can_be_exported_where_nothing_is_chosen(export: Callable[[str], ExportDialog]) -> None:
    dialog = export("pairs.tmx")
    dialog.only_accepted.setChecked(True)
    assert dialog.count.text() == "0 pairs will be exported."
    assert not dialog.save.isEnabled()


def test_every_writer_is_offered(export: Callable[[str], ExportDialog]) -> None:
    formats = export("pairs.tmx").formats
    assert [formats.itemData(at) for at in range(formats.count())] == [writer.id for writer in write.WRITERS]


@pytest.mark.parametrize("writer", write.WRITERS, ids=lambda writer: writer.id)
def test_the_report_says_what_was_written_and_where(
    writer: write.Writer, export: Callable[[str], ExportDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = export("pairs")  # without its ending, which is added
    dialog.formats.setCurrentIndex(dialog.formats.findData(writer.id))
    with qtbot.waitSignal(dialog.written, timeout=60_000):
        dialog.save.click()
    assert f"exported to “pairs{writer.suffix}”" in dialog.report.text()
    assert (tmp_path / f"pairs{writer.suffix}").stat().st_size > 0
    assert dialog.cancel.text() == "Close"


def test_the_report_takes_the_place_of_the_count_and_has_room(
    export: Callable[[str], ExportDialog], qtbot: QtBot
) -> None:
    dialog = export(f"{'a long name ' * 12}.tmx")
    with qtbot.waitSignal(dialog.written, timeout=60_000):
        dialog.save.click()
    assert not dialog.count.isVisible()
    qtbot.waitUntil(lambda: dialog.report.height() >= dialog.report.heightForWidth(dialog.report.width()))
    dialog.only_accepted.setChecked(True)
    assert dialog.count.isVisible()
    assert not dialog.report.isVisible()


def test_the_dialog_says_what_a_confidence_means_and_counts_so(
    review: Window, export: Callable[[str], ExportDialog]
) -> None:
    review.editing.judge(lambda bitext: verbs.accept(bitext, (0,)))
    review.editing.judge(lambda bitext: verbs.mark_doubtful(bitext, (1,)))
    dialog = export("pairs.tmx")
    assert "100 %" in dialog.rule.text()
    dialog.minimum.setValue(0)
    assert dialog.count.text() == (
        "3 pairs will be exported. 1 row without a counterpart cannot be saved in this format."
    )


def test_a_place_that_cannot_be_written_is_reported_in_the_dialog(
    export: Callable[[str], ExportDialog], qtbot: QtBot
) -> None:
    dialog = export("missing/pairs.tmx")
    dialog.save.click()
    qtbot.waitUntil(dialog.report.isVisible, timeout=60_000)
    assert "“pairs.tmx” cannot be written" in dialog.report.text()
    assert dialog.save.isEnabled()


@given(bitexts(), st.sampled_from(("all", "accepted", "confidence")), st.integers(0, 100))
@settings(max_examples=60)
def test_the_pair_counter_counts_as_the_writers_do(bitext: Bitext, rule: Rule, minimum: int) -> None:
    selection, counter = Selection(rule, minimum / 100), PairCounter(bitext)
    for writer in (None, *write.WRITERS):
        assert counter.count(selection, writer) == write.count(bitext, selection, writer)


def test_what_lands_while_the_dialog_is_open_is_counted_and_exported(
    review: Window, export: Callable[[str], ExportDialog], qtbot: QtBot
) -> None:
    dialog = export("pairs.tsv")
    dialog.follow(review.project)
    dialog.formats.setCurrentIndex(dialog.formats.findData("tsv"))
    assert dialog.count.text() == "5 pairs will be exported."
    review.editing.apply(lambda bitext: verbs.merge_rows(bitext, range(2)))
    assert dialog.count.text() == "4 pairs will be exported."
    with qtbot.waitSignal(dialog.written, timeout=60_000) as written:
        dialog.save.click()
    assert written.args[0].written == 4
    review.projects.close()
    assert not dialog.isVisible()


def test_texts_are_looked_at_once_for_all_counts(
    export: Callable[[str], ExportDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = export("pairs.tmx")
    asked: list[str] = []
    text = Side.text
    monkeypatch.setattr(Side, "text", lambda side, id_: asked.append("") or text(side, id_))
    for minimum in range(100):
        dialog.minimum.setValue(minimum)
    assert asked == []
    assert dialog.confident.isChecked()


@pytest.mark.parametrize("agree", [False, True])
def test_a_file_that_stands_under_the_completed_name_is_replaced_only_after_a_question(
    agree: bool,
    export: Callable[[str], ExportDialog],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = tmp_path / "pairs.tmx"
    old.write_text("mine")
    questions: list[str] = []
    monkeypatch.setattr(boxes, "ask", lambda _, question, *more: questions.append(question) or agree)
    dialog = export("pairs")
    dialog.save.click()
    if agree:
        qtbot.waitUntil(dialog.report.isVisible, timeout=60_000)
    assert questions == ["Replace the file “pairs.tmx”?"]
    assert dialog.save.isEnabled()
    assert (old.read_text() == "mine") is not agree


def wait_for_ever(progress: Progress) -> None:
    progress(0, 0, Message("Writing"))
    threading.Event().wait()


def test_closing_the_dialog_cancels_its_export_in_silence(
    review: Window,
    export: Callable[[str], ExportDialog],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.window.dialogs.export.Export", lambda *_: wait_for_ever)
    dialog = export("pairs.tmx")
    dialog.finished.connect(dialog.deleteLater)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.save.click()
        dialog.cancel.click()
    qtbot.waitUntil(lambda: not review.jobs.running(), timeout=20_000)


def test_how_many_rows_will_be_accepted_is_reported_before_they_are(review: Window) -> None:
    review.editing.apply(lambda bitext: verbs.mark_doubtful(bitext, (0,)))
    review.command_actions.by_id["bead.accept_from"].trigger()
    dialog = review.findChildren(AcceptDialog)[-1]
    assert dialog.count.text() == "No open row has a confidence that high."
    assert not dialog.agree.isEnabled()
    QTest.keyClicks(dialog.minimum, "90")  # without deleting what is proposed
    assert dialog.count.text() == "4 rows will be accepted."
    dialog.agree.click()
    bitext = review.project.bitext
    assert bitext is not None
    assert [bead.status is Status.ACCEPTED for bead in bitext.beads] == [False, True, True, True, True]
    review.command_actions.by_id["bead.accept_from"].trigger()
    assert review.findChildren(AcceptDialog)[-1].count.text() == "There are no rows left to accept."


def test_a_language_is_found_by_name_or_by_tag(qtbot: QtBot) -> None:
    box = LanguageBox("Language")
    qtbot.addWidget(box)
    box.set_tag("de")
    assert box.currentText() == "German"
    box.setEditText("arabic")
    assert box.tag == "ar"
    box.setEditText("zh_hant-tw")
    assert box.tag == "zh-Hant-TW"
    box.setEditText("Klingonese of the north")
    assert box.tag is None
    box.set_tag("sr-Latn")
    assert box.tag == "sr-Latn"
    box.set_tag("und")
    assert box.tag is None


def test_the_language_dialog_changes_the_side(review: Window, qtbot: QtBot) -> None:
    for side in SIDES:
        review.status.languages[side].click()
        dialog = review.findChildren(SideSettingsDialog)[-1]
        dialog.box.setEditText("French")
        dialog.accept()
    bitext = review.project.bitext
    assert bitext is not None
    assert [bitext.side(side).document.language for side in SIDES] == ["fr", "fr"]


def in_language(tag: str) -> Bitext:
    """A bitext whose source is in that language."""
    return pair("One.", "Eins.", (tag, "de"))


def test_typing_in_the_language_dialog_takes_the_old_name_s_place(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SideSettingsDialog(parent, in_language("de"), "source")
    dialog.show()
    line = dialog.box.lineEdit()
    assert line is not None
    assert line.selectedText() == "German"
    qtbot.waitUntil(dialog.box.hasFocus)
    QTest.keyClicks(dialog.box, "777")  # no language at all, so no list drops down
    assert dialog.box.currentText() == "777"


def test_the_language_dialog_says_why_it_cannot_go_on(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SideSettingsDialog(parent, in_language("de"), "source")
    dialog.show()
    assert not dialog.fault.isVisible()
    dialog.box.setEditText("Klingonese")
    assert dialog.fault.isVisible()
    assert dialog.fault.text() == "No matching language"
    dialog.box.setEditText("")
    assert dialog.fault.text() == ""  # nothing was typed, so nothing is wrong with it
    assert not dialog.agree.isEnabled()
    dialog.box.setEditText("French")
    assert dialog.fault.text() == ""
    assert dialog.agree.isEnabled()


def test_a_language_that_nobody_knows_must_be_chosen_first(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert not SideSettingsDialog(parent, in_language("und"), "source").agree.isEnabled()


def test_only_the_rows_that_the_filter_shows_are_exported(
    review: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    bitext = review.project.bitext
    assert bitext is not None
    assert not ExportDialog(review, bitext, tmp_path, review.jobs).only_shown.isVisibleTo(review)
    review.table.shown.only([0, 3])
    out = tmp_path / "shown.tsv"
    review.command_actions.by_id["file.export"].trigger()
    dialog = next(one for one in review.findChildren(ExportDialog) if one.isVisible())
    dialog._chooser = lambda *_: out
    dialog.formats.setCurrentIndex(dialog.formats.findData("tsv"))
    dialog.only_shown.setChecked(True)
    assert dialog.count.text() == "2 pairs will be exported."
    with qtbot.waitSignal(dialog.written, timeout=60_000):
        dialog.save.click()
    assert "Niemand" not in out.read_text(encoding="utf-8")
    assert "Wir warteten" in out.read_text(encoding="utf-8")


def test_the_folder_of_the_export_can_be_opened(
    export: Callable[[str], ExportDialog], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = export("pairs.tmx")
    assert not dialog.open_folder.isVisible()
    with qtbot.waitSignal(dialog.written, timeout=60_000):
        dialog.save.click()
    dialog.open_folder.click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
