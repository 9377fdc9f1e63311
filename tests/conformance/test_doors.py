"""Each door takes a new row that is one file (a toy in `tests/conformance/toys`) and one line in a table."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app import __main__ as program
from app.tasks import Export
from app.terminal.main import main
from app.window.background.jobs import Listener
from app.window.dialogs.export import ExportDialog
from app.window.dialogs.open import choose_file, holds_pairs
from app.window.table.model import BitextModel
from core import import_pairs, pipeline, read, segment, write
from core.errors import Unknown
from core.model import Bead, Bitext
from core.progress import SILENT
from core.project import Session
from core.read import File, pairs
from core.segment import Segmentation
from core.write import Selection
from tests.conformance import expected, test_pairs, test_readers, test_segmenters, test_writers
from tests.conformance.toys import pairs as toy_pairs
from tests.conformance.toys import reader as toy_reader
from tests.conformance.toys import segmenter as toy_segmenter
from tests.conformance.toys import writer as toy_writer
from tests.core.write.bitexts import pair
from tests.core.write.units import THREE
from tests.stories.story import made

# ------------------------------------------------------------------------------- readers


@pytest.fixture
def toy_book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The toy reader in its table, and a file for it."""
    monkeypatch.setattr(read, "READERS", (*read.READERS, toy_reader.Toy()))
    path = tmp_path / "book.toy"
    path.write_bytes(toy_reader.SAMPLE)
    return path


def test_a_new_reader_reads_in_the_pipeline_and_keeps_its_line_breaks(toy_book: Path) -> None:
    side = pipeline.prepare(read.load(toy_book), pipeline.SideOptions("en"))
    assert side.texts() == ("One bridge.", "Two bridges.")
    nameless = pipeline.prepare(File("book", toy_reader.SAMPLE), pipeline.SideOptions("en"))
    assert nameless.document.format == side.document.format == "toy"
    model = BitextModel()
    model.show(Bitext(side, side, (Bead((0,), (0,)), Bead((1,), (1,)))))
    assert model.cell(0, "source").lines


def test_a_new_reader_is_listed_by_both_faces(
    toy_book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qtbot: QtBot
) -> None:
    filters: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *words: (filters.append(words[3]), ("", ""))[1]
    )
    parent = QWidget()
    qtbot.addWidget(parent)
    choose_file(parent, "Text", toy_book.parent)
    assert "*.toy" in filters[0]
    assert main(["read", "--help"]) == 0
    assert "docx or toy" in " ".join(capsys.readouterr().out.split())
    assert main(["read", str(toy_book)]) == 0
    assert "Two bridges." in capsys.readouterr().out


def test_a_new_reader_passes_the_suite(
    toy_book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cases, beside = tmp_path / "cases" / "toy", tmp_path / "beside"
    cases.mkdir(parents=True)
    beside.mkdir()
    (cases / "sample.toy").write_bytes(toy_reader.SAMPLE)
    (cases / "damaged.toy").write_bytes(toy_reader.DAMAGED)
    monkeypatch.setattr(expected, "CASES", cases.parent)
    monkeypatch.setitem(sys.modules, "tests.conformance.readings.toy", toy_reader)
    toy = read.READERS[-1]
    document = toy.read(File("sample.toy", toy_reader.SAMPLE), read.ReadOptions())
    (cases / "sample.expected").write_text(expected.described(document), encoding="utf-8", newline="\n")
    test_readers.check_samples(toy)
    test_readers.check_letters(toy)
    test_readers.check_damaged(toy)
    test_readers.check_torn(toy)
    test_readers.check_opens_nothing(toy, beside)
    test_readers.check_limit(toy, beside)


def test_a_format_is_no_longer_refused_once_a_reader_takes_its_suffix(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Book(toy_reader.Toy):
        suffixes = (".epub",)

        def sniff(self, head: bytes) -> int:
            return 0

    book = File("book.epub", toy_reader.SAMPLE)
    zipped = File("book", b"PK\x03\x04" + b"mimetypeapplication/epub+zip" + bytes(100))
    for file in (book, zipped):
        with pytest.raises(Unknown, match="is an EPUB book, which Diglot cannot read"):
            read.read(file)
    monkeypatch.setattr(read, "READERS", (*read.READERS, Book()))
    assert read.read(book).format == "toy"
    with pytest.raises(Unknown, match="does not know its format"):
        read.read(zipped)


# ------------------------------------------------------------------------------- segmenters


def test_a_new_segmenter_cuts_in_the_pipeline_and_passes_the_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    toy = toy_segmenter.Toy()
    table = importlib.import_module("core.segment.cut")  # the name is also that of a function
    monkeypatch.setattr(table, "SEGMENTERS", (toy, *segment.SEGMENTERS))
    side = pipeline.prepare(File("a.txt", b"One bridge. Two bridges."), pipeline.SideOptions("en"))
    assert (side.texts(), side.cut_by) == (("One bridge.", "Two bridges."), "toy 1")
    lines = pipeline.prepare(File("a.txt", b"One."), pipeline.SideOptions("en", None, Segmentation.LINES))
    assert lines.cut_by == "lines"
    for text in ("One. Two.", " \n", "桥很旧。我"):
        test_segmenters.check_tiling(toy, text, "zh")
        test_segmenters.check_deterministic(toy, text, "en")
    test_segmenters.check_long_texts(toy)
    for language in test_segmenters.LANGUAGES:
        test_segmenters.check_golden(toy, language)


# ------------------------------------------------------------------------------- writers


@pytest.fixture
def toy_format(monkeypatch: pytest.MonkeyPatch) -> toy_writer.Toy:
    """The toy writer, in its table."""
    toy = toy_writer.Toy()
    monkeypatch.setattr(write, "WRITERS", (*write.WRITERS, toy))
    monkeypatch.setitem(sys.modules, "tests.conformance.exports.toy", toy_writer)
    return toy


ROWS = ("One. | Eins.", "Two. | Zwei.", "Three. |")


class InPlace:
    """Jobs that are done at once, in this process, where the toys are in their tables."""

    def __init__(self) -> None:
        self.works: list[Any] = []

    def start(self, work: Any, listener: Listener, kind: str) -> None:
        self.works.append(work)
        listener.done(work(SILENT))

    def cancel(self, kind: str) -> None:
        pass


def test_a_new_writer_passes_the_suite(toy_format: toy_writer.Toy) -> None:
    for bitext in (pair("a\x00b", "c"), pair("שלום\u200f", "one\u00a0!"), made(ROWS)[0]):
        test_writers.conforms(toy_format, bitext, Selection())


def test_a_new_writer_holds_three_texts_without_another_line(
    toy_format: toy_writer.Toy, tmp_path: Path
) -> None:
    with (tmp_path / "out.tsv").open("wb") as file:
        assert toy_format.write(THREE, toy_format.options, file).written == 4
    lines = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[1]) == ["Two.", "", "שתיים.", "0.5000"]


def test_a_new_writer_exports_in_the_terminal(
    toy_format: toy_writer.Toy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job, out = tmp_path / "job.diglot", tmp_path / "out.tsv"
    Session.create(job, *made(ROWS), {}).close()
    export = ["export", str(job), "-o", str(out)]
    assert main(export) == 2
    assert "add --format tsv or toy" in capsys.readouterr().err
    assert main([*export, "--format", "toy", "--option", "layout=text", "--option", "languages=yes"]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert lines[:2] == [["en", "de"], "One. | Eins. | 0.9000"]
    assert main([*export, "--format", "toy", "--option", "layout=circle"]) == 2
    assert "the option “layout” is list or text, not “circle”" in capsys.readouterr().err
    assert main([*export, "--format", "toy", "--option", "colour=red"]) == 2
    assert "no file to write has the option “colour”" in capsys.readouterr().err
    assert main([*export, "--format", "toy", "--format", "tsv"]) == 2
    assert "“out.tsv” can be written in one format only, not in tsv and toy" in capsys.readouterr().err
    assert main([*export, "--format", "tsv"]) == 0
    assert out.read_text(encoding="utf-8").startswith("en\tde\tconfidence")
    assert main(["export", "--help"]) == 0
    assert "toy: layout=list|text, languages=yes|no" in " ".join(capsys.readouterr().out.split())


def test_a_new_writer_exports_in_the_window_with_its_options(
    toy_format: toy_writer.Toy, tmp_path: Path, qtbot: QtBot
) -> None:
    parent, jobs, out = QWidget(), InPlace(), tmp_path / "out.tsv"
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, made(ROWS)[0], tmp_path, jobs, lambda *_: out)
    dialog.show()
    dialog.formats.setCurrentIndex(dialog.formats.findData("ladder"))
    assert not dialog.options.isVisible()
    dialog.formats.setCurrentIndex(dialog.formats.findText("Toy lines (*.tsv)"))
    assert dialog.count.text() == "3 pairs will be exported."
    layout, languages = dialog.options.field("layout"), dialog.options.field("languages")
    assert isinstance(layout, QComboBox)
    assert isinstance(languages, QCheckBox)
    assert [layout.itemText(at) for at in range(layout.count())] == ["As lists", "As text"]
    layout.setCurrentIndex(1)
    languages.setChecked(True)
    dialog.save.click()
    assert [(type(work), work.writer) for work in jobs.works] == [(Export, "toy")]
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert lines[:2] == [["en", "de"], "One. | Eins. | 0.9000"]
    assert "3 pairs exported" in dialog.report.text()


# ------------------------------------------------------------------------------- readers of pairs


def test_a_new_reader_of_pairs_opens_in_both_faces_and_passes_the_suite(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not holds_pairs(Path("pairs.toys"))
    monkeypatch.setattr(pairs, "READERS", (*pairs.READERS, toy_pairs.Toy()))
    test_pairs.check_known_by_its_head(toy_pairs.GOOD)
    test_pairs.check_junk(toy_pairs.GOOD)
    options = pipeline.Options(pipeline.SideOptions("en"), pipeline.SideOptions("de"))
    opened = import_pairs.open_pairs(toy_pairs.GOOD, options)
    assert opened.bitext.target.texts() == ("Eins.", "Zwei.")
    assert holds_pairs(Path("pairs.toys"))
    assert program._for_the_window(["pairs.toys"])
    assert main(["import", "--help"]) == 0
    assert ".toys or .ladder file" in " ".join(capsys.readouterr().out.split())
