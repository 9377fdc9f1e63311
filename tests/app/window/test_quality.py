"""The window warns of languages that the encoder is poor at: before aligning and after it, never twice."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.window.background.jobs import Job, Jobs, Listener
from app.window.dialogs.file_card import FileCard
from app.window.dialogs.open import OpenDialog
from app.window.window import Window
from app.worker import Work
from core.encode import built_in
from core.errors import NoSpace
from core.model.message import Message
from core.progress import SILENT
from core.project.store import Store
from tests.app.window.stage import ROWS
from tests.stories.story import made

WEAK = "Khmer: the built-in encoder is weak in this language. Check the pairs carefully."
PATIENCE_MS = 60_000
UNKNOWN = "Yoruba: the built-in encoder does not know this language"


@pytest.fixture(autouse=True)
def _judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A built-in encoder that is good at English and poor at Khmer."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "quality.tsv").write_text("language\tlevel\nen\tstrong\nkm\tweak\n", encoding="utf-8")
    monkeypatch.setattr(built_in, "place", lambda: nullcontext(folder))


class AtOnce(Jobs):
    """Does all work here and now: what a test pretends does not reach another process."""

    def start(self, work: Work, listener: Listener, *, kind: str) -> Job:
        listener.done(work(SILENT))
        return Job(work, kind, listener, self._workers, self)


@pytest.fixture
def card(qtbot: QtBot, tmp_path: Path) -> FileCard:
    """A card that holds an English text, read as windows-1252."""
    path = tmp_path / "a.txt"
    path.write_bytes(("It rained, and we stayed at the café. " * 9).encode("cp1252"))
    card = FileCard("source", AtOnce())
    qtbot.addWidget(card)
    card.take(path)
    assert card.language.tag == "en"
    return card


def _lay(
    qtbot: QtBot, window: Window, languages: tuple[str, str], settings: dict[str, str] | None = None
) -> None:
    bitext, files = made(ROWS, languages)
    told = {"encoder": "built-in"} if settings is None else settings
    with qtbot.waitSignal(window.project.judged, timeout=PATIENCE_MS):
        window.project.create(
            window.folders.drafts / "draft.diglot", bitext, files, told, lambda error: pytest.fail(str(error))
        )


def test_a_card_warns_as_soon_as_a_language_is_chosen(card: FileCard) -> None:
    before = card.warning
    assert before.startswith("Read as windows-125")
    card.language.setCurrentIndex(card.language.findText("Khmer"))
    assert card.warning.splitlines() == [*before.splitlines(), WEAK]
    card.language.setCurrentIndex(card.language.findText("English"))
    assert card.warning == before


def test_a_card_waits_until_a_language_is_typed_to_its_end(card: FileCard) -> None:
    before, line = card.warning, card.language.lineEdit()
    assert line is not None
    card.language.setEditText("yo")  # on the way to “York English”, for all we know
    assert card.warning == before
    line.editingFinished.emit()
    assert UNKNOWN in card.warning


def test_the_dialog_grows_until_all_that_is_reported_can_be_read(window: Window, card: FileCard) -> None:
    assert isinstance(card.given, Path)
    dialog = OpenDialog(window, AtOnce(), card.given.parent)
    dialog.open()
    dialog.give([card.given, card.given])
    for one in dialog.cards.values():
        one.language.setCurrentIndex(one.language.findText("Yoruba"))
    QApplication.processEvents()
    labels = [label for one in dialog.cards.values() for label in one.findChildren(QLabel) if label.text()]
    assert any(UNKNOWN in label.text() for label in labels)
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width())


def test_the_banner_warns_after_aligning_once_for_two_texts_in_one_language(
    window: Window, qtbot: QtBot
) -> None:
    _lay(qtbot, window, ("km", "km"))
    assert window.banner.isVisible()
    assert window.banner.words.text() == WEAK


def test_the_banner_follows_the_language_that_is_chosen_later(window: Window, qtbot: QtBot) -> None:
    _lay(qtbot, window, ("en", "en"))
    assert not window.banner.isVisible()
    window.editing.set_language("target", "yo")
    assert window.banner.isVisible()
    assert window.banner.words.text().startswith(UNKNOWN)
    window.editing.undo()
    assert not window.banner.isVisible()


def test_a_closed_banner_comes_back_only_with_news(window: Window, qtbot: QtBot) -> None:
    _lay(qtbot, window, ("km", "yo"))
    window.banner.clear()
    window.editing.set_language("target", "en")
    window.editing.swap()
    assert not window.banner.isVisible()
    window.editing.set_language("target", "yo")
    assert UNKNOWN in window.banner.words.text()


def test_what_is_reported_comes_back_after_trouble_with_the_disk(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lay(qtbot, window, ("km", "en"))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "append", _full)
        window.editing.set_language("target", "yo")
        qtbot.waitUntil(lambda: "keep working" in window.banner.words.text())
        window.editing.set_language("target", "km")
        assert "keep working" in window.banner.words.text()
    window.project.save_now()
    qtbot.waitUntil(lambda: window.project.all_saved and window.banner.words.text() == WEAK)


def _full(*_: object) -> None:
    raise NoSpace(Message("The disk is full."))


def test_a_project_of_another_encoder_is_not_judged(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    _lay(qtbot, window, ("km", "yo"), {"encoder": str(tmp_path / "gone")})
    assert not window.banner.isVisible()
