"""Retrieval scores, levels of languages, and the output of the encoder's benchmark."""

import lzma
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.lib.corpora.retrieval import Found, Retrieval, among, level, quality, retrieval, searched
from core.progress import SILENT, Progress
from core.vectors import Vectors

ROOT = Path(__file__).resolve().parents[2]
NTREX = "eng deu rus zho-CN jpn fin arb fra spa por kor srp-Cyrl srp-Latn".split()


class Numbers:
    """A stand-in encoder by first digits: lines with equal digits coincide, others are orthogonal."""

    name, dimension = "numbers", 10

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        return np.eye(10, dtype=np.float32)[[int(text[0]) for text in texts]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make three Tatoeba languages, two of them fixed, NTREX of three lines, and a gold set of one tale."""
    tatoeba, ntrex, gold = tmp_path / "tests/tatoeba", tmp_path / "tests/ntrex", tmp_path / "gold/small-dev"
    for folder in (tatoeba, ntrex, gold):
        folder.mkdir(parents=True)
    head = "code\tbcp47\tpairs\tdistinct_english\tdistinct_other\txtreme36\n"
    (tatoeba / "LANGS.tsv").write_text(
        head + "deu\tde\t3\t3\t3\t1\nnob\tnb\t3\t3\t3\t0\nkab\tkab\t3\t3\t3\t0\n"
    )
    (tatoeba / "FIXED.txt").write_text("deu\nnob\n")
    (tatoeba / "deu.tsv").write_text("1 one\t1 eins\n2 two\t2 zwei\n3 three\t3 drei\n")
    (tatoeba / "nob.tsv").write_text("1 one\t1 en\n2 two\t3 to\n3 three\t2 tre\n")
    (tatoeba / "kab.tsv").write_text("1 one\t2 a\n2 two\t3 b\n3 three\t1 c\n")
    for code in NTREX:
        with lzma.open(ntrex / f"{code}.txt.xz", "wt", encoding="utf-8", newline="\n") as file:
            file.write("1 a\u2028b\n2\n3\n" if code != "fin" else "3\n2\n1\n")
    (gold / "tale.en").write_text("No.\n" * 40)  # short, so that some run of them has thirty sub-words
    (gold / "tale.de").write_text("Nein.\n" * 40)
    (gold / "tale.en-de.ladder").write_text("".join(f"[{at}]:[{at}]\n" for at in range(40)))
    return tmp_path


def test_each_direction_looks_for_the_line_of_the_same_number() -> None:
    a, b = np.float32([[1, 0], [0, 1]]), np.float32([[0.6, 0.8], [0, 1]])
    found = among(a, b)
    assert (found.there, found.back, found.both, found.lines) == (1.0, 0.5, 0.75, 2)


def test_equally_near_lines_share_the_hit() -> None:
    found = retrieval(Numbers(), ["1?", "1!", "2"], ["1 a", "1 b", "2"])
    assert found.there == found.back == pytest.approx(2 / 3)


def test_a_line_without_a_vector_finds_its_own_only_by_chance() -> None:
    found = among(np.eye(4, dtype=np.float32), np.diag(np.float32([1, 1, 1, 0])))
    assert (found.there, found.back) == ((3 + 1 / 4) / 4, (3 + 1 / 4) / 4)


def test_languages_go_by_their_usual_tags(data: Path) -> None:
    found = searched(Numbers(), data)
    assert [*found.tatoeba] == ["de", "kab", "nb"]
    assert [*found.ntrex] == "ar de es fi fr ja ko pt ru sr sr-Latn zh".split()
    assert (found.tatoeba["de"].both, found.tatoeba["kab"].both, found.tatoeba["nb"].there) == (1, 0, 1 / 3)
    assert (found.ntrex["fi"].both, found.pairs["ru", "zh"].both) == (1 / 3, 1)


def test_chosen_languages_leave_the_others_out(data: Path) -> None:
    found = searched(Numbers(), data, ["kab", "zh"])
    assert ([*found.tatoeba], [*found.ntrex], found.pairs) == (["kab"], ["zh"], {})
    with pytest.raises(SystemExit, match="neither test has qq"):
        searched(Numbers(), data, ["qq"])


def test_texts_of_different_length_are_refused(data: Path) -> None:
    (data / "tests/ntrex/fra.txt.xz").write_bytes(lzma.compress(b"1\n2\n"))
    with pytest.raises(SystemExit, match="differ in their number of lines"):
        searched(Numbers(), data)


def test_a_test_shorter_than_its_list_says_is_refused(data: Path) -> None:
    (data / "tests/tatoeba/nob.tsv").write_text("1 one\t1 en\n")
    with pytest.raises(SystemExit, match=r"nob\.tsv does not hold 3 lines"):
        searched(Numbers(), data)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.85, "strong"),
        (0.8496, "strong"),
        (0.8494, "usable"),
        (0.6, "usable"),
        (0.2, "weak"),
        (0.19, "none"),
    ],
)
def test_a_level_fits_the_printed_figure(share: float, word: str) -> None:
    assert level(100 * share) == word


def test_the_news_decides_a_level_where_there_are_news() -> None:
    good, poor = Found(0.9, 0.91, 1000), Found(0.3, 0.3, 1000)
    found = Retrieval({"de": good, "km": poor, "br": poor}, {"de": poor, "km": good, "zh-TW": good}, {})
    assert list(quality(found, {"de": 97.0})) == [
        "language\tlevel\ttatoeba\tntrex\theld_out",
        "br\tweak\t30.0\t\t",
        "de\tweak\t90.5\t30.0\t97.0",
        "en\tstrong\t\t\t",
        "km\tstrong\t30.0\t90.5\t",
        "zh-TW\tstrong\t\t90.5\t",
    ]


def test_a_language_of_no_test_is_judged_lower_by_lines_held_out() -> None:
    held_out = {"ne": 96.0, "si": 70.0, "as": 40.0, "xx": 10.0}
    rows = [row.split("\t") for row in quality(Retrieval({}, {}, {}), held_out)]
    assert {row[0]: row[1] for row in rows[1:]} == {
        "en": "strong",
        "ne": "usable",
        "si": "weak",
        "as": "none",
        "xx": "none",
    }


def test_the_program_ends_with_its_result_and_writes_the_levels(data: Path, tmp_path: Path) -> None:
    levels = tmp_path / "quality.tsv"
    output = _run("--data", str(data), "--beside", "built-in", "--quality", str(levels))
    name, *figures = output.splitlines()[-1].split(" ")
    values = dict(figure.split("=") for figure in figures)
    assert name == "RESULT"
    assert [*values] == "tatoeba_mean tatoeba_min ntrex_mean size_mb load_s sentences_per_s".split()
    assert all(float(value) >= 0 for value in values.values())
    assert float(values["tatoeba_min"]) < float(values["tatoeba_mean"])
    rows = [line.split("\t") for line in levels.read_text("utf-8").splitlines()]
    tested = [row[0] for row in rows[1:] if row[2] or row[3]]
    assert tested == "ar de es fi fr ja kab ko nb pt ru sr sr-Latn zh".split()
    assert {len(row) for row in rows} == {5}


def test_a_choice_of_languages_prints_no_result(data: Path) -> None:
    output = _run("--data", str(data), "--languages", "de,sr-Latn")
    assert [line.split()[0] for line in output.splitlines()[-2:]] == ["de", "sr-Latn"]
    assert "RESULT" not in output


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.encoder", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout
