"""`diglot measure`: strict and lax figures of ladders against manual ones."""

from pathlib import Path

import pytest

from tests.app.terminal.conftest import Diglot

GOLD = "[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[4]:[2, 3]\n"
TEST = "[0]:[0]:0.9000\n[1]:[1]:0.8\n[2]:[]\n[3]:[]:0.1\n[4]:[2, 3]:1.0000\n"
# Precision: of 5 beads, 3 are identical and [1]:[1] shares a line of each side; [2]:[] is neither.
# Recall: of 3 two-sided gold beads, 2 are found and [1, 2]:[1] is met.


@pytest.fixture
def ladders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "gold": GOLD,
        "test": TEST,
        "a=b": TEST,
        "none": "",
        "bom": "\ufeff" + TEST.replace("\n", "\r\n"),
        "bad": "[0]:[0]\n3\t4\t0.5\n",
    }.items():
        (tmp_path / name).write_bytes(text.encode())


pytestmark = pytest.mark.usefixtures("ladders")


@pytest.mark.parametrize("test", ["test", "bom"])
def test_one_pair_of_ladders(diglot: Diglot, test: str) -> None:
    done = diglot("measure", f"gold={test}")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[1].split() == [test, "0.600", "0.667", "0.632", "0.800", "1.000", "0.889"]
    assert lines[2].split()[-6:] == lines[1].split()[-6:]
    assert lines[-1] == (
        "RESULT strict_p=0.6000 strict_r=0.6667 strict_f1=0.6316 lax_p=0.8000 lax_r=1.0000 lax_f1=0.8889"
    )


def test_several_pairs_are_summed_before_dividing(diglot: Diglot) -> None:
    done = diglot("measure", "gold=test", "gold=gold", "gold=none")
    assert len(done.out.splitlines()) == 6
    assert done.out.splitlines()[-1] == (
        "RESULT strict_p=0.7778 strict_r=0.5556 strict_f1=0.6481 lax_p=0.8889 lax_r=0.6667 lax_f1=0.7619"
    )


def test_a_pair_is_split_at_its_last_equals_sign(diglot: Diglot) -> None:
    assert "strict_p=1.0000" in diglot("measure", "a=b=test").out
    assert diglot("measure", "a=b").err == "diglot: There is no file “a”; check the name and folder.\n"


@pytest.mark.parametrize("pair", ["gold", "=test", "gold=", "="])
def test_an_argument_that_is_not_a_pair_is_wrong_usage(diglot: Diglot, pair: str) -> None:
    done = diglot("measure", pair)
    assert done.status == 2
    assert "is not GOLD=TEST" in done.err


def test_a_file_that_is_not_a_ladder_is_refused_with_its_line(diglot: Diglot) -> None:
    done = diglot("measure", "gold=bad")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("diglot: “bad” is not a ladder: line 2 is not a bead")
    assert len(done.err.splitlines()) == 1
    Path("junk").write_bytes(b"\xff\xfe\x00")
    assert diglot("measure", "junk=gold").status == 1
