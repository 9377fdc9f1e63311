"""Matches of equal and nearly equal texts, and training pairs that occur in a test."""

import lzma
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.lib.corpora.near_duplicates import Known
from core.encode import built_in, tokenizer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cutter() -> tokenizer.Tokenizer:
    with built_in.place() as folder:
        return tokenizer.load(folder / "tokenizer.json")


def _verdict(cutter: tokenizer.Tokenizer, one: str, other: str) -> str:
    here, there, exact = Known(cutter, ["Something else altogether.", one]).matches(["Nothing.", other])
    assert list(zip(here.tolist(), there.tolist(), strict=True)) == [(1, 1)] * len(exact)
    return ("exact" if exact[0] else "near") if len(exact) else ""


LONG = "the miller took his lantern and went slowly down to the river because the dog had not come home"
HAN = "磨坊主拿起灯笼慢慢走到河边因为狗还没有回家他很担心"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("The Miller — sleeps!", "the miller sleeps", "exact"),
        ("他来了，我走了。", "他来了我走了", "exact"),
        ("...", "!", ""),
        ("the miller never sleeps at night", "the miller sleeps at night", "near"),
        ("the miller never sleeps at night", "the miller often sleeps at night", "near"),
        ("the miller never sleeps at night", "the baker often sleeps at night", ""),
        ("the miller sleeps now", "the miller sleeps", ""),  # too short to decide
        (HAN[:12], HAN[:5] + "狼" + HAN[6:12], "near"),
        (HAN[:9], HAN[:5] + "狼" + HAN[6:9], ""),
        (LONG, " ".join(LONG.split()[2:14]), "near"),  # a part of it
        (LONG, "and so " + " ".join(LONG.split()[2:9]) + " he said to nobody", ""),
        (HAN, "从前" + HAN[1:] + "就这样", "near"),
    ],
)
def test_texts_are_the_same_or_nearly(
    cutter: tokenizer.Tokenizer, one: str, other: str, verdict: str
) -> None:
    assert _verdict(cutter, one, other) == _verdict(cutter, other, one) == verdict


def test_every_known_text_is_found_at_its_place(cutter: tokenizer.Tokenizer) -> None:
    here, there, exact = Known(cutter, ["a b", "", "c d", "A b"]).matches(["c D", "x", "a. b"])
    assert list(zip(here.tolist(), there.tolist(), exact.tolist(), strict=True)) == [
        (0, 2, True),
        (2, 0, True),
        (2, 3, True),
    ]


def _pack(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8", newline="\n") as file:
        file.write("".join(f"{line}\n" for line in lines))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make tests of two or three rows, and training text that repeats some of them."""
    tatoeba, pud, gold = (tmp_path / name for name in ("tests/tatoeba", "tests/pud", "gold/tale-dev"))
    for folder in (tatoeba, pud, gold):
        folder.mkdir(parents=True)
    (tatoeba / "LANGS.tsv").write_text("code\tbcp47\n")
    (tatoeba / "deu.tsv").write_text("Good evening.\tGuten Abend.\nThe cat sleeps.\tDie Katze schläft.\n")
    _pack(tmp_path / "tests/ntrex/deu.txt.xz", ["Zwölf Männer saßen um den Tisch."])
    _pack(tmp_path / "tests/ntrex/fra.txt.xz", ["Douze hommes étaient assis autour de la table."])
    (pud / "de.txt").write_text("Ein Satz.\n")
    (gold / "a.en").write_text("Come in.\nSit down.\nNobody answered.\n")
    (gold / "a.de").write_text("Komm herein, setz dich.\nKeiner sprach.\n")
    (gold / "a.en-de.ladder").write_text("[0, 1]:[0]\n[2]:[1]\n")
    train = tmp_path / "train"
    english = ["good evening", "The dog sleeps.", "A dozen men.", "Sit down!", "Nobody answered."]
    _pack(train / "english.txt.xz", english)
    _pack(train / "de.tsv.xz", ["0\tGuten Abend!\tx", "0\tServus!\tx", "1\tDie Katze schläft.\tx"])
    _pack(train / "fr.tsv.xz", ["2\tDouze hommes étaient assis autour de cette table.\tx"])
    _pack(train / "nl.tsv.xz", ["2\tZwölf Männer saßen um den runden Tisch.\tx", "4\tGood evening.\tx"])
    _pack(train / "direct/de-en.tsv.xz", ["Komm herein. Setz dich.\tSit down.", "Keiner sprach.\tSit down."])
    return tmp_path


def test_leaked_pairs_are_distinguished_from_single_sentences(data: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.overlap",
            "--data",
            data,
            "--write",
            data / "list",
            "--examples",
            "5",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    rows = {tuple(line.split()[:2]): line.split("|") for line in done.stdout.splitlines() if "|" in line}
    assert rows["tatoeba/deu", "deu"][1].split() == ["2", "100.0%", "0", "0.0%"]
    assert rows["tatoeba/deu", "deu"][2:] == [f"{1:13} {0:6} ", f"{1:10}"]
    assert rows["ntrex", "fra"][1].split() == ["0", "0.0%", "1", "100.0%"]
    assert rows["ntrex", "fra"][2:] == [f"{0:13} {1:6} ", f"{0:10}"]  # through an English line of no test
    assert rows["tale-dev", "en"][2:] == [f"{1:13} {0:6} ", f"{1:10}"]
    assert (data / "list").read_text().splitlines() == [
        "de.tsv.xz\t0",
        "fr.tsv.xz\t0",
        "nl.tsv.xz\t0",
        "direct/de-en.tsv.xz\t0",
    ]
    assert "\nntrex deu 0: Zwölf Männer saßen um den Tisch.\n  nl.tsv.xz 0: Zwölf" in done.stdout
    assert " pair_exact=4 pair_all=6 dropped=4 " in done.stdout.splitlines()[-1]


def test_a_training_text_without_matches_is_reported_as_such(data: Path) -> None:
    for path in (data / "train").rglob("*.tsv.xz"):
        path.unlink()
    _pack(data / "train/english.txt.xz", ["Quite different."])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.overlap", "--data", data, "--write", data / "list"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert " exact=0 matched=0 pair_exact=0 pair_all=0 dropped=0 " in done.stdout.splitlines()[-1]
    assert (data / "list").read_text() == ""
