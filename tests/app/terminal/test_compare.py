"""`diglot compare`: where another alignment of the same texts differs from a project."""

from pathlib import Path

import pytest

from core.project import Session
from tests.app.terminal.conftest import Diglot

SOURCE = "The lamp went out.\nNobody spoke.\nShe lit a match.\nThe end.\n"


@pytest.fixture
def job(diglot: Diglot, tmp_path: Path) -> Path:
    """A project of four rows."""
    source, target, job = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "job.diglot"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(SOURCE.upper(), encoding="utf-8")
    assert diglot("align", source, target, "-o", job, "--segmentation", "lines").status == 0
    return job


def test_a_ladder_that_merges_two_rows_is_shown_with_both_versions(diglot: Diglot, job: Path) -> None:
    ladder = job.with_name("other.ladder")
    ladder.write_text("[0]:[0]\n[1, 2]:[1, 2]\n[3]:[3]\n", encoding="utf-8")
    before = job.read_bytes()
    done = diglot("compare", job, ladder)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "rows 2-3",
        "- Nobody spoke. | NOBODY SPOKE.",
        "- She lit a match. | SHE LIT A MATCH.",
        "+ Nobody spoke. / She lit a match. | NOBODY SPOKE. / SHE LIT A MATCH.",
        "RESULT same=2 differences=1 absent=0 unplaced=0",
    ]
    assert job.read_bytes() == before


def test_another_project_and_an_exported_memory_are_compared(diglot: Diglot, job: Path) -> None:
    other, memory = job.with_name("other.diglot"), job.with_name("other.tmx")
    other.write_bytes(job.read_bytes())
    assert diglot("export", job, "-o", memory).status == 0
    for path in (other, memory):
        done = diglot("compare", job, path)
        assert done.out == "RESULT same=4 differences=0 absent=0 unplaced=0\n"


def test_a_table_in_three_languages_is_compared_by_the_columns_with_our_texts(
    diglot: Diglot, job: Path
) -> None:
    table = job.with_name("other.tsv")
    lines = SOURCE.splitlines()
    rows = [
        ("de", "fr", "en"),
        *((line[::-1], line.upper(), line) for line in [*lines[:1], f"{lines[1]} {lines[2]}", lines[3]]),
    ]
    table.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    done = diglot("compare", job, table)
    assert done.out.splitlines()[-1] == "RESULT same=2 differences=1 absent=0 unplaced=0"


def test_rows_that_cannot_be_placed_are_listed(diglot: Diglot, job: Path) -> None:
    table = job.with_name("other.tsv")
    table.write_text(
        "The lamp\tTHE LAMP\nNobody spoke.\tNOBODY SPOKE.\n"
        "She lit a match.\tSHE LIT A MATCH.\nThe end.\tTHE END.\n",
        encoding="utf-8",
    )
    done = diglot("compare", job, table)
    assert done.out.splitlines() == [
        "not placed",
        "+ The lamp | THE LAMP",
        "RESULT same=3 differences=0 absent=0 unplaced=1",
    ]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("other.tsv", "One.\tEins.\nTwo.\tZwei.\n", "“other.tsv” is not an alignment of these two texts"),
        ("short.ladder", "[0]:[0]\n[1]:[1]\n", "“short.ladder” expects 2 segments, but “a.txt” has 4"),
        ("long.ladder", "[0]:[0]\n[7]:[7]\n", "“long.ladder” expects 8 segments, but “a.txt” has 4"),
        ("empty.tmx", "", "“empty.tmx” is empty"),
    ],
)
def test_other_texts_and_unreadable_files_are_refused_in_one_sentence(
    diglot: Diglot, job: Path, name: str, text: str, sentence: str
) -> None:
    path = job.with_name(name)
    path.write_text(text, encoding="utf-8")
    done = diglot("compare", job, path)
    assert (done.status, done.out) == (1, "")
    assert sentence in done.err


def test_the_other_project_is_left_as_it_is(diglot: Diglot, job: Path) -> None:
    other = job.with_name("other.diglot")
    other.write_bytes(job.read_bytes())
    before = other.read_bytes()
    diglot("compare", job, other)
    assert other.read_bytes() == before
    with Session.open(other):  # it is not locked
        pass
