"""`diglot realign`: what was wrong is put right, what a person decided stays, and it can be undone."""

from pathlib import Path

import pytest

from core.model import Bead, Bitext, Patch, Splice
from core.model.message import Message
from core.project import Session
from core.review import verbs
from tests.app.terminal.conftest import Diglot
from tests.stories.story import made

WORDS = "river harbour cat soup umbrella library newspaper metre kitchen ladder violin orchard".split()


def line(number: int) -> str:
    return " ".join(WORDS[(number * step + step) % 12] + str(number % 7) for step in range(1, 6)) + "."


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """Thirty rows in step, but for two that stand in one in row 11, and two a person merged in row 21."""
    path = tmp_path / "job.diglot"
    bitext, files = made([f"{line(number)} | {line(number).upper()}" for number in range(30)])
    with Session.create(path, bitext, files, {"encoder": "built-in"}) as session:
        wrong = Bead((10, 11), (10, 11), 0.5)
        session.apply(Patch(Message("spoil"), (Splice(10, session.bitext.beads[10:12], (wrong,)),)))
        session.apply(verbs.merge_next(session.bitext, 20))
    return path


def beads(path: Path) -> Bitext:
    session = Session.open(path)
    session.abandon()
    return session.bitext


def test_all_rows_are_aligned_anew_but_a_persons(diglot: Diglot, job: Path) -> None:
    done = diglot("realign", job)
    assert (done.status, done.out) == (0, "")
    after = beads(job).beads
    assert [len(bead.source) for bead in after] == [1] * 21 + [2] + [1] * 7
    with Session.open(job) as session:
        assert str(session.undo_name) == "Realign rows 1 to 28"
        session.undo()
        assert session.bitext.beads[10] == Bead((10, 11), (10, 11), 0.5)


def test_rows_that_are_not_meant_stay_as_they_are(diglot: Diglot, job: Path) -> None:
    before = beads(job)
    assert diglot("realign", job, "--rows", "12-20", "--quiet").status == 0
    assert beads(job) == before
    assert diglot("realign", job, "--rows", "11").status == 0
    assert len(beads(job).beads) == 29


@pytest.mark.parametrize(("rows", "status"), [("0-3", 2), ("9-3", 2), ("x", 2), ("5-29", 1)])
def test_rows_that_are_not_there_are_refused(diglot: Diglot, job: Path, rows: str, status: int) -> None:
    before = job.read_bytes()
    done = diglot("realign", job, "--rows", rows)
    assert done.status == status
    assert status == 2 or "“job.diglot” has 28 rows and no row 29" in done.err
    assert job.read_bytes() == before
