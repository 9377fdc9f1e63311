"""File dialogs begin where the person was, not where the program was started."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.dialogs.open import OpenDialog
from app.window.window import Window
from tests.app.window.stage import lay


class Choosing:
    """Stands in for the system's file dialogs: keeps where each began, and answers with one file."""

    def __init__(self) -> None:
        self.began: list[Path] = []
        self.answer = ""

    def __call__(self, _parent: object, _title: str, place: str, _kinds: str) -> tuple[str, str]:
        self.began.append(Path(place))
        return self.answer, ""


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> Choosing:
    """The file dialogs of the whole program."""
    one = Choosing()
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(f"PySide6.QtWidgets.QFileDialog.{name}", one)
    return one


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text in a folder of its own."""
    path = tmp_path / "novels" / "text.txt"
    path.parent.mkdir()
    path.write_text("It rained. We stayed.", encoding="utf-8")
    return path


def test_a_translation_is_looked_for_beside_its_source(
    window: Window, choosing: Choosing, text: Path
) -> None:
    dialog = window.new_project.ask_for_texts([text])
    dialog.choose("target")
    assert choosing.began == [text.parent]


def test_texts_and_projects_are_looked_for_where_a_file_was_chosen_last(
    window: Window, choosing: Choosing, text: Path
) -> None:
    choosing.answer = str(text)
    first = window.new_project.ask_for_texts()
    first.choose("source")
    first.reject()
    choosing.answer = ""
    second: OpenDialog = window.new_project.ask_for_texts()
    second.choose("target")
    window.projects.ask_for_project()
    assert choosing.began[1:] == [text.parent, text.parent]


def test_a_draft_is_saved_and_exported_where_its_texts_were_chosen(
    window: Window, qtbot: QtBot, choosing: Choosing, text: Path
) -> None:
    choosing.answer = str(text)
    dialog = window.new_project.ask_for_texts()
    dialog.choose("source")
    dialog.reject()
    choosing.answer = ""
    lay(qtbot, window)
    window.projects.ask_where_to_save()
    export = window.projects.ask_for_export()
    assert export is not None
    export.save.click()
    assert [place.parent for place in choosing.began[1:]] == [text.parent, text.parent]


def test_a_project_is_exported_beside_itself_and_then_where_the_last_export_went(
    window: Window, qtbot: QtBot, choosing: Choosing, tmp_path: Path, text: Path
) -> None:
    choosing.answer = str(text)
    dialog = window.new_project.ask_for_texts()
    dialog.choose("source")
    dialog.reject()
    lay(qtbot, window)
    project = tmp_path / "job.diglot"
    choosing.answer = str(project)
    window.projects.ask_where_to_save()
    qtbot.waitUntil(lambda: window.project.path == project)
    choosing.answer = str(text.parent / "pairs.tmx")
    export = window.projects.ask_for_export()
    assert export is not None
    with qtbot.waitSignal(export.written, timeout=60_000):
        export.save.click()
    export.save.click()
    assert [place.parent for place in choosing.began[1:]] == [text.parent, tmp_path, text.parent]
