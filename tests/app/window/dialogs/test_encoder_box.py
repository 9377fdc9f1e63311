"""The encoder is chosen with the texts: what it knows of their languages, and how long it takes."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.tasks import Align, OpenPairs
from app.window.dialogs.columns import ColumnsDialog
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


def names(box: EncoderBox) -> list[str]:
    return [box.encoders.itemText(at) for at in range(box.encoders.count())]


def test_folders_that_are_gone_are_marked_and_removed_when_the_user_says_so(
    window: Window, qtbot: QtBot, folder: Path
) -> None:
    gone = str(folder.parent / "gone")
    for one in (gone, str(folder)):
        window.projects.know_encoder(one)
    box = window.new_project.ask_for_texts().encoder
    listed = [
        "Built-in encoder",
        "my encoder",
        "gone (not found)",
        "Choose a folder…",
        "Remove those not found",
    ]
    qtbot.waitUntil(lambda: names(box) == listed, timeout=PATIENCE_MS)
    box.encoders.setCurrentIndex(2)
    box._chosen()
    qtbot.waitUntil(lambda: box.about.property("kind") == "warning", timeout=PATIENCE_MS)
    assert (names(box), box.encoder) == (listed, "built-in")
    box.encoders.setCurrentIndex(4)
    box._chosen()
    assert names(box) == ["Built-in encoder", "my encoder", "Choose a folder…"]
    assert window.preferences.settings.encoders == (str(folder),)


def test_folders_of_the_same_name_are_told_apart(window: Window) -> None:
    box = EncoderBox(window.jobs, ("/a/x/labse", "/a/y/labse", "/b/y/labse", "/a/other"), lambda _: None)
    assert names(box)[1:-1] == ["x/labse", "/a/y/labse", "/b/y/labse", "other"]
    box.stop()


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.tsv"
    path.write_text("en\tde\nIt rained.\tEs regnete.\nWe stayed.\tWir blieben.\n", encoding="utf-8")
    return path


def asked(window: Window, qtbot: QtBot) -> ColumnsDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ColumnsDialog)), timeout=PATIENCE_MS)
    return window.findChildren(ColumnsDialog)[-1]


def test_the_encoder_that_scores_pairs_is_chosen_by_those_who_have_another(
    window: Window, qtbot: QtBot, memory: Path, folder: Path
) -> None:
    window.projects.know_encoder(str(folder))
    window.new_project.open_pairs(memory)
    dialog = asked(window, qtbot)
    assert settled(dialog.encoder, qtbot).startswith("English: good  ·  German: good  ·  encoding takes")
    dialog.encoder.choose(str(folder))
    qtbot.waitUntil(dialog.agree.isEnabled, timeout=PATIENCE_MS)
    with qtbot.waitSignal(dialog.wanted) as caught:
        dialog.agree.click()
    assert caught.args == [OpenPairs(memory, (0, 1), str(folder))]
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    assert window.project.settings["encoder"] == str(folder)


def test_pairs_with_confidences_need_no_encoder(window: Window, qtbot: QtBot, memory: Path) -> None:
    window.projects.know_encoder("/models/labse")
    memory.write_text("en\tde\tconfidence\nIt rained.\tEs regnete.\t0.9\n", encoding="utf-8")
    window.new_project.open_pairs(memory)
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    assert not window.findChildren(ColumnsDialog)


def test_the_encoder_is_asked_for_where_the_built_in_one_does_not_know_a_language(
    window: Window, qtbot: QtBot, memory: Path
) -> None:
    memory.write_text("en\tqu\nIt rained.\tParamurqan.\n", encoding="utf-8")
    window.new_project.open_pairs(memory)
    assert "Quechua: not known to it" in settled(asked(window, qtbot).encoder, qtbot)
