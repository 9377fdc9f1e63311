"""A second encoder, one file and one line, in projects, the verdict and the tasks of the window."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.first_look import LookAt
from app.tasks import Align, LookForLacks, RealignRows, WarmUp
from core import encode
from core.align.weights import load
from core.aligned import Aligned
from core.model import FindingKind
from core.pipeline import Options, SideOptions
from core.progress import SILENT, Progress
from core.project import Session
from tests.conformance.toy_encoder import ROW

OPTIONS = Options(SideOptions("en"), SideOptions("de"), encoder=ROW.id)


@pytest.fixture(autouse=True)
def _with_a_toy_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "ENCODERS", (*encode.ENCODERS, ROW))


@pytest.fixture
def aligned(tmp_path: Path) -> Aligned:
    """A text and the same in capitals, which the toy encoder takes for its translation."""
    lines = [f"The {word} number {at} went home." for at, word in enumerate(("owl", "fox", "hen", "cat") * 5)]
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("\n\n".join(lines), encoding="utf-8")
    target.write_text("\n\n".join(line.upper() for line in lines), encoding="utf-8")
    return Align(source, target, OPTIONS)(SILENT)


def test_its_pairs_are_found_and_its_digest_is_stored(aligned: Aligned, tmp_path: Path) -> None:
    assert all(len(bead.source) == len(bead.target) == 1 for bead in aligned.bitext.beads)
    path = tmp_path / "job.diglot"
    Session.create(path, aligned.bitext, aligned.files, aligned.provenance.rows()).close()
    with Session.open(path) as session:
        assert (session.provenance.encoder, session.provenance.digest) == ("toy", ROW.digest())
        assert LookForLacks(session.settings)(SILENT) == ()


def test_another_digest_than_the_projects_is_reported_by_its_title(aligned: Aligned) -> None:
    other = replace(aligned.provenance, digest="00" * 32)
    (sentence,) = LookForLacks(other.rows())(SILENT)
    assert str(sentence).startswith(
        "The toy encoder on this computer differs from the one that aligned these texts;"
    )


def test_the_verdict_and_a_look_at_a_file_go_by_its_quality(aligned: Aligned, tmp_path: Path) -> None:
    (poor,) = [found for found in aligned.findings if found.kind == FindingKind.ENCODER]
    assert str(poor.sentence).startswith("German: the toy encoder is weak in this language.")
    look = LookAt(tmp_path / "a.txt", encoder=ROW.id)(SILENT)
    assert look.quality.of("de") == "weak"


def test_the_window_realigns_by_it_and_warms_up_only_what_stays_loaded(
    aligned: Aligned, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = RealignRows(aligned.bitext, (2, 12), aligned.provenance.rows())
    assert rows(SILENT).empty
    stages: list[str] = []
    WarmUp(rows)(Progress(lambda done, total, what: stages.append(what)))
    assert stages == []
    monkeypatch.setattr(encode, "ENCODERS", (replace(ROW, stays_loaded=True),))
    WarmUp(rows)(Progress(lambda done, total, what: stages.append(what)))
    assert "Encoding" in stages


def test_the_aligner_takes_the_weights_that_the_row_names(
    aligned: Aligned, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("core.pipeline.load", lambda name: asked.append(name) or load(name))
    RealignRows(aligned.bitext, (2, 12), aligned.provenance.rows())(SILENT)
    monkeypatch.setattr(encode, "ENCODERS", (replace(ROW, weights="built-in"),))
    RealignRows(aligned.bitext, (2, 12), aligned.provenance.rows())(SILENT)
    assert asked == ["folder", "built-in"]
