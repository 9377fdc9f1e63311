"""The encoder is chosen with the texts: what it knows of their languages, and how long it takes."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.tasks import Align
from app.window.dialogs.encoder_box import EncoderBox
from app.window.dialogs.open import OpenDialog
from app.window.window import Window

PATIENCE_MS = 60_000


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    """A text and its translation."""
    found = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, words in zip(found, ("It rained. We stayed.", "Es regnete. Wir blieben."), strict=True):
        path.write_text(words, encoding="utf-8")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds an encoder: a copy of the built-in one."""
    with as_file(files("resources") / "encoder") as built_in:
        return Path(shutil.copytree(built_in, tmp_path / "my encoder"))


def ready(window: Window, qtbot: QtBot, texts: list[Path]) -> OpenDialog:
    dialog = window.new_project.ask_for_texts(texts)
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    return dialog


def settled(box: EncoderBox, qtbot: QtBot) -> str:
    qtbot.waitUntil(
        lambda: bool(box.about.text()) and box.about.text() != "Testing the encoder…", timeout=PATIENCE_MS
    )
    return box.about.text()


def test_the_built_in_encoder_is_chosen_at_first_and_its_languages_are_named(
    window: Window, qtbot: QtBot, texts: list[Path]
) -> None:
    box = ready(window, qtbot, texts).encoder
    assert box.encoder == "built-in"
    words = settled(box, qtbot)
    assert words.startswith("English: good  ·  German: good  ·  encoding takes about 1 second")


def test_a_folder_is_chosen_tried_used_and_remembered(
    window: Window, qtbot: QtBot, texts: list[Path], folder: Path
) -> None:
    dialog = ready(window, qtbot, texts)
    box = dialog.encoder
    settled(box, qtbot)
    box._chooser = lambda _: folder
    box.encoders.setCurrentIndex(box.encoders.findText("Choose a folder…"))
    box._chosen()
    assert box.encoders.currentText() == "my encoder"
    settled(box, qtbot)
    assert window.preferences.settings.encoders == (str(folder),)
    with qtbot.waitSignal(dialog.wanted) as caught:
        dialog.align.click()
    work = caught.args[0]
    assert isinstance(work, Align)
    assert work.options.encoder == str(folder)
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    assert window.project.settings["encoder"] == str(folder)
    again = OpenDialog(window, window.jobs, texts[0].parent, encoders=window.projects.known_encoders)
    assert again.encoder.encoders.findData(str(folder)) == 1


def test_a_folder_without_an_encoder_is_refused_and_the_built_in_one_stays(
    window: Window, qtbot: QtBot, texts: list[Path], tmp_path: Path
) -> None:
    dialog = ready(window, qtbot, texts)
    box = dialog.encoder
    settled(box, qtbot)
    (tmp_path / "empty").mkdir()
    box._chooser = lambda _: tmp_path / "empty"
    box.encoders.setCurrentIndex(box.encoders.findText("Choose a folder…"))
    box._chosen()
    qtbot.waitUntil(lambda: box.about.property("kind") == "warning", timeout=PATIENCE_MS)
    assert "encoder" in box.about.text()
    assert box.encoder == "built-in"
    assert box.encoders.currentText() == "Built-in encoder"
    assert [box.encoders.itemText(at) for at in range(box.encoders.count())] == [
        "Built-in encoder",
        "Choose a folder…",
    ]
    assert dialog.align.isEnabled()
    assert window.preferences.settings.encoders == ()


def test_a_choice_that_is_cancelled_changes_nothing(window: Window) -> None:
    box = EncoderBox(window.jobs, ("/models/first",), lambda _: None)
    box.encoders.setCurrentIndex(box.encoders.findText("Choose a folder…"))
    box._chosen()
    assert box.encoder == "built-in"
    assert box.encoders.currentText() == "Built-in encoder"
