"""The banner over the table says what is wrong with two texts as a whole."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.tasks import Align
from app.window.window import Window
from core.model import Finding, FindingKind
from core.model.message import Message
from core.pipeline import Options
from core.progress import SILENT
from core.project import Provenance
from tests.app.window.stage import ROWS
from tests.stories.story import made

PATIENCE_MS = 60_000
STRANGERS = Finding(FindingKind.UNRELATED, Message("“a” and “b” do not seem to translate each other."))
SAME = Finding(FindingKind.SAME_LANGUAGE, Message("Both texts seem to be in English."))


def _lay(qtbot: QtBot, window: Window, *findings: Finding) -> None:
    bitext, files = made(ROWS, ("en", "en"))
    settings = Provenance("built-in").with_findings(findings, bitext).rows()
    with qtbot.waitSignal(window.project.judged, timeout=PATIENCE_MS):
        window.project.create(
            window.folders.drafts / "draft.diglot",
            bitext,
            files,
            settings,
            lambda error: pytest.fail(str(error)),
        )


def test_the_banner_says_the_verdict_before_all_else(window: Window, qtbot: QtBot) -> None:
    _lay(qtbot, window, SAME, STRANGERS)
    assert window.banner.isVisible()
    assert window.banner.words.text().splitlines() == [f"• {SAME.sentence}", f"• {STRANGERS.sentence}"]


def test_the_banner_comes_back_with_the_project(window: Window, qtbot: QtBot) -> None:
    _lay(qtbot, window, STRANGERS)
    path = window.project.path
    assert path is not None
    window.projects.close()
    assert not window.banner.isVisible()
    window.projects.open(path)
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    assert str(STRANGERS.sentence) in window.banner.words.text()


def test_a_verdict_about_languages_goes_once_they_are_set_right(window: Window, qtbot: QtBot) -> None:
    _lay(qtbot, window, SAME, STRANGERS)
    window.editing.set_language("target", "de")
    assert window.banner.words.text() == str(STRANGERS.sentence)
    window.editing.undo()
    assert str(SAME.sentence) in window.banner.words.text()


def test_what_is_aligned_in_the_window_brings_its_verdict(tmp_path: Path) -> None:
    english = "The bridge was very old, and nobody knew who had built it in {}. A cat slept on it. "
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("".join(english.format(year) for year in range(1700, 1710)), encoding="utf-8")
    target.write_text("".join(english.format(year) for year in range(1800, 1810)), encoding="utf-8")
    aligned = Align(source, target, Options())(SILENT)
    assert aligned.provenance.findings[0].sentence.template.startswith("Both texts seem to be in {language}.")
