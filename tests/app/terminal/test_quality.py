"""`diglot align` warns of languages that the encoder is poor at."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from core.encode import built_in
from tests.app.terminal.conftest import Diglot

Texts = tuple[Path, Path]


@pytest.fixture(autouse=True)
def _judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A built-in encoder that is good at English and poor at Khmer."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "quality.tsv").write_text("language\tlevel\nen\tstrong\nkm\tweak\n", encoding="utf-8")
    monkeypatch.setattr(built_in, "place", lambda: nullcontext(folder))


def _warned(diglot: Diglot, texts: Texts, tag: str, *more: str | Path) -> list[str]:
    out = texts[0].with_name("out.tsv")
    done = diglot("align", *texts, "-o", out, "--source-lang", "en", "--target-lang", tag, *more)
    assert (done.status, done.out) == (0, "")
    return done.err.splitlines()


def test_a_language_that_the_encoder_is_weak_in_has_a_warning_of_one_line(
    diglot: Diglot, texts: Texts
) -> None:
    assert _warned(diglot, texts, "en-GB") == []
    (weak,) = _warned(diglot, texts, "km")
    assert weak.startswith("diglot: warning: Khmer: the built-in encoder is weak in this language.")
    (unknown,) = _warned(diglot, texts, "yo")
    assert unknown.startswith("diglot: warning: Yoruba: the built-in encoder does not know this language")


def test_quiet_keeps_it_to_itself(diglot: Diglot, texts: Texts) -> None:
    assert _warned(diglot, texts, "km", "--quiet") == []


def test_another_encoder_is_not_judged_by_the_built_in_one(
    diglot: Diglot, texts: Texts, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.json").write_text("{}", encoding="utf-8")
    assert _warned(diglot, texts, "km", "--encoder", other) == []
