"""Drafts: their names, their contents, and their end."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.tasks import Align, sample_file
from app.window.actions import drafts
from app.window.actions.drafts import called, discard, file_name, forget
from app.window.dialogs import error as boxes
from app.window.window import Window
from core.errors import NotAllowed
from core.model import Bitext
from core.pipeline import Options, SideOptions, provenance_of
from core.project import Session
from core.review import verbs
from core.segment import Segmentation
from tests.app.window.stage import ROWS, lay
from tests.stories.story import made

PATIENCE_MS = 60_000


@pytest.mark.parametrize(
    "name",
    ["红楼梦" * 40, "🦉" * 60, "a" + "é" * 200, "x" * 300, "/etc/: *?", "\udce9", ""],
    ids=["Chinese", "owls", "accents", "long", "forbidden", "no UTF-8", "none"],
)
def test_whatever_two_documents_are_called_their_draft_has_a_name_that_fits(
    name: str, tmp_path: Path
) -> None:
    draft = tmp_path / file_name(called(_of(f"{name}.txt", f"{name}.docx")))
    assert len(f"{draft.name}-journal".encode()) <= 143
    draft.touch()
    assert [each.name for each in tmp_path.iterdir()] == [draft.name]


def test_short_names_are_kept_whole() -> None:
    assert called(_of("红楼梦.txt", "The Dream.docx")) == "红楼梦 – The Dream"


def test_a_draft_remembers_how_it_can_be_made_again(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    paths = []
    for code in ("en", "de"):
        file = sample_file(code)
        paths.append(tmp_path / file.name)
        paths[-1].write_bytes(file.data)
    options = Options(SideOptions("en", "utf-8", Segmentation.PARAGRAPHS), SideOptions("de"))
    window.new_project.align(Align(paths[0], paths[1], options))
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    path = window.project.path
    assert path is not None
    window.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    window.projects.close()
    window.project.project_thread.drain()
    with Session.open(path) as session:
        assert session.settings == provenance_of(options).rows()


def test_work_that_cannot_be_a_draft_is_offered_under_the_names_of_its_documents(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.folders.drafts.parent.mkdir(parents=True, exist_ok=True)
    window.folders.drafts.write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(boxes, "ask", lambda *_: True)
    proposed: list[Path] = []

    def choose(_parent: object, _title: str, place: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(place))
        return "", ""

    monkeypatch.setattr("app.window.dialogs.project_path.QFileDialog.getSaveFileName", choose)
    window.new_project.align_sample("en", "de")
    qtbot.waitUntil(lambda: bool(proposed), timeout=PATIENCE_MS)
    names = [Path(sample_file(code).name).stem for code in ("en", "de")]
    assert proposed[0].name == f"{' – '.join(names)}.diglot"


@pytest.mark.parametrize("agreed", [False, True])
def test_a_project_is_not_replaced_under_a_completed_name_without_a_question(
    agreed: bool, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "mine.diglot"
    there.write_bytes(b"a year of work")
    lay(qtbot, window)
    draft = window.project.path
    asked: list[str] = []

    def answer(_parent: object, question: str, *_: str) -> bool:
        asked.append(question)
        return agreed

    monkeypatch.setattr(boxes, "ask", answer)
    monkeypatch.setattr(
        "app.window.dialogs.project_path.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "mine"), "")
    )
    window.projects.ask_where_to_save()
    assert asked == ["Replace the project “mine”?"]
    window.project.project_thread.drain()
    assert window.project.path == (there if agreed else draft)
    assert (there.read_bytes() == b"a year of work") is not agreed


def test_a_name_chosen_whole_was_asked_about_by_the_system(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "mine.diglot"
    there.write_bytes(b"agreed to go")
    lay(qtbot, window)
    monkeypatch.setattr(boxes, "ask", pytest.fail)
    monkeypatch.setattr(
        "app.window.dialogs.project_path.QFileDialog.getSaveFileName", lambda *_: (str(there), "")
    )
    window.projects.ask_where_to_save()
    qtbot.waitUntil(lambda: window.project.path == there)


class NoBin:
    """A system that has no bin."""

    @staticmethod
    def moveToTrash(_: str) -> bool:
        return False


def test_a_draft_that_cannot_be_removed_is_reported_only_to_who_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "QFile", NoBin)
    stays = tmp_path / "draft.diglot"
    stays.mkdir()  # what no system lets be removed like a file
    forget(stays)
    with pytest.raises(NotAllowed, match="“draft”"):
        discard(stays)
    assert stays.exists()


def _of(source: str, target: str) -> Bitext:
    bitext, _ = made(ROWS)
    return replace(
        bitext,
        source=replace(bitext.source, document=replace(bitext.source.document, name=source)),
        target=replace(bitext.target, document=replace(bitext.target.document, name=target)),
    )
