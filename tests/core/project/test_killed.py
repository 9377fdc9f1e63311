"""A program that is killed in the middle of editing has lost nothing that it said was done."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.model import check
from core.project import Session, drafts
from tests.stories.story import made

ROOT = Path(__file__).parents[3]
CHILD = "tests.core.project.edits_until_killed"
ROWS = [f"Sentence {at}. / And another. | Satz {at}. / Und noch einer." for at in range(40)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_session_reopens_with_its_work_and_its_undo(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "novel.diglot"
    bitext, files = made(ROWS)
    Session.create(path, bitext, files, {}).close()
    lines = random.Random(seed).randrange(20, 120)
    command = [sys.executable, "-m", CHILD, str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(lines)]
        child.kill()
    assert child.returncode != 0

    assert drafts(tmp_path)[0].problem is None
    with Session.open(path) as found:
        assert found.revision >= said[-1] > 0
        check(found.bitext)
        while found.undo() is not None:
            check(found.bitext)
        assert found.bitext == bitext
