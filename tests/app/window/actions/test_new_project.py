"""Pairs that exist already are opened to be corrected, wherever they are given; so are pasted texts."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.paths import user_folders
from app.window.dialogs.columns import ColumnsDialog
from app.window.dialogs.open import OpenDialog
from app.window.main import build, program
from app.window.window import Window
from core.model import Bitext
from core.project import Session
from core.read import File
from core.write import EVERYTHING, WRITERS, selected_units
from tests.app.window.stage import put_down
from tests.core.read.pairs.files import texts, tmx, unit
from tests.stories.story import made

PATIENCE_MS = 60_000
ROWS = ("The lamp went out. | Die Lampe ging aus.", "Nobody spoke. |", "The end. | Ende.")
TWO = (("The lamp went out.", "Die Lampe ging aus."), ("Nobody spoke.", "Niemand sprach."))


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A translation memory of two languages."""
    return _file(tmp_path, tmx("".join(unit(*pair) for pair in TWO)))


@pytest.fixture(scope="module")
def exported() -> dict[str, bytes]:
    """The same rows in every format; made before any window is watched, as it takes a while."""
    found: dict[str, bytes] = {}
    for writer in WRITERS:
        buffer = io.BytesIO()
        writer.write(selected_units(made(ROWS)[0], EVERYTHING), writer.options, buffer)
        found[writer.suffix] = buffer.getvalue()
    return found


@pytest.fixture
def started() -> Iterator[Callable[..., Window]]:
    """Starts windows as the command line does, and puts them down in the end."""
    windows: list[Window] = []

    def start(*arguments: str) -> Window:
        program()
        windows.append(build(user_folders(), arguments))
        windows[-1].show()
        return windows[-1]

    yield start
    for window in windows:
        put_down(window)


def _file(folder: Path, file: File) -> Path:
    path = folder / file.name
    path.write_bytes(file.data)
    return path


def _opened(window: Window, qtbot: QtBot) -> Bitext:
    qtbot.waitUntil(lambda: window.project.bitext is not None, timeout=PATIENCE_MS)
    assert window.project.bitext is not None
    return window.project.bitext


def _name_languages(dialog: OpenDialog, qtbot: QtBot) -> None:
    """Texts as short as these do not tell theirs."""
    qtbot.waitUntil(lambda: all(card.look for card in dialog.cards.values()), timeout=PATIENCE_MS)
    for card, tag in zip(dialog.cards.values(), ("en", "de"), strict=True):
        card.language.set_tag(tag)


def test_a_memory_dropped_on_the_window_is_a_draft_that_holds_it(
    window: Window, qtbot: QtBot, memory: Path
) -> None:
    window.start_page.files_given.emit([memory], "target")
    bitext = _opened(window, qtbot)
    assert texts(bitext) == list(TWO)
    assert all(bead.confidence is not None for bead in bitext.beads)
    assert window.projects.is_draft
    assert window.projects.title() == "memory"
    assert window.pages.currentIndex() == 2
    path = window.project.path
    assert path is not None
    window.projects.leave()
    window.project.project_thread.drain()
    with Session.open(path) as session:
        assert session.bitext == bitext
        assert session.original("target") == ("memory.tmx", memory.read_bytes())


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".xlsx", ".ladder"])
def test_what_was_exported_is_opened_by_its_name_on_the_command_line(
    suffix: str,
    exported: dict[str, bytes],
    started: Callable[..., Window],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bitext, files = made(ROWS)
    _file(tmp_path, File(f"job{suffix}", exported[suffix]))
    monkeypatch.chdir(tmp_path)
    window = started(f"job{suffix}")
    if suffix == ".ladder":
        dialog = window.findChildren(OpenDialog)[-1]
        assert dialog.windowTitle() == "The two texts of “job.ladder”"
        assert not dialog.cuts.isVisible()
        dialog.give([_file(tmp_path, file) for file in files])
        _name_languages(dialog, qtbot)
        dialog.align.click()
    found = texts(_opened(window, qtbot))
    assert found == [pair for pair in texts(bitext) if suffix != ".tmx" or all(pair)]


def test_a_ladder_dropped_with_its_texts_asks_for_nothing_more(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    source = _file(tmp_path, File("a.txt", b"One. One.\nTwo.\n"))
    target = _file(tmp_path, File("b.txt", b"Eins.\nZwei.\nDrei.\n"))
    ladder = _file(tmp_path, File("job.ladder", b"[0]:[0, 1]:0.9000\n[1]:[2]:0.8000\n"))
    window.new_project.use([source, ladder, target])
    dialog = window.findChildren(OpenDialog)[-1]
    _name_languages(dialog, qtbot)
    dialog.align.click()
    bitext = _opened(window, qtbot)
    assert [bead.confidence for bead in bitext.beads] == [0.9, 0.8]
    assert bitext.source.document.language == "en"
    assert window.project.settings["source.segmentation"] == "lines"


def test_of_several_languages_two_are_asked_for(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    units = (unit("One.", "Eins.", "Un.", tags=("en", "de", "fr")), unit("Two.", "Deux.", tags=("en", "fr")))
    window.new_project.open_pairs(_file(tmp_path, tmx("".join(units))))
    qtbot.waitUntil(lambda: bool(window.findChildren(ColumnsDialog)), timeout=PATIENCE_MS)
    dialog = window.findChildren(ColumnsDialog)[-1]
    assert window.pages.currentIndex() == 0
    names = [dialog.boxes["source"].itemText(at) for at in range(3)]
    assert names == ["English  ·  2 texts", "French  ·  2 texts", "German  ·  1 text"]
    assert dialog.openings["target"].text() == "Un."
    dialog.boxes["target"].setCurrentIndex(0)
    assert not dialog.agree.isEnabled()
    dialog.boxes["source"].setCurrentIndex(1)
    dialog.agree.click()
    assert texts(_opened(window, qtbot)) == [("Un.", "One."), ("Deux.", "Two.")]


def test_a_memory_given_as_a_text_is_opened_as_pairs(window: Window, qtbot: QtBot, memory: Path) -> None:
    dialog = window.new_project.ask_for_texts()
    dialog.give([memory], "target")
    assert not dialog.isVisible()
    assert texts(_opened(window, qtbot)) == list(TWO)


@pytest.mark.parametrize("name", ["damaged.tmx", "missing.tmx", "damaged.xlsx", "one column.tsv"])
def test_what_holds_no_pairs_is_refused_in_a_sentence(
    name: str, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    if name != "missing.tmx":
        (tmp_path / name).write_bytes(b"<tmx>One.\nTwo.\n")
    window.new_project.open_pairs(tmp_path / name)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    box = window.findChildren(QMessageBox)[-1]
    assert f"“{name}”" in box.text()
    assert window.project.bitext is None
    box.accept()


# Pasted texts


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_pasted_texts_are_aligned_like_files(window: Window, qtbot: QtBot) -> None:
    dialog = window.new_project.ask_for_texts()
    _copy("The lamp went out in the house. Nobody spoke.")
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    _copy("Die Lampe im Haus ging aus. Niemand sprach.")
    dialog.cards["target"].paste.click()
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    assert [card.language.tag for card in dialog.cards.values()] == ["en", "de"]
    dialog.align.click()
    bitext = _opened(window, qtbot)
    assert len(bitext.beads) == 2
    assert bitext.source.document.name == "pasted text"
    assert window.projects.title() == "pasted text"


def test_the_second_paste_goes_to_the_other_side(window: Window, qtbot: QtBot) -> None:
    dialog = window.new_project.ask_for_texts()
    for text in ("The lamp went out in the house.", "Die Lampe im Haus ging aus."):
        _copy(text)
        QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(dialog.align.isEnabled, timeout=PATIENCE_MS)
    assert [card.language.tag for card in dialog.cards.values()] == ["en", "de"]


def test_pasted_files_are_files(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(_file(tmp_path, File("a.txt", b"The lamp went out."))))])
    QGuiApplication.clipboard().setMimeData(data)
    dialog = window.new_project.ask_for_texts()
    dialog.cards["target"].paste.click()
    qtbot.waitUntil(lambda: dialog.cards["target"].ready, timeout=PATIENCE_MS)
    assert dialog.cards["target"].given == tmp_path / "a.txt"


def test_an_empty_clipboard_is_reported(window: Window) -> None:
    _copy(" \n ")
    dialog = window.new_project.ask_for_texts()
    dialog.cards["source"].paste.click()
    assert dialog.hint.text() == "There is no text on the clipboard."
    assert dialog.cards["source"].given is None


# The command line


def test_a_project_is_named_from_where_one_is(
    started: Callable[..., Window], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Session.create(tmp_path / "job.diglot", *made(ROWS), {}).close()
    monkeypatch.chdir(tmp_path)
    window = started("job.diglot")
    assert len(_opened(window, qtbot).beads) == len(ROWS)
    assert window.project.path == tmp_path / "job.diglot"


@pytest.mark.parametrize(
    ("name", "words"), [("open", "is open in another window of Diglot"), ("none", "does not exist")]
)
def test_a_project_that_is_open_or_missing_is_refused_in_a_sentence(
    name: str, words: str, started: Callable[..., Window], qtbot: QtBot, tmp_path: Path
) -> None:
    with Session.create(tmp_path / "open.diglot", *made(ROWS), {}):
        window = started(str(tmp_path / f"{name}.diglot"))
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=PATIENCE_MS)
        assert words in window.findChildren(QMessageBox)[-1].text()
        assert window.pages.currentIndex() == 0


# Another machine


def _project(path: Path, **settings: str) -> Path:
    bitext, files = made(ROWS)
    document = replace(bitext.source.document, format="parchment")
    bitext = replace(bitext, source=replace(bitext.source, document=document))
    Session.create(path, bitext, files, settings).close()
    return path


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            {"encoder": "/models/LaBSE", "encoder.digest": "1"},
            "The encoder “LaBSE” that aligned these texts is not on this computer.",
        ),
        (
            {"encoder": "built-in", "encoder.digest": "1"},
            "The built-in encoder on this computer differs from the one that aligned these texts",
        ),
    ],
)
def test_a_project_of_another_machine_opens_and_reports_what_it_lacks(
    settings: dict[str, str], words: str, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.projects.open(_project(tmp_path / "job.diglot", **settings))
    bitext = _opened(window, qtbot)
    assert bitext.source.document.format == "parchment"
    qtbot.waitUntil(lambda: words in window.banner.words.text(), timeout=PATIENCE_MS)
    assert not window.banner.isHidden()


def test_where_nothing_is_lacking_nothing_is_reported(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    from core import encode

    digest = encode.digest(encode.BUILT_IN)
    path = _project(tmp_path / "job.diglot", encoder=encode.BUILT_IN, **{"encoder.digest": digest})
    window.projects.open(path)
    _opened(window, qtbot)
    assert window.jobs.running("lacks")
    qtbot.waitUntil(lambda: not window.jobs.running("lacks"), timeout=PATIENCE_MS)
    assert window.banner.isHidden()
