"""`diglot doubts`: the rows that deserve a look, with their reasons, and no others."""

from pathlib import Path

from tests.app.terminal.conftest import Diglot

LINES = [
    "The river rose in the night.",
    "Nobody in the house had slept since 1984.",
    "She lit a match and looked out.",
    "The cat sat on the upper stairs.",
    "Then they went away together.",
]


def _project(diglot: Diglot, folder: Path, target: list[str]) -> Path:
    source, there, job = folder / "a.txt", folder / "b.txt", folder / "job.diglot"
    source.write_text("\n".join(LINES), encoding="utf-8")
    there.write_text("\n".join(target).upper(), encoding="utf-8")
    assert diglot("align", source, there, "-o", job, "--segmentation", "lines").status == 0
    return job


def test_rows_are_listed_with_confidence_and_reasons(diglot: Diglot, tmp_path: Path) -> None:
    target = [LINES[0], LINES[1].replace("1984", "1985"), *LINES[2:]]
    job = _project(diglot, tmp_path, target)
    before = job.read_bytes()
    done = diglot("doubts", job)
    assert (done.status, done.err) == (0, "")
    assert job.read_bytes() == before
    rows = {row[0]: row[1:] for row in (line.split("\t") for line in done.out.splitlines())}
    assert 0 <= float(rows["2"][0]) <= 1
    told = "The source has 1984, the target 1985"
    assert told in rows["2"][1]
    assert all("The source has" not in row[1] for number, row in rows.items() if number != "2")


def test_a_project_that_is_not_there_is_refused(diglot: Diglot, tmp_path: Path) -> None:
    done = diglot("doubts", tmp_path / "none.diglot")
    assert (done.status, done.out) == (1, "")
    assert "“none.diglot”" in done.err
