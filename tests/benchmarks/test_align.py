"""Scores, intervals, calibration, baselines and the output of the aligner's benchmark."""

import lzma
import math
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lib.gold.aligned_documents import EncodedDocument
from benchmarks.lib.gold.long_texts import long_texts
from benchmarks.lib.peers import answers
from benchmarks.lib.peers.baseline_dp import baseline_alignment
from benchmarks.lib.peers.gale_church import gale_church, match
from benchmarks.lib.peers.monotone import best_path
from benchmarks.lib.report.bootstrap import blocks, f1, interval, resampled
from benchmarks.lib.report.calibration import brier, expected_error, groups, sure
from core.encode import built_in
from core.evaluation import LadderBead, score
from core.vectors import Encoded, Vectors

ROOT = Path(__file__).resolve().parents[2]
ONE_TO_ONE = [((at,), (at,)) for at in range(100)]

segments = st.lists(st.integers(0, 30), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
ladders = st.lists(st.tuples(segments, segments), max_size=30)


@given(ladders, ladders, st.integers(1, 9))
def test_blocks_add_up_to_the_score(gold: list[LadderBead], result: list[LadderBead], size: int) -> None:
    assert tuple(blocks(gold, result, size).sum(axis=0)) == astuple(score(gold, result))


def test_a_bead_counts_in_the_block_of_its_first_segment() -> None:
    gold = [((0,), (0,)), ((1,), (1,)), ((4,), (2,)), ((5,), (3,))]
    result: list[LadderBead] = [((1, 4), (1,)), ((2,), ()), ((), (3,)), ((5,), (3,))]
    # the first block holds lines 0 and 1, and line 2 that no gold bead has
    assert blocks(gold, result, 2)[:, 0].tolist() == [2, 2]


def test_the_last_block_is_the_rest_of_a_document() -> None:
    assert blocks(ONE_TO_ONE, ONE_TO_ONE)[:, 3].tolist() == [40, 40, 20]


def test_f1_of_counts_is_that_of_the_score() -> None:
    result = [*ONE_TO_ONE[:50], ((50, 51), (50,)), ((52,), ())]
    counts = score(ONE_TO_ONE, result)
    assert f1(blocks(ONE_TO_ONE, result).sum(axis=0)) == pytest.approx([counts.strict.f1, counts.lax.f1])


def test_equal_blocks_give_an_interval_of_no_width() -> None:
    same = np.tile([10, 8, 9, 10, 8, 9], (6, 1))
    assert interval(resampled(same, 1)).tolist() == [[pytest.approx(0.8), pytest.approx(0.9)]] * 2


def test_an_interval_holds_most_draws_and_spans_the_figure() -> None:
    mixed = np.array([[40, right, 40, 40, right, 40] for right in (40, 20, 30, 36, 10, 38)])
    drawn = resampled(mixed, 1)
    low, high = interval(drawn)[:, 0]
    assert low < f1(mixed.sum(axis=0))[0] < high
    assert np.mean((drawn[:, 0] >= low) & (drawn[:, 0] <= high)) == pytest.approx(0.95, abs=0.01)


def test_a_difference_is_paired() -> None:
    ours = np.array([[40, right, 40, 40, right, 40] for right in (40, 20, 30, 36, 10, 38)])
    theirs = ours - [0, 4, 0, 0, 4, 0]  # worse by as much in every block, however these differ
    low, high = interval(resampled(ours, 1) - resampled(theirs, 1))[:, 0]
    assert (low, high) == (pytest.approx(0.1), pytest.approx(0.1))


def test_confidence_is_measured_as_worked_out_by_hand() -> None:
    judged = np.array([(0.5, 1), (0.5, 0), (0.9, 1), (0.9, 1), (0.96, 0), (1, 1)], np.float64)
    assert groups(judged, 3) == [(0.5, 0.5, 2), (0.9, 1.0, 2), (0.98, 0.5, 2)]
    # ten groups of six beads are six groups of one
    assert expected_error(judged) == pytest.approx((0.5 + 0.5 + 0.1 + 0.1 + 0.96 + 0) / 6)
    assert brier(judged) == pytest.approx(((0.25 * 2 + 0.01 * 2 + 0.96**2) / 6, 4 / 6 * 2 / 6))
    assert sure(judged) == pytest.approx((2 / 6, 1 / 2))


def test_without_certain_beads_their_accuracy_is_one() -> None:
    assert sure(np.array([[0.5, 0.0]])) == (0.0, 1.0)


def _every(n: int, m: int, shapes: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    if not n and not m:
        yield []
    for a, b in (*shapes, (1, 0), (0, 1)):
        if a <= n and b <= m:
            yield from ([*rest, (a, b)] for rest in _every(n - a, m - b, shapes))


@pytest.mark.parametrize("seed", range(5))
def test_no_alignment_is_better_than_the_one_found(seed: int) -> None:
    shapes, random = [(1, 1), (1, 2), (2, 1), (2, 2)], np.random.default_rng(seed)
    table = random.normal(size=(3, len(shapes), 5)).astype(np.float32)
    skips = random.normal(-1, 1, 3).astype(np.float32), random.normal(-1, 1, 4).astype(np.float32)

    def worth(steps: Sequence[tuple[int, int]]) -> float:
        total, i, j = 0.0, 0, 0
        for a, b in steps:
            i, j = i + a, j + b
            total += (
                table[i - 1, shapes.index((a, b)), j]
                if a and b
                else skips[0][i - 1]
                if a
                else skips[1][j - 1]
            )
        return float(total)

    found = [(len(a), len(b)) for a, b in best_path(shapes, table, *skips)]
    assert worth(found) == pytest.approx(max(map(worth, _every(3, 4, shapes))))


def test_a_match_is_as_likely_as_the_normal_distribution_says() -> None:
    for here, there, ratio in product((10.0, 80.0), (10.0, 30.0, 120.0), (1.0, 3.0)):
        delta = (there / ratio - here) / math.sqrt(6.8 * (here + there / ratio) / 2)
        lengths = np.array([here], np.float32), np.array([there], np.float32)
        assert match(*lengths, ratio) == pytest.approx(
            math.log(math.erfc(abs(delta) / math.sqrt(2))), rel=1e-3, abs=1e-3
        )


def test_lengths_alone_find_what_was_merged() -> None:
    source = ["a" * size for size in (60, 22, 140, 35, 90)]
    target = ["b" * size for size in (62, 160, 35, 41, 47)]
    assert gale_church(source, target) == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3, 4))]


def test_gale_church_takes_blank_lines_and_an_empty_side() -> None:
    assert gale_church(["One two."], []) == [((0,), ())]
    found = gale_church(["One two.", "", "Three."], ["Eins zwei.", "Drei."])
    assert [line for bead in found for line in bead[0]] == [0, 1, 2]
    assert [line for bead in found for line in bead[1]] == [0, 1]


def test_the_baseline_merges_and_skips() -> None:
    source = np.eye(12, dtype=np.float32)
    target = np.concatenate([source[:3], source[3:4] + source[4:5], source[6:]])  # 3 and 4 merged, 5 left out
    source[5] = -9  # unlike everything
    texts = ["of some twenty letters"] * 12, ["of some twenty letters"] * 10
    assert baseline_alignment(*texts, source, target)[3:6] == [
        ((3, 4), (3,)),
        ((5,), ()),
        ((6,), (4,)),
    ]


class _Texts:
    """A stand-in for a side, with nothing but its texts."""

    def __init__(self, *texts: str) -> None:
        self.texts = lambda: texts


def _task(vectors: tuple[Vectors, Vectors], *source: str) -> EncodedDocument:
    encoded = Encoded(vectors[0]), Encoded(vectors[1])
    return EncodedDocument(None, _Texts(*source), _Texts("A", "B"), encoded)  # type: ignore[arg-type]


def test_the_output_of_hunalign_is_read_as_beads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def output(*command: str) -> str:
        assert Path(command[-2]).read_text("utf-8") == "a\n\nb\n"
        return "0\t0\t0.3\n1\t1\t0\n2\t1\t1\n3\t2\t0.5\n"

    monkeypatch.setattr(answers, "_output", output)
    empty = np.zeros((0, 0), np.float32)
    found = answers.PROGRAMS["hunalign"][1]("hunalign", _task((empty, empty), "a", "", "b"), tmp_path)
    assert found == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def test_vecalign_is_given_a_vector_for_every_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    vectors = np.float32([[1, 0], [0, 0], [0, 1]]), np.float32([[1, 0], [0, 1]])

    def output(*command: str) -> str:
        at = command.index("--src_embed")
        runs = Path(command[at + 1]).read_text("utf-8").splitlines()
        rows = np.fromfile(command[at + 2], np.float32).reshape(-1, 2)
        assert dict(zip(runs, rows.round(1).tolist(), strict=True)) == {
            "PAD": [0, 0],
            "aaa": [1, 0],
            "BLANK_LINE": [0, 0],
            "bbbb": [0, 1],
            "aaa BLANK_LINE": [1, 0],
            "BLANK_LINE bbbb": [0, 1],
            "aaa BLANK_LINE bbbb": [pytest.approx(0.6), pytest.approx(0.8)],
        }
        return "[0]:[0]:0.1\n[1, 2]:[1]:0.2\n"

    monkeypatch.setattr(answers, "_output", output)
    found = answers.PROGRAMS["vecalign"][1]("vecalign.py", _task(vectors, "aaa", "", "bbbb"), tmp_path)
    assert found == [((0,), (0,)), ((1, 2), (1,))]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make a development set of two documents with a peer's result for one, and pairs for longer texts."""
    gold, direct = tmp_path / "gold/tale-dev", tmp_path / "train/direct"
    (gold / "peers/other").mkdir(parents=True)
    direct.mkdir(parents=True)
    for name, size in (("one", 60), ("two", 20)):
        (gold / f"{name}.en").write_text("".join(f"Number {at} of the tale.\n" for at in range(size)))
        (gold / f"{name}.de").write_text("".join(f"Nummer {at} der Sage.\n" for at in range(size)))
        (gold / f"{name}.en-de.ladder").write_text("".join(f"[{at}]:[{at}]\n" for at in range(size)))
    (gold / "peers/other/two.ladder").write_text("[0]:[0]\n[1, 2]:[1]\n")
    lines = ["Ja.\tYes.", "Ja.\tYeah.", "Nein.\tNo.", "Nee.\tNo."]
    (direct / "de-en.tsv.xz").write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode()))
    return tmp_path


def test_long_texts_keep_pairs_together_and_repeat_nothing(data: Path) -> None:
    source, target = long_texts(data, 82)
    assert (source[60], target[79]) == ("Number 0 of the tale.", "Nummer 19 der Sage.")
    assert {"Yes.": "Ja.", "Yeah.": "Ja."}.get(target[80], source[80]) == source[80]
    assert len(set(source[80:])) == len(set(target[80:])) == 2
    with pytest.raises(SystemExit, match="holds only 82 lines a side, not 90"):
        long_texts(data, 90)


def test_the_program_ends_with_its_result_and_draws_the_curve(data: Path, tmp_path: Path) -> None:
    curve = tmp_path / "curve.png"
    program = [sys.executable, "-m", "benchmarks.align", "--data", str(data)]
    options = ["--documents", "--runs", "0", "--curve", str(curve), "--encoder", built_in.NAME]
    run = subprocess.run([*program, *options], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    name, *figures = run.stdout.splitlines()[-1].split(" ")
    values = dict(figure.split("=") for figure in figures)
    assert (name, [*values]) == (
        "RESULT",
        ["strict_f1_tale-dev", "lax_f1_tale-dev", "seconds", "ece"],
    )
    rows = [line.split() for line in run.stdout.splitlines()]
    assert ["other", "1/2"] in [row[:2] for row in rows]
    assert {"one", "two"} <= {row[0] for row in rows if row}
    assert curve.read_bytes().startswith(b"\x89PNG")
