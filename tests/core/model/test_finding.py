"""What is wrong with two texts is kept with the project, and let go once it no longer holds."""

from dataclasses import replace

from core.model import Bitext, Finding, FindingKind, findings_in, kept_findings
from tests.core.align.made import side

UNRELATED = Finding(FindingKind.UNRELATED, "They do not go together.")
SAME = Finding(FindingKind.SAME_LANGUAGE, "Both are in English.")
POOR = Finding(FindingKind.ENCODER, "The encoder is weak.")


def _bitext(*languages: str) -> Bitext:
    one, other = (
        replace(each, document=replace(each.document, language=language))
        for each, language in zip((side(["a"]), side(["b"])), languages, strict=True)
    )
    return Bitext(one, other, ())


def test_findings_come_back_as_they_were_kept() -> None:
    bitext = _bitext("en", "en")
    settings = {"encoder": "built-in"} | kept_findings([SAME, UNRELATED], bitext)
    assert findings_in(settings, bitext) == (SAME, UNRELATED)


def test_findings_about_languages_go_with_the_languages() -> None:
    settings = kept_findings([SAME, UNRELATED], _bitext("en", "en"))
    assert findings_in(settings, _bitext("en", "de")) == (UNRELATED,)


def test_what_an_encoder_is_poor_at_is_not_kept() -> None:
    bitext = _bitext("en", "yo")
    assert kept_findings([POOR], bitext) == {}
    assert findings_in(kept_findings([POOR, UNRELATED], bitext), bitext) == (UNRELATED,)


def test_a_project_without_findings_tells_none() -> None:
    assert kept_findings([], _bitext("en", "de")) == {}
    assert findings_in({"encoder": "built-in"}, _bitext("en", "de")) == ()
