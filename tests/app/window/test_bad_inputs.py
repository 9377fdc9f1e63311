"""Whatever a person drops on it: a sentence that names the file, and the window goes on."""

import os
import random
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.first_look import Look, LookAt
from app.window.dialogs import file_card as cards
from app.window.dialogs.open import OpenDialog
from app.window.window import Window
from core.progress import Progress

GOOD = "These are good words. They can be read."
PATIENCE_MS = 30_000


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", GOOD)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_001)


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a zip named docx": ("novel.docx", _zip),
    "an empty file": ("novel.txt", lambda path: path.touch()),
    "binary junk": (
        "novel.txt",
        lambda path: path.write_bytes(random.Random(7).randbytes(4000) + bytes(200)),
    ),
    "a folder": ("novel.txt", lambda path: path.mkdir()),
    "a missing file": ("novel.txt", lambda path: None),
    "100 MB": ("novel.txt", _huge),
    "a name of another kind": ("novel &amp; sons.xyz", lambda path: path.write_bytes(bytes(range(256)))),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_a_sentence(kind: str, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    name, make = BAD[kind]
    make(tmp_path / name)
    dialog = window.new_project.ask_for_texts([tmp_path / name])
    _wait_for(dialog, qtbot)
    assert f"“{name}”" in dialog.cards["source"].warning
    assert not dialog.align.isEnabled()


def test_after_a_bad_file_another_can_be_chosen(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    dialog = window.new_project.ask_for_texts([tmp_path / "missing.txt", good])
    _wait_for(dialog, qtbot)
    assert dialog.cards["target"].ready
    assert not dialog.align.isEnabled()
    other = tmp_path / "other.txt"
    other.write_text(GOOD[::-1], encoding="utf-8")
    dialog.cards["source"].take(other)
    qtbot.waitUntil(lambda: dialog.cards["source"].look is not None, timeout=PATIENCE_MS)
    assert dialog.cards["source"].warning == ""


def test_a_file_over_the_limit_is_refused_with_the_limit(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    _huge(tmp_path / "novel.txt")
    dialog = window.new_project.ask_for_texts([tmp_path / "novel.txt"])
    _wait_for(dialog, qtbot)
    assert "50 MB" in dialog.cards["source"].warning


@dataclass(frozen=True, slots=True)
class PowerlessLookAt(LookAt):
    """Looks as somebody who may not read everything."""

    def __call__(self, progress: Progress) -> Look:
        import core.pipeline  # noqa: F401 - while we may

        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        return super(PowerlessLookAt, self).__call__(progress)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_a_file_without_permission_is_refused(
    window: Window, qtbot: QtBot, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = open_folder / "secret.txt"
    secret.write_text(GOOD, encoding="utf-8")
    secret.chmod(0)
    monkeypatch.setattr(cards, "LookAt", PowerlessLookAt)
    dialog = window.new_project.ask_for_texts([secret])
    _wait_for(dialog, qtbot)
    assert "You do not have permission to open “secret.txt”." in dialog.cards["source"].warning


def test_a_guessed_encoding_is_reported_and_can_be_changed(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes("Größe und Übermut waren früher häufig. Das wußte jeder.\n".encode("cp1252") * 20)
    dialog = window.new_project.ask_for_texts([old])
    card = dialog.cards["source"]
    _wait_for(dialog, qtbot)
    assert "encoding" in card.warning
    assert card.encodings.isVisible()
    card.encodings.setCurrentText("KOI8-R")
    card.encodings.activated.emit(card.encodings.currentIndex())
    qtbot.waitUntil(lambda: card.look is not None, timeout=PATIENCE_MS)
    assert card.look is not None
    assert card.look.encoding == "KOI8-R"
    assert "Gr" in card.look.opening
    assert "ö" not in card.look.opening


def test_the_same_file_twice_makes_no_sense_and_is_reported(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    same = tmp_path / "same.txt"
    same.write_text(GOOD, encoding="utf-8")
    dialog = window.new_project.ask_for_texts([same, same])
    qtbot.waitUntil(lambda: all(card.look for card in dialog.cards.values()), timeout=PATIENCE_MS)
    assert dialog.hint.text() == "Both texts are the same. Choose a different one."
    assert not dialog.align.isEnabled()


@pytest.mark.parametrize("kind", ["junk", "missing", "folder"])
def test_a_project_that_is_none_is_refused(kind: str, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "job.diglot"
    if kind == "junk":
        path.write_bytes(b"this is no project " * 100)
    elif kind == "folder":
        path.mkdir()
    window.projects.open(path)
    box = _box(window, qtbot)
    assert "“job.diglot”" in box.text()
    box.accept()
    assert window.pages.currentIndex() == 0
    assert not window.workbench.busy


def _wait_for(dialog: OpenDialog, qtbot: QtBot) -> None:
    """Until both cards have an answer for what they were given."""
    given = [card for card in dialog.cards.values() if card.given is not None]
    qtbot.waitUntil(lambda: all(card.look or card.warning for card in given), timeout=PATIENCE_MS)


def _box(window: Window, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=PATIENCE_MS)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box
