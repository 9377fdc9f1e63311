"""Detection of the pieces that make all sentences similar."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.hub_pieces import measure
from core.train.shrink import write
from core.vectors import unit
from tests.core.encode.test_tokenizer import PIECES

ROOT = Path(__file__).resolve().parents[2]


def test_effects_are_those_of_sentences_with_the_piece_behind_them() -> None:
    draw = np.random.default_rng(2)
    sums, pieces = draw.standard_normal((6, 8), np.float32) * 3, draw.standard_normal((5, 8), np.float32)
    effects = measure(sums, pieces)
    apart = ~np.eye(6, dtype=bool)
    before = (unit(sums) @ unit(sums).T)[apart]
    for at, piece in enumerate(pieces):
        both = (unit(sums + piece) @ unit(sums + piece).T)[apart]
        one = (unit(sums) @ unit(sums + 8 * piece).T)[apart]
        assert effects.once[at] == pytest.approx(both.std() / before.std(), rel=1e-4)
        assert effects.repeated[at] == pytest.approx(one.std() / before.std(), rel=1e-4)
        assert effects.rise[at] == pytest.approx(one.mean() - before.mean(), abs=1e-4)


def test_a_heavy_piece_and_one_that_resembles_all_are_hubs() -> None:
    sums = np.random.default_rng(3).standard_normal((12, 10), np.float32)
    sums[:, 8:] = 2, 0  # all have a share of the ninth dimension, none of the tenth
    heavy, common, light = np.zeros((3, 10), np.float32)
    heavy[9], common[8], light[0] = 50, 1, 0.1
    assert measure(sums, np.stack((heavy, common, light))).hubs().tolist() == [True, True, False]


def test_the_worst_piece_of_an_encoder_is_named(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).standard_normal((len(PIECES), 16)).astype(np.float32)
    place = next(at for at, (piece, _) in enumerate(PIECES) if piece.startswith("▁") and len(piece) > 1)
    vectors[place] *= 300
    write(tmp_path / "small", PIECES, vectors)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hub_pieces", "--encoder", tmp_path / "small"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    lines = done.stdout.splitlines()
    worst = next(at for at, line in enumerate(lines) if line.startswith("worst piece")) + 1
    assert lines[worst].startswith(PIECES[place][0])
    assert lines[-1].startswith("RESULT hubs=")
