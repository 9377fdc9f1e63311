"""`diglot align` warns of two texts that do not belong together, and aligns them all the same."""

from pathlib import Path

import pytest

from core import pipeline
from core.model import FindingKind
from core.project import Session
from tests.app.terminal.conftest import Diglot

RAIN = "It rained in the harbour. The river rose by a metre. Cats moved upstairs. Nobody was surprised. "
BRIDGE = "Die alte Brücke stand leer. Keiner kannte den Wirt. Im Garten lag Schnee. Er aß Brot und schwieg. "


@pytest.fixture
def strangers(tmp_path: Path) -> tuple[Path, Path]:
    """An English text and a German one that is about something else."""
    source, target = tmp_path / "rain.txt", tmp_path / "bridge.txt"
    source.write_text("".join(RAIN.replace(".", f" {at}.") for at in range(10)), encoding="utf-8")
    target.write_text("".join(BRIDGE.replace(".", f" {at + 50}.") for at in range(10)), encoding="utf-8")
    return source, target


def test_the_wrong_file_is_warned_of_and_aligned_all_the_same(
    diglot: Diglot, strangers: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.tsv"
    done = diglot("align", *strangers, "-o", out)
    assert (done.status, done.out) == (0, "")
    (line,) = done.err.splitlines()
    assert line.startswith(
        "diglot: warning: “rain.txt” and “bridge.txt” do not seem to be translations of each other:"
    )
    assert out.exists()
    assert diglot("align", *strangers, "-o", out, "--quiet").err == ""


def test_the_warning_comes_before_the_long_work(
    diglot: Diglot,
    strangers: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    printed: list[str] = []

    def align(*_: object, **__: object) -> tuple[()]:
        printed.append(capfd.readouterr().err)
        return ()

    monkeypatch.setattr(pipeline, "align", align)
    diglot("align", *strangers, "-o", tmp_path / "out.ladder")
    assert "do not seem to be translations of each other" in printed[0]


def test_a_project_keeps_the_warning(diglot: Diglot, strangers: tuple[Path, Path], tmp_path: Path) -> None:
    job = tmp_path / "job.diglot"
    assert diglot("align", *strangers, "-o", job).status == 0
    with Session.open(job) as session:
        assert [found.kind for found in session.provenance.findings_about(session.bitext)] == [
            FindingKind.UNRELATED
        ]
