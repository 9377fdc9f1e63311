"""`diglot import`: pairs that exist already become a project, or another format."""

from pathlib import Path

import pytest

from core.project import Session
from tests.app.terminal.conftest import Diglot

MEMORY = """<tmx version="1.4"><header srclang="en" datatype="xml"/><body>
<tu><tuv xml:lang="en-GB"><seg>It rained.</seg></tuv><tuv xml:lang="de"><seg>IT RAINED.</seg></tuv>
<tuv xml:lang="fr"><seg>Il pleuvait.</seg></tuv></tu>
<tu><tuv xml:lang="en-GB"><seg>We <ph>x</ph>stayed.</seg></tuv>
<tuv xml:lang="de"><seg>WE STAYED.</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A translation memory of three languages."""
    path = tmp_path / "memory.tmx"
    path.write_text(MEMORY, encoding="utf-8")
    return path


def test_a_memory_becomes_a_project_that_holds_its_file(diglot: Diglot, memory: Path) -> None:
    job = memory.with_name("job.diglot")
    done = diglot("import", memory, "-o", job)
    assert (done.status, done.out) == (0, "")
    warning = "“memory.tmx”: Formatting codes in one text were left out."
    assert done.err == f"diglot: warning: {warning}\n"
    with Session.open(job) as session:
        assert session.bitext.source.texts() == ("It rained.", "We stayed.")
        assert session.bitext.target.document.language == "de"
        assert all(bead.confidence is not None for bead in session.bitext.beads)
        assert session.original("source") == session.original("target") == ("memory.tmx", memory.read_bytes())


def test_a_language_is_taken_of_several(diglot: Diglot, memory: Path) -> None:
    out = memory.with_name("out.tsv")
    chosen = ("--source-lang", "fr", "--target-lang", "en")
    assert diglot("--quiet", "import", memory, "-o", out, *chosen).status == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["Il pleuvait.", "It rained."],
        ["", "We stayed."],
    ]
    done = diglot("import", memory, "-o", out, "--source-lang", "ja", "--target-lang", "en")
    assert done.status == 1
    assert (
        done.err == "diglot: “memory.tmx” does not contain ja and en; choose two of these: en-GB, de, fr.\n"
    )


def test_a_ladder_and_its_texts_come_back(diglot: Diglot, texts: tuple[Path, Path], tmp_path: Path) -> None:
    ladder, job = tmp_path / "job.ladder", tmp_path / "job.diglot"
    assert diglot("align", *texts, "-o", ladder, "--target-lang", "en").status == 0
    assert diglot("import", ladder, *texts, "-o", job).status == 0
    again = tmp_path / "again.ladder"
    assert diglot("export", job, "-o", again).status == 0
    assert again.read_bytes() == ladder.read_bytes()


def test_a_ladder_needs_its_texts_and_nothing_else_does(
    diglot: Diglot, texts: tuple[Path, Path], memory: Path
) -> None:
    ladder = memory.with_name("job.ladder")
    ladder.write_text("[0]:[0]:1.0000\n", encoding="utf-8")
    job = memory.with_name("job.diglot")
    for arguments, words in (((ladder,), "name its two texts"), ((memory, *texts), "contains its own texts")):
        done = diglot("import", *arguments, "-o", job)
        assert done.status == 2
        assert words in done.err
    assert not job.exists()


@pytest.mark.parametrize(("name", "words"), [("none.tmx", "no file"), ("loud.txt", "contains no pairs")])
def test_a_file_without_pairs_is_refused(
    diglot: Diglot, texts: tuple[Path, Path], tmp_path: Path, name: str, words: str
) -> None:
    done = diglot("import", tmp_path / name, "-o", tmp_path / "job.diglot")
    assert done.status == 1
    assert words in done.err
    assert not (tmp_path / "job.diglot").exists()
