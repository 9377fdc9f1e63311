"""`diglot mine`: what it finds among lines that have no translation, and what it writes."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.terminal import mine as command
from core.align.mining import Retrieval, Scoring
from core.model import check
from core.project import Session
from tests.app.terminal.conftest import Diglot

WORDS = "river harbour cat soup umbrella library newspaper metre kitchen ladder violin orchard".split()
Files = tuple[Path, Path]


def sentence(number: int) -> str:
    """A sentence of five words, no two alike."""
    return " ".join(
        f"{WORDS[(number * step + step) % 12]}{number % 7}{number * step % 11}x" for step in range(1, 6)
    )


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Sixty lines a side of which twenty, the other way round, are in the other's language."""
    source, target = tmp_path / "quiet.txt", tmp_path / "loud.txt"
    source.write_text("\n".join(map(sentence, range(60))), encoding="utf-8")
    there = [*map(sentence, range(100, 140)), *map(sentence, reversed(range(20)))]
    target.write_text("\n".join(there).upper(), encoding="utf-8")
    return source, target


def test_the_pairs_alone_are_written_with_their_probabilities(
    diglot: Diglot, files: Files, tmp_path: Path
) -> None:
    out = tmp_path / "out.tsv", tmp_path / "out.tmx"
    done = diglot("mine", *files, "-o", out[0], "-o", out[1], "--segmentation", "lines")
    assert (done.status, done.out) == (0, "")
    rows = [line.split("\t") for line in out[0].read_text("utf-8").splitlines()[1:]]
    found = {row[0] for row in rows if row[0].upper() == row[1]}
    assert found == {sentence(number) for number in range(20)}
    assert len(rows) <= 25  # of sixty
    assert all(0 <= float(row[2]) <= 1 for row in rows)
    assert len(ElementTree.parse(out[1]).findall("body/tu")) == len(rows)


def test_a_project_and_a_ladder_hold_every_line_and_how_it_was_mined(
    diglot: Diglot, files: Files, tmp_path: Path
) -> None:
    job, ladder = tmp_path / "job.diglot", tmp_path / "out.ladder"
    options = ["--segmentation", "lines", "--scoring", "absolute", "--retrieval", "intersection"]
    done = diglot(
        "mine", *files, "-o", job, "-o", ladder, *options, "--neighbours", "5", "--threshold", "0.9"
    )
    assert done.status == 0
    with Session.open(job) as session:
        check(session.bitext)
        assert [len(side.segments) for side in (session.bitext.source, session.bitext.target)] == [60, 60]
        settings = {name: value for name, value in session.settings.items() if name.startswith("mine.")}
        pairs = list(session.bitext.pairs())
    assert settings == {
        "mine.scoring": "absolute",
        "mine.retrieval": "intersection",
        "mine.neighbours": "5",
        "mine.threshold": "0.9",
    }
    assert len(ladder.read_text("ascii").splitlines()) == len(pairs) > 60
    assert min(pair.certainty for pair in pairs if pair.source and pair.target) >= 0.9


@pytest.mark.parametrize(
    "wrong", [["--threshold", "2"], ["--neighbours", "1"], ["--neighbours", "four"], ["--scoring", "best"]]
)
def test_wrong_options_are_refused(diglot: Diglot, files: Files, tmp_path: Path, wrong: list[str]) -> None:
    out = tmp_path / "out.tsv"
    assert diglot("mine", *files, "-o", out, *wrong).status == 2
    assert not out.exists()


def test_the_same_text_twice_is_refused(diglot: Diglot, files: Files, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(files[0].read_bytes())
    done = diglot("mine", files[0], copy, "-o", tmp_path / "out.tsv")
    assert done.status == 1
    assert "contain the same text" in done.err


def test_a_language_that_the_encoder_does_not_know_is_warned_of(
    diglot: Diglot, files: Files, tmp_path: Path
) -> None:
    out = tmp_path / "out.tsv"
    done = diglot("mine", *files, "-o", out, "--segmentation", "lines", "--target-lang", "ceb")
    assert done.status == 0
    assert "does not know this language" in done.err


def test_the_terminal_offers_what_the_miner_can_do() -> None:
    assert set(command.SCORINGS) == set(Scoring)
    assert set(command.RETRIEVALS) == set(Retrieval)
