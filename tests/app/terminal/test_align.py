"""`diglot align`: the files it writes, and the arguments it refuses before any work."""

import ast
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from app.terminal import options
from core import pipeline, write
from core.aligned import Aligned
from core.model.message import Message
from core.project import Session
from core.segment import Segmentation
from tests.app.terminal.conftest import Diglot

Texts = tuple[Path, Path]


def ladder_beads(path: Path) -> list[tuple[list[int], list[int], float]]:
    lines = path.read_text(encoding="ascii").splitlines()
    parts = [line.split(":") for line in lines]
    return [(ast.literal_eval(part[0]), ast.literal_eval(part[1]), float(part[2])) for part in parts]


def test_several_files_are_written_at_once(diglot: Diglot, texts: Texts, tmp_path: Path) -> None:
    names = ["out.tmx", "out.xlsx", "out.tsv", "out.LADDER", "out.diglot"]
    outputs = [argument for name in names for argument in ("-o", tmp_path / name)]
    done = diglot("align", *texts, *outputs, "--source-lang", "en", "--target-lang", "en-GB")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "quiet.txt", "loud.txt"])
    units = ElementTree.parse(tmp_path / "out.tmx").findall("body/tu")
    assert [seg.text for seg in units[1].iter("seg")] == [
        "It rained in the harbour for nineteen days.",
        "IT RAINED IN THE HARBOUR FOR NINETEEN DAYS.",
    ]
    assert len(units) == len(ladder_beads(tmp_path / "out.LADDER")) == 6


def test_a_project_holds_the_files_the_pairs_and_how_they_were_made(
    diglot: Diglot, texts: Texts, tmp_path: Path
) -> None:
    job = tmp_path / "job.diglot"
    assert diglot("align", *texts, "-o", job, "--segmentation", "lines", "--source-lang", "EN").status == 0
    with Session.open(job) as session:
        assert session.original("source") == ("quiet.txt", texts[0].read_bytes())
        assert session.original("target") == ("loud.txt", texts[1].read_bytes())
        assert len(session.bitext.source.segments) == 6
        assert session.settings["source.language"] == "en"
        assert session.settings["source.segmentation"] == "lines"
        assert session.settings["encoder"] == "built-in"
        assert len(session.settings["encoder.digest"]) == 64
        assert session.undo_name is None


def test_lines_are_numbered_from_zero_and_empty_ones_are_alone(diglot: Diglot, tmp_path: Path) -> None:
    source, target, out = (tmp_path / name for name in ("a.txt", "b.txt", "out.ladder"))
    source.write_bytes("one word\r\n\r\ntwo\x0bwords\u2028here\rthree of them\n\n".encode())
    target.write_bytes(b"ONE WORD\nTWO\x0bWORDS HERE\n \nTHREE OF THEM")
    done = diglot("align", source, target, "-o", out, "--segmentation", "lines")
    assert done.status == 0
    found = ladder_beads(out)
    assert [bead[:2] for bead in found if not (bead[0] and bead[1])] == [
        ([1], []),
        ([], [2]),
        ([4], []),
    ]
    assert [bead[:2] for bead in found if bead[0] and bead[1]] == [
        ([0], [0]),
        ([2], [1]),
        ([3], [3]),
    ]
    assert all(0 <= bead[2] <= 1 for bead in found)


@pytest.mark.parametrize("how", options.SEGMENTATIONS)
def test_ladder_numbers_are_the_lines_of_diglot_segment(
    diglot: Diglot, texts: Texts, tmp_path: Path, how: str
) -> None:
    out = tmp_path / "out.ladder"
    assert diglot("align", *texts, "-o", out, "--segmentation", how, "--source-lang", "en").status == 0
    lines = [diglot("segment", path, "--segmentation", how).out.splitlines() for path in texts]
    found = ladder_beads(out)
    assert [at for bead in found for at in bead[0]] == list(range(len(lines[0])))
    assert [at for bead in found for at in bead[1]] == list(range(len(lines[1])))
    pairs = [([lines[0][at] for at in bead[0]], [lines[1][at] for at in bead[1]]) for bead in found]
    assert all([text.upper() for text in source] == target for source, target in pairs if source and target)


def test_only_confident_pairs_are_written_and_a_warning_tells_that_a_ladder_holds_all(
    diglot: Diglot, texts: Texts, tmp_path: Path
) -> None:
    tsv, ladder, job = tmp_path / "out.tsv", tmp_path / "out.ladder", tmp_path / "out.diglot"
    done = diglot("align", *texts, "--min-confidence", "1", "-o", tsv, "-o", ladder, "-o", job)
    assert done.status == 0
    assert len(tsv.read_text(encoding="utf-8").splitlines()) < 1 + len(ladder_beads(ladder)) == 7
    warnings = done.err.splitlines()
    ignored = "always contains every pair, so the selection was ignored."
    assert warnings[-2] == f"diglot: warning: “out.ladder”: A file of this format {ignored}"
    assert warnings[-1] == f"diglot: warning: “out.diglot”: A project {ignored}"


def test_quiet_prints_nothing_but_errors(diglot: Diglot, texts: Texts, tmp_path: Path) -> None:
    out = tmp_path / "out.ladder"
    for arguments in (
        ("align", *texts, "-o", out, "--quiet", "--min-confidence", "0.5"),
        ("--quiet", "align", *texts, "-o", out, "--min-confidence", "0.5"),
    ):
        done = diglot(*arguments)
        assert (done.status, done.out, done.err) == (0, "", "")


def test_the_encoding_and_the_language_can_be_given(diglot: Diglot, tmp_path: Path) -> None:
    source, target, out = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "out.tmx"
    source.write_bytes("Žluťoučký kůň.".encode("iso8859-2"))
    target.write_text("ŽLUŤOUČKÝ KŮŇ!", encoding="utf-8")
    done = diglot(
        *("align", source, target, "-o", out, "--source-encoding", "iso8859-2"),
        *("--source-lang", "cs", "--target-lang", "zh_hant"),
    )
    assert (done.status, done.err) == (0, "")
    tree = ElementTree.parse(out)
    assert tree.findtext("body/tu/tuv/seg") == "Žluťoučký kůň."
    header = tree.find("header")
    assert header is not None
    assert header.get("srclang") == "cs"
    assert [list(unit.attrib.values()) for unit in tree.iter("tuv")] == [["cs"], ["zh-Hant"]]


def test_warnings_about_a_document_name_it(diglot: Diglot, tmp_path: Path) -> None:
    source, target, out = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "out.tsv"
    source.write_bytes("Größe und Übermut, schön und süß. Äpfel fallen früh.".encode("cp1252"))
    target.write_text("Größe und Übermut, schön und süß! Äpfel fallen früh!", encoding="utf-8")
    done = diglot("align", source, target, "-o", out)
    assert done.status == 0
    assert done.err.startswith("diglot: warning: “a.txt”: Read as windows-125")


@pytest.fixture
def nothing_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail as a bug would where a file is read although the arguments were wrong."""

    def read(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr("core.read.load", read)


@pytest.mark.usefixtures("nothing_may_be_read")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: -o"),
        (["-o", "out"], "no extension that Diglot writes: .tmx, .xlsx, .tsv, .ladder, .diglot"),
        (["-o", "out.docx"], "no extension"),
        (["-o", "a.tmx", "-o", "out.txt"], "no extension"),
        (["-o", "a.tmx", "-o", "./a.tmx"], "given twice"),
        (["-o", "quiet.txt.tsv", "-o", "sub/../quiet.txt.tsv"], "given twice"),
        (["-o", "a.tmx", "--min-confidence", "1.01"], "from 0 to 1"),
        (["-o", "a.tmx", "--min-confidence", "nan"], "from 0 to 1"),
        (["-o", "a.tmx", "--min-confidence", "high"], "from 0 to 1"),
        (["-o", "a.tmx", "--source-lang", "english!"], "not a language tag"),
        (["-o", "a.tmx", "--target-lang", ""], "not a language tag"),
        (["-o", "a.tmx", "--segmentation", "words"], "invalid choice"),
        (["-o", "a.tmx", "--source-encoding", "klingon"], "not a character encoding"),
        (["-o", "a.tmx", "--target-encoding", "hex"], "not a character encoding"),
        (["-o", "a.tmx", "--shout"], "unrecognized arguments"),
        (["-o", "a.tmx", "--format", "xlsx"], "no file to write has the suffix of the format “xlsx”"),
        (["-o", "a.diglot", "--format", "tmx"], "no file to write has the suffix of the format “tmx”"),
        (["-o", "a.tmx", "--format", "docx"], "unknown format “docx”; known formats: tmx"),
    ],
)
def test_wrong_usage_is_reported_before_any_work(
    diglot: Diglot,
    texts: Texts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    done = diglot("align", *texts, *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["loud.txt", "quiet.txt", "sub"]


@pytest.mark.usefixtures("nothing_may_be_read")
def test_an_output_never_takes_the_place_of_an_input(diglot: Diglot, tmp_path: Path) -> None:
    source = tmp_path / "text.tsv"
    source.write_text("words", encoding="utf-8")
    done = diglot("align", source, tmp_path / "other.txt", "-o", source)
    assert done.status == 2
    assert source.read_text(encoding="utf-8") == "words"


def test_an_existing_file_is_replaced_only_by_a_complete_one(
    diglot: Diglot, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.tmx"
    out.write_text("old", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("core.write.atomic.os.fsync", interrupted)
        done = diglot("align", *texts, "-o", out)
    assert (done.status, done.err) == (130, "diglot: interrupted.\n")
    assert out.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 3
    assert diglot("align", *texts, "-o", out).status == 0
    assert out.read_text(encoding="utf-8").startswith("<?xml")


def test_every_output_that_can_be_written_is_written(
    diglot: Diglot, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.diglot"
    assert diglot("align", *texts, "-o", locked).status == 0
    good = tmp_path / "good.tmx"
    with Session.open(locked):
        done = diglot("align", *texts, "-o", locked, "-o", good)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert "“locked.diglot” is open" in done.err
    assert good.exists()


def test_a_bitext_that_breaks_a_law_is_not_written(
    diglot: Diglot, texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.align_sides

    def lossy(*arguments: object) -> Aligned:
        aligned = real(*arguments)  # type: ignore[arg-type]
        return replace(aligned, bitext=replace(aligned.bitext, beads=aligned.bitext.beads[1:]))

    logged: list[Exception] = []
    monkeypatch.setattr(pipeline, "align_sides", lossy)
    monkeypatch.setattr("app.terminal.main._logged", lambda error: logged.append(error) or "logged")
    assert diglot("align", *texts, "-o", tmp_path / "out.tmx").status == 70
    assert "Law 1" in str(logged[0])
    assert not (tmp_path / "out.tmx").exists()


def test_the_terminal_offers_what_the_rooms_offer() -> None:
    assert tuple(Segmentation) == options.SEGMENTATIONS
    # "segments" are the rows that a filter of the window shows.
    assert get_args(write.selection.Rule) == ("all", "accepted", "confidence", "segments")


def test_an_export_writes_what_a_person_accepted_and_no_alignment_replaces_it(
    diglot: Diglot, texts: Texts, tmp_path: Path
) -> None:
    from core.model import Patch, Splice, Status

    job, out = tmp_path / "job.diglot", tmp_path / "out.tsv"
    assert diglot("align", *texts, "-o", job, "--quiet").status == 0
    with Session.open(job) as session:
        bead = session.bitext.beads[0]
        accepted = replace(bead, status=Status.ACCEPTED)
        session.apply(Patch(Message("accept"), (Splice(0, (bead,), (accepted,)),)))
    before = job.read_bytes()
    refused = diglot("align", *texts, "-o", job)
    assert refused.status == 1
    assert "somebody has worked on" in refused.err
    assert diglot("export", job, "-o", out, "--only", "accepted").status == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert diglot("export", job, "-o", out).status == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 7
    assert job.read_bytes() == before
    assert diglot("export", job, "-o", tmp_path / "copy.diglot").status == 2
    assert diglot("export", job, "-o", out, "--only", "accepted", "--min-confidence", "1").status == 2


def test_an_export_of_something_else_is_refused_in_a_sentence(diglot: Diglot, tmp_path: Path) -> None:
    other, out = tmp_path / "other.diglot", tmp_path / "out.tsv"
    sqlite3.connect(other).close()
    for path in (other, tmp_path / "missing.diglot", tmp_path):
        done = diglot("export", path, "-o", out)
        assert (done.status, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1
    assert not out.exists()


def test_an_export_of_no_pair_says_so(diglot: Diglot, texts: Texts, tmp_path: Path) -> None:
    job, out = tmp_path / "job.diglot", tmp_path / "out.tmx"
    assert diglot("align", *texts, "-o", job, "--quiet").status == 0
    done = diglot("export", job, "-o", out, "--only", "accepted")
    assert "no pair was selected" in done.err
